package engine

import (
	"errors"
	"slices"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// partOp is the rows of one key of a static table.
type partOp struct {
	name string
	rows rowset.Set
}

var _ = builds(buildConstituent)

var errLiveParts = errors.New("takes static tables: partition a snapshot, or group a live table by its keys")

func buildConstituent(b *building, p plan.Part) (*Table, error) {
	t := b.in[0]
	if t.Attrs.Refreshing {
		return nil, errLiveParts
	}
	keys, err := t.keys(p.By)
	if err != nil {
		return nil, err
	}
	a, err := b.graph().arrangement(t, keys, nil, false)
	if err != nil {
		return nil, err
	}
	schema, cols := t.Schema, t.Cols
	if p.Drop {
		schema, cols = nil, nil
		for i, f := range t.Schema {
			if !slices.Contains(keys, i) {
				schema, cols = append(schema, f), append(cols, t.Cols[i])
			}
		}
	}
	out, err := b.table(schema, cols)
	if err != nil {
		return nil, err
	}
	op := &partOp{name: b.op.Name()}
	if g := int32(p.Number); p.Number >= 0 && p.Number < a.x.Len() {
		op.rows = rowset.Of(a.Slice(nil, g, 0, a.Len(g, column.Cur), column.Cur)...)
	}
	return b.add(op, out)
}

func (o *partOp) Name() string { return o.name }

func (o *partOp) Apply(_ []*Update, out *Update) error {
	out.Added = o.rows
	return nil
}

// Commit has nothing to do: the columns are the parent's.
func (o *partOp) Commit() {}
