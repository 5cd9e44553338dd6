package engine

import (
	"errors"

	"starling/engine/plan"
	"starling/engine/rowset"
)

// historyOp keeps every row that a blink table has from now on.
type historyOp struct {
	*copier
	in *Table
}

var _ = builds(buildBlinkToAppendOnly)

func buildBlinkToAppendOnly(b *building, _ plan.BlinkToAppendOnly) (*Table, error) {
	t := b.in[0]
	if !t.Attrs.Blink {
		return nil, errors.New("input is not a blink table")
	}
	op := &historyOp{copier: newCopier(t), in: t}
	out, err := b.table(t.Schema, op.cols)
	if err != nil {
		return nil, err
	}
	out.Order = nil
	return b.add(op, out)
}

func (h *historyOp) Name() string { return "blink_to_append_only" }

func (h *historyOp) Apply(in []*Update, out *Update) error {
	first := h.next
	h.take(in[0].Added)
	out.Added = rowset.Run(first, h.next)
	return nil
}

func (h *historyOp) Commit() { h.commit(0) }
