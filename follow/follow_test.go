package follow

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/rowset"
)

// world is a table whose rows come, go and change by their keys.
type world struct {
	*testing.T
	graph *engine.Graph
	board *engine.Board[int]
}

func newWorld(t *testing.T) *world {
	g := engine.NewGraph()
	b, err := engine.NewBoard[int](g, "board", []column.Field{{Name: "K", Type: column.Of(column.Long)}, {Name: "V", Type: column.Of(column.Long)}})
	if err != nil {
		t.Fatal(err)
	}
	return &world{t, g, b}
}

func (w *world) set(k, v int) {
	w.Helper()
	if err := w.board.Set(k, int64(k), int64(v)); err != nil {
		w.Fatal(err)
	}
}

func (w *world) keep(keep func(k int) bool) {
	w.Helper()
	if err := w.board.Keep(keep); err != nil {
		w.Fatal(err)
	}
}

func (w *world) step() {
	w.Helper()
	if err := w.graph.Step(context.Background()); err != nil {
		w.Fatal(err)
	}
}

func (w *world) follow(tables ...*engine.Table) *Follower {
	w.Helper()
	f, err := New(w.graph, tables...)
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(f.Close)
	return f
}

func (w *world) look(f *Follower) []Window {
	w.Helper()
	out, err := f.Look(func(_, size int) (int, int) { return 0, size })
	if err != nil {
		w.Fatal(err)
	}
	return out
}

// picture is the values of a window's rows.
func picture(w Window) map[rowset.Row]string {
	out := map[rowset.Row]string{}
	for i, r := range w.Rows {
		s := ""
		for _, c := range w.Cols {
			s += fmt.Sprint(c.Any(i), " ")
		}
		out[r] = s
	}
	return out
}

// TestMergedChanges plays random histories, looked at now and then: what a look before had,
// changed as the merged update says, is what the look after has.
func TestMergedChanges(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		w := newWorld(t)
		sorted, err := w.board.Table().Sort([]engine.SortKey{{Column: "V"}})
		if err != nil {
			t.Fatal(err)
		}
		f := w.follow(w.board.Table(), sorted)
		var before []map[rowset.Row]string
		for range 30 {
			for range random.IntN(6) {
				switch k := random.IntN(8); random.IntN(4) {
				case 0:
					w.keep(func(x int) bool { return x != k })
				default:
					w.set(k, random.IntN(5))
				}
				if random.IntN(2) == 0 {
					w.step()
				}
			}
			w.step()
			if random.IntN(3) > 0 {
				continue
			}
			windows := w.look(f)
			var after []map[rowset.Row]string
			for i, x := range windows {
				after = append(after, picture(x))
				if x.Cycle != windows[0].Cycle {
					t.Fatalf("seed %d: windows of cycles %d and %d", seed, x.Cycle, windows[0].Cycle)
				}
				if x.All != (before == nil) {
					t.Fatalf("seed %d: All is %v", seed, x.All)
				}
				if before != nil {
					agrees(t, seed, x.Change, before[i], after[i])
				}
			}
			before = after
		}
	}
}

// agrees reports where a change does not lead from one picture to the other.
func agrees(t *testing.T, seed uint64, c Change, before, after map[rowset.Row]string) {
	t.Helper()
	for r, is := range after {
		was, there := before[r]
		switch {
		case c.Removed.Contains(r) && !there:
			t.Fatalf("seed %d: row %d was not there to be removed", seed, r)
		case c.Added.Contains(r) != (!there || c.Removed.Contains(r)):
			t.Fatalf("seed %d: row %d, there before: %v, added: %v, removed: %v", seed, r, there, c.Added.Contains(r), c.Removed.Contains(r))
		case there && is != was && !c.Modified.Contains(r) && !c.Added.Contains(r):
			t.Fatalf("seed %d: row %d is not among the modified", seed, r)
		}
	}
	for r := range before {
		if _, there := after[r]; !there && !c.Removed.Contains(r) {
			t.Fatalf("seed %d: row %d is not among the removed", seed, r)
		}
	}
	if n := c.Added.Len() - c.Removed.Len(); len(after)-len(before) != n {
		t.Fatalf("seed %d: %d rows became %d, by the change %+d", seed, len(before), len(after), n)
	}
}

// TestReaderThatStops: what is kept for a reader that does not come is bounded, and the cycles
// do not wait for it.
func TestReaderThatStops(t *testing.T) {
	w := newWorld(t)
	f := w.follow(w.board.Table())
	w.look(f)
	for k := range few + 2 {
		w.set(k, 0)
		if k%1000 == 0 {
			w.keep(func(int) bool { return false })
			w.step()
		}
	}
	w.step()
	for k := range few + 2 {
		w.set(k, 1)
	}
	w.step()
	x := w.look(f)[0]
	if x.CountAdded < few || x.CountModified == 0 {
		t.Errorf("%d rows came, %d were modified", x.CountAdded, x.CountModified)
	}
	w.keep(func(k int) bool { return k > few/2 })
	for k := range few {
		w.set(k+few, 2)
	}
	w.step()
	if x := w.look(f)[0]; !x.All || !x.Added.Empty() || !x.Modified.Empty() || !x.Removed.Empty() {
		t.Errorf("after a change of everything All is %v, with %v, %v, %v", x.All, x.Added.Len(), x.Modified.Len(), x.Removed.Len())
	}
}

// broken is a source that fails in its second cycle.
type broken struct{ cycles int }

func (*broken) Schema() []column.Field {
	return []column.Field{{Name: "A", Type: column.Of(column.Long)}}
}

func (b *broken) Drain(func([]column.Builder, int)) error {
	if b.cycles++; b.cycles > 1 {
		return errors.New("broken")
	}
	return nil
}

// TestChanged: the reader is told of changes, once a look, and of a failure; what has failed, or
// never changes, can be followed too.
func TestChanged(t *testing.T) {
	w := newWorld(t)
	source := &broken{}
	bad, err := w.graph.AddSource("broken", source, engine.Append())
	if err != nil {
		t.Fatal(err)
	}
	w.set(1, 1)
	w.step()
	still, err := w.board.Table().Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	f := w.follow(w.board.Table(), bad, still)
	told := func() bool {
		select {
		case <-f.Changed():
			return true
		default:
			return false
		}
	}
	if !told() || told() {
		t.Error("before the first look it is not told once")
	}
	if x := w.look(f); x[0].Len() != 1 || x[2].Len() != 1 {
		t.Errorf("%d and %d rows, want 1", x[0].Len(), x[2].Len())
	}
	w.step() // the source fails
	if x := w.look(f)[1]; !told() || x.Err == nil {
		t.Errorf("a failure is not told, or not seen: %v", x.Err)
	}
	w.set(2, 2)
	w.set(3, 3)
	w.step()
	if !told() || told() {
		t.Error("a cycle does not tell once")
	}
	w.step()
	if told() {
		t.Error("a cycle without a change tells")
	}
	if x := w.look(w.follow(bad))[0]; x.Err == nil || !x.All {
		t.Errorf("a failed table shows %v", x.Err)
	}
}

// TestCounting: who asks how many rows changed hears that and no more.
func TestCounting(t *testing.T) {
	w := newWorld(t)
	f, err := Counting(w.graph, w.board.Table())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i := range 4 {
		w.set(1, i)
		w.step()
		w.set(1, i+10)
		w.step()
		cut, err := f.Take(func(_ int, t *engine.Table) (*engine.Frame, error) { return t.Frame(0, 1, []string{"V"}) })
		if err != nil {
			t.Fatal(err)
		}
		x := cut[0]
		if !x.All || !x.Modified.Empty() || x.CountAdded+x.CountModified != 2 || len(x.Cols) != 1 || x.Frame.Cols[0].Any(0) != int64(i+10) {
			t.Errorf("%+v", x.Change)
		}
	}
}
