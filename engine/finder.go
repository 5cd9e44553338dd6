package engine

import (
	"starling/engine/column"
	"starling/engine/rowset"
	"starling/internal/invariants"
)

// finder finds the rows of a few groups of an index: by a look at all rows, or by links if these
// save more than they cost. It counts in rows looked at.
type finder struct {
	x     *Index
	t     *Table // whose rows are found: x.t, or one with the same rows
	links *links // nil while they do not pay
	saved int    // what links would have saved, or did, less what they cost
	walk  walk
	want  rowset.Marks // the groups whose rows a look at all is to find
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
	return &finder{x: x, t: t, walk: walk{step: column.NewVec[int32](column.Int)}, ids: column.NewVec[int32](column.Int)}
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
	for some := range bunches(rows) {
		f.t.heed()
		some.read(f.x.groups, f.ids, when)
		for i, g := range f.ids.V {
			if f.links != nil && !do(g, some.row(i)) {
				f.drop()
			}
		}
	}
}

// move follows rows whose key may have changed.
func (f *finder) move(rows rowset.Set) {
	cost, _ := linkTerms()
	was := column.NewVec[int32](column.Int)
	for some := range bunches(rows) {
		some.read(f.x.groups, was, column.Prev)
		some.read(f.x.groups, f.ids, column.Cur)
		for i, g := range f.ids.V {
			if old := was.V[i]; old != g && f.links != nil {
				f.saved -= 2 * cost
				if r := some.row(i); !f.links.remove(old, r) || !f.links.add(g, r) {
					f.drop()
				}
			}
		}
	}
}

// drop gives up the links.
func (f *finder) drop() { f.links, f.saved = nil, 0 }

// find is those of rows, which are all rows of the table but some that were just added, whose
// group is one of the given ones.
func (f *finder) find(groups []int32, rows rowset.Set) rowset.Set {
	if f.links != nil {
		n := f.links.count(groups)
		if cost, _ := linkTerms(); n*cost < rows.Len() {
			f.credit(n, rows.Len())
			return rowset.Intersect(rowset.Of(f.walk.rows(f.links, groups)...), rows)
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
func (f *finder) scan(groups []int32, rows rowset.Set) rowset.Set {
	f.want.Reset(f.x.Len())
	f.want.AddAll(groups)
	var hit rowset.Builder
	for some := range bunches(rows) {
		f.t.heed()
		some.read(f.x.groups, f.ids, column.Cur)
		for i, g := range f.ids.V {
			if f.want.Has(g) {
				hit.Add(some.row(i))
			}
		}
	}
	return hit.Set()
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
	f.walk.shed()
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
	n := f.walk.bytes() + f.want.Bytes()
	if f.links != nil {
		n += f.links.bytes()
	}
	return n
}
