package engine

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// merger puts the rows of its parents one table after the other. Its rows are numbered
// anew, a page of a parent to a page of the result, when the page is first used; a page
// that empties is given back and used again.
type merger struct {
	out    *Table
	over   *constituents // of a table of tables, which are the parents; else nil
	in     []*merged
	pages  []home // of the pages of the result
	free   []int64
	busy   []int   // parents that changed in the running cycle
	hit    []int64 // pages touched in the running cycle
	shift  int     // bits of the parents' labels
	folded []rowset.Page
}

// merged is a parent of a merger.
type merged struct {
	t     *Table
	cols  []int           // by column of the result: the parent's
	shown shown           // the same, the other way round
	to    map[int64]int64 // by page: that of the result
	place int             // among the parents
	was   int             // the same as of before the cycle
}

// at is the place among the parents.
func (p *merged) at(when column.When) int {
	if when == column.Prev {
		return p.was
	}
	return p.place
}

// home is where a page of the result comes from.
type home struct {
	in   int
	page int64
	live int // rows in use
}

var _ = builds(buildMerge)

func buildMerge(b *building, _ plan.Merge) (*Table, error) {
	schema := b.in[0].Schema
	if t := b.in[0]; len(b.in) == 1 {
		return (&computeOp{name: b.op.Name(), in: t}).build(b, columnsOf{t.Schema, t.Cols, ownDeps(t)})
	}
	m := &merger{}
	for i, t := range b.in {
		if err := m.use(schema, t); err != nil {
			return nil, fmt.Errorf("table %d: %w", i+1, err)
		}
	}
	out, err := b.table(schema, m.columns(schema))
	if err != nil {
		return nil, err
	}
	m.show(out)
	return b.add(m, out)
}

// beside is the attributes of a merge of tables like t.
func beside(a Attrs) Attrs { return plan.AttrsOf(plan.Merge{}, a, a) }

// use makes t the last parent, to be taken in by the next Apply.
func (m *merger) use(schema []column.Field, t *Table) error {
	if d := differences(schema, t.Schema); d != "" {
		return fmt.Errorf("table definition incompatibilities: %s", d)
	}
	p := &merged{t: t, to: map[int64]int64{}, place: len(m.in), was: len(m.in)}
	for i, f := range schema {
		at := t.Position(f.Name)
		p.cols = append(p.cols, at)
		p.shown.add(at, i)
	}
	m.in = append(m.in, p)
	if err := m.measure(); err != nil {
		m.in = m.in[:len(m.in)-1]
		return err
	}
	return nil
}

// differences says how the columns of got are not those of want, "" if they are.
func differences(want, got []column.Field) string {
	var d []string
	for _, w := range want {
		i := slices.IndexFunc(got, func(f column.Field) bool { return f.Name == w.Name })
		switch {
		case i < 0:
			d = append(d, fmt.Sprintf("column %s is missing", w.Name))
		case got[i].Type != w.Type:
			d = append(d, fmt.Sprintf("column %s is %s, not %s", w.Name, got[i].Type, w.Type))
		}
	}
	for _, f := range got {
		if !slices.ContainsFunc(want, func(w column.Field) bool { return w.Name == f.Name }) {
			d = append(d, fmt.Sprintf("column %s is not in the first table", f.Name))
		}
	}
	return strings.Join(d, ", ")
}

// maxLabelBits keeps labels positive, with a bit to spare.
const maxLabelBits = 62

// measure sizes the labels for the parents as they are.
func (m *merger) measure() error {
	was := m.shift
	m.shift = 0
	for _, p := range m.in {
		m.shift = max(m.shift, bitsOf(p.t.Order))
	}
	if n := (*mergedOrder)(m).Bits(); n > maxLabelBits {
		m.shift = was // there are rows with labels
		return fmt.Errorf("order of %d tables takes %d bits, more than %d: merge fewer tables, or merges of merges", len(m.in), n, maxLabelBits)
	}
	return nil
}

// columns is the columns of the result.
func (m *merger) columns(schema []column.Field) []column.Column {
	cols := make([]column.Column, len(schema))
	for i, f := range schema {
		cols[i] = &mergedColumn{m: m, typ: f.Type, col: i}
	}
	return cols
}

// show makes out the result.
func (m *merger) show(out *Table) {
	m.out = out
	out.Order = (*mergedOrder)(m)
}

func (m *merger) Name() string { return "merge" }

func (m *merger) Apply(in []*Update, out *Update) error {
	if m.over != nil {
		var err error
		if in, err = m.follow(in[0], in[1:]); err != nil {
			return err
		}
	}
	if err := m.measure(); err != nil {
		return err
	}
	m.busy = m.busy[:0]
	for i, u := range in {
		if !u.Empty() {
			m.busy = append(m.busy, i)
		}
	}
	out.Removed = m.fold(in, -1, func(u *Update) rowset.Set { return u.Removed })
	out.Added = m.fold(in, +1, func(u *Update) rowset.Set { return u.Added })
	rows := m.fold(in, 0, func(u *Update) rowset.Set { return u.Modified })
	var differing ColSet
	for _, i := range m.busy {
		if u := in[i]; !u.Modified.Empty() {
			out.modify(rows, m.in[i].shown.mapped(u.Cols))
			differing = differing.Union(m.in[i].shown.mapped(u.differing()))
		}
	}
	out.Same = out.Cols.Minus(differing)
	return nil
}

// fold is the rows of the result for one of the sets of each parent's update; the rows in
// use change by sign for each.
func (m *merger) fold(in []*Update, sign int, of func(*Update) rowset.Set) rowset.Set {
	m.folded = m.folded[:0]
	ascending := true
	for _, i := range m.busy {
		for p := range of(in[i]).Pages() {
			to := m.page(i, p.Base>>rowset.PageBits)
			if sign != 0 {
				m.pages[to].live += sign * p.Len()
				m.hit = append(m.hit, to)
			}
			p.Base, p.Off = to<<rowset.PageBits, slices.Clone(p.Off)
			if n := len(m.folded); n > 0 && m.folded[n-1].Base > p.Base {
				ascending = false
			}
			m.folded = append(m.folded, p)
		}
	}
	if !ascending {
		slices.SortFunc(m.folded, func(a, b rowset.Page) int { return int((a.Base - b.Base) >> rowset.PageBits) })
	}
	var b rowset.Builder
	for _, p := range m.folded {
		if p.Off == nil {
			b.AddRun(p.Base+rowset.Row(p.Lo), p.Base+rowset.Row(p.Hi))
			continue
		}
		for i := range p.Off {
			b.Add(p.Row(i))
		}
	}
	clear(m.folded)
	return b.Set()
}

// page is the result's page for a page of parent i.
func (m *merger) page(i int, page int64) int64 {
	p := m.in[i]
	to, ok := p.to[page]
	if ok {
		return to
	}
	if n := len(m.free); n > 0 {
		to, m.free = m.free[n-1], m.free[:n-1]
	} else {
		to = int64(len(m.pages))
		m.pages = append(m.pages, home{})
	}
	p.to[page] = to
	m.pages[to] = home{in: i, page: page}
	return to
}

// Commit gives back the pages that emptied: their rows were readable until now.
func (m *merger) Commit() {
	for _, n := range m.hit {
		if h := &m.pages[n]; h.live == 0 && h.in >= 0 {
			delete(m.in[h.in].to, h.page)
			*h = home{in: -1}
			m.free = append(m.free, n)
		}
	}
	m.hit = m.hit[:0]
	if m.over != nil {
		for _, p := range m.in {
			p.was = p.place
		}
	}
}

// parent is the parent of a page of the result, and the row there of its first row.
func (m *merger) parent(r rowset.Row) (*merged, rowset.Row) {
	h := &m.pages[r>>rowset.PageBits]
	return m.in[h.in], h.page << rowset.PageBits
}

// mergedColumn is a column of the result: that of the parent a row comes from.
type mergedColumn struct {
	m   *merger
	typ column.Type
	col int
}

func (c *mergedColumn) Type() column.Type { return c.typ }

func (c *mergedColumn) Fill(dst column.Vector, p rowset.Page, when column.When) {
	from, base := c.m.parent(p.Base)
	p.Base = base
	from.t.Cols[from.cols[c.col]].Fill(dst, p, when)
}

func (c *mergedColumn) Gather(dst column.Vector, rows []rowset.Row, when column.When) {
	buf := borrowRows()
	defer rowBufs.Put(buf)
	for len(rows) > 0 {
		r := rows[0]
		if r == rowset.None {
			dst.AppendNull()
			rows = rows[1:]
			continue
		}
		from, _ := c.m.parent(r)
		buf.V = buf.V[:0]
		for len(rows) > 0 && rows[0] != rowset.None { // rows of one parent at a time
			p, base := c.m.parent(rows[0])
			if p != from {
				break
			}
			buf.V = append(buf.V, base|rows[0]&rowset.PageMask)
			rows = rows[1:]
		}
		from.t.Cols[from.cols[c.col]].Gather(dst, buf.V, when)
	}
}

// mergedOrder is the order of the result: by parent, then by the parent's order.
type mergedOrder merger

// Label is computed of the number of the parent and the label there.
func (o *mergedOrder) Label(r rowset.Row, when column.When) int64 {
	h := &o.pages[r>>rowset.PageBits]
	row := h.page<<rowset.PageBits | r&rowset.PageMask
	return int64(o.in[h.in].at(when))<<o.shift | labelOf(o.in[h.in].t.Order, row, when)
}

// Bits is the number of bits of a label.
func (o *mergedOrder) Bits() int { return o.shift + bits.Len(uint(max(len(o.in)-1, 0))) }

// part is the rows of one page.
type part struct {
	in   int
	page int64
	rows rowset.Page
}

// slice appends those of rows at positions [lo, hi) in this order.
func (o *mergedOrder) slice(dst []rowset.Row, rows rowset.Set, lo, hi int) ([]rowset.Row, bool) {
	var parts []part
	for p := range rows.Pages() {
		h := o.pages[p.Base>>rowset.PageBits]
		p.Off = slices.Clone(p.Off)
		parts = append(parts, part{h.in, h.page, p})
	}
	slices.SortFunc(parts, func(a, b part) int { return cmp.Or(o.in[a.in].place-o.in[b.in].place, cmp.Compare(a.page, b.page)) })
	for len(parts) > 0 && hi > 0 {
		n := 1 // parts that are in order among themselves only by label
		if in := parts[0].in; o.in[in].t.Order != nil {
			for n < len(parts) && parts[n].in == in {
				n++
			}
		}
		size := 0
		for _, p := range parts[:n] {
			size += p.rows.Len()
		}
		if lo < size {
			dst = o.cut(dst, parts[:n], lo, min(hi, size))
		}
		lo, hi, parts = max(lo-size, 0), hi-size, parts[n:]
	}
	return dst, true
}

// cut appends the rows at positions [lo, hi) of parts of one parent.
func (o *mergedOrder) cut(dst []rowset.Row, parts []part, lo, hi int) []rowset.Row {
	from := len(dst)
	for _, p := range parts {
		dst = p.rows.AppendRows(dst)
	}
	mine := dst[from:]
	if o.in[parts[0].in].t.Order != nil {
		sortByLabel(mine, o, column.Cur, o.out.heed)
	}
	return append(dst[:from], mine[lo:hi]...)
}
