package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

const benchRows = 1 << 20

func benchVectors(n int) []column.Vector {
	rng := rand.New(rand.NewPCG(1, 2))
	rows := make([]trade, n)
	for i := range rows {
		rows[i] = trade{sym: fmt.Sprintf("SYMBOL-%04d", rng.IntN(5000)), n: rng.Int32N(1 << 30), x: rng.NormFloat64(), id: int64(i)}
	}
	return vectors(rows)
}

func reportRows(b *testing.B, n int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/row")
}

func BenchmarkSortBuild(b *testing.B) {
	for name, keys := range map[string][]SortKey{
		"int":          {{Column: "N", Descending: false}},
		"double":       {{Column: "X", Descending: true}},
		"string":       {{Column: "Sym", Descending: false}},
		"string, long": {{Column: "Sym", Descending: false}, {Column: "Id", Descending: true}},
		"sorted":       {{Column: "Id", Descending: false}},
	} {
		b.Run(name, func(b *testing.B) {
			tab, err := NewTable(NewGraph(), tradeFields, benchVectors(benchRows))
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := tab.Sort(keys); err != nil {
					b.Fatal(err)
				}
			}
			reportRows(b, benchRows)
		})
	}
}

// ready is a source of rows made beforehand.
type ready struct {
	vecs []column.Builder
	ids  *column.Vec[int64]
	on   bool
}

func newReady(n int) *ready {
	v := benchVectors(n)
	text := column.NewText(column.String)
	for _, s := range v[0].(*column.Vec[string]).V {
		text.AppendString(s)
	}
	return &ready{vecs: []column.Builder{text, v[1], v[2], v[3]}, ids: v[3].(*column.Vec[int64]), on: true}
}

func (r *ready) Schema() []column.Field { return tradeFields }

func (r *ready) Drain(add func([]column.Builder, int)) error {
	if r.on {
		add(r.vecs, r.ids.Len())
		for i := range r.ids.V {
			r.ids.V[i] += int64(r.ids.Len())
		}
	}
	return nil
}

func source(b *testing.B, n int, keep Retention) (*Graph, *ready, *Table) {
	g, r := NewGraph(), newReady(n)
	t, err := g.AddSource("bench", r, keep)
	if err != nil {
		b.Fatal(err)
	}
	return g, r, t
}

func step(b *testing.B, g *Graph) {
	if err := g.Step(context.Background()); err != nil {
		b.Fatal(err)
	}
}

func benchOp(b *testing.B, n int, keep Retention, op func(t *Table) (*Table, error)) {
	g, _, src := source(b, n, keep)
	if _, err := op(src); err != nil {
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
}

func BenchmarkCycle(b *testing.B) {
	for _, c := range []struct {
		name string
		keep Retention
		op   func(t *Table) (*Table, error)
	}{
		{"source blink", Blink(), func(t *Table) (*Table, error) { return t, nil }},
		{"sort blink", Blink(), func(t *Table) (*Table, error) { return t.Sort([]SortKey{{Column: "N", Descending: false}}) }},
		{"sort ring", Ring(1 << 18), func(t *Table) (*Table, error) { return t.Sort([]SortKey{{Column: "N", Descending: false}}) }},
		{"head blink", Blink(), func(t *Table) (*Table, error) { return t.Head(100) }},
		{"tail blink", Blink(), func(t *Table) (*Table, error) { return t.Tail(100) }},
		{"tail ring", Ring(1 << 18), func(t *Table) (*Table, error) { return t.Tail(1000) }},
		{"merge blink", Blink(), func(t *Table) (*Table, error) { return Merge([]*Table{t, t, t, t}) }},
		{"merge blink last_by", Blink(), func(t *Table) (*Table, error) {
			m, err := Merge([]*Table{t, t, t, t})
			if err != nil {
				return nil, err
			}
			return m.LastBy([]Pair{{New: "Sym", Old: "Sym"}})
		}},
		{"blink_to_append_only", Blink(), func(t *Table) (*Table, error) { return t.BlinkToAppendOnly() }},
	} {
		b.Run(c.name, func(b *testing.B) { benchOp(b, 20_000, c.keep, c.op) })
	}
}

// BenchmarkSortInsert adds a hundred rows a cycle to a large sorted table.
func BenchmarkSortInsert(b *testing.B) {
	for name, keys := range map[string][]SortKey{
		"anywhere":       {{Column: "N", Descending: false}},
		"end of a block": {{Column: "Sym", Descending: false}, {Column: "Id", Descending: false}},
		"end":            {{Column: "Id", Descending: false}},
	} {
		b.Run(name, func(b *testing.B) {
			g := NewGraph()
			big, small := newReady(benchRows), newReady(100)
			f := &sequence{[]*ready{big, small}}
			src, err := g.AddSource("bench", f, Append())
			if err != nil {
				b.Fatal(err)
			}
			if _, err := src.Sort(keys); err != nil {
				b.Fatal(err)
			}
			step(b, g)
			for i := range small.ids.V {
				small.ids.V[i] += benchRows
			}
			b.ReportAllocs()
			b.ResetTimer()
			for b.Loop() {
				step(b, g)
			}
			reportRows(b, 100)
		})
	}
}

// sequence drains its sources one after the other, the last of them for good.
type sequence struct{ of []*ready }

func (s *sequence) Schema() []column.Field { return tradeFields }

func (s *sequence) Drain(add func([]column.Builder, int)) error {
	r := s.of[0]
	if len(s.of) > 1 {
		s.of = s.of[1:]
	}
	return r.Drain(add)
}

// BenchmarkSortModify changes the keys of a hundred rows a cycle.
func BenchmarkSortModify(b *testing.B) {
	g := NewGraph()
	ed, err := g.AddEditable("bench", tradeFields)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := ed.Add(newReady(benchRows).vecs, benchRows); err != nil {
		b.Fatal(err)
	}
	step(b, g)
	if _, err := ed.Table().Sort([]SortKey{{Column: "N", Descending: false}}); err != nil {
		b.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		rows := make([]rowset.Row, 100)
		for i := range rows {
			rows[i] = rng.Int64N(benchRows)
		}
		set := rowset.Of(rows...)
		v := column.NewVec[int32](column.Int)
		for range set.Len() {
			v.Append(rng.Int32N(1 << 30))
		}
		if err := ed.Modify(set, []int{1}, []column.Vector{v}); err != nil {
			b.Fatal(err)
		}
		step(b, g)
	}
	reportRows(b, 100)
}

func BenchmarkRead(b *testing.B) {
	tab, err := NewTable(NewGraph(), tradeFields, benchVectors(benchRows))
	if err != nil {
		b.Fatal(err)
	}
	sorted, err := tab.Sort([]SortKey{{Column: "N", Descending: false}})
	if err != nil {
		b.Fatal(err)
	}
	some, err := sorted.Where(Env{}, "N > 1000")
	if err != nil {
		b.Fatal(err)
	}
	merged, err := Merge([]*Table{tab, tab})
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name string
		tab  *Table
	}{{"natural", tab}, {"sorted", sorted}, {"where of sorted", some}, {"merged", merged}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.tab.Read(benchRows/2, benchRows/2+50, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
