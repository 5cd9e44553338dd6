package engine

import (
	"fmt"
	"testing"

	"starling/engine/column"
)

// grouped is the texts of the values of columns N, X and Sym by those of Sym, in table order.
func grouped(t *testing.T, tab *Table) map[string][]string {
	t.Helper()
	fr := must[*Frame](t)(tab.Read(0, 1<<20, []string{"Sym", "N", "X"}))
	out := map[string][]string{}
	for i := range fr.Len() {
		sym := fmt.Sprint(fr.Cols[0].Any(i))
		out[sym] = append(out[sym], fmt.Sprintf("%v/%v/%v", fr.Cols[1].Any(i), fr.Cols[2].Any(i), sym))
	}
	return out
}

// shownGroups is the same as a table of groups shows it.
func shownGroups(t *testing.T, tab *Table) map[string][]string {
	t.Helper()
	fr := must[*Frame](t)(tab.Read(0, 1<<20, []string{"Key", "N", "X", "Sym"}))
	out := map[string][]string{}
	for i := range fr.Len() {
		var items [3]column.Vector
		for k := range items {
			one := column.NewLists(fr.Schema[k+1].Type)
			one.AppendFrom(fr.Cols[k+1], i)
			lo, hi, _ := one.At(0)
			elem, _ := fr.Schema[k+1].Type.Elem()
			items[k] = column.NewVector(elem)
			items[k].AppendRange(one.Elems(), lo, hi)
		}
		sym := fmt.Sprint(fr.Cols[0].Any(i))
		for r := range items[0].Len() {
			out[sym] = append(out[sym], fmt.Sprintf("%v/%v/%v", items[0].Any(r), items[1].Any(r), items[2].Any(r)))
		}
	}
	return out
}

// TestGroupsOfChangingTables: groups of tables whose rows come, go, change and move, show their
// values in table order, cycle by cycle, also where the group is made in the midst.
func TestGroupsOfChangingTables(t *testing.T) {
	aggs := []Aggregation{{Name: "group", Pairs: []Pair{{New: "N", Old: "N"}, {New: "X", Old: "X"}, {New: "Sym", Old: "Sym"}}}}
	for seed := range uint64(8) {
		l := newLive(t, seed)
		src := l.ed.Table()
		sorted := must[*Table](t)(src.Sort([]SortKey{{Column: "N", Descending: true}, {Column: "X"}}))
		tables := []*Table{
			src, sorted, must[*Table](t)(sorted.Where(Env{}, "Id % 3 > 0")), must[*Table](t)(src.Tail(20)),
			must[*Table](t)(Merge([]*Table{sorted, src})),
		}
		group := func() (of []*Table) {
			for i, tab := range tables {
				made := must[*Table](t)(tab.AggBy(aggs, []Pair{{New: "Key", Old: "Sym"}}))
				watch(t, fmt.Sprintf("seed %d, group of table %d", seed, i), made)
				of = append(of, made)
			}
			return of
		}
		groups := group()
		for cycle := range 40 {
			if l.churn(10); cycle == 20 {
				groups = append(groups, group()...)
			}
			for i, g := range groups {
				if got, want := fmt.Sprint(shownGroups(t, g)), fmt.Sprint(grouped(t, tables[i%len(tables)])); got != want {
					t.Fatalf("seed %d, cycle %d, table %d:\n%s, want\n%s", seed, cycle, i, got, want)
				}
			}
		}
	}
}

// TestGroupsOfSortedStatic: a group of a table that never changes is in the table's order too.
func TestGroupsOfSortedStatic(t *testing.T) {
	tab := must[*Table](t)(NewTable(NewGraph(), tradeFields, vectors([]trade{{sym: "a", n: 3}, {sym: "a", n: 1}, {sym: "b", n: 5}, {sym: "a", n: 2}})))
	sorted := must[*Table](t)(tab.Sort([]SortKey{{Column: "N"}}))
	made := must[*Table](t)(sorted.AggBy([]Aggregation{{Name: "group", Pairs: []Pair{{New: "G", Old: "N"}}}, {Name: "first", Pairs: []Pair{{New: "F", Old: "N"}}}}, []Pair{{New: "Sym", Old: "Sym"}}))
	wantRows(t, "groups", made, []string{"a [1 2 3] 1", "b [5] 5"})
}
