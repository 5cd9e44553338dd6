package engine

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"starling/engine/plan"
)

// costs is operations that keep much of their tables, over tables of keys of a hundred rows.
var costs = []struct {
	name string
	op   func(t, right *Table) (*Table, error)
}{
	{"group_by", func(t, _ *Table) (*Table, error) { return t.GroupBy([]string{"K"}) }},
	{"agg.formula", aggCost(Aggregation{Name: "formula", Formula: plan.Formula{Text: "S = sum(V)"}})},
	{"agg.count_where", aggCost(Aggregation{Name: "count_where", Pairs: []Pair{{New: "S"}}, Filters: plan.Formulas("V > 500")})},
	{"agg.pct", aggCost(Aggregation{Name: "pct", Pairs: []Pair{{New: "S", Old: "V"}}})},
	{"agg.distinct", aggCost(Aggregation{Name: "distinct", Pairs: []Pair{{New: "S", Old: "V"}}})},
	{"agg.sorted_first", func(t, _ *Table) (*Table, error) {
		a := Aggregation{Name: "sorted_first", Pairs: []Pair{{New: "S", Old: "T"}}}
		a.Args.OrderBy = []string{"V"}
		return t.AggBy([]Aggregation{a}, []Pair{{New: "K", Old: "K"}})
	}},
	{"pct of all", func(t, _ *Table) (*Table, error) {
		return t.AggBy([]Aggregation{{Name: "pct", Pairs: []Pair{{New: "S", Old: "V"}}}}, nil)
	}},
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
}

func aggCost(a Aggregation) func(t, right *Table) (*Table, error) {
	a.Args.Percentile = 0.9
	return func(t, _ *Table) (*Table, error) { return t.AggBy([]Aggregation{a}, []Pair{{New: "K", Old: "K"}}) }
}

func windowCost(w Window) func(t, right *Table) (*Table, error) {
	w.Pairs = []Pair{{New: "W", Old: "V"}}
	return func(t, _ *Table) (*Table, error) { return t.UpdateBy(Env{}, []Window{w}, []Pair{{New: "K", Old: "K"}}) }
}

// BenchmarkCost is cycles in which a hundred rows get another value, of tables of many sizes: what a cycle costs
// is to be about the same for all, but for what the processor's caches do not hold.
func BenchmarkCost(b *testing.B) {
	for _, c := range costs {
		for _, n := range []int{1e4, 1e5, 1e6} {
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				g, rng := NewGraph(), rand.New(rand.NewPCG(3, 4))
				var sides [2]*Editable
				for i := range sides {
					var err error
					if sides[i], err = g.AddEditable("side", movedFields); err != nil {
						b.Fatal(err)
					}
					addMoved(b, g, sides[i], 0, n, n/100)
				}
				if _, err := c.op(sides[0].Table(), sides[1].Table()); err != nil {
					b.Fatal(err)
				}
				b.ReportAllocs()
				for b.Loop() {
					change(b, rng, sides[0], n)
					step(b, g)
				}
			})
		}
	}
}
