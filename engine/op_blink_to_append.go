package engine

import (
	"errors"

	"starling/engine/rowset"
)

// historyOp keeps every row that a blink table has from now on.
type historyOp struct {
	*copier
	in *Table
}

// BlinkToAppendOnly is all rows that the blink table t has from now on, including those of
// this cycle: cycle after cycle, each in table order.
func (t *Table) BlinkToAppendOnly() (*Table, error) {
	g := t.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	if !t.Attrs.Blink {
		return nil, errors.New("input is not a blink table")
	}
	op := &historyOp{copier: newCopier(t), in: t}
	out, err := newTable(op.Name(), t.Schema, op.cols, t)
	if err != nil {
		return nil, err
	}
	out.Order = nil
	out.Attrs = Attrs{Refreshing: true, AppendOnly: true, AddOnly: true, Ascending: true}
	return g.add(op, out, []*Table{t})
}

func (h *historyOp) Name() string { return "blink_to_append_only" }

func (h *historyOp) Apply(in []*Update, out *Update) error {
	first := h.next
	h.take(in[0].Added)
	out.Added = rowset.Run(first, h.next)
	return nil
}

func (h *historyOp) Commit() { h.commit(0) }
