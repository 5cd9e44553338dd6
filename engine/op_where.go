package engine

import (
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// whereOp keeps the rows of its parent for which all filters hold.
type whereOp struct {
	name    string
	in      *Table
	out     *Table
	filters []test
	deps    ColSet // columns that the filters read
	fickle  bool   // a filter may change its mind about a row that stays the same
}

var _ = builds(buildWhere)

func buildWhere(b *building, w plan.Where) (*Table, error) {
	w.Filters = slices.Clone(w.Filters)
	tests, err := tests(b, w.Filters)
	if err != nil {
		return nil, err
	}
	b.op = w
	return where(b, tests)
}

// tests compiles filters and notes in them what it found.
func tests(b *building, filters []plan.Formula) ([]test, error) {
	out := make([]test, len(filters))
	for i := range filters {
		var err error
		if out[i], err = newTest(b.env, b.in[0], &filters[i]); err != nil {
			return nil, fmt.Errorf("filter %d: %w", i+1, err)
		}
	}
	return out, nil
}

// where makes the node of filters all of which hold.
func where(b *building, filters []test) (*Table, error) {
	t := b.in[0]
	op := &whereOp{name: b.op.Name(), in: t, filters: filters}
	for _, f := range filters {
		op.deps = op.deps.Union(f.reads())
		op.fickle = op.fickle || !f.steady()
	}
	out, err := b.table(t.Schema, t.Cols)
	if err != nil {
		return nil, err
	}
	op.out = out
	return b.add(op, out)
}

func (w *whereOp) Name() string { return w.name }

func (w *whereOp) Apply(in []*Update, out *Update) error {
	u := in[0]
	out.Removed = rowset.Intersect(u.Removed, w.out.prev)
	var err error
	if out.Added, err = w.pass(u.Added); err != nil {
		return err
	}
	if u.Modified.Empty() {
		return nil
	}
	was := rowset.Intersect(u.Modified, w.out.prev)
	is := was
	anew := u.differing()
	if w.fickle {
		anew = u.Cols
	}
	if anew.Overlaps(w.deps) {
		if is, err = w.pass(u.Modified); err != nil {
			return err
		}
	}
	out.Removed = rowset.Union(out.Removed, rowset.Minus(was, is))
	out.Added = rowset.Union(out.Added, rowset.Minus(is, was))
	out.follow(rowset.Intersect(was, is), u)
	return nil
}

// pass is those of the rows for which all filters hold now.
func (w *whereOp) pass(rows rowset.Set) (rowset.Set, error) {
	return passAll(w.filters, rows, column.Cur)
}

func (w *whereOp) Commit() {}
