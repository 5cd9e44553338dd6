package enginetest

import (
	"fmt"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/rowset"
)

// twin is a listener that builds the table it listens to from nothing but its updates,
// as a sink or a live view does.
type twin struct {
	rows   map[rowset.Row][]any
	failed int
}

// OnUpdate takes over what the update names, and only that.
func (w *twin) OnUpdate(t *engine.Table, u *engine.Update) error {
	for r := range u.Removed.All() {
		if w.rows[r] == nil {
			return fmt.Errorf("row %d was removed, the listener never had it", r)
		}
		delete(w.rows, r)
	}
	for r := range u.Added.All() {
		w.rows[r] = make([]any, len(t.Cols))
	}
	for i, c := range t.Cols {
		w.take(i, c, u.Added)
		if u.Cols.Has(i) {
			w.take(i, c, u.Modified)
		}
	}
	return nil
}

func (w *twin) take(i int, c column.Column, rows rowset.Set) {
	v := column.NewVector(c.Type())
	for p := range rows.Pages() {
		v.Reset()
		c.Fill(v, p, column.Cur)
		for k := range p.Len() {
			w.rows[p.Row(k)][i] = get(c.Type(), v, k)
		}
	}
}

// OnFailure counts.
func (w *twin) OnFailure(error) { w.failed++ }

// differs says how the twin differs from the copy of its table, "" if it does not.
func (w *twin) differs(c *copyOf) string {
	if len(w.rows) != len(c.order) {
		return fmt.Sprintf("a listener has %d rows, there are %d", len(w.rows), len(c.order))
	}
	for _, r := range c.order {
		for i, x := range c.row(r) {
			if w.rows[r] == nil || !same(w.rows[r][i], x) {
				return fmt.Sprintf("a listener has row %d as %s, it is %s", r, rowText(w.rows[r]), rowText(c.row(r)))
			}
		}
	}
	return ""
}
