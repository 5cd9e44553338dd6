package enginetest

import (
	"testing"
	"time"

	"starling/engine"
	"starling/engine/column"
)

func (c *closer) isClosed() bool {
	select {
	case <-c.closed:
		return true
	case <-time.After(20 * time.Millisecond):
		return false
	}
}

func (c *closer) awaitClosed(t *testing.T) {
	t.Helper()
	select {
	case <-c.closed:
	case <-time.After(10 * time.Second):
		t.Fatal("the source was not closed")
	}
}

var onK = []engine.Pair{{New: "K", Old: "K"}}

// TestReleaseClosesSources: a source is closed when the last that holds it goes: table,
// operation, index or listener.
func TestReleaseClosesSources(t *testing.T) {
	b := newBench(t, engine.Append())
	right, rightTable := b.source(engine.Append())
	last := b.must(rightTable.LastBy(onK))
	joined := b.must(b.table.NaturalJoin(last, onK, []engine.Pair{{New: "M", Old: "N"}}, engine.LastMatch))
	sums := b.must(joined.AggBy([]engine.Aggregation{{Name: "sum", Pairs: []engine.Pair{{New: "S", Old: "N"}}}}, onK))
	stop, err := b.Listen(sums, &tap{}, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []*engine.Table{b.table, rightTable, last, joined, sums} {
		x.Release()
	}
	b.step([]any{"a", int64(1)})
	if b.src.isClosed() || right.isClosed() {
		t.Fatal("a source was closed while a listener needs it")
	}
	stop()
	stop() // a second time does nothing
	b.src.awaitClosed(t)
	right.awaitClosed(t)
	b.step([]any{"b", int64(2)})
	if n := b.size(b.table); n != 1 {
		t.Errorf("the closed source's table has %d rows, want the 1 it had", n)
	}
}

// TestReleaseKeepsWhatIsShared: an index stays while another uses it.
func TestReleaseKeepsWhatIsShared(t *testing.T) {
	b := newBench(t, engine.Append())
	first := b.must(b.table.FirstBy(onK))
	last := b.must(b.table.LastBy(onK))
	b.step([]any{"a", int64(1)}, []any{"a", int64(2)})
	first.Release()
	b.step([]any{"b", int64(3)}, []any{"a", int64(4)})
	if err := b.Read(func() {
		want := &Rel{last.Schema, [][]any{{"a", int64(4)}, {"b", int64(3)}}}
		if d := diff(b.shadow.rel(last), want, same, -1); d != "" {
			t.Error(d)
		}
	}); err != nil {
		t.Fatal(err)
	}
	last.Release()
	again := b.must(b.table.LastBy(onK)) // with a new index
	b.step([]any{"c", int64(5)})
	if n := b.size(again); n != 3 {
		t.Errorf("%d groups, want 3", n)
	}
	again.Release()
	b.table.Release()
	b.src.awaitClosed(t)
}

// TestReleaseCompacted: what compacted makes for itself holds the source no longer than its
// result does, and no shorter.
func TestReleaseCompacted(t *testing.T) {
	b := newBench(t, engine.Blink())
	flags := b.must(b.table.UpdateView(engine.Env{}, "Deleted = N < 0"))
	rest := b.must(flags.DropColumns([]string{"Deleted"}))
	last := b.must(rest.Compacted(onK, flags.Cols[2]))
	for _, x := range []*engine.Table{b.table, flags, rest} {
		x.Release()
	}
	b.step([]any{"a", int64(1)}, []any{"b", int64(2)}, []any{"c", int64(3)})
	b.step([]any{"a", int64(-1)}, []any{"c", int64(-1)}, []any{"b", int64(4)})
	b.step([]any{"a", int64(5)}, []any{"d", int64(-6)})
	if err := b.Read(func() {
		want := &Rel{last.Schema, [][]any{{"a", int64(5)}, {"b", int64(4)}}}
		if d := diff(b.shadow.rel(last), want, same, -1); d != "" {
			t.Error(d)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if b.src.isClosed() {
		t.Fatal("the source was closed while the result needs it")
	}
	last.Release()
	b.src.awaitClosed(t)
}

// TestReleaseHierarchies: what a rollup or a tree makes for itself leaves with it.
func TestReleaseHierarchies(t *testing.T) {
	b := newBench(t, engine.Append())
	count := []engine.Aggregation{{Name: "count", Pairs: []engine.Pair{{New: "Rows"}}}}
	levels, err := b.table.Levels(engine.Env{}, count, []string{"K"})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range levels {
		l.Retain()
	}
	actions, err := engine.NewTable(b.Graph, []column.Field{{Name: "K", Type: column.Of(column.String)}, {Name: engine.Action, Type: column.Of(column.Byte)}},
		[]column.Vector{column.NewVector(column.Of(column.String)), column.NewVector(column.Of(column.Byte))})
	if err != nil {
		t.Fatal(err)
	}
	rolled := b.must(engine.Rolled([]string{"K"}, levels, b.table, 2, nil))
	kids := b.must(b.table.UpdateView(engine.Env{}, "In = K == `a` ? null : `a`"))
	promoted, err := kids.Promoted("K", "In")
	if err != nil {
		t.Fatal(err)
	}
	promoted.Lend()
	tree := b.must(promoted.Tree("K", "In", 1, actions))
	b.step([]any{"a", int64(1)}, []any{"b", int64(2)})
	if n, m := b.size(rolled), b.size(tree); n != 5 || m != 2 {
		t.Errorf("%d rows of the rollup, %d of the tree, want 5 and 2", n, m)
	}
	for _, x := range append(levels, kids, rolled, tree, b.table) {
		if b.src.isClosed() {
			t.Fatal("the source was closed while something needs it")
		}
		x.Release()
	}
	b.src.awaitClosed(t)
}

// TestRefusedOperationsHoldNothing: an operation that could not be made lets go of all.
func TestRefusedOperationsHoldNothing(t *testing.T) {
	b := newBench(t, engine.Append())
	b.step([]any{"a", int64(0)}, []any{"a", int64(1)})
	for name, f := range map[string]func() (*engine.Table, error){
		"where":  func() (*engine.Table, error) { return b.table.Where(engine.Env{}, "10 % N == 1") },
		"update": func() (*engine.Table, error) { return b.table.Update(engine.Env{}, "X = 10 % N") },
		"natural_join": func() (*engine.Table, error) {
			return b.table.NaturalJoin(b.table, onK, []engine.Pair{{New: "M", Old: "N"}}, engine.ErrorOnDuplicate)
		},
		"agg_by":      func() (*engine.Table, error) { return b.table.AllBy("median_of", onK) },
		"sum of text": func() (*engine.Table, error) { return b.table.AllBy("sum", nil) },
		"conflict":    func() (*engine.Table, error) { return b.table.NaturalJoin(b.table, onK, nil, engine.LastMatch) },
		"compacted": func() (*engine.Table, error) {
			flags, err := b.table.UpdateView(engine.Env{}, "Deleted = N < 0")
			if err != nil {
				return nil, err
			}
			flags.Retain()
			defer flags.Release()
			return b.table.Compacted([]engine.Pair{{New: "N", Old: "K"}, {New: "N", Old: "N"}}, flags.Cols[2])
		},
		"tree": func() (*engine.Table, error) { return b.table.Tree("K", "K", 1, nil) },
		"rollup": func() (*engine.Table, error) {
			levels, err := b.table.Levels(engine.Env{}, nil, []string{"K"})
			if err != nil {
				return nil, err
			}
			for _, l := range levels {
				l.Lend()
				defer l.Discard()
			}
			return engine.Rolled([]string{"K", "N"}, levels, nil, 1, nil)
		},
		"first_by": func() (*engine.Table, error) {
			return b.table.FirstBy([]engine.Pair{{New: "N", Old: "K"}, {New: "N", Old: "N"}})
		},
	} {
		if _, err := f(); err == nil {
			t.Errorf("%s was made", name)
		}
	}
	b.step([]any{"b", int64(2)})
	if b.src.isClosed() {
		t.Fatal("the source was closed by a refused operation")
	}
	b.table.Release()
	b.src.awaitClosed(t)
}

// TestClose: a closed source keeps its rows, but for blink rows, which leave.
func TestClose(t *testing.T) {
	for _, keep := range []engine.Retention{engine.Append(), engine.Ring(5), engine.Blink()} {
		b := newBench(t, keep)
		b.step([]any{"a", int64(1)})
		if !b.table.Close() {
			t.Error("a source says it cannot be closed")
		}
		b.src.awaitClosed(t)
		b.step([]any{"b", int64(2)})
		want := 1
		if b.table.Attrs.Blink {
			want = 0
		}
		if n := b.size(b.table); n != want {
			t.Errorf("%d rows after closing, want %d", n, want)
		}
		b.table.Release() // closes nothing twice
	}
}
