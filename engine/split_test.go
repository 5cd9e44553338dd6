package engine

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

// changesOf counts the cycles in which a table changed.
type changesOf struct{ n int }

func (c *changesOf) OnUpdate(*Table, *Update) error { c.n++; return nil }
func (c *changesOf) OnFailure(error)                {}

// TestPartitionedBy: the table of a key is there, with its rows, in the cycle in which the key comes; it hears of its
// own rows alone, goes when it has none and is the same when it comes back.
func TestPartitionedBy(t *testing.T) {
	g, e := newLedger(t)
	add(t, g, e, "a")
	p := must[*Partitioned](t)(e.Table().PartitionedBy([]string{"Who"}, false))
	merged := must[*Table](t)(p.Merge())
	a, ok := p.Get("a")
	if n := len(p.Constituents()); n != 1 || !ok || a.Size() != 1 {
		t.Fatalf("%d constituents at first, a: %v", n, ok)
	}
	heard := &changesOf{}
	must[func()](t)(g.Listen(a, heard, false))
	add(t, g, e, "b")
	b, ok := p.Get("b")
	if !ok || b.Size() != 1 || merged.Size() != 2 || heard.n != 0 {
		t.Fatalf("b is there: %v, %d rows in all, a heard of %d changes", ok, merged.Size(), heard.n)
	}
	noErr(t, e.Remove(rowset.Of(0)))
	noErr(t, g.Step(context.Background()))
	if _, ok := p.Get("a"); ok || merged.Size() != 1 || heard.n != 1 {
		t.Errorf("a is there without rows: %v, %d rows in all, a heard of %d changes", ok, merged.Size(), heard.n)
	}
	add(t, g, e, "a")
	if again, ok := p.Get("a"); !ok || again != a || merged.Size() != 2 {
		t.Errorf("a came back: %v, the same: %v, %d rows in all", ok, again == a, merged.Size())
	}
	if got := fmt.Sprint(names(t, merged)); got != "[a b]" {
		t.Errorf("in the order of the keys: %s", got)
	}
}

func names(t *testing.T, of *Table) (out []string) {
	t.Helper()
	f, err := of.Read(0, of.Size(), []string{"Who"})
	noErr(t, err)
	for i := range f.Len() {
		out = append(out, f.Cols[0].Any(i).(string))
	}
	return out
}

// TestPartitionedByEnds: what nothing holds leaves the graph with all constituents, but for those that are held.
func TestPartitionedByEnds(t *testing.T) {
	g, e := newLedger(t)
	add(t, g, e, "a")
	e.Table().Retain()
	before := len(g.nodes)
	p := must[*Partitioned](t)(e.Table().PartitionedBy([]string{"Who"}, true))
	p.Retain()
	add(t, g, e, "b")
	b, _ := p.Get("b")
	b.Retain()
	p.Release()
	add(t, g, e, "b")
	add(t, g, e, "c")
	if b.Size() != 2 || slices.ContainsFunc(b.Schema, func(f column.Field) bool { return f.Name == "Who" }) {
		t.Errorf("the constituent that is held has %d rows of %v", b.Size(), b.Schema)
	}
	b.Release()
	if n := len(g.nodes); n != before {
		t.Errorf("%d nodes are left, %d there were before", n, before)
	}
}

// TestOneOfTwoRefuses: an aggregation has one partition.
func TestOneOfTwoRefuses(t *testing.T) {
	_, e := newLedger(t)
	part := func(name string) Aggregation { return Aggregation{Name: "partition", Pairs: []Pair{{New: name}}} }
	if _, err := e.Table().AggBy([]Aggregation{part("P"), part("Q")}, nil); err == nil {
		t.Error("two partitions in an aggregation")
	}
}
