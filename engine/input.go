package engine

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// Input is a table that scripts fill: rows are added at its end or, with key columns, in the
// place of those with the same key. A key that was deleted keeps its place, and comes back to
// it, as in Deephaven. All methods are safe for concurrent use.
type Input struct {
	ed   *Editable
	keys []int
	rows map[string]rowset.Row // by key, of all keys that ever came; guarded by the lock of edits
}

// AddInput makes an empty table of the given fields; those named keys are its key. Without
// keys it is append-only.
func (g *Graph) AddInput(fields []column.Field, keys []string) (*Input, error) {
	for _, f := range fields {
		if f.Type.Kind == column.List {
			return nil, fmt.Errorf("column %s is %s: an input table takes no arrays", f.Name, f.Type)
		}
	}
	in := &Input{rows: map[string]rowset.Row{}}
	for _, k := range keys {
		at := slices.IndexFunc(fields, func(f column.Field) bool { return f.Name == k })
		if at < 0 {
			return nil, fmt.Errorf("key column %q is none of the columns %v", k, fieldNames(fields))
		}
		in.keys = append(in.keys, at)
	}
	var err error
	op, keep := &editOp{name: "input_table", lasts: true}, plan.Edited
	if len(keys) == 0 {
		keep = plan.All
	}
	in.ed, err = g.addEditable(op, fields, keep)
	return in, err
}

// Table is the table.
func (in *Input) Table() *Table { return in.ed.Table() }

// Waiting is how many rows of edits wait for a cycle, and what is closed when they are seen.
func (in *Input) Waiting() (rows int, taken <-chan struct{}) {
	o := in.ed.op
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.due == 0 || o.closed {
		return 0, nothing
	}
	return o.due, o.done
}

// Keys is the names of the key columns, and the names of the others.
func (in *Input) Keys() (keys, values []string) {
	for i, f := range in.Table().Schema {
		if slices.Contains(in.keys, i) {
			keys = append(keys, f.Name)
		} else {
			values = append(values, f.Name)
		}
	}
	return keys, values
}

// Add adds the rows of a table with the same columns, or replaces those with their keys. done is
// closed when that is seen.
func (in *Input) Add(f *Frame) (done <-chan struct{}, err error) {
	vecs, err := in.columns(f, fieldNames(in.Table().Schema))
	if err != nil {
		return nil, err
	}
	return in.ed.enqueueAll(func(o *editOp) ([]edit, error) { return in.add(o, vecs, f.Len()), nil })
}

// add is the edits that add rows; of several with one key the last counts.
func (in *Input) add(o *editOp, vecs []column.Vector, n int) (all []edit) {
	var fresh []int // places in vecs
	there, gone := map[rowset.Row]int{}, map[rowset.Row]int{}
	first := o.next
	for i := range n {
		k := in.key(vecs, in.keys, i)
		r, known := in.rows[k]
		switch {
		case len(in.keys) == 0:
			fresh = append(fresh, i)
		case !known:
			in.rows[k] = first + rowset.Row(len(fresh))
			fresh = append(fresh, i)
		case r >= first:
			fresh[r-first] = i
		case o.rows.Contains(r):
			there[r] = i
		default:
			gone[r] = i
		}
	}
	if len(fresh) > 0 {
		o.next += rowset.Row(len(fresh))
		rows := rowset.Run(first, o.next)
		o.rows = rowset.Union(o.rows, rows)
		all = append(all, edit{kind: editAdd, rows: rows, add: builtOf(in.Table().Schema, vecs, fresh)})
	}
	back := in.put(editReturn, vecs, gone)
	o.rows = rowset.Union(o.rows, back.rows)
	return append(all, back, in.put(editModify, vecs, there))
}

// put is the edit that gives rows the values at places in vecs.
func (in *Input) put(kind editKind, vecs []column.Vector, places map[rowset.Row]int) edit {
	rows := slices.Sorted(maps.Keys(places))
	e := edit{kind: kind, rows: rowset.Of(rows...)}
	for c, f := range in.Table().Schema {
		v := column.NewVector(f.Type)
		for _, r := range rows {
			v.AppendFrom(vecs[c], places[r])
		}
		e.cols, e.put = append(e.cols, c), append(e.put, v)
	}
	return e
}

// Delete removes the rows with the keys of a table, which has the key columns. Keys that are not
// there are nothing to it. done is closed when that is seen.
func (in *Input) Delete(f *Frame) (done <-chan struct{}, err error) {
	if len(in.keys) == 0 {
		return nil, errors.New("rows are deleted by key, and the table has no key columns; key_cols of input_table names them")
	}
	names, _ := in.Keys()
	for _, g := range f.Schema {
		if !slices.Contains(names, g.Name) {
			return nil, fmt.Errorf("column %s is no key column; view(%q) has those", g.Name, names)
		}
	}
	vecs, err := in.columns(f, names)
	if err != nil {
		return nil, err
	}
	at := make([]int, len(vecs))
	for i := range at {
		at[i] = i
	}
	return in.ed.enqueueAll(func(o *editOp) ([]edit, error) {
		var rows []rowset.Row
		for i := range f.Len() {
			if r, known := in.rows[in.key(vecs, at, i)]; known && o.rows.Contains(r) {
				rows = append(rows, r)
			}
		}
		slices.Sort(rows)
		gone := rowset.Of(slices.Compact(rows)...)
		o.rows = rowset.Minus(o.rows, gone)
		return []edit{{kind: editRemove, rows: gone}}, nil
	})
}

// columns is the named columns of f, which has no others, and whose types must be those of the table.
func (in *Input) columns(f *Frame, names []string) ([]column.Vector, error) {
	if len(f.Schema) != len(names) {
		return nil, fmt.Errorf("got the columns %v, want %v", fieldNames(f.Schema), names)
	}
	fields := make([]column.Field, len(names))
	for i, n := range names {
		fields[i] = in.Table().Schema[in.Table().Position(n)]
	}
	return f.Fit(fields)
}

// Fit is the columns of f for a table that takes these fields.
func (f *Frame) Fit(fields []column.Field) ([]column.Vector, error) {
	out := make([]column.Vector, len(fields))
	for i, want := range fields {
		at := slices.IndexFunc(f.Schema, func(g column.Field) bool { return g.Name == want.Name })
		if at < 0 {
			return nil, fmt.Errorf("column %s is missing: got %v", want.Name, fieldNames(f.Schema))
		}
		if got := f.Schema[at].Type; got != want.Type {
			return nil, fmt.Errorf("column %s is %s, want %s", want.Name, got, want.Type)
		}
		out[i] = f.Cols[at]
	}
	return out, nil
}

// key is a text of the i-th values of key columns, equal where they are equal as keys.
func (in *Input) key(vecs []column.Vector, at []int, i int) string {
	var b []byte
	for _, c := range at {
		x, _ := column.Key(vecs[c].Any(i))
		if x == nil {
			b = append(b, "null "...)
			continue
		}
		s := fmt.Sprint(x) // of one type in a column
		b = fmt.Appendf(b, "%d %s ", len(s), s)
	}
	return string(b)
}

// builtOf is the values at places in vecs, as a source takes them.
func builtOf(fields []column.Field, vecs []column.Vector, places []int) []column.Builder {
	out := make([]column.Builder, len(vecs))
	for c, v := range vecs {
		texts, ok := v.(*column.Vec[string])
		if !ok {
			to := column.NewVector(fields[c].Type)
			for _, i := range places {
				to.AppendFrom(v, i)
			}
			out[c] = to
			continue
		}
		to := column.NewText(v.Kind())
		for _, i := range places {
			if texts.Null(i) {
				to.AppendNull()
			} else {
				to.AppendString(texts.V[i])
			}
		}
		out[c] = to
	}
	return out
}
