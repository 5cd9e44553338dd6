package engine

import (
	"strings"
	"testing"

	"starling/engine/column"
)

var bySym = []Pair{{New: "Sym", Old: "Sym"}}

// marked is a source of trades with a Boolean column besides: every eighth row is a delete.
type marked struct {
	*ready
	deleted *column.Vec[int8]
}

func newMarked(n int) *marked {
	m := &marked{newReady(n), column.NewVec[int8](column.Bool)}
	for i := range n {
		var x int8
		if i%8 == 0 {
			x = 1
		}
		m.deleted.Append(x)
	}
	m.vecs = append(m.vecs, m.deleted)
	return m
}

func (m *marked) Schema() []column.Field {
	return append(m.ready.Schema()[:len(tradeFields):len(tradeFields)], column.Field{Name: "Deleted", Type: column.Of(column.Bool)})
}

// beside makes the trades' table and the column of deletes that stands beside it.
func (m *marked) beside(t testing.TB, g *Graph, keep Retention) (*Table, column.Column) {
	all, err := g.AddSource("marked", m, keep)
	if err != nil {
		t.Fatal(err)
	}
	rest, err := all.DropColumns([]string{"Deleted"})
	if err != nil {
		t.Fatal(err)
	}
	return rest, all.Cols[all.Position("Deleted")]
}

func TestCompactedErrors(t *testing.T) {
	g := NewGraph()
	tab, deletes := newMarked(10).beside(t, g, Append())
	objects, err := NewTable(g, []column.Field{{Name: "O", Type: column.PyObject}}, []column.Vector{column.NewVec[any](column.Object)})
	if err != nil {
		t.Fatal(err)
	}
	foreign := must[*Table](t)(NewTable(NewGraph(), tradeFields, vectors(nil)))
	before := len(g.nodes)
	for _, c := range []struct {
		tab     *Table
		by      []Pair
		deletes column.Column
		want    string
	}{
		{tab, nil, deletes, "compacted: no key columns"},
		{tab, []Pair{{New: "Q", Old: "Q"}}, deletes, "compacted: unknown column names [Q], available column names are [Sym, N, X, Id]"},
		{tab, []Pair{{New: "deleted", Old: "deleted"}}, deletes, "compacted: unknown column names [deleted], available column names are [Sym, N, X, Id]"},
		{tab, bySym, tab.Cols[1], "compacted: the column of deletes is int, want java.lang.Boolean"},
		{tab, []Pair{{New: "K", Old: "Sym"}, {New: "K", Old: "N"}}, deletes, "compacted: duplicate output columns found: K used 2 times"},
		{objects, []Pair{{New: "O", Old: "O"}}, deletes, "compacted: column O: script objects cannot be a key; cast it, as in (String)O"},
	} {
		_, err := c.tab.Compacted(c.by, c.deletes)
		if err == nil || err.Error() != c.want {
			t.Errorf("by %v: %v, want %q", c.by, err, c.want)
		}
	}
	if len(g.nodes) != before {
		t.Errorf("%d nodes are left behind by refused operations", len(g.nodes)-before)
	}
	foreign.node.err = errClosed
	if _, err := foreign.Compacted(bySym, deletes); err == nil || !strings.HasPrefix(err.Error(), "compacted: can not listen to failed table") {
		t.Errorf("over a failed table: %v", err)
	}
}

// TestCompactedHides: the column that marks deletes is in nobody's way and not to be seen.
func TestCompactedHides(t *testing.T) {
	g := NewGraph()
	tab, deletes := newMarked(10).beside(t, g, Append())
	renamed := must[*Table](t)(tab.RenameColumns([]Pair{{New: "deleted", Old: "N"}}))
	out := must[*Table](t)(renamed.Compacted([]Pair{{New: "deleted_", Old: "Sym"}}, deletes))
	if got := strings.Join(out.names(), " "); got != "deleted_ deleted X Id" {
		t.Errorf("columns are %s", got)
	}
	if out.Attrs != (Attrs{Refreshing: true}) || out.node.op.Name() != "compacted" {
		t.Errorf("%s has attributes %+v", out.node.op.Name(), out.Attrs)
	}
}

// TestCompactedGoesAtOnce: the tables in between leave with the result.
func TestCompactedGoesAtOnce(t *testing.T) {
	g := NewGraph()
	tab, deletes := newMarked(10).beside(t, g, Ring(20))
	tab.Retain()
	before := len(g.nodes)
	out := must[*Table](t)(tab.Compacted(bySym, deletes))
	out.Retain()
	if len(g.nodes) <= before {
		t.Fatal("nothing was made")
	}
	out.Release()
	if len(g.nodes) != before {
		t.Errorf("%d nodes are left", len(g.nodes)-before)
	}
	for up := tab; up != nil; up = up.same {
		if len(up.indexes) > 0 {
			t.Errorf("%d indexes are left", len(up.indexes))
		}
	}
}

// BenchmarkCompacted is a cycle of 20000 rows, beside last_by of the same.
func BenchmarkCompacted(b *testing.B) {
	const n = 20_000
	for _, keep := range []struct {
		name string
		Retention
	}{{"blink", Blink()}, {"ring", Ring(1 << 18)}} {
		for _, op := range []string{"last_by", "compacted"} {
			b.Run(keep.name+" "+op, func(b *testing.B) {
				g := NewGraph()
				tab, deletes := newMarked(n).beside(b, g, keep.Retention)
				var err error
				if op == "last_by" {
					_, err = tab.LastBy(bySym)
				} else {
					_, err = tab.Compacted(bySym, deletes)
				}
				if err != nil {
					b.Fatal(err)
				}
				for range 20 {
					step(b, g)
				}
				b.ReportAllocs()
				b.ResetTimer()
				for b.Loop() {
					step(b, g)
				}
				reportRows(b, n)
			})
		}
	}
}
