package starling_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"math"
	"strings"

	"starling"
)

// Orders go in, a script sums them up with a function of the program, and the totals come out.
func Example() {
	type order struct {
		Customer string
		Price    float64
		Quantity int64 `starling:"Qty"`
	}
	type total struct {
		Customer string
		Value    float64
	}
	ctx := context.Background()
	s, err := starling.Open(ctx, starling.Config{})
	check(err)
	defer s.Close()
	check(s.Func("name", strings.ToUpper))
	orders, err := starling.NewInput[order](s, "orders")
	check(err)

	check(s.Run(ctx, `
totals = orders.view(["Customer = name(Customer)", "Value = Price * Qty"]).sum_by("Customer")
`))
	check(orders.Add(order{"ann", 2.5, 4}, order{"bob", 1, 3}, order{"ann", 1, 1}))
	check(s.Sync(ctx))

	table, err := s.Table("totals")
	check(err)
	rows, err := starling.Rows[total](table)
	fmt.Println(rows, err)
	// Output: [{ANN 11} {BOB 3}] <nil>
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// A copy of a table is kept by what changes.
func ExampleChanges() {
	type price struct {
		Sym   string `starling:",key"`
		Price float64
	}
	ctx := context.Background()
	s, err := starling.Open(ctx, starling.Config{})
	check(err)
	defer s.Close()
	prices, err := starling.NewInput[price](s, "prices")
	check(err)
	check(prices.Add(price{"A", 8}, price{"B", 5}))
	check(s.Sync(ctx))

	copied := map[int64]price{}
	for change, err := range starling.Changes[price](ctx, prices.Table()) {
		check(err)
		if change.Snapshot {
			clear(copied)
			check(prices.Add(price{"A", 9}))
		}
		for _, row := range change.Removed {
			delete(copied, row.ID)
		}
		for _, row := range append(change.Added, change.Modified...) {
			copied[row.ID] = row.Value
		}
		if copied[0].Price == 9 {
			break
		}
	}
	fmt.Println(copied)
	// Output: map[0:{A 9} 1:{B 5}]
}

// Functions are called row by row, or by column.
func ExampleSession_Func() {
	ctx := context.Background()
	s, err := starling.Open(ctx, starling.Config{})
	check(err)
	defer s.Close()

	check(s.Func("root", func(x float64) (float64, error) {
		if x < 0 {
			return 0, errors.New("less than 0")
		}
		return math.Sqrt(x), nil
	}))
	check(s.Func("orZero", func(x *int64) int64 { // null is nil
		if x == nil {
			return 0
		}
		return *x
	}))
	check(s.Func("squares", func(xs []float64) []float64 { // by column
		out := make([]float64, len(xs))
		for i, x := range xs {
			out[i] = x * x
		}
		return out
	}))

	check(s.Run(ctx, `
from deephaven import empty_table
t = empty_table(3).update(["X = ii * ii", "Root = root(X)", "Square = squares(X)", "N = orZero(X > 1 ? X : NULL_LONG)"])
`))
	table, err := s.Table("t")
	check(err)
	type row struct{ Root, Square, N any }
	rows, err := starling.Rows[row](table)
	fmt.Println(rows, err)
	// Output: [{0 0 0} {1 1 0} {2 16 4}] <nil>
}

// A script that fails is an error with its place.
func ExampleError() {
	ctx := context.Background()
	s, err := starling.Open(ctx, starling.Config{})
	check(err)
	defer s.Close()

	err = s.Run(ctx, "x = 1\ny = x / 0")
	if failed := (*starling.Error)(nil); errors.As(err, &failed) {
		fmt.Println(failed.Line, failed.Kind)
		fmt.Println(failed.Traceback)
	}
	// Output:
	// 2 ZeroDivisionError
	// Traceback (most recent call last):
	//   File "<string>", line 2, column 7, in <module>
	//     y = x / 0
	//         ~~^~~
	// ZeroDivisionError: division by zero
}
