package engine_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/wall"
)

// TestDriver: a driver steps the graph for what has come and for what the clock has come to, and
// for nothing else; Quiet waits for that.
func TestDriver(t *testing.T) {
	at := time.Unix(100, 0)
	defer wall.Use(func() time.Time { return at })()
	g := engine.NewGraph()
	start := time.Unix(101, 0)
	ticks, err := engine.NewTimeTable(g, time.Second, &start, false, nil)
	if err != nil {
		t.Fatal(err)
	}
	blink, err := engine.NewTimeTable(g, time.Second, &start, true, nil)
	if err != nil {
		t.Fatal(err)
	}
	ticks.Retain()
	blink.Retain()
	calls := 0
	d := engine.NewDriver(g, func(context.Context) error { calls++; return nil })
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- d.Run(ctx) }()
	want := func(rows, blinks int) {
		t.Helper()
		if err := d.Quiet(ctx); err != nil {
			t.Fatal(err)
		}
		if ticks.Size() != rows || blink.Size() != blinks {
			t.Errorf("%d rows and %d blink rows, want %d and %d", ticks.Size(), blink.Size(), rows, blinks)
		}
		n, _ := g.Cycle()
		if err := d.Quiet(ctx); err != nil {
			t.Fatal(err)
		}
		if m, _ := g.Cycle(); m != n || int(m) != calls {
			t.Errorf("cycle %d became %d without a reason; %d calls", n, m, calls)
		}
	}
	want(0, 0)
	if next, ok := d.Next(); !ok || !next.Equal(start) {
		t.Errorf("next is %v %v, want %v", next, ok, start)
	}
	at = time.Unix(102, 500)
	want(2, 2) // the rows of the blink table stay until there is another reason for a cycle
	at = time.Unix(103, 0)
	want(3, 1)
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := d.Quiet(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("quiet after the end: %v", err)
	}
	f, err := ticks.Read(0, 10, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Cols[0].(*column.Vec[int64]).V; !slices.Equal(got, []int64{101e9, 102e9, 103e9}) {
		t.Errorf("rows %v", got)
	}
}

// TestDriverEnds with the error of what gets a cycle ready.
func TestDriverEnds(t *testing.T) {
	g := engine.NewGraph()
	broken := errors.New("broken")
	d := engine.NewDriver(g, func(context.Context) error { return broken })
	g.Wake()
	if err := d.Run(t.Context()); !errors.Is(err, broken) {
		t.Errorf("ended with %v, want %v", err, broken)
	}
}
