package engine

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"starling/engine/plan"
)

// costs is operations over two tables of n rows, of which one changes: such as keep little of a row, over
// keys of one row, and such as keep much, over keys of a hundred.
var costs = []struct {
	perKey int
	most   int // rows
	ops    []costCase
}{
	{1, 1e7, []costCase{
		{"none", func(t, _ *Table) (*Table, error) { return t, nil }},
		{"sum", aggCost(Aggregation{Name: "sum", Pairs: []Pair{{New: "S", Old: "V"}}}, nil)},
		{"sum by", aggCost(Aggregation{Name: "sum", Pairs: []Pair{{New: "S", Old: "V"}}}, byKey)},
		{"count", aggCost(Aggregation{Name: "count", Pairs: []Pair{{New: "S", Old: "V"}}}, byKey)},
		{"where", func(t, _ *Table) (*Table, error) { return t.Where(Env{}, "V % 2 == 0") }},
		{"update", func(t, _ *Table) (*Table, error) { return t.Update(Env{}, "W = V * 2") }},
		{"last_by", func(t, _ *Table) (*Table, error) { return t.LastBy(byKey) }},
		{"rollup", func(t, _ *Table) (*Table, error) {
			levels, err := t.Levels(Env{}, []Aggregation{{Name: "sum", Pairs: []Pair{{New: "S", Old: "V"}}}}, []string{"K"})
			if err != nil {
				return nil, err
			}
			return Rolled([]string{"K"}, levels, t, 3, nil)
		}},
		{"tree", func(t, _ *Table) (*Table, error) {
			t, err := t.UpdateView(Env{}, "In = K == 0 ? null : (long)((K - 1) / 10)")
			if err != nil {
				return nil, err
			}
			return t.Tree("K", "In", 100, nil)
		}},
		{"tree moved", func(t, _ *Table) (*Table, error) {
			t, err := t.UpdateView(Env{}, "In = K == 0 ? null : V % K") // each below one before it
			if err != nil {
				return nil, err
			}
			return t.Tree("K", "In", 100, nil)
		}},
		{"lineage", func(t, _ *Table) (*Table, error) {
			t, err := t.UpdateView(Env{}, "In = K == 0 ? null : (long)((K - 1) / 10)")
			if err != nil {
				return nil, err
			}
			return Build(plan.Lineage{Filters: plan.Formulas("V % 100 == 0"), ID: "K", Parent: "In"}, Env{}, t)
		}},
		{"join left", func(t, other *Table) (*Table, error) { return t.NaturalJoin(other, byKey, takeRight, ErrorOnDuplicate) }},
		{"join right", func(t, other *Table) (*Table, error) { return other.NaturalJoin(t, byKey, takeRight, ErrorOnDuplicate) }},
	}},
	{100, 1e6, []costCase{
		{"group_by", func(t, _ *Table) (*Table, error) { return t.GroupBy([]string{"K"}) }},
		{"agg.formula", aggCost(Aggregation{Name: "formula", Formula: plan.Formula{Text: "S = sum(V)"}}, byKey)},
		{"agg.count_where", aggCost(Aggregation{Name: "count_where", Pairs: []Pair{{New: "S"}}, Filters: plan.Formulas("V > 500")}, byKey)},
		{"agg.pct", aggCost(Aggregation{Name: "pct", Pairs: []Pair{{New: "S", Old: "V"}}}, byKey)},
		{"agg.distinct", aggCost(Aggregation{Name: "distinct", Pairs: []Pair{{New: "S", Old: "V"}}}, byKey)},
		{"agg.sorted_first", func(t, _ *Table) (*Table, error) {
			a := Aggregation{Name: "sorted_first", Pairs: []Pair{{New: "S", Old: "T"}}}
			a.Args.OrderBy = []string{"V"}
			return t.AggBy([]Aggregation{a}, byKey)
		}},
		{"pct of all", aggCost(Aggregation{Name: "pct", Pairs: []Pair{{New: "S", Old: "V"}}}, nil)},
		{"head_by", func(t, _ *Table) (*Table, error) { return Build(plan.HeadBy{Rows: 2, By: []string{"K"}}, Env{}, t) }},
		{"tail_by", func(t, _ *Table) (*Table, error) { return Build(plan.TailBy{Rows: 2, By: []string{"K"}}, Env{}, t) }},
		{"ungroup", func(t, _ *Table) (*Table, error) {
			groups, err := t.GroupBy([]string{"K"})
			if err != nil {
				return nil, err
			}
			return groups.Ungroup(nil)
		}},
		{"partition_by", func(t, _ *Table) (*Table, error) {
			p, err := t.PartitionedBy([]string{"K"}, false)
			if err != nil {
				return nil, err
			}
			return p.Merge()
		}},
		{"aj", func(t, right *Table) (*Table, error) {
			return t.Aj(right, []OnKey{{Pair: Pair{New: "K", Old: "K"}}, {Pair: Pair{New: "V", Old: "V"}, By: AtOrAfter}}, []Pair{{New: "R", Old: "T"}})
		}},
		{"left_outer_join", func(t, right *Table) (*Table, error) {
			return t.LeftOuterJoin(right, []Pair{{New: "T", Old: "T"}}, []Pair{{New: "R", Old: "V"}})
		}},
		{"full_outer_join", func(t, right *Table) (*Table, error) {
			return t.FullOuterJoin(right, []Pair{{New: "T", Old: "T"}}, []Pair{{New: "R", Old: "V"}})
		}},
		{"update_by rolling_sum", windowCost(Window{Name: "rolling_sum", Back: 20})},
		{"update_by cum_sum", windowCost(Window{Name: "cum_sum"})},
	}},
}

type costCase struct {
	name string
	op   func(t, right *Table) (*Table, error)
}

// byKey and takeRight are a key, and what a join takes of the right table.
var byKey, takeRight = []Pair{{New: "K", Old: "K"}}, []Pair{{New: "R", Old: "V"}}

func aggCost(a Aggregation, by []Pair) func(t, right *Table) (*Table, error) {
	a.Args.Percentile = 0.9
	return func(t, _ *Table) (*Table, error) { return t.AggBy([]Aggregation{a}, by) }
}

func windowCost(w Window) func(t, right *Table) (*Table, error) {
	w.Pairs = []Pair{{New: "W", Old: "V"}}
	return func(t, _ *Table) (*Table, error) { return t.UpdateBy(Env{}, []Window{w}, byKey) }
}

// BenchmarkChanges is cycles in which a hundred rows get another value, of tables of many sizes: what a cycle costs
// is to be about the same for all, but for what the processor's caches do not hold.
func BenchmarkChanges(b *testing.B) {
	for _, group := range costs {
		for _, c := range group.ops {
			for n := int(1e4); n <= group.most; n *= 10 {
				b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) { benchmarkChanges(b, c, n, group.perKey) })
			}
		}
	}
}

func benchmarkChanges(b *testing.B, c costCase, n, perKey int) {
	g, rng := NewGraph(), rand.New(rand.NewPCG(3, 4))
	var sides [2]*Editable
	for i := range sides {
		var err error
		if sides[i], err = g.AddEditable("side", movedFields); err != nil {
			b.Fatal(err)
		}
		addMoved(b, g, sides[i], 0, n, n/perKey)
	}
	if _, err := c.op(sides[0].Table(), sides[1].Table()); err != nil {
		b.Fatal(err)
	}
	for range 50 {
		change(b, rng, sides[0], n)
		step(b, g)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		change(b, rng, sides[0], n)
		step(b, g)
	}
}
