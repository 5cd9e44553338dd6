package engine

import (
	"slices"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// reverseOp passes its parent's rows on, whose order is the other way round.
type reverseOp struct{}

var _ = builds(buildReverse)

func buildReverse(b *building, _ plan.Reverse) (*Table, error) {
	t := b.in[0]
	out, err := b.table(t.Schema, t.Cols)
	if err != nil {
		return nil, err
	}
	out.Order = &reversed{t.Order}
	return b.add(reverseOp{}, out)
}

func (reverseOp) Name() string { return "reverse" }

func (reverseOp) Apply(in []*Update, out *Update) error {
	*out = *in[0]
	return nil
}

func (reverseOp) Commit() {}

// reversed is another order the other way round.
type reversed struct{ of Order }

// Label is the distance from the greatest label.
func (o *reversed) Label(r rowset.Row, when column.When) int64 {
	return 1<<o.Bits() - 1 - labelOf(o.of, r, when)
}

// Bits is the number of bits of a label.
func (o *reversed) Bits() int { return bitsOf(o.of) }

// slice appends those of rows at positions [lo, hi) in this order.
func (o *reversed) slice(dst []rowset.Row, rows rowset.Set, lo, hi int) ([]rowset.Row, bool) {
	k, n := len(dst), rows.Len()
	lo, hi = n-hi, n-lo
	switch of := o.of.(type) {
	case nil:
		dst = rows.Slice(lo, hi).AppendTo(dst)
	case slicer:
		var ok bool
		if dst, ok = of.slice(dst, rows, lo, hi); !ok {
			return dst, false
		}
	default:
		return dst, false
	}
	slices.Reverse(dst[k:])
	return dst, true
}
