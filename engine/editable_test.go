package engine

import (
	"context"
	"errors"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

func newLedger(t *testing.T) (*Graph, *Editable) {
	g := NewGraph()
	e, err := g.AddEditable("ledger", []column.Field{{Name: "Who", Type: column.Of(column.String)}, {Name: "Sum", Type: column.Of(column.Long)}})
	if err != nil {
		t.Fatal(err)
	}
	e.Table().Retain()
	return g, e
}

func longVec(v ...int64) *column.Vec[int64] {
	out := column.NewVec[int64](column.Long)
	out.V = append(out.V, v...)
	return out
}

func textOf(v ...string) *column.Text {
	out := column.NewText(column.String)
	for _, s := range v {
		out.AppendString(s)
	}
	return out
}

func noErr(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestEditsOfOneCycle: what comes and goes between two cycles is in no update, and later
// edits of a row win.
func TestEditsOfOneCycle(t *testing.T) {
	g, e := newLedger(t)
	var got []Update
	g.Observe = func(_ *Table, u *Update) { got = append(got, *u) }
	first, err := e.Add([]column.Builder{textOf("a", "b", "c"), longVec(1, 2, 3)}, 3)
	noErr(t, err)
	noErr(t, e.Remove(rowset.Of(first+1)))
	noErr(t, e.Modify(rowset.Of(first), []int{1}, []column.Vector{longVec(10)}))
	noErr(t, e.Modify(rowset.Of(first), []int{1}, []column.Vector{longVec(11)}))
	if !e.Table().Rows.Empty() {
		t.Fatal("an edit shows before its cycle")
	}
	noErr(t, g.Step(context.Background()))
	noErr(t, e.Modify(rowset.Of(first, first+2), []int{0}, []column.Vector{wordVec("x", "y")}))
	noErr(t, e.Remove(rowset.Of(first)))
	noErr(t, g.Step(context.Background()))
	noErr(t, g.Step(context.Background())) // nothing to do
	want := []struct{ added, removed, modified string }{{"{0 2}", "{}", "{}"}, {"{}", "{0}", "{2}"}}
	if len(got) != len(want) {
		t.Fatalf("%d updates, want %d", len(got), len(want))
	}
	for i, w := range want {
		if u := got[i]; u.Added.String() != w.added || u.Removed.String() != w.removed || u.Modified.String() != w.modified {
			t.Errorf("cycle %d: added %v removed %v modified %v, want %v", i, u.Added, u.Removed, u.Modified, w)
		}
	}
	if who, sum := column.Value(e.Table().Cols[0], 2, column.Cur), column.Value(e.Table().Cols[1], 2, column.Cur); who != "y" || sum != int64(3) {
		t.Errorf("row 2 is %v %v, want y 3", who, sum)
	}
	if next, err := e.Add([]column.Builder{textOf("d"), longVec(4)}, 1); err != nil || next != 3 {
		t.Errorf("the next row is %d (%v), want 3: numbers are not given out again", next, err)
	}
}

func wordVec(v ...string) column.Vector {
	out := column.NewVec[string](column.String)
	out.V = append(out.V, v...)
	return out
}

// TestEditsRefused: bad edits are refused at once and change nothing.
func TestEditsRefused(t *testing.T) {
	g, e := newLedger(t)
	_, err := e.Add([]column.Builder{textOf("a"), longVec(1)}, 1)
	noErr(t, err)
	noErr(t, e.Remove(rowset.Of(0)))
	for want, edit := range map[string]func() error{
		"1 columns given for 2":       func() error { _, err := e.Add([]column.Builder{textOf("b")}, 1); return err },
		"column Sum has 2 of 1":       func() error { _, err := e.Add([]column.Builder{textOf("b"), longVec(1, 2)}, 1); return err },
		"got values of kind Long":     func() error { _, err := e.Add([]column.Builder{longVec(1), longVec(1)}, 1); return err },
		"no rows {0}":                 func() error { return e.Remove(rowset.Of(0)) },
		"no rows {7}":                 func() error { return e.Modify(rowset.Of(7), []int{1}, []column.Vector{longVec(1)}) },
		"no column 2":                 func() error { return e.Modify(rowset.Of(0), []int{2}, []column.Vector{longVec(1)}) },
		"0 columns of values given":   func() error { return e.Modify(rowset.Of(0), []int{1}, nil) },
		"column Sum is long, got val": func() error { return e.Modify(rowset.Of(0), []int{1}, []column.Vector{wordVec("x")}) },
	} {
		if err := edit(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	noErr(t, g.Step(context.Background()))
	if !e.Table().Rows.Empty() {
		t.Errorf("rows %v, want none", e.Table().Rows)
	}
	e.Table().Close()
	if _, err := e.Add([]column.Builder{textOf("a"), longVec(1)}, 1); !errors.Is(err, errClosed) {
		t.Errorf("an edit of a closed table: %v", err)
	}
}
