package engine

import (
	"errors"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// sortOp keeps its parent's rows and gives them another order. A row whose key changed
// is Removed and Added.
type sortOp struct {
	sorter
	out   *Table
	order *labels
}

var _ = builds(buildSort)

func buildSort(b *building, by plan.Sort) (*Table, error) {
	if len(by.Keys) == 0 {
		return nil, errors.New("no column to sort by")
	}
	t := b.in[0]
	op := &sortOp{sorter: sorter{in: t}, order: newLabels(t)}
	names := make([]string, len(by.Keys))
	for i, k := range by.Keys {
		names[i] = k.Column
	}
	at, err := t.positions(names)
	if err != nil {
		return nil, err
	}
	for i, c := range at {
		if err := op.by(c, by.Keys[i].Descending); err != nil {
			return nil, err
		}
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

func (s *sortOp) Apply(in []*Update, out *Update) error {
	u := in[0]
	s.in.room("the order", u.Added.Len(), orderBytes)
	moved := s.follow(u)
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

func (s *sortOp) less(a, b rowset.Row) bool { return s.Before(a, b, column.Cur) }

func (s *sortOp) Commit() {
	s.order.commit(s.commit())
	if !s.in.Attrs.Refreshing { // there is no next batch
		s.order.buf, s.order.old = nil, nil
	}
}
