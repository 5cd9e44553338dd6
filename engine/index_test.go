package engine

import (
	"context"
	"runtime"
	"strings"
	"testing"
	"time"

	"starling/engine/column"
	"starling/engine/rowset"
)

// TestGroupsInTableOrder: the groups of a sorted table are in its order.
func TestGroupsInTableOrder(t *testing.T) {
	v := column.NewVec[string](column.String)
	v.V = append(v.V, "b", "c", "a", "b")
	src, err := NewTable(NewGraph(), []column.Field{{Name: "K", Type: column.Of(column.String)}}, []column.Vector{v})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		descending bool
		want       string
	}{{false, "abc"}, {true, "cba"}} {
		sorted, err := src.Sort([]SortKey{{Column: "K", Descending: c.descending}})
		if err != nil {
			t.Fatal(err)
		}
		groups, err := sorted.AggBy(rowCount, []Pair{{New: "K", Old: "K"}})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for r := range groups.Rows.All() {
			got += column.Value(groups.Cols[0], r, column.Cur).(string)
		}
		if got != c.want {
			t.Errorf("descending %v: groups %s, want %s", c.descending, got, c.want)
		}
	}
}

// rowCount is an aggregation that needs no column.
var rowCount = []Aggregation{{Name: "count", Pairs: []Pair{{New: "N"}}}}

// TestIndexesOfStaticTables: a static table that was grouped and joined goes with its
// indexes when nobody holds it any more.
func TestIndexesOfStaticTables(t *testing.T) {
	g := NewGraph()
	gone := make(chan int, 2)
	for range cap(gone) { // a second one, made when the first is in nobody's hands
		words := must[*Table](t)(NewTable(g, []column.Field{{Name: "K", Type: column.Of(column.String)}}, []column.Vector{wordVec("a", "b", "a")}))
		last := must[*Table](t)(words.AggBy(rowCount, []Pair{{New: "K", Old: "K"}}))
		must[*Table](t)(words.NaturalJoin(last, []Pair{{New: "K", Old: "K"}}, []Pair{{New: "L", Old: "K"}}, LastMatch))
		if len(words.indexes) != 1 {
			t.Fatalf("the table has %d indexes, want one that both operations share", len(words.indexes))
		}
		runtime.AddCleanup(words.indexes[0], func(n int) { gone <- n }, 0)
	}
	for deadline := time.Now().Add(30 * time.Second); len(gone) < cap(gone); runtime.GC() {
		if time.Now().After(deadline) {
			t.Fatalf("%d of %d indexes are gone", len(gone), cap(gone))
		}
	}
	runtime.KeepAlive(g)
}

// TestRefusedGrouping: an operation that cannot be made over a failed table leaves no index
// on the table above, on which it was to live.
func TestRefusedGrouping(t *testing.T) {
	g, e := newLedger(t)
	bad := must[*Table](t)(e.Table().Update(Env{}, "X = 10 % Sum"))
	must[rowset.Row](t)(e.Add([]column.Builder{textOf("a"), longVec(0)}, 1))
	noErr(t, g.Step(context.Background()))
	if bad.Err() == nil {
		t.Fatal("10 % 0 did not fail its table")
	}
	for name, build := range map[string]func() (*Table, error){
		"last_by": func() (*Table, error) { return bad.LastBy([]Pair{{New: "Who", Old: "Who"}}) },
		"natural_join": func() (*Table, error) {
			return bad.NaturalJoin(e.Table(), []Pair{{New: "Who", Old: "Who"}}, []Pair{{New: "S", Old: "Sum"}}, LastMatch)
		},
	} {
		if _, err := build(); err == nil || !strings.Contains(err.Error(), "can not listen to failed table") {
			t.Errorf("%s of a failed table: %v", name, err)
		}
		if n := len(e.Table().indexes); n > 0 {
			t.Errorf("%s left %d indexes", name, n)
		}
	}
}
