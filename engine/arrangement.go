package engine

import (
	"fmt"
	"slices"

	"starling/engine/arrange"
	"starling/engine/column"
	"starling/engine/rowset"
	"starling/internal/invariants"
)

// Arrangement is the rows of each group of an index in order: by the values of some columns as
// sort has them, and those equal in all of them in table order; without columns in table order.
// It is for tables whose rows can go, and for who needs more of a group than its last row: what
// stands on it is told in its cycle which groups changed, and from which position on.
//
// Like an index it is shared by all who ask for the same, and lives on the table where these
// rows and columns first appear.
type Arrangement struct {
	*arrange.Groups
	sorter
	x     *Index
	deps  ColSet // the key columns of the table; the index may be one of a table up the line
	order []sortedBy
	node  *node
	ids   *column.Vec[int32]
	was   *column.Vec[int32]
}

// sortedBy is a column, by its position, that groups are sorted by.
type sortedBy struct {
	at         int
	descending bool
}

// arrangement is that of t by the given key columns: shared, or new and fed with t's rows. With
// prev it can be read as of before a cycle, from the next cycle on.
func (g *Graph) arrangement(t *Table, keys []int, order []sortedBy, prev bool) (*Arrangement, error) {
	defer g.begin()()
	all := slices.Clone(keys)
	for _, o := range order {
		all = append(all, o.at)
	}
	t, all = t.origin(all)
	keys = all[:len(keys):len(keys)]
	order = slices.Clone(order)
	for i := range order {
		order[i].at = all[len(keys)+i]
	}
	x, err := g.index(t, keys)
	if err != nil {
		return nil, err
	}
	a := t.arranged(x, order)
	if a == nil {
		if a, err = g.arrange(t, x, keys, order); err != nil {
			g.orphan(x.node)
			return nil, err
		}
	}
	if prev {
		a.Keep()
	}
	return a, nil
}

// arranged is the arrangement of x by order that lives on t, nil if there is none.
func (t *Table) arranged(x *Index, order []sortedBy) *Arrangement {
	for _, a := range t.arrangements {
		if t.node.graph.uses(Sharing) && a.node.err == nil && a.x == x && slices.Equal(a.order, order) {
			return a
		}
	}
	return nil
}

// arrange makes the node of a new arrangement of t, on which it lives.
func (g *Graph) arrange(t *Table, x *Index, keys []int, order []sortedBy) (*Arrangement, error) {
	a := &Arrangement{sorter: sorter{in: t}, x: x, deps: Cols(keys...), order: order, ids: column.NewVec[int32](column.Int), was: column.NewVec[int32](column.Int)}
	for _, o := range order {
		if err := a.by(o.at, o.descending); err != nil {
			return nil, err
		}
	}
	if t.Order == nil && len(order) == 0 {
		a.Groups = arrange.NewGroups(nil, g.pages)
	} else {
		a.Groups = arrange.NewGroups(&a.sorter, g.pages)
	}
	a.node = &node{graph: g, op: a, in: []*Table{t}, after: []*node{t.node, x.node}}
	if err := a.node.apply([]*Update{{Added: t.Rows}}); err != nil {
		return nil, err
	}
	if err := a.node.commit(); err != nil {
		return nil, err
	}
	if a.node.live() {
		g.insert(a.node)
	}
	t.arrangements = append(t.arrangements, a)
	return a, nil
}

// Name says what the node is.
func (a *Arrangement) Name() string { return "arrangement" }

// Apply takes rows out of their groups that went or moved, and puts in those that came or moved.
func (a *Arrangement) Apply(in []*Update, _ *Update) error {
	u := in[0]
	a.in.room("the order of groups", u.Added.Len(), rowBytes)
	a.Grow(a.x.Len())
	moved := a.follow(u)
	if u.differing().Overlaps(a.deps) {
		moved = rowset.Union(moved, a.regrouped(u.Modified))
	}
	a.each(rowset.Union(u.Removed, moved), column.Prev, a.Remove)
	came := rowset.Union(u.Added, moved)
	if a.in.Order == nil && len(a.keys) == 0 {
		a.each(came, column.Cur, a.Add)
		return nil
	}
	for some := range slices.Chunk(a.sorted(came), rowset.PageSize) {
		a.in.heed()
		a.ids.Reset()
		a.x.groups.Gather(a.ids, some, column.Cur)
		for i, g := range a.ids.V {
			a.Add(g, some[i])
		}
	}
	return nil
}

// regrouped is those of the rows that are in another group than before the cycle.
func (a *Arrangement) regrouped(rows rowset.Set) rowset.Set {
	var b rowset.Builder
	for some := range bunches(rows) {
		some.read(a.x.groups, a.ids, column.Cur)
		some.read(a.x.groups, a.was, column.Prev)
		for i, g := range a.ids.V {
			if g != a.was.V[i] {
				b.Add(some.row(i))
			}
		}
	}
	return b.Set()
}

// each gives rows and their groups to do.
func (a *Arrangement) each(rows rowset.Set, when column.When, do func(g int32, r rowset.Row)) {
	for some := range bunches(rows) {
		a.in.heed()
		some.read(a.x.groups, a.ids, when)
		for i, g := range a.ids.V {
			do(g, some.row(i))
		}
	}
}

// struck adds to groups, which has room for all, those that u, the update of the table, touched.
// It is for what stands on the arrangement: one that is being built gets all rows, of which
// the arrangement may have been long before.
func (a *Arrangement) struck(groups *rowset.Marks, u *Update) {
	if g := a.node.graph; g.running != g.cycles {
		groups.Or(a.Touched())
		return
	}
	a.each(u.Added, column.Cur, func(g int32, _ rowset.Row) { groups.Add(g) })
}

func (a *Arrangement) indexes() []*Index { return []*Index{a.x} }

// needsAll: a group without rows is as one that never was.
func (a *Arrangement) needsAll() bool { return false }

func (a *Arrangement) reclaim(_ *Index, gone []int32) {
	for _, g := range gone {
		if invariants.Enabled && a.First(g) != rowset.None {
			panic(fmt.Sprintf("engine: group %d, which is gone, has row %d", g, a.First(g)))
		}
	}
}

// Commit ends the cycle. No user of the arrangement reads it while it commits itself.
func (a *Arrangement) Commit() {
	a.Groups.Commit()
	a.commit()
}

// Bytes is about the memory held, in bytes.
func (a *Arrangement) Bytes() int { return a.Groups.Bytes() + a.bytes() }

// arranged is an op that stands on arrangements.
type arranged interface{ arrangements() []*Arrangement }
