package engine

import (
	"fmt"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// ungroupOp has a row for each element of its parent's lists: slots that follow each other for
// each row of the parent, from a first one on, with room for more elements.
//
// Over a parent whose rows only come at the end, or live for a cycle, slots are taken in table
// order; over others they are taken where there is room, and labels say the order.
type ungroupOp struct {
	in    *Table
	out   *Table
	lists []listColumn         // of the columns to take apart, all as long in one row
	apart ColSet               // the same columns
	of    *column.Store[int64] // by slot: the row of the parent
	first *column.Store[int64] // by row of the parent: its first slot
	part  end                  // of each list
	slots slots
	order *labels // nil where slots are in table order
}

var _ = builds(buildUngroup)

func buildUngroup(b *building, u plan.Ungroup) (*Table, error) {
	t := b.in[0]
	at, err := t.apart(u.Columns)
	if err != nil {
		return nil, err
	}
	if len(at) == 0 {
		return (&computeOp{name: u.Name(), in: t}).build(b, columnsOf{t.Schema, t.Cols, ownDeps(t)})
	}
	return ungroup(b, at, end{})
}

// end is so many elements at one end of a list; the zero end is all.
type end struct {
	n    int
	last bool
}

// of is those of the elements [lo, hi).
func (e end) of(lo, hi int) (int, int) {
	switch {
	case e.n == 0 || hi-lo <= e.n:
		return lo, hi
	case e.last:
		return hi - e.n, hi
	}
	return lo, lo + e.n
}

// ungroup makes the node that takes a part of the lists in columns apart.
func ungroup(b *building, at []int, part end) (*Table, error) {
	t := b.in[0]
	long := func() *column.Store[int64] { return column.NewStoreOf[int64](column.Of(column.Long)) }
	op := &ungroupOp{in: t, part: part, apart: Cols(at...), of: long(), first: long()}
	schema, cols := make([]column.Field, len(t.Schema)), make([]column.Column, len(t.Schema))
	for i, f := range t.Schema {
		schema[i] = f
		if !op.apart.Has(i) {
			cols[i] = &redirect{src: t.Cols[i], sel: op.of}
			continue
		}
		elem, _ := f.Type.Elem()
		schema[i].Type = elem
		cols[i] = &elementsOf{op: op, src: t.Cols[i], list: f.Type, elem: elem}
		op.lists = append(op.lists, listColumn{i, newListBuf(f.Type), newListBuf(f.Type)})
	}
	out, err := b.table(schema, cols)
	if err != nil {
		return nil, err
	}
	op.out, out.Order = out, nil
	if !op.ascends() {
		op.order = newLabels(t)
		out.Order = op.order
	}
	return b.add(op, out)
}

// apart is the positions of the named columns, which must be of lists; without names of all that are.
func (t *Table) apart(names []string) ([]int, error) {
	if len(names) == 0 {
		var at []int
		for i, f := range t.Schema {
			if _, ok := f.Type.Elem(); ok {
				at = append(at, i)
			}
		}
		return at, nil
	}
	at, err := t.positions(names)
	for _, i := range at {
		if f := t.Schema[i]; err == nil {
			if _, ok := f.Type.Elem(); !ok {
				return nil, fmt.Errorf("column %q is %s, want an array or a group", f.Name, f.Type)
			}
		}
	}
	return at, err
}

// ascends reports whether slots can be taken in table order.
func (o *ungroupOp) ascends() bool {
	a := o.in.Attrs
	return a.Blink || !a.Refreshing || a.AppendOnly
}

func (o *ungroupOp) Name() string { return "ungroup" }

func (o *ungroupOp) Apply(in []*Update, out *Update) error {
	c := newUngrouping(o)
	if err := c.take(in[0]); err != nil {
		return err
	}
	out.Removed, out.Added = rowset.Of(c.removed...), rowset.Of(c.added...)
	out.modify(rowset.Of(c.modified...), in[0].differing())
	if o.order == nil {
		return nil
	}
	if !out.Removed.Empty() {
		o.order.remove(out.Removed)
	}
	if !out.Added.Empty() {
		o.order.insert(c.sorted(), o.less)
	}
	return nil
}

// less is table order: that of the parent's rows, and slots of one row as they are.
func (o *ungroupOp) less(a, b rowset.Row) bool {
	p, q := o.of.At(a, column.Cur), o.of.At(b, column.Cur)
	if p == q {
		return a < b
	}
	return labelOf(o.in.Order, p, column.Cur) < labelOf(o.in.Order, q, column.Cur)
}

// Commit gives up the slots of a blink table's rows.
func (o *ungroupOp) Commit() {
	low := rowset.Row(0)
	if o.in.Attrs.Blink {
		if !o.out.Rows.Empty() {
			low = o.out.Rows.First()
			o.of.Trim(low)
		}
		if o.in.Attrs.Ascending && !o.in.Rows.Empty() {
			o.first.Trim(o.in.Rows.First())
		}
	}
	o.of.Commit()
	o.first.Commit()
	if o.order != nil {
		o.order.commit(low)
	}
}

// Bytes is about the memory held, in bytes.
func (o *ungroupOp) Bytes() int {
	n := o.of.Bytes() + o.first.Bytes() + o.slots.bytes()
	if o.order != nil {
		n += o.order.list.Bytes() + o.order.label.Bytes()
	}
	return n
}
