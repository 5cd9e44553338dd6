package engine

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// picker chooses one row per group, the first or the last in table order, and shows columns
// of the chosen rows, by group.
type picker interface {
	// show adds column c of the parent and gives it as a column by group.
	show(c int) column.Column
	// begin starts a cycle with groups 0 to groups-1, in which u is the parent's update.
	begin(groups int, u *Update)
	// add takes in rows, in table order, where there is no arrangement.
	add(groups []int32, rows []rowset.Row)
	// settle chooses, and gives the groups for which the choice changed, valid until the
	// next cycle.
	settle() *rowset.Marks
	// changed reports whether the i-th column shown differs between before the cycle and now
	// for a group that settle gave and that had a row before.
	changed(i int) bool
	// chose adds to hit those of groups of which the row chosen is the one of of at the same place.
	chose(hit *rowset.Marks, groups []int32, of bunch)
	owned() []column.Writable
	commit()
	bytes() int
}

// newPicker is a picker for t, or for one whose rows can go, over their arrangement. Where rows
// never go the row chosen before and those that come are enough to choose, and to keep all rows
// of each group would be for nothing; a blink table's history has no rows to arrange.
func newPicker(t *Table, last bool, rows *Arrangement) picker {
	if t.Attrs.Blink {
		return &keeper{t: t, last: last}
	}
	return &pointer{t: t, last: last, rows: rows, sel: column.NewStoreOf[int64](column.Of(column.Long))}
}

// pointer is the picker of a table whose rows stay for a while: its columns point at them.
type pointer struct {
	t     *Table
	last  bool
	sel   *column.Store[int64]
	rows  *Arrangement // nil where rows never go
	seen  rowset.Marks // groups in which rows came or went in this batch
	at    []rowset.Row // where rows never go: the candidates, by group
	moved rowset.Marks // groups whose chosen row changed
	cols  []*pointed
	old   []rowset.Row // chosen before, of some groups of a page that had a row and have another
	now   []rowset.Row // and those chosen for them
}

// pointed is a column shown.
type pointed struct {
	from     column.Column
	now, was column.Vector
	changed  bool // in this cycle, for a group that had a row
}

func (p *pointer) show(c int) column.Column {
	from, typ := p.t.Cols[c], p.t.Schema[c].Type
	p.cols = append(p.cols, &pointed{from: from, now: column.NewVector(typ), was: column.NewVector(typ)})
	return &redirect{src: from, sel: p.sel}
}

func (p *pointer) begin(groups int, u *Update) {
	p.seen.Reset(groups)
	p.moved.Reset(groups)
	for _, c := range p.cols {
		c.changed = false
	}
	if p.rows != nil {
		p.rows.struck(&p.seen, u)
		return
	}
	p.at = room(p.at, groups)
}

// room is rows with room for groups 0 to n-1.
func room(rows []rowset.Row, n int) []rowset.Row {
	return append(rows, make([]rowset.Row, max(0, n-len(rows)))...)
}

func (p *pointer) add(groups []int32, rows []rowset.Row) {
	for i, g := range groups {
		if p.last || !p.seen.Has(g) {
			p.seen.Add(g)
			p.at[g] = rows[i]
		}
	}
}

func (p *pointer) settle() *rowset.Marks {
	for pg := range p.seen.Pages() {
		p.t.heed()
		p.old, p.now = p.old[:0], p.now[:0]
		for i := range pg.Len() {
			g := pg.Row(i)
			old := p.sel.At(g, column.Cur)
			r := p.choose(int32(g), old)
			if r == old || r == rowset.None && old < 0 {
				continue
			}
			p.sel.Set(g, r)
			p.moved.Add(int32(g))
			if r != rowset.None && old >= 0 {
				p.old, p.now = append(p.old, old), append(p.now, r)
			}
		}
		p.compare()
	}
	return &p.moved
}

// compare finds the columns in which rows differ from those that were shown in their place.
func (p *pointer) compare() {
	if len(p.now) == 0 {
		return
	}
	when := column.Prev
	if p.t.Attrs.AddOnly {
		when = column.Cur // the same, and simpler to read
	}
	for _, c := range p.cols {
		if c.changed {
			continue
		}
		c.was.Reset()
		c.from.Gather(c.was, p.old, when)
		c.now.Reset()
		c.from.Gather(c.now, p.now, column.Cur)
		c.changed = column.Differ(c.was, c.now)
	}
}

func (p *pointer) changed(i int) bool { return p.cols[i].changed }

// choose is the row of group g, given the row chosen before (negative: none).
func (p *pointer) choose(g int32, old rowset.Row) rowset.Row {
	switch {
	case p.rows != nil && p.last:
		return p.rows.Last(g)
	case p.rows != nil:
		return p.rows.First(g)
	}
	cand := p.at[g]
	switch {
	case old < 0:
		return cand
	case (labelOf(p.t.Order, cand, column.Cur) > labelOf(p.t.Order, old, column.Cur)) == p.last:
		return cand
	}
	return old
}

func (p *pointer) chose(hit *rowset.Marks, groups []int32, of bunch) {
	at, sel := borrowRows(), borrowRows()
	for _, g := range groups {
		at.V = append(at.V, rowset.Row(g))
	}
	p.sel.Gather(sel, at.V, column.Cur)
	for i, r := range sel.V {
		if r == of.row(i) {
			hit.Add(groups[i])
		}
	}
	rowBufs.Put(at)
	rowBufs.Put(sel)
}

func (p *pointer) owned() []column.Writable { return nil }

func (p *pointer) commit() { p.sel.Commit() }
