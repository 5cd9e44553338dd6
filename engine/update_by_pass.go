package engine

import (
	"errors"
	"fmt"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// passing is a column of whether rows pass filters.
type passing struct {
	filters []test
	deps    ColSet
	col     *column.Store[int8]
	buf     *column.Vec[int8]
}

func newPassing(env Env, t *Table, formulas []plan.Formula) (*passing, error) {
	p := &passing{col: column.NewStoreOf[int8](column.Of(column.Bool)), buf: column.NewVec[int8](column.Bool)}
	for i := range formulas {
		f, err := newTest(env, t, &formulas[i])
		if err != nil {
			return nil, fmt.Errorf("filter %d: %w", i+1, err)
		}
		if !f.steady() {
			return nil, errors.New("filters here must hang on the values of a row alone: no i, ii, k, whole columns or functions of the script")
		}
		p.filters = append(p.filters, f)
		p.deps = p.deps.Union(f.reads())
	}
	return p, nil
}

// follow takes over the rows that an update of the table brings.
func (p *passing) follow(u *Update) error {
	if err := p.look(u.Added); err != nil {
		return err
	}
	if !u.differing().Overlaps(p.deps) {
		return nil
	}
	return p.look(u.Modified)
}

// look finds out which of the rows pass.
func (p *passing) look(rows rowset.Set) error {
	pass, err := passAll(p.filters, rows, column.Cur)
	if err != nil {
		return err
	}
	for page := range rows.Pages() {
		p.buf.Reset()
		for i := range page.Len() {
			var x int8
			if pass.Contains(page.Row(i)) {
				x = 1
			}
			p.buf.V = append(p.buf.V, x)
		}
		p.col.Put(page, p.buf)
	}
	return nil
}
