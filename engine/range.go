package engine

import (
	"starling/engine/rowset"
)

// rangeOp keeps the rows of its parent from one position to another.
type rangeOp struct {
	name   string
	bounds func(size int) (lo, hi int) // by the number of the parent's rows; what is outside of them is cut off
	in     *Table
	out    *Table
	order  *ranking // of a parent with labels
}

// buildRange makes the node of an operation that keeps the rows between positions.
func buildRange(b *building, bounds func(size int) (lo, hi int)) (*Table, error) {
	t := b.in[0]
	out, err := b.table(t.Schema, t.Cols)
	if err != nil {
		return nil, err
	}
	op := &rangeOp{name: b.op.Name(), bounds: bounds, in: t, out: out}
	if t.Order != nil {
		op.order = rankOf(t)
	}
	return b.add(op, out)
}

func (r *rangeOp) Name() string { return r.name }

func (r *rangeOp) Apply(in []*Update, out *Update) error {
	u := in[0]
	now := r.rows(u)
	back := rowset.Intersect(u.Removed, r.out.prev)
	out.Removed = rowset.Union(rowset.Minus(r.out.prev, now), back)
	out.Added = rowset.Union(rowset.Minus(now, r.out.prev), rowset.Intersect(now, back))
	out.follow(rowset.Intersect(u.Modified, now), u)
	return nil
}

// rows is the rows to keep now.
func (r *rangeOp) rows(u *Update) rowset.Set {
	size := r.in.Rows.Len()
	lo, hi := r.bounds(size)
	lo, hi = max(lo, 0), min(hi, size)
	if lo >= hi {
		lo, hi = 0, 0
	}
	if r.order == nil {
		return r.in.Rows.Slice(lo, hi)
	}
	r.order.follow(u)
	return rowset.Of(r.order.list.Slice(nil, lo, hi)...)
}

func (r *rangeOp) Commit() {}
