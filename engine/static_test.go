package engine

import (
	"context"
	"math"
	"slices"
	"testing"

	"starling/engine/column"
)

func TestNewTable(t *testing.T) {
	g := NewGraph()
	rows := []trade{{sym: "a", n: 1, x: 1.5}, {sym: "-", n: column.NullInt, x: math.NaN(), id: 7}}
	tab := must[*Table](t)(NewTable(g, tradeFields, vectors(rows)))
	wantRows(t, "new table", tab, []string{"a 1 1.5 0", "<nil> <nil> NaN 7"})
	if tab.Attrs != (Attrs{}) {
		t.Errorf("attributes %+v", tab.Attrs)
	}
	doubled := must[*Table](t)(tab.Update(Env{}, "D = N * 2"))
	wantRows(t, "update", doubled, []string{"a 1 1.5 0 2", "<nil> <nil> NaN 7 <nil>"})

	ints := func(n int) column.Vector {
		v := column.NewVec[int32](column.Int)
		v.Grow(n)
		return v
	}
	intField := func(name string) column.Field { return column.Field{Name: name, Type: column.Of(column.Int)} }
	for want, f := range map[string]func() (*Table, error){
		"size must not be negative, got -1": func() (*Table, error) { return EmptyTable(g, -1) },
		"2 columns have 1 lists of values": func() (*Table, error) {
			return NewTable(g, []column.Field{intField("A"), intField("B")}, []column.Vector{ints(1)})
		},
		"column B has 2 values, column A has 1": func() (*Table, error) {
			return NewTable(g, []column.Field{intField("A"), intField("B")}, []column.Vector{ints(1), ints(2)})
		},
		"duplicate output columns found: A used 2 times": func() (*Table, error) {
			return NewTable(g, []column.Field{intField("A"), intField("A")}, []column.Vector{ints(1), ints(1)})
		},
		"column A is String, its values are Int": func() (*Table, error) {
			return NewTable(g, []column.Field{{Name: "A", Type: column.Of(column.String)}}, []column.Vector{ints(1)})
		},
		`invalid column name "int": "int" is a reserved keyword`: func() (*Table, error) {
			return NewTable(g, []column.Field{intField("int")}, []column.Vector{ints(1)})
		},
	} {
		if _, err := f(); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

func TestEmptyTable(t *testing.T) {
	tab := must[*Table](t)(EmptyTable(NewGraph(), 3))
	got := must[*Table](t)(tab.Update(Env{}, "A = ii * 10"))
	wantRows(t, "empty table with a column", got, []string{"0", "10", "20"})
}

func TestMetaTable(t *testing.T) {
	g := NewGraph()
	fields := append(slices.Clone(tradeFields), column.Field{Name: "P", Type: column.PyObject}, column.Field{Name: "B", Type: column.Of(column.Bytes)})
	vals := append(vectors(nil), column.NewVector(column.Of(column.Object)), column.NewVector(column.Of(column.Bytes)))
	tab := must[*Table](t)(NewTable(g, fields, vals))
	wantRows(t, "meta", must[*Table](t)(tab.MetaTable()), []string{
		"Sym java.lang.String Normal false", "N int Normal false", "X double Normal false", "Id long Normal false",
		"P org.jpy.PyObject Normal false", "B byte[] Normal false",
	})
}

func TestSnapshotStays(t *testing.T) {
	l := newLive(t, 5)
	for range 5 {
		l.churn(200)
	}
	sorted := must[*Table](t)(l.ed.Table().Sort([]SortKey{{Column: "Id", Descending: true}}))
	snap, natural := must[*Table](t)(sorted.Snapshot()), must[*Table](t)(l.ed.Table().Snapshot())
	want, wantNatural := text(t, sorted), l.model(nil)
	l.churn(50)
	wantRows(t, "snapshot of sort", snap, want)
	wantRows(t, "snapshot", natural, wantNatural)
	if snap.Attrs != (Attrs{}) || len(want) == 0 {
		t.Errorf("%d rows, attributes %+v", len(want), snap.Attrs)
	}
}

func TestBlinkToAppendOnly(t *testing.T) {
	g := NewGraph()
	f := &feed{rows: []trade{{id: 1}}}
	src := must[*Table](t)(g.AddSource("feed", f, Blink()))
	step := func() {
		t.Helper()
		if err := g.Step(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	step()
	down := must[*Table](t)(src.Sort([]SortKey{{Column: "Id", Descending: true}}))
	all, sorted := must[*Table](t)(src.BlinkToAppendOnly()), must[*Table](t)(down.BlinkToAppendOnly())
	watch(t, "all", all)
	watch(t, "sorted", sorted)
	f.rows = []trade{{id: 2}, {id: 3}}
	step()
	step()
	f.rows = []trade{{id: 4}, {id: 5}}
	step()
	ids := func(ids ...int64) (out []string) {
		for _, i := range ids {
			out = append(out, trade{id: i}.String())
		}
		return out
	}
	wantRows(t, "all", all, ids(1, 2, 3, 4, 5))
	wantRows(t, "sorted", sorted, ids(1, 3, 2, 5, 4))
	if m := all.Attrs.Map(); !m["AppendOnly"] || !m["AddOnly"] || m["BlinkTable"] {
		t.Errorf("attributes %v", m)
	}
	if _, err := all.BlinkToAppendOnly(); err == nil || err.Error() != "input is not a blink table" {
		t.Errorf("of an append table: %v", err)
	}
}
