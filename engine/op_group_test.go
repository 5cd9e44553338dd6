package engine

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"starling/engine/column"
)

// groupFormulas are true of every group, whose other aggregations are beside it.
var groupFormulas = []string{
	"Size = G.size() == C",
	"Sum = sum(G) == S",
	"Max = max(G) == M",
	"Last = G[G.size() - 1] == L && G[C] == null && G.get(-1) == null",
	"Part = G.subVector(1, C + 1).size() == C && G.subVector(0, 1)[0] == first(G.toArray())",
	"Names = SymG.size() == C && SymG[0] == Sym",
}

// TestGroupsInFormulas: groups of a table that grows are used by update, update_view and
// where, cycle by cycle, as if all its rows came at once.
func TestGroupsInFormulas(t *testing.T) {
	for seed := range uint64(10) {
		rng := rand.New(rand.NewPCG(seed, 3))
		f, g := &feed{}, NewGraph()
		src := must[*Table](t)(g.AddSource("trades", f, Append()))
		build := func(src *Table) []*Table {
			groups := must[*Table](t)(src.AggBy([]Aggregation{
				{Name: "group", Pairs: []Pair{{New: "G", Old: "N"}, {New: "SymG", Old: "Sym"}}},
				{Name: "count", Pairs: []Pair{{New: "C", Old: ""}}},
				{Name: "sum", Pairs: []Pair{{New: "S", Old: "N"}}},
				{Name: "max", Pairs: []Pair{{New: "M", Old: "N"}}},
				{Name: "last", Pairs: []Pair{{New: "L", Old: "N"}}},
			}, []Pair{{New: "Sym", Old: "Sym"}}))
			return []*Table{
				must[*Table](t)(groups.Update(Env{}, groupFormulas...)),
				must[*Table](t)(groups.UpdateView(Env{}, groupFormulas...)),
				must[*Table](t)(groups.Where(Env{}, "sum(G) > 40", "G.size() < 30")),
				must[*Table](t)(groups.Where(Env{}, "S > 40", "C < 30")),
			}
		}
		live := build(src)
		for _, tab := range live {
			watch(t, "groups", tab)
		}
		for id := range int64(25) {
			for range rng.IntN(20) {
				f.rows = append(f.rows, drawTrade(rng, id))
			}
			noErr(t, g.Step(context.Background()))
		}
		for _, tables := range [][]*Table{live, build(src)} {
			for i, tab := range tables[:2] {
				allTrue(t, []string{"update", "update_view"}[i], tab)
			}
			wantRows(t, "where", tables[2], text(t, tables[3]))
		}
	}
}

// allTrue fails unless the columns of groupFormulas are true.
func allTrue(t *testing.T, name string, tab *Table) {
	t.Helper()
	fr := must[*Frame](t)(tab.Read(0, 1<<20, nil))
	if fr.Len() < 5 || fr.Err != nil {
		t.Fatalf("%s: %d rows, %v", name, fr.Len(), fr.Err)
	}
	for i, f := range fr.Schema {
		if f.Type.Kind == column.Bool && slices.Contains(fr.Cols[i].(*column.Vec[int8]).V, 0) {
			t.Errorf("%s: %s is not true everywhere: %v", name, f.Name, fr.Cols[i])
		}
	}
}
