package engine

import (
	"fmt"

	"starling/engine/column"
	"starling/engine/rowset"
)

// whereOp keeps the rows of its parent for which all filters hold.
type whereOp struct {
	in      *Table
	out     *Table
	filters []*filter
	deps    ColSet // columns that the filters read
}

// Where is the rows of t for which every formula of filters holds: a boolean
// expression or a match such as "Symbol in `A`, `B`".
func (t *Table) Where(env Env, filters ...string) (*Table, error) {
	g := t.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	return t.where(env, filters...)
}

// where is Where with the graph's lock held.
func (t *Table) where(env Env, filters ...string) (*Table, error) {
	op := &whereOp{in: t}
	for i, src := range filters {
		f, err := newFilter(env, t, src)
		if err != nil {
			return nil, fmt.Errorf("filter %d: %w", i+1, err)
		}
		op.filters = append(op.filters, f)
		op.deps = op.deps.Union(f.deps)
	}
	out, err := newTable(op.Name(), t.Schema, t.Cols, t)
	if err != nil {
		return nil, err
	}
	op.out = out
	return t.Graph().add(op, out, []*Table{t})
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
