package engine

import (
	"errors"
	"slices"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// sortOp keeps its parent's rows and gives them another order. A row whose key changed
// is Removed and Added.
type sortOp struct {
	in    *Table
	out   *Table
	at    []int // positions of the key columns
	keys  []sortKey
	order *labels
	rows  []rowset.Row
	batch []ranked
	spare []ranked
}

var _ = builds(buildSort)

func buildSort(b *building, by plan.Sort) (*Table, error) {
	if len(by.Keys) == 0 {
		return nil, errors.New("no column to sort by")
	}
	t := b.in[0]
	op := &sortOp{in: t, order: newLabels(t)}
	names := make([]string, len(by.Keys))
	for i, k := range by.Keys {
		names[i] = k.Column
	}
	var err error
	if op.at, err = t.positions(names); err != nil {
		return nil, err
	}
	for i, c := range op.at {
		k, err := newSortKey(t, c, by.Keys[i].Descending)
		if err != nil {
			return nil, err
		}
		op.keys = append(op.keys, k)
	}
	out, err := b.table(t.Schema, t.Cols)
	if err != nil {
		return nil, err
	}
	out.Order = op.order
	op.out = out
	return b.add(op, out)
}

func (s *sortOp) Name() string { return "sort" }

// orderBytes is what a row takes while it is sorted: its number twice, its label, its rank
// and row twice.
const orderBytes = 3*rowBytes + 2*16

func (s *sortOp) Apply(in []*Update, out *Update) error {
	u := in[0]
	s.in.room("the order", u.Added.Len(), orderBytes)
	var moved rowset.Set
	for i, k := range s.keys {
		k.note(u.Added)
		if u.Cols.Has(s.at[i]) {
			k.note(u.Modified)
			moved = rowset.Union(moved, k.moved(u.Modified))
		}
	}
	out.Removed = rowset.Union(u.Removed, moved)
	out.Added = rowset.Union(u.Added, moved)
	out.modify(u.Modified, u.Cols)
	if !out.Removed.Empty() {
		s.order.remove(out.Removed)
	}
	if !out.Added.Empty() {
		s.order.insert(s.sorted(out.Added), s.less)
	}
	return nil
}

// sorted is rows in their new order, valid until the next call.
func (s *sortOp) sorted(rows rowset.Set) []rowset.Row {
	s.rows = s.in.Ordered(s.rows[:0], rows, column.Cur)
	s.batch = s.batch[:0]
	for _, r := range s.rows {
		s.batch = append(s.batch, ranked{row: r})
	}
	s.spare = slices.Grow(s.spare[:0], len(s.batch))[:len(s.batch)]
	s.in.sortRows(s.batch, s.spare, s.keys)
	for i, b := range s.batch {
		s.rows[i] = b.row
	}
	return s.rows
}

// less is the order of two rows as of now.
func (s *sortOp) less(a, b rowset.Row) bool {
	for _, k := range s.keys {
		if c := k.compare(a, b); c != 0 {
			return c < 0
		}
	}
	return labelOf(s.in.Order, a, column.Cur) < labelOf(s.in.Order, b, column.Cur)
}

func (s *sortOp) Commit() {
	below := rowset.Row(0)
	if s.in.Attrs.Ascending && !s.in.Rows.Empty() {
		below = s.in.Rows.First()
	}
	for _, k := range s.keys {
		k.commit(below)
	}
	s.order.commit(below)
	s.rows, s.batch, s.spare = shed(s.rows), shed(s.batch), shed(s.spare)
	if !s.in.Attrs.Refreshing { // there is no next batch
		s.rows, s.batch, s.spare, s.order.buf, s.order.old = nil, nil, nil, nil, nil
	}
}

// shed is b, or nil if b is a large buffer that was hardly used, as after the first batch.
func shed[T any](b []T) []T {
	if cap(b) > 1<<16 && len(b) < cap(b)/4 {
		return nil
	}
	return b[:0]
}
