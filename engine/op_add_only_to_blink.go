package engine

import (
	"errors"

	"starling/engine/plan"
	"starling/engine/rowset"
)

// passOp shows the rows that its parent adds, each for one cycle.
type passOp struct{ out *Table }

var _ = builds(buildAddOnlyToBlink)

func buildAddOnlyToBlink(b *building, _ plan.AddOnlyToBlink) (*Table, error) {
	t := b.in[0]
	if !t.Attrs.Refreshing {
		return nil, errors.New("input table is not refreshing")
	}
	out, err := b.table(t.Schema, t.Cols)
	if err != nil {
		return nil, err
	}
	return b.add(&passOp{out: out}, out)
}

func (p *passOp) Name() string { return "add_only_to_blink" }

// Apply: the rows go a cycle after they came, when those of a parent that only adds are still there.
func (p *passOp) Apply(in []*Update, out *Update) error {
	u := in[0]
	if gone := rowset.Minus(u.Removed, p.out.prev); !gone.Empty() || !u.Modified.Empty() {
		return errors.New("rows of the table were removed or modified, and it takes one whose rows are only added")
	}
	out.Removed, out.Added = p.out.prev, u.Added
	return nil
}

func (p *passOp) Commit() {}

// stirred: rows have to go.
func (p *passOp) stirred() bool { return !p.out.Rows.Empty() }

var _ = builds(buildRemoveBlink)

func buildRemoveBlink(b *building, r plan.RemoveBlink) (*Table, error) {
	t := b.in[0]
	return (&computeOp{name: r.Name(), in: t}).build(b, columnsOf{t.Schema, t.Cols, ownDeps(t)})
}
