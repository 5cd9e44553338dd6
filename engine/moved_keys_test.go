package engine

import (
	"context"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

// TestMovedKeys: what groups rows hears of a changed key where the column has another place than in
// the table of the index that it shares.
func TestMovedKeys(t *testing.T) {
	g := NewGraph()
	e := must[*Editable](t)(g.AddEditable("moved", []column.Field{
		{Name: "X", Type: column.Of(column.String)}, {Name: "Y", Type: column.Of(column.String)}, {Name: "K", Type: column.Of(column.String)},
	}))
	tab := must[*Table](t)(e.Table().DropColumns([]string{"X", "Y"}))
	counts := must[*Table](t)(tab.UpdateBy(Env{}, []Window{{Name: "rolling_count", Pairs: []Pair{{New: "N", Old: "K"}}, Back: 2}}, []Pair{{New: "K", Old: "K"}}))
	parts := must[*Partitioned](t)(tab.PartitionedBy([]string{"K"}, false))
	must[int64](t)(addTexts(e, []string{"", ""}, []string{"", ""}, []string{"a", "a"}))
	noErr(t, g.Step(context.Background()))
	noErr(t, e.Modify(rowset.Of(0), []int{2}, []column.Vector{wordVec("b")}))
	noErr(t, g.Step(context.Background()))
	if n := column.Value(counts.Cols[1], 1, column.Cur); n != any(int64(1)) {
		t.Errorf("%v rows in the window of a, want 1", n)
	}
	for _, k := range []string{"a", "b"} {
		if part, ok := parts.Get(k); !ok || part.Size() != 1 {
			t.Errorf("%s has no table of one row", k)
		}
	}
}

func addTexts(e *Editable, columns ...[]string) (rowset.Row, error) {
	var cols []column.Builder
	for _, c := range columns {
		v := column.NewVec[string](column.String)
		v.V = append(v.V, c...)
		cols = append(cols, v)
	}
	return e.Add(cols, len(columns[0]))
}
