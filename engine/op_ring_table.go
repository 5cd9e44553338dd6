package engine

import (
	"errors"
	"fmt"

	"starling/engine/plan"
)

// ringOp keeps copies of the last rows that its parent added, in the order in which they came.
// That rows of the parent go is nothing to it.
type ringOp struct {
	lastingOp
	skip bool // the rows that are there when it is built
}

var _ = builds(buildRingTable)

func buildRingTable(b *building, r plan.RingTable) (*Table, error) {
	if r.Capacity <= 0 {
		return nil, fmt.Errorf("capacity must be positive, got %d", r.Capacity)
	}
	t := b.in[0]
	out, err := b.table(t.Schema, nil)
	if err != nil {
		return nil, err
	}
	op := &ringOp{lastingOp{copier: newCopier(t), name: r.Name(), n: r.Capacity, last: true, out: out}, !r.Initialize}
	out.Cols, out.Order = op.cols, nil
	return b.add(op, out)
}

func (r *ringOp) Apply(in []*Update, out *Update) error {
	if r.skip {
		r.skip = false
		return nil
	}
	if !in[0].Modified.Empty() {
		return errors.New("rows of the table were modified, and a ring holds rows as they came")
	}
	return r.lastingOp.Apply(in, out)
}
