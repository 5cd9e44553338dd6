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
	in      *Table
	out     *Table
	filters []*filter
	deps    ColSet // columns that the filters read
}

var _ = builds(buildWhere)

func buildWhere(b *building, w plan.Where) (*Table, error) {
	t := b.in[0]
	op := &whereOp{in: t}
	w.Filters = slices.Clone(w.Filters)
	for i := range w.Filters {
		f, err := newFilter(b.env, t, &w.Filters[i])
		if err != nil {
			return nil, fmt.Errorf("filter %d: %w", i+1, err)
		}
		op.filters = append(op.filters, f)
		op.deps = op.deps.Union(f.deps)
	}
	b.op = w
	out, err := b.table(t.Schema, t.Cols)
	if err != nil {
		return nil, err
	}
	op.out = out
	return b.add(op, out)
}

func (w *whereOp) Name() string { return "where" }

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
	if u.Cols.Overlaps(w.deps) {
		if is, err = w.pass(u.Modified); err != nil {
			return err
		}
	}
	out.Removed = rowset.Union(out.Removed, rowset.Minus(was, is))
	out.Added = rowset.Union(out.Added, rowset.Minus(is, was))
	out.modify(rowset.Intersect(was, is), u.Cols)
	return nil
}

// pass is those of the rows for which all filters hold now.
func (w *whereOp) pass(rows rowset.Set) (rowset.Set, error) {
	for _, f := range w.filters {
		if rows.Empty() {
			break
		}
		var err error
		if rows, err = f.pass(rows, column.Cur); err != nil {
			return rows, err
		}
	}
	return rows, nil
}

func (w *whereOp) Commit() {}
