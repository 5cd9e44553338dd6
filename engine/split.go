package engine

import (
	"errors"
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// split hands the rows of a table out to tables of its own, one per group of an index, which share
// the table's columns. It is a node without a table that runs before all of them, and before the
// table that holds them, its owner. A group's table is made in the cycle in which the group first
// appears, and then stays for as long as the owner does, with rows or without.
type split struct {
	t      *Table
	ix     *Index
	keys   ColSet    // of t; the index may be one of a table up the line
	op     plan.Part // of the constituents, but for their numbers
	schema []column.Field
	cols   []column.Column
	parts  []*Table // by group
	none   *Table   // one that never has rows, and shows what all are like
	owner  *node    // nil if nobody wants more of them
	node   *node
	ids    *column.Vec[int32]
	was    *column.Vec[int32]
	begun  bool
	fed    []*partOp // those that have rows in the running cycle
}

// partOp is the rows of one group.
type partOp struct {
	name                     string
	removed, added, modified []rowset.Row
	cols                     ColSet
	same                     ColSet
	fed                      bool // in the running cycle
}

// newSplit is a split of t by the columns by, of which ix is the index, fed with t's rows. With drop the
// constituents lack these columns.
func newSplit(t *Table, ix *Index, keys []int, op plan.Part) (*split, error) {
	g := t.Graph()
	s := &split{t: t, ix: ix, keys: Cols(keys...), op: op, schema: t.Schema, cols: t.Cols, ids: column.NewVec[int32](column.Int), was: column.NewVec[int32](column.Int)}
	if op.Drop {
		s.schema, s.cols = nil, nil
		for i, f := range t.Schema {
			if !slices.Contains(keys, i) {
				s.schema, s.cols = append(s.schema, f), append(s.cols, t.Cols[i])
			}
		}
	}
	s.node = &node{graph: g, op: s, in: []*Table{t}, after: []*node{t.node, ix.node}}
	if err := s.node.apply([]*Update{{Added: t.Rows}}); err != nil {
		return nil, err
	}
	if err := s.node.commit(); err != nil {
		return nil, err
	}
	if s.node.live() {
		g.insert(s.node)
	}
	s.none = s.part(-1)
	for _, p := range append([]*Table{s.none}, s.parts...) {
		if err := p.node.apply([]*Update{{}}); err != nil {
			return nil, err
		}
		if err := p.node.commit(); err != nil {
			return nil, err
		}
		if p.node.live() {
			g.insert(p.node)
		}
	}
	s.begun = true
	return s, nil
}

// part is a new table of the rows of a group.
func (s *split) part(group int) *Table {
	op := s.op
	op.Number = group
	a := plan.AttrsOf(op, s.t.Attrs)
	out := &Table{Schema: s.schema, Cols: s.cols, Order: s.t.Order, Attrs: a}
	out.plan = &plan.Node{Op: op, In: []*plan.Node{s.t.plan}, Schema: s.schema, Attrs: a}
	out.node = &node{graph: s.t.Graph(), op: &partOp{name: op.Name()}, out: out, in: []*Table{s.t}, after: []*node{s.t.node, s.node}, held: true}
	return out
}

// Name says what the node is.
func (s *split) Name() string { return "partition" }

// Apply hands out what the update of the table holds, and makes the tables of new groups.
func (s *split) Apply(in []*Update, _ *Update) error {
	u := in[0]
	s.bear()
	s.deal(u.Removed, column.Prev, func(p *partOp, r rowset.Row) { p.removed = append(p.removed, r) })
	if u.differing().Overlaps(s.keys) {
		s.regroup(u)
	} else {
		s.deal(u.Modified, column.Cur, func(p *partOp, r rowset.Row) { p.modify(r, u) })
	}
	s.deal(u.Added, column.Cur, func(p *partOp, r rowset.Row) { p.added = append(p.added, r) })
	return nil
}

// bear makes the tables of the groups that are new.
func (s *split) bear() {
	g, live := s.t.Graph(), s.owner != nil
	if live && !slices.Contains(g.nodes, s.owner) {
		return // nobody could come to know them
	}
	for len(s.parts) < s.ix.Len() {
		p := s.part(len(s.parts))
		s.parts = append(s.parts, p)
		if live {
			g.insert(p.node)
			s.owner.after = append(s.owner.after, p.node)
			p.node.users++
		}
	}
}

// deal gives each of the rows to the constituent of its group.
func (s *split) deal(rows rowset.Set, when column.When, give func(p *partOp, r rowset.Row)) {
	for some := range bunches(rows) {
		s.t.heed()
		some.read(s.ix.groups, s.ids, when)
		for i, g := range s.ids.V {
			if p := s.feed(g); p != nil {
				give(p, some.row(i))
			}
		}
	}
}

// regroup gives rows that were modified, some of them in their keys.
func (s *split) regroup(u *Update) {
	for some := range bunches(u.Modified) {
		s.t.heed()
		some.read(s.ix.groups, s.ids, column.Cur)
		some.read(s.ix.groups, s.was, column.Prev)
		for i, g := range s.ids.V {
			now, before := s.feed(g), s.feed(s.was.V[i])
			switch {
			case now == before && now != nil:
				now.modify(some.row(i), u)
			default:
				if before != nil {
					before.removed = append(before.removed, some.row(i))
				}
				if now != nil {
					now.added = append(now.added, some.row(i))
				}
			}
		}
	}
}

// feed is the operation of a group's table, which has something to do in this cycle; nil if there is none.
func (s *split) feed(group int32) *partOp {
	if int(group) >= len(s.parts) {
		return nil
	}
	p := s.parts[group].node.op.(*partOp)
	if !p.fed {
		p.fed = true
		s.fed = append(s.fed, p)
	}
	return p
}

// Commit takes back what nobody took: of tables that have left the graph.
func (s *split) Commit() {
	for _, p := range s.fed {
		if s.begun {
			p.clear()
		}
	}
	s.fed = s.fed[:0]
}

func (s *split) indexes() []*Index { return []*Index{s.ix} }

// needsAll: a group's table is the same when it comes back.
func (s *split) needsAll() bool { return true }

func (s *split) reclaim(*Index, []int32) {}

// holds is the nodes that the table of constituents stands on.
func (s *split) holds() []*node {
	out := []*node{s.node, s.none.node}
	for _, p := range s.parts {
		out = append(out, p.node)
	}
	return out
}

// modify notes that r was modified.
func (o *partOp) modify(r rowset.Row, u *Update) {
	o.modified = append(o.modified, r)
	o.cols, o.same = u.Cols, u.Same
}

func (o *partOp) clear() {
	o.removed, o.added, o.modified, o.fed = shed(o.removed), shed(o.added), shed(o.modified), false
}

func (o *partOp) Name() string { return o.name }

// stirred reports whether there are rows for it: what the table brings others is not its work.
func (o *partOp) stirred() bool { return o.fed }

func (o *partOp) Apply(_ []*Update, out *Update) error {
	out.Removed, out.Added = setOf(o.removed), setOf(o.added)
	if out.modify(setOf(o.modified), o.cols); !out.Modified.Empty() {
		out.Same = o.same
	}
	o.clear()
	return nil
}

// setOf is rows as a set; it puts them in order.
func setOf(rows []rowset.Row) rowset.Set {
	if !slices.IsSorted(rows) {
		slices.Sort(rows)
	}
	return rowset.Of(rows...)
}

// Commit has nothing to do: the columns are the table's.
func (o *partOp) Commit() {}

// partColumn is the constituents by group.
type partColumn struct{ s *split }

// queryTable is the type of the column that holds them.
var queryTable = column.ObjectOf("io.deephaven.engine.table.impl.QueryTable")

func (c *partColumn) Type() column.Type { return queryTable }

func (c *partColumn) Fill(dst column.Vector, p rowset.Page, _ column.When) {
	d := dst.(*column.Vec[any])
	for i := range p.Len() {
		d.Append(c.s.parts[p.Row(i)])
	}
}

func (c *partColumn) Gather(dst column.Vector, rows []rowset.Row, _ column.When) {
	d := dst.(*column.Vec[any])
	for _, r := range rows {
		if r < 0 {
			d.AppendNull()
			continue
		}
		d.Append(c.s.parts[r])
	}
}

var _ = builds(buildConstituent)

// buildConstituent is one constituent alone.
func buildConstituent(b *building, p plan.Part) (*Table, error) {
	t := b.in[0]
	keys, err := t.keys(p.By)
	if err != nil {
		return nil, err
	}
	ix, err := b.graph().index(t, keys)
	if err != nil {
		return nil, err
	}
	s, err := newSplit(t, ix, keys, p)
	if err != nil {
		return nil, err
	}
	if p.Number < 0 || p.Number >= len(s.parts) {
		return s.none, nil
	}
	return s.parts[p.Number], nil
}

// split makes the constituents of an aggregation's groups.
func (o *aggOp) divide(a Aggregation, by []Pair) (*partColumn, error) {
	if o.split != nil {
		return nil, errors.New("there can be only one partition in an aggregation")
	}
	s, err := newSplit(o.in, o.ix, o.by, plan.Part{By: by, Drop: !a.Args.IncludeByColumns})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", a.Name, err)
	}
	o.split = s
	return &partColumn{s}, nil
}

func (o *aggOp) holds() []*node {
	if o.split == nil {
		return nil
	}
	return o.split.holds()
}
