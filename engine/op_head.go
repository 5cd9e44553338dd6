package engine

import (
	"fmt"

	"starling/engine/arrange"
	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

var _ = builds(buildHead)

func buildHead(b *building, h plan.Head) (*Table, error) { return buildEnd(b, h.Rows, false) }

var _ = builds(buildTail)

func buildTail(b *building, h plan.Tail) (*Table, error) { return buildEnd(b, h.Rows, true) }

func buildEnd(b *building, n int, last bool) (*Table, error) {
	if n < 0 {
		return nil, fmt.Errorf("the number of rows must not be negative, got %d", n)
	}
	t := b.in[0]
	if !t.Attrs.Blink {
		return buildRange(b, func(size int) (lo, hi int) {
			if last {
				return size - n, size
			}
			return 0, n
		})
	}
	out, err := b.table(t.Schema, t.Cols)
	if err != nil {
		return nil, err
	}
	op := &lastingOp{copier: newCopier(t), name: b.op.Name(), n: n, last: last, out: out}
	out.Cols, out.Order = op.cols, nil
	return b.add(op, out)
}

// ranking is the rows of a table with labels, in table order.
type ranking struct {
	t    *Table
	list *arrange.List
	own  bool // the list is kept here, not by the sort that made t
}

func rankOf(t *Table) *ranking {
	if s, ok := t.node.op.(*sortOp); ok {
		return &ranking{t: t, list: &s.order.list}
	}
	own := arrange.NewList(t.Graph().pages)
	return &ranking{t: t, list: &own, own: true}
}

// follow brings the list up to date with an update of the table.
func (k *ranking) follow(u *Update) {
	if !k.own {
		return
	}
	if n := u.Added.Len() + u.Removed.Len(); n > k.list.Len()/8 {
		k.list.Reset(k.t.Ordered(nil, k.t.Rows, column.Cur))
		return
	}
	o := k.t.Order
	for r := range u.Removed.All() {
		label := o.Label(r, column.Prev)
		k.list.Remove(r, func(x rowset.Row) bool { return o.Label(x, column.Prev) >= label })
	}
	for r := range u.Added.All() {
		label := o.Label(r, column.Cur)
		k.list.Insert(r, func(x rowset.Row) bool { return o.Label(x, column.Cur) >= label })
	}
}

// lastingOp keeps copies of the first or last n rows of a blink table's history.
type lastingOp struct {
	*copier
	name string
	n    int
	last bool
	out  *Table
}

func (l *lastingOp) Name() string { return l.name }

func (l *lastingOp) Apply(in []*Update, out *Update) error {
	rows, first := in[0].Added, l.next
	room := l.n - int(first)
	if l.last {
		room = l.n
	}
	if n := rows.Len(); n > room {
		rows = l.part(rows, room)
		if l.last { // the rows that nobody saw have had their numbers
			first += rowset.Row(n - room)
			l.next = first
		}
	}
	l.take(rows)
	low := l.next - rowset.Row(l.n)
	if !l.last {
		low = 0
	}
	out.Removed = rowset.Intersect(l.out.prev, rowset.Run(0, low))
	out.Added = rowset.Run(first, l.next)
	return nil
}

// part is the first or last n of rows in table order.
func (l *lastingOp) part(rows rowset.Set, n int) rowset.Set {
	size := rows.Len()
	lo, hi := 0, n
	if l.last {
		lo, hi = size-n, size
	}
	if l.from.Order == nil {
		return rows.Slice(lo, hi)
	}
	return rowset.Of(l.from.Ordered(nil, rows, column.Cur)[lo:hi]...)
}

func (l *lastingOp) Commit() {
	low := l.next - rowset.Row(l.n)
	if !l.last {
		low = 0
	}
	l.commit(low)
}
