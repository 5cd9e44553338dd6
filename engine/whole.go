package engine

import (
	"fmt"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// Whole is a table whose rows a program replaces all at once. All methods are safe for concurrent
// use.
type Whole struct{ ed *Editable }

// AddWhole makes an empty table of the given fields. what is the call of a script that made it. A
// live one counts as a table that can change when no script runs any more.
func (g *Graph) AddWhole(what plan.Source, fields []column.Field, live bool) (*Whole, error) {
	op := &editOp{name: what.Kind, lasts: true, live: live, over: make(chan struct{})}
	ed, err := g.addEditable(op, fields, plan.Edited)
	return &Whole{ed}, err
}

// Table is the table.
func (w *Whole) Table() *Table { return w.ed.Table() }

// Set has the next cycle replace the rows by those of f, which has the same columns: rows that
// were there are modified, the last ones come or go. The error is that f does not fit, or that
// the table is closed. done is closed when the rows are seen.
func (w *Whole) Set(f *Frame) (done <-chan struct{}, err error) {
	want := w.Table().Schema
	if len(f.Schema) != len(want) {
		return nil, fmt.Errorf("got the columns %v, want %v", fieldNames(f.Schema), fieldNames(want))
	}
	values, err := f.Fit(want)
	if err != nil {
		return nil, err
	}
	n := rowset.Row(f.Len())
	return w.ed.enqueueAll(func(o *editOp) ([]edit, error) {
		all := rowset.Run(0, n)
		there := rowset.Intersect(o.rows, all)
		back := rowset.Minus(rowset.Run(0, min(n, o.next)), o.rows)
		fresh := rowset.Run(o.next, max(n, o.next))
		edits := []edit{
			{kind: editRemove, rows: rowset.Minus(o.rows, all)},
			w.put(editModify, there, values), w.put(editReturn, back, values),
			{kind: editAdd, rows: fresh, add: builtOf(want, values, spots(fresh))},
		}
		o.rows, o.next = all, max(n, o.next)
		return edits, nil
	})
}

// put is an edit that gives rows the values at their places.
func (w *Whole) put(kind editKind, rows rowset.Set, values []column.Vector) edit {
	e := edit{kind: kind, rows: rows}
	for c, v := range values {
		out := column.NewVector(w.Table().Schema[c].Type)
		for r := range rows.All() {
			out.AppendFrom(v, int(r))
		}
		e.cols, e.put = append(e.cols, c), append(e.put, out)
	}
	return e
}

// spots is the places of rows in vectors of all of them.
func spots(rows rowset.Set) (out []int) {
	for r := range rows.All() {
		out = append(out, int(r))
	}
	return out
}

// Fail has the table fail in the next cycle, after the rows that were set.
func (w *Whole) Fail(err error) { w.ed.op.fail(err) }

// Done is closed when the table takes no more rows: nobody uses it any more, or it failed.
func (w *Whole) Done() <-chan struct{} { return w.ed.op.over }
