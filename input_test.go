package starling_test

import (
	"context"
	"errors"
	"math"
	"math/big"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"starling"
)

// whole is a row with a field of each type that columns have.
type whole struct {
	Flag  bool
	B     int8
	S     int16
	I     int32
	L     int64
	N     int
	F     float32
	D     float64
	T     string `starling:"Text"`
	Raw   []byte
	At    time.Time
	Took  time.Duration
	Big   *big.Int
	Longs []int64
	Grid  [][]string
	Maybe *float64
}

// TestInput: what goes in comes out; formulas see the types, and nulls.
func TestInput(t *testing.T) {
	s := open(t, starling.Config{})
	ctx := limited(t)
	in := must(starling.NewInput[whole](s, "rows"))(t)
	want := []whole{{
		true, 1, 2, 3, 4, 5, 1.5, 2.5, "x", []byte("raw"), time.Unix(9, 5).UTC(), time.Second, big.NewInt(8),
		[]int64{1, 2},
		[][]string{{"a"}, {}},
		ptr(0.5),
	}, {}}
	noErr(t, in.Add(want...))
	noErr(t, in.Add())
	noErr(t, s.Run(ctx, "t = rows.update(['Sum = B + S + I + L + N', 'None_ = isNull(Maybe)', 'First = isNull(Longs) ? NULL_LONG : Longs[0]'])"))
	noErr(t, s.Sync(ctx))
	if got := must(starling.Rows[whole](in.Table()))(t); !reflect.DeepEqual(got, want) {
		t.Errorf("the rows are\n%+v, want\n%+v", got, want)
	}
	type made struct {
		Sum   int64
		None  bool `starling:"None_"`
		First *int64
	}
	noErr(t, must(s.Table("t"))(t).Err())
	if got := must(starling.Rows[made](must(s.Table("t"))(t)))(t); !reflect.DeepEqual(got, []made{{15, false, ptr[int64](1)}, {0, true, nil}}) {
		t.Errorf("the formulas gave %+v", got)
	}
}

// TestInputKeys: rows take the places of those with their keys, and go by them.
func TestInputKeys(t *testing.T) {
	type position struct {
		Account string `starling:",key"`
		Sym     string `starling:"Symbol,key"`
		Size    int
	}
	s := open(t, starling.Config{})
	ctx := limited(t)
	in := must(starling.NewInput[position](s, "positions"))(t)
	want := func(rows ...position) {
		t.Helper()
		noErr(t, s.Sync(ctx))
		if got := must(starling.Rows[position](in.Table()))(t); !slices.Equal(got, rows) {
			t.Errorf("the rows are %v, want %v", got, rows)
		}
	}
	noErr(t, in.Add(position{"a", "X", 1}, position{"a", "Y", 2}, position{"b", "X", 3}, position{"a", "X", 4}))
	want(position{"a", "X", 4}, position{"a", "Y", 2}, position{"b", "X", 3})
	noErr(t, in.Remove(position{"a", "Y", 99}, position{"c", "Z", 0}))
	noErr(t, in.Add(position{"b", "X", 5}))
	want(position{"a", "X", 4}, position{"b", "X", 5})
	plain := must(starling.NewInput[struct{ A int }](s, "plain"))(t)
	refused(t, plain.Remove(struct{ A int }{1}), "input plain: no field of its rows is a key")
}

// TestInputRefused: a struct that is no row, and values that columns cannot hold, are errors that name
// the field.
func TestInputRefused(t *testing.T) {
	s := open(t, starling.Config{})
	refused(t, input[struct{ A uint64 }](s, "x"), "input x: field A of", "uint64 has no column: columns have signed numbers")
	refused(t, input[struct{ A map[string]int }](s, "x"), "map[string]int has no column: there are columns for bool")
	refused(t, input[struct{ A []int8 }](s, "x"), "bytes are []byte")
	refused(t, input[struct {
		A int `starling:"a b"`
	}](s, "x"), `"a b" cannot name a column`)
	refused(t, input[struct {
		A int `starling:"i"`
	}](s, "x"), `"i" cannot name a column`)
	refused(t, input[struct {
		A []int `starling:",key"`
	}](s, "x"), "takes no arrays")
	refused(t, input[string](s, "x"), "string is no struct")
	refused(t, input[struct{ A int }](s, "x y"), `input x y: "x y" cannot name`)
	in := must(starling.NewInput[whole](s, "rows"))(t)
	refused(t, in.Add(whole{}, whole{B: math.MinInt8}), "input rows: row 1, field B: -128 means null in a column of byte")
	refused(t, in.Add(whole{D: -math.MaxFloat64}), "row 0, field D")
	refused(t, in.Add(whole{Longs: []int64{1, math.MinInt64}}), "field Longs: element 1")
	refused(t, in.Add(whole{At: time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC)}), "field At", "is not between 1677 and 2262")
	noErr(t, s.Sync(limited(t)))
	if n := in.Table().Size(); n != 0 {
		t.Errorf("%d rows came in of calls that failed", n)
	}
}

func input[T any](s *starling.Session, name string) error {
	_, err := starling.NewInput[T](s, name)
	return err
}

// heldUp has an update of the table t, of numbers, begin with a row that add adds, and go on when what it
// gives is closed.
func heldUp(t *testing.T, s *starling.Session, add func() error) (hold chan struct{}) {
	t.Helper()
	began, hold := make(chan struct{}), make(chan struct{})
	var once sync.Once
	noErr(t, s.Func("wait", func(n int64) int64 {
		once.Do(func() { close(began) })
		<-hold
		return n
	}))
	noErr(t, s.Run(limited(t), "t = numbers.update('X = wait(N)')"))
	noErr(t, add())
	<-began
	return hold
}

// TestInputFull: while updates are held up Add waits, for as long as its context lasts, and all rows of
// many goroutines come in.
func TestInputFull(t *testing.T) {
	type number struct{ N int }
	s := open(t, starling.Config{})
	ctx := limited(t)
	in := must(starling.NewInput[number](s, "numbers"))(t)
	hold := heldUp(t, s, func() error { return in.Add(number{0}) })
	many := make([]number, 1<<18)
	noErr(t, in.Add(many...))
	short, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancel()
	if err := in.AddContext(short, number{1}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("adding to a full input: %v", err)
	}
	var adders sync.WaitGroup
	for i := range 8 {
		adders.Go(func() {
			for k := range 50 {
				if err := in.Add(number{i}, number{k}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	close(hold)
	adders.Wait()
	noErr(t, s.Sync(ctx))
	if got, want := must(s.Table("t"))(t).Size(), 1+len(many)+8*50*2; got != want {
		t.Errorf("%d rows came in of %d", got, want)
	}
}

// TestInputFullClosed: who waits for room hears that the session is closed.
func TestInputFullClosed(t *testing.T) {
	type number struct {
		N int `starling:",key"`
	}
	s := open(t, starling.Config{})
	in := must(starling.NewInput[number](s, "numbers"))(t)
	hold := heldUp(t, s, func() error { return in.Add(number{0}) })
	many := make([]number, 1<<18)
	for i := range many {
		many[i].N = i
	}
	noErr(t, in.Add(many...))
	done := make(chan error)
	go func() {
		for {
			if err := in.Add(many...); err != nil {
				done <- err
				return
			}
		}
	}()
	closing := make(chan error)
	go func() { closing <- s.Close() }()
	close(hold)
	if err := <-done; !errors.Is(err, starling.ErrClosed) {
		t.Errorf("adding to a session that is closed: %v", err)
	}
	noErr(t, <-closing)
}
