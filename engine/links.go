package engine

import (
	"math"

	"starling/engine/column"
	"starling/engine/rowset"
	"starling/internal/invariants"
)

// links chains the rows of each group, so that those of a few groups are found without a look
// at all rows. It takes eight bytes a row and twelve a group.
type links struct {
	first      []rowset.Row // by group, None if it is empty
	size       []int32      // by group
	next, prev *column.Store[int32]
}

// A link is how far away the neighbour is, so that it fits into 32 bits; alone is none.
const alone32 int32 = 0

func newLinks() *links {
	l := &links{next: column.NewStoreOf[int32](column.Of(column.Int)), prev: column.NewStoreOf[int32](column.Of(column.Int))}
	l.next.ForgetPrev()
	l.prev.ForgetPrev()
	return l
}

// grow makes room for groups 0 to n-1.
func (l *links) grow(n int) {
	for len(l.first) < n {
		l.first = append(l.first, rowset.None)
	}
	l.size = append(l.size, make([]int32, max(0, n-len(l.size)))...)
}

// add makes r the first row of group g; false if it is too far from the others.
func (l *links) add(g int32, r rowset.Row) bool {
	to := alone32
	if f := l.first[g]; f != rowset.None {
		d := f - r
		if d != rowset.Row(int32(d)) || d == math.MinInt32 || l.size[g] == math.MaxInt32 {
			return false
		}
		to = int32(d)
		l.prev.Set(f, -to)
	}
	l.next.Set(r, to)
	l.prev.Set(r, alone32)
	l.first[g] = r
	l.size[g]++
	return true
}

// remove takes r out of group g; false if its neighbours are too far from each other.
func (l *links) remove(g int32, r rowset.Row) bool {
	next, prev := l.next.At(r, column.Cur), l.prev.At(r, column.Cur)
	l.size[g]--
	if next != alone32 && prev != alone32 {
		d := int64(next) - int64(prev)
		if d != int64(int32(d)) || d == math.MinInt32 {
			return false
		}
		l.next.Set(r+rowset.Row(prev), int32(d))
		l.prev.Set(r+rowset.Row(next), int32(-d))
		return true
	}
	switch {
	case next != alone32:
		l.prev.Set(r+rowset.Row(next), alone32)
		l.first[g] = r + rowset.Row(next)
	case prev != alone32:
		l.next.Set(r+rowset.Row(prev), alone32)
	default:
		l.first[g] = rowset.None
	}
	return true
}

// rows appends the rows of group g to dst, in any order.
func (l *links) rows(dst []rowset.Row, g int32) []rowset.Row {
	r := l.first[g]
	for range l.size[g] {
		dst = append(dst, r)
		r += rowset.Row(l.next.At(r, column.Cur))
	}
	return dst
}

func (l *links) commit(low rowset.Row) {
	for _, s := range []*column.Store[int32]{l.next, l.prev} {
		s.Trim(low)
		s.Commit()
	}
}

func (l *links) bytes() int {
	return 8*cap(l.first) + 4*cap(l.size) + l.next.Bytes() + l.prev.Bytes()
}

// finder finds the rows of a few groups of an index: by a look at all rows, or by links if these
// save more than they cost. It counts in rows looked at.
type finder struct {
	x     *Index
	t     *Table // whose rows are found: x.t, or one with the same rows
	links *links // nil while they do not pay
	saved int    // what links would have saved, or did, less what they cost
	hits  []rowset.Row
	ids   *column.Vec[int32]
}

// linkTerms is what a link costs that is made or undone, or a row found by one; links are made
// once that many looks at all rows were in vain, of a table of so many rows.
func linkTerms() (cost, rows int) {
	if invariants.Enabled {
		return 1, 4
	}
	return 20, 1 << 13
}

func newFinder(x *Index, t *Table) *finder {
	return &finder{x: x, t: t, ids: column.NewVec[int32](column.Int)}
}

// follow takes in an update of the table, of which keys are the key columns.
func (f *finder) follow(u *Update, keys ColSet) {
	moved := u.differing().Overlaps(keys)
	changed := u.Added.Len() + u.Removed.Len()
	cost, _ := linkTerms()
	f.saved -= cost * changed
	if f.links == nil {
		f.saved = max(f.saved, 0)
		return
	}
	if f.saved < 0 {
		f.drop()
		return
	}
	f.links.grow(f.x.Len())
	f.each(u.Removed, column.Prev, f.links.remove)
	if moved {
		f.move(u.Modified)
	}
	f.each(u.Added, column.Cur, f.links.add)
}

// each gives rows and their groups to do, as long as it can.
func (f *finder) each(rows rowset.Set, when column.When, do func(g int32, r rowset.Row) bool) {
	for p := range rows.Pages() {
		f.t.heed()
		f.ids.Reset()
		f.x.Fill(f.ids, p, when)
		for i, g := range f.ids.V {
			if f.links != nil && !do(g, p.Row(i)) {
				f.drop()
			}
		}
	}
}

// move follows rows whose key may have changed.
func (f *finder) move(rows rowset.Set) {
	cost, _ := linkTerms()
	was := column.NewVec[int32](column.Int)
	for p := range rows.Pages() {
		was.Reset()
		f.x.Fill(was, p, column.Prev)
		f.ids.Reset()
		f.x.Fill(f.ids, p, column.Cur)
		for i, g := range f.ids.V {
			if old := was.V[i]; old != g && f.links != nil {
				f.saved -= 2 * cost
				if r := p.Row(i); !f.links.remove(old, r) || !f.links.add(g, r) {
					f.drop()
				}
			}
		}
	}
}

// drop gives up the links.
func (f *finder) drop() { f.links, f.saved = nil, 0 }

// find is those of rows, which are all rows of the table but some that were just added, whose
// group is in the given ones.
func (f *finder) find(groups *rowset.Marks, rows rowset.Set) rowset.Set {
	if f.links != nil {
		n := f.count(groups)
		if cost, _ := linkTerms(); n*cost < rows.Len() {
			f.credit(n, rows.Len())
			return rowset.Intersect(f.walk(groups), rows)
		}
	}
	found := f.scan(groups, rows)
	if f.credit(found.Len(), rows.Len()); f.links == nil {
		f.build()
	}
	return found
}

// credit notes that of so many rows found were wanted.
func (f *finder) credit(found, of int) {
	cost, _ := linkTerms()
	f.saved = min(f.saved+of-cost*found, 2*cost*of)
}

// scan finds rows by a look at all.
func (f *finder) scan(groups *rowset.Marks, rows rowset.Set) rowset.Set {
	var hit rowset.Builder
	for p := range rows.Pages() {
		f.t.heed()
		f.ids.Reset()
		f.x.Fill(f.ids, p, column.Cur)
		for i, g := range f.ids.V {
			if groups.Has(g) {
				hit.Add(p.Row(i))
			}
		}
	}
	return hit.Set()
}

// count is how many rows the groups have.
func (f *finder) count(groups *rowset.Marks) (n int) {
	for p := range groups.Pages() {
		for i := range p.Len() {
			n += int(f.links.size[p.Row(i)])
		}
	}
	return n
}

// walk finds rows by links.
func (f *finder) walk(groups *rowset.Marks) rowset.Set {
	f.hits = f.hits[:0]
	for p := range groups.Pages() {
		for i := range p.Len() {
			f.hits = f.links.rows(f.hits, int32(p.Row(i)))
		}
	}
	return rowset.Of(f.hits...)
}

// build makes links if they would have paid so far.
func (f *finder) build() {
	all := f.t.Rows
	if !f.t.node.graph.uses(Links) {
		return
	}
	if cost, rows := linkTerms(); all.Len() < rows || f.saved < cost*all.Len() {
		return
	}
	f.links = newLinks()
	f.links.grow(f.x.Len())
	f.each(all, column.Cur, f.links.add)
}

func (f *finder) commit() {
	f.hits = shed(f.hits)
	if f.links == nil {
		return
	}
	low := rowset.Row(0)
	if !f.t.Rows.Empty() {
		low = f.t.Rows.First()
	}
	f.links.commit(low)
}

func (f *finder) bytes() int {
	n := 8 * cap(f.hits)
	if f.links != nil {
		n += f.links.bytes()
	}
	return n
}
