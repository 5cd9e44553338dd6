package engine

import (
	"fmt"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// newestOp keeps the rows of the highest life that any row of its parent ever had: those
// before it were all deleted at once.
type newestOp struct {
	in  *Table
	out *Table
	col int // of the lives
	top int64
	buf *column.Vec[int64]
}

var _ = builds(buildNewest)

// buildNewest: a row that has once been passed over comes back only with the highest life.
func buildNewest(b *building, n plan.Newest) (*Table, error) {
	t := b.in[0]
	at, err := t.positions([]string{n.Column})
	if err != nil {
		return nil, err
	}
	if typ := t.Schema[at[0]].Type; typ.Kind != column.Long {
		return nil, fmt.Errorf("the column of lives is %s, want %s", typ, column.Of(column.Long))
	}
	op := &newestOp{in: t, col: at[0], buf: column.NewVec[int64](column.Long)}
	out, err := b.table(t.Schema, t.Cols)
	if err != nil {
		return nil, err
	}
	op.out = out
	return b.add(op, out)
}

func (w *newestOp) Name() string { return "newest" }

func (w *newestOp) Apply(in []*Update, out *Update) error {
	u := in[0]
	prev := w.out.prev
	changed := rowset.Union(u.Added, u.Modified)
	top := w.top
	w.each(changed, func(_ rowset.Row, life int64) { top = max(top, life) })
	seen := changed
	was := rowset.Intersect(u.Modified, prev)
	if top > w.top { // all rows are looked at anew
		w.top = top
		seen = w.in.Rows
		was = rowset.Minus(prev, u.Removed)
	}
	var b rowset.Builder
	w.each(seen, func(r rowset.Row, life int64) {
		if life == top {
			b.Add(r)
		}
	})
	is := b.Set()
	out.Removed = rowset.Union(rowset.Intersect(u.Removed, prev), rowset.Minus(was, is))
	stay := rowset.Intersect(was, is)
	out.Added = rowset.Minus(is, stay)
	out.modify(rowset.Intersect(stay, u.Modified), u.Cols)
	return nil
}

// each calls f with the life of each of the rows, as of now.
func (w *newestOp) each(rows rowset.Set, f func(r rowset.Row, life int64)) {
	for p := range rows.Pages() {
		w.buf.Reset()
		w.in.Cols[w.col].Fill(w.buf, p, column.Cur)
		for i, life := range w.buf.V {
			f(p.Row(i), life)
		}
	}
}

func (w *newestOp) Commit() {}
