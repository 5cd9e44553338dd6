package engine

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// picker chooses one row per group, the first or the last in table order, and shows
// columns of the chosen rows. Over a blink table it chooses among all rows ever seen
// and copies their values; else its columns point at the rows.
type picker struct {
	t     *Table
	last  bool
	cols  []int // columns of t shown
	sel   *column.Store[int64]
	rows  *groupRows        // nil where rows never go
	store []column.Writable // of a blink parent, one per shown column
	vecs  []column.Vector
	seen  rowset.Marks // groups with a candidate in this batch
	at    []rowset.Row // the candidates, by group
	moved rowset.Marks // groups whose chosen row changed
	cand  []rowset.Row // the rows chosen for those of a page
}

func newPicker(t *Table, last bool) *picker {
	p := &picker{t: t, last: last, sel: column.NewStoreOf[int64](column.Of(column.Long))}
	if !t.Attrs.Blink && !t.Attrs.AddOnly && t.Attrs.Refreshing {
		p.rows = newGroupRows(t)
	}
	return p
}

// show adds column c of the parent and gives it as a column by group.
func (p *picker) show(c int) column.Column {
	p.cols = append(p.cols, c)
	if !p.t.Attrs.Blink {
		return &redirect{src: p.t.Cols[c], sel: p.sel}
	}
	s := column.NewStore(p.t.Schema[c].Type)
	p.store = append(p.store, s)
	p.vecs = append(p.vecs, column.NewVector(p.t.Schema[c].Type.Kind))
	return s
}

// grow makes room for groups 0..n-1.
func (p *picker) grow(n int) {
	if p.rows != nil {
		p.rows.grow(n)
	}
	if k := n - len(p.at); k > 0 {
		p.at = append(p.at, make([]rowset.Row, k)...)
	}
}

// begin starts a cycle.
func (p *picker) begin(groups int) {
	p.seen.Reset(groups)
	p.moved.Reset(groups)
	p.grow(groups)
}

// remove takes rows out of their groups.
func (p *picker) remove(groups []int32, rows []rowset.Row) {
	for i, g := range groups {
		p.rows.remove(g, rows[i])
		p.consider(g, rowset.None)
	}
}

// add takes in rows, in table order.
func (p *picker) add(groups []int32, rows []rowset.Row) {
	for i, g := range groups {
		if p.rows != nil {
			p.rows.add(g, rows[i])
		}
		p.consider(g, rows[i])
	}
}

// consider notes row r as the candidate of group g within this cycle.
func (p *picker) consider(g int32, r rowset.Row) {
	if !p.seen.Has(g) {
		p.seen.Add(g)
		p.at[g] = r
	} else if p.last || p.at[g] == rowset.None {
		p.at[g] = r
	}
}

// settle chooses the rows of the groups that were touched; moved names those for
// which the choice changed.
func (p *picker) settle() {
	for pg := range p.seen.Pages() {
		p.t.heed()
		for i := range pg.Len() {
			g := pg.Row(i)
			old := p.sel.At(g, column.Cur)
			if r := p.choose(g, old, p.at[g]); !p.stays(old, r) {
				p.sel.Set(g, r)
				p.moved.Add(int32(g))
			}
		}
	}
	if p.t.Attrs.Blink {
		p.copy()
	}
}

// copy takes over the values of the rows chosen in this batch.
func (p *picker) copy() {
	for pg := range p.moved.Pages() {
		p.cand = p.cand[:0]
		for i := range pg.Len() {
			p.cand = append(p.cand, p.at[pg.Row(i)])
		}
		for i, c := range p.cols {
			p.vecs[i].Reset()
			p.t.Cols[c].Gather(p.vecs[i], p.cand, column.Cur)
			p.store[i].Put(pg, p.vecs[i])
		}
	}
}

// stays reports whether r, chosen after old, is the same row. A blink row is new in every
// cycle, whatever its number, which a merge gives to others later.
func (p *picker) stays(old, r rowset.Row) bool {
	if p.t.Attrs.Blink {
		return !p.last && old >= 0
	}
	return r == old || r == rowset.None && old < 0
}

// choose is the row of group g, given the row chosen before (negative: none) and the candidate.
func (p *picker) choose(g, old, cand rowset.Row) rowset.Row {
	switch {
	case p.rows != nil && p.last:
		return p.rows.last(int32(g))
	case p.rows != nil:
		return p.rows.first(int32(g))
	case old < 0:
		return cand
	case p.t.Attrs.Blink: // history order: what came earlier is before
		if p.last {
			return cand
		}
		return old
	case (labelOf(p.t.Order, cand, column.Cur) > labelOf(p.t.Order, old, column.Cur)) == p.last:
		return cand
	}
	return old
}

func (p *picker) commit() {
	p.sel.Commit()
	for _, s := range p.store {
		s.Commit()
	}
}
