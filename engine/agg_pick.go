package engine

import (
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/engine/rowset"
)

// pick is the aggregations that show a row's columns: first or last.
type pick struct {
	picker
	last  bool
	order []sortedBy // that the rows of a group are in; none is table order
	shown shown
}

// pick is the picker of first or last rows in some order; all columns of one kind share it.
func (o *aggOp) pick(a Aggregation) (*pick, error) {
	at, err := o.in.positions(a.Args.OrderBy)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", a.Name, err)
	}
	p := &pick{last: a.Name == "last" || a.Name == "sorted_last"}
	for _, c := range at {
		p.order = append(p.order, sortedBy{at: c})
	}
	for _, q := range o.picks {
		if q.last == p.last && slices.Equal(q.order, p.order) {
			return q, nil
		}
	}
	switch {
	case len(p.order) > 0 && o.blink:
		return nil, refused(a.Name)
	case len(p.order) > 0:
		rows, err := o.in.Graph().arrangement(o.in, o.by, p.order, false)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a.Name, err)
		}
		o.sorted = append(o.sorted, rows)
		p.picker = newPicker(o.in, p.last, rows)
	case o.lasts:
		p.picker = newPicker(o.in, p.last, nil)
	default:
		if err := o.arrange(); err != nil {
			return nil, err
		}
		p.picker = newPicker(o.in, p.last, o.rows)
	}
	o.picks = append(o.picks, p)
	return p, nil
}

// arrange makes the rows of each group known, in table order.
func (o *aggOp) arrange() (err error) {
	if o.rows == nil {
		o.rows, err = o.in.Graph().arrangement(o.in, o.by, nil, false)
	}
	return err
}

func (o *aggOp) arrangements() []*Arrangement {
	if o.rows == nil {
		return o.sorted
	}
	return append([]*Arrangement{o.rows}, o.sorted...)
}

func (p *pick) show(from, to int) column.Column {
	p.shown.add(from, to)
	return p.picker.show(from)
}

// appends reports whether rows only ever come, and in table order.
func (o *aggOp) appends() bool {
	a := o.in.Attrs
	return o.in.Order == nil && (a.AppendOnly || !a.Refreshing)
}

// same is the positions of the columns that differ in nothing that was settled.
func (p *pick) same() ColSet {
	var at []int
	for i, to := range p.shown.to {
		if !p.changed(i) {
			at = append(at, to)
		}
	}
	return Cols(at...)
}

// picked gives rows that came to those who choose among them, where none goes.
func (o *aggOp) picked(groups []int32) {
	for _, p := range o.picks {
		if len(p.order) == 0 {
			p.add(groups, o.swept)
		}
	}
}

// passOn reports the groups whose chosen row is among rows: it stayed, or went and came
// back, and differs in cols of the result.
func (o *aggOp) passOn(p *pick, rows rowset.Set, cols ColSet, out *Update) {
	if rows.Empty() || cols.Empty() || o.blink {
		return
	}
	o.hit.Reset(0)
	for some := range bunches(rows) {
		some.read(o.ix.groups, o.ids, column.Cur)
		p.chose(&o.hit, o.ids.V, some)
	}
	out.modify(rowset.Minus(rowset.Intersect(o.hit.Set(), o.out.prev), out.Removed), cols)
}
