package engine

import (
	"context"
	"errors"
	"slices"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

// TestFreezeSharesCopies: of tables that fail together, each column is copied once, for the
// rows of all of them; what the failed operation itself wrote is not copied.
func TestFreezeSharesCopies(t *testing.T) {
	g, e := newLedger(t)
	src := e.Table()
	must[int64](t)(e.Add([]column.Builder{textOf("a", "b", "c", "d"), longVec(1, 2, 3, 4)}, 4))
	few := must[*Table](t)(src.Where(Env{}, "Sum > 3"))
	made := must[*Table](t)(src.Update(Env{}, "X = Sum + 1"))
	last := must[*Table](t)(made.LastBy([]Pair{{New: "Who", Old: "Who"}}))
	// The first to fail has one row of src, the next all of them.
	failed := []*Table{must[*Table](t)(few.NaturalJoin(last, []Pair{{New: "Who", Old: "Who"}}, []Pair{{New: "L", Old: "X"}}, LastMatch))}
	sorted := must[*Table](t)(made.Sort([]SortKey{{Column: "Sum", Descending: true}}))
	for range 10 {
		sorted = must[*Table](t)(sorted.Where(Env{}, "Sum > 0"))
		failed = append(failed, sorted)
	}
	noErr(t, g.Step(context.Background()))
	x := made.Cols[2]
	rig(made.node).applied = func() error { return errors.New("enough") }
	must[int64](t)(e.Add([]column.Builder{textOf("e"), longVec(5)}, 1))
	noErr(t, g.Step(context.Background()))
	for i, tab := range failed {
		if tab.Err() == nil {
			t.Fatalf("table %d did not fail", i)
		}
		if tab.Cols[1] != made.Cols[1] {
			t.Errorf("table %d has a copy of its own", i)
		}
		if i > 0 && (tab.Cols[2] != x || tab.Order != failed[1].Order) {
			t.Errorf("table %d does not share what was written and the order", i)
		}
		if _, ok := tab.node.op.(*stillOp); !ok || len(tab.node.after) > 2 {
			t.Errorf("table %d keeps its operation or an index", i)
		}
	}
	if n := made.Cols[1].(*frozen).next; n != 4 {
		t.Errorf("%d values were copied of 4 rows", n)
	}
	if len(src.indexes) > 0 || len(made.indexes) > 0 {
		t.Error("indexes that nobody uses are left")
	}
	must[int64](t)(e.Add([]column.Builder{textOf("f"), longVec(6)}, 1))
	noErr(t, g.Step(context.Background()))
	if got := len(text(t, src)); got != 6 {
		t.Errorf("the table above has %d rows, want 6", got)
	}
}

// TestFreezeOfAppended: where rows only come, nothing is copied.
func TestFreezeOfAppended(t *testing.T) {
	g := NewGraph()
	f := &feed{rows: make([]trade, 3)}
	src := must[*Table](t)(g.AddSource("trades", f, Append()))
	some := must[*Table](t)(src.Where(Env{}, "10 % (N + 1) < 5"))
	both := must[*Table](t)(Merge([]*Table{some, src}))
	noErr(t, g.Step(context.Background()))
	cols, order := slices.Clone(both.Cols), both.Order
	f.rows = []trade{{n: -1}}
	noErr(t, g.Step(context.Background()))
	if some.Err() == nil || !slices.Equal(some.Cols, src.Cols) || !slices.Equal(both.Cols, cols) || both.Order != order {
		t.Errorf("failed with %v, and columns were copied", some.Err())
	}
	if n, m := some.Size(), both.Size(); n != 3 || m != 6 {
		t.Errorf("%d and %d rows, want 3 and 6", n, m)
	}
}

// TestFreezeOfTheUnreadable: a column that cannot be copied is an error of its readers.
func TestFreezeOfTheUnreadable(t *testing.T) {
	g, e := newLedger(t)
	bad := must[*Table](t)(e.Table().Where(Env{}, "10 % Sum < 5"))
	add(t, g, e, "a")
	bad.Cols = []column.Column{bad.Cols[0], torn{bad.Cols[1]}}
	must[int64](t)(e.Add([]column.Builder{textOf("b"), longVec(0)}, 1))
	if !survives(t, func() { noErr(t, g.Step(context.Background())) }) {
		return
	}
	if bad.Err() == nil {
		t.Fatal("10 % 0 did not fail its table")
	}
	if f := must[*Frame](t)(bad.Read(0, 9, []string{"Who"})); f.Size != 1 {
		t.Errorf("%d rows, want 1", f.Size)
	}
	_, err := bad.Read(0, 9, nil)
	isInternal(t, err, "")
}

// torn is a column that cannot be read a page at a time.
type torn struct{ column.Column }

func (torn) Fill(column.Vector, rowset.Page, column.When) { outOfRange() }
