package engine

import (
	"testing"

	"starling/engine/column"
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
		groups, err := sorted.LastBy([]Pair{{"K", "K"}})
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
