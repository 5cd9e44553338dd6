package starling_test

import (
	"context"
	"fmt"
	"log"
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
	if err != nil {
		log.Fatal(err)
	}
	defer s.Close()
	if err := s.Func("name", strings.ToUpper); err != nil {
		log.Fatal(err)
	}
	orders, err := starling.NewInput[order](s, "orders")
	if err != nil {
		log.Fatal(err)
	}
	if err := s.Run(ctx, `totals = orders.view(["Customer = name(Customer)", "Value = Price * Qty"]).sum_by("Customer")`); err != nil {
		log.Fatal(err)
	}
	if err := orders.Add(order{"ann", 2.5, 4}, order{"bob", 1, 3}, order{"ann", 1, 1}); err != nil {
		log.Fatal(err)
	}
	if err := s.Sync(ctx); err != nil {
		log.Fatal(err)
	}
	table, err := s.Table("totals")
	if err != nil {
		log.Fatal(err)
	}
	rows, err := starling.Rows[total](table)
	fmt.Println(rows, err)
	// Output: [{ANN 11} {BOB 3}] <nil>
}

// A copy of a table is kept by what changes.
func ExampleChanges() {
	type price struct {
		Sym   string `starling:",key"`
		Price float64
	}
	ctx := context.Background()
	s, err := starling.Open(ctx, starling.Config{})
	if err != nil {
		log.Fatal(err)
	}
	defer s.Close()
	prices, err := starling.NewInput[price](s, "prices")
	if err != nil {
		log.Fatal(err)
	}
	copied := map[int64]price{}
	for change, err := range starling.Changes[price](ctx, prices.Table()) {
		if err != nil {
			log.Fatal(err)
		}
		if change.Snapshot {
			clear(copied)
		}
		for _, row := range change.Removed {
			delete(copied, row.ID)
		}
		for _, row := range append(change.Added, change.Modified...) {
			copied[row.ID] = row.Value
		}
		if len(copied) == 1 && copied[0].Price == 9 {
			break
		}
		if err := prices.Add(price{"A", float64(8 + len(copied))}); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Println(copied)
	// Output: map[0:{A 9}]
}
