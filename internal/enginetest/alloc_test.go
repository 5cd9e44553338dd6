package enginetest

import (
	"context"
	"fmt"
	"testing"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/invariants"
)

// canned is a source that hands over the same rows every cycle.
type canned struct {
	cols []column.Builder
	n    int
}

func (c *canned) Schema() []column.Field { return bothFields }

func (c *canned) Drain(add func(cols []column.Builder, n int)) error {
	add(c.cols, c.n)
	return nil
}

func newCanned(n, keys int) *canned {
	rows := make([][]any, n)
	for i := range rows {
		rows[i] = []any{fmt.Sprintf("key-%d", i%keys), int64(i)}
	}
	return &canned{builders(bothFields, rows), n}
}

// TestSteadyStateAllocs: a cycle allocates per page and node, not per row.
func TestSteadyStateAllocs(t *testing.T) {
	if invariants.Enabled {
		t.Skip("pages are tiny under the invariants tag")
	}
	const rows = 4096
	for name, keep := range map[string]engine.Retention{"append": engine.Append(), "blink": engine.Blink(), "ring": engine.Ring(2 * rows)} {
		t.Run(name, func(t *testing.T) {
			g := engine.NewGraph()
			src, err := g.AddSource("source", newCanned(rows, 500), keep)
			if err != nil {
				t.Fatal(err)
			}
			must := func(x *engine.Table, err error) *engine.Table {
				if err != nil {
					t.Fatal(err)
				}
				return x
			}
			prices, err := g.AddSource("prices", newCanned(rows, 700), keep)
			right := must(must(prices, err).LastBy(onK))
			some := must(src.Where(engine.Env{}, "N % 8 != 3"))
			more := must(some.Update(engine.Env{}, "X = N * 2", "Y = X + 0.5"))
			last := must(more.LastBy(onK))
			flags := must(src.UpdateView(engine.Env{}, "Deleted = N % 5 == 0"))
			must(must(flags.DropColumns([]string{"Deleted"})).Compacted(onK, flags.Cols[flags.Position("Deleted")]))
			joined := must(last.NaturalJoin(right, onK, []engine.Pair{{New: "Price", Old: "N"}}, engine.LastMatch))
			must(joined.AggBy([]engine.Aggregation{
				{Name: "sum", Pairs: []engine.Pair{{New: "S", Old: "Y"}}},
				{Name: "weighted_sum", Weight: "X", Pairs: []engine.Pair{{New: "W", Old: "Price"}}},
				{Name: "max", Pairs: []engine.Pair{{New: "M", Old: "Price"}}},
				{Name: "last", Pairs: []engine.Pair{{New: "T", Old: "X"}}},
			}, nil))
			windows := []engine.Window{{Name: "rolling_avg", Back: 3, Pairs: []engine.Pair{{New: "Avg", Old: "N"}}}, {Name: "delta", Pairs: []engine.Pair{{New: "D", Old: "N"}}}}
			if name != "ring" { // whose groups lose their first row in each cycle
				windows = append(windows, engine.Window{Name: "cum_sum", Pairs: []engine.Pair{{New: "Sum", Old: "N"}}})
			}
			must(src.UpdateBy(engine.Env{}, windows, onK))
			step := func() {
				if err := g.Step(context.Background()); err != nil {
					t.Fatal(err)
				}
			}
			for range 20 {
				step()
			}
			perRow := testing.AllocsPerRun(20, step) / rows
			t.Logf("%.4f allocations a row", perRow)
			if perRow > 0.05 {
				t.Errorf("%.4f allocations a row, want none: at most 0.05 for pages", perRow)
			}
		})
	}
}
