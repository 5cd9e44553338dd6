package enginetest

import (
	"context"
	"sync"
	"testing"
	"time"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/rowset"
)

// TestConcurrentUse edits, reads, builds, listens and releases while the graph runs. Rows
// come and go in pairs that cancel, so that every reader must see sums of zero.
func TestConcurrentUse(t *testing.T) {
	const pairs = 400
	g := engine.NewGraph()
	e, err := g.AddEditable("pairs", bothFields)
	if err != nil {
		t.Fatal(err)
	}
	e.Table().Retain()
	ctx, stop := context.WithCancel(context.Background())
	var run, work sync.WaitGroup
	run.Go(func() { g.Run(ctx, time.Microsecond) })
	edited := make(chan struct{})
	work.Go(func() {
		defer close(edited)
		for i := range int64(pairs) {
			first, err := e.Add(builders(bothFields, [][]any{{"a", i}, {"b", -i}}), 2)
			if err == nil && i%3 == 0 {
				err = e.Remove(rowset.Run(first, first+2))
			}
			if err != nil {
				t.Error(err)
				return
			}
		}
	})
	for range 3 {
		work.Go(func() {
			for more := true; more; {
				select {
				case <-edited:
					more = false
				default:
				}
				if err := readBalanced(g, e.Table()); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	work.Wait()
	stop()
	run.Wait()
	if err := g.Step(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n, want := e.Table().Size(), 2*(pairs-(pairs+2)/3); n != want {
		t.Errorf("%d rows, want %d", n, want)
	}
}

// readBalanced builds a table of sums, listens to it, reads it and its parent, and lets go.
func readBalanced(g *engine.Graph, pairs *engine.Table) error {
	f, err := pairs.Read(0, 1<<30, []string{"N"})
	if err != nil {
		return err
	}
	if s := total(f); s != 0 {
		return errUnbalanced(s)
	}
	sums, err := pairs.AllBy("sum", onK)
	if err != nil {
		return err
	}
	sums.Retain()
	defer sums.Release()
	l := &tap{}
	stop, err := g.Listen(sums, l, true)
	if err != nil {
		return err
	}
	defer stop()
	_, ended := g.Cycle()
	select {
	case <-ended:
	case <-time.After(time.Millisecond):
	}
	if f, err = sums.Read(0, 1<<30, []string{"N"}); err != nil {
		return err
	}
	if s := total(f); s != 0 {
		return errUnbalanced(s)
	}
	return sums.Err()
}

func total(f *engine.Frame) (s int64) {
	for _, x := range f.Cols[0].(*column.Vec[int64]).V {
		s += x
	}
	return s
}

type errUnbalanced int64

func (e errUnbalanced) Error() string { return "a reader saw half a cycle" }
