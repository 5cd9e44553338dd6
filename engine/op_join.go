package engine

import (
	"cmp"
	"slices"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// crossOp has a row for each pair of a left and a right row with the same key. An outer join has
// rows as well for rows without a partner, in which the other side's columns are null. The pairs
// are in the order of the left table, those of one left row in the order of the right one; right
// rows without a partner come last.
//
// A pair is a row of its own, whose number is used again, by a later cycle, when it is gone. What
// a cycle costs is in proportion to the pairs that it makes, changes and ends.
type crossOp struct {
	name        string
	outer       [2]bool // rows without a partner of the left, of the right table are shown
	left, right *Table
	out         *Table
	pairing
	keys         [2]ColSet       // of left and right
	groups       [2]*Arrangement // of left and right rows
	sel          [2]*column.Store[int64]
	pairs        [2]*chains // by left and by right row
	shown        [2]shown
	order        *labels
	high         rowset.Row      // no pair had this number yet
	free, ended  []rowset.Row    // numbers of no pair: before the cycle, and those that it ended
	fresh, found []rowset.Row    // pairs made in the cycle; rows of a group, or pairs that changed
	lonely       [2][]rowset.Row // rows of which a pair ended with the other table's row
	ids          *column.Vec[int32]
}

var _ = builds(buildJoin)

func buildJoin(b *building, j plan.Join) (*Table, error) {
	return cross(b, j.On, j.Joins, [2]bool{})
}

var _ = builds(buildLeftOuterJoin)

func buildLeftOuterJoin(b *building, j plan.LeftOuterJoin) (*Table, error) {
	return cross(b, j.On, j.Joins, [2]bool{true, false})
}

var _ = builds(buildFullOuterJoin)

func buildFullOuterJoin(b *building, j plan.FullOuterJoin) (*Table, error) {
	return cross(b, j.On, j.Joins, [2]bool{true, true})
}

// The sides of a join.
const (
	onLeft  = 0
	onRight = 1
)

func cross(b *building, on, joins []Pair, outer [2]bool) (*Table, error) {
	t, right, g := b.in[onLeft], b.in[onRight], b.graph()
	keys, err := matched(t, right, on)
	if err != nil {
		return nil, err
	}
	if joins, err = taken(t, right, on, joins); err != nil {
		return nil, err
	}
	o := &crossOp{
		name: b.op.Name(), outer: outer, left: t, right: right, order: newLabels(t),
		keys:  [2]ColSet{Cols(keys.left...), Cols(keys.right...)},
		pairs: [2]*chains{newChains(), newChains()},
		ids:   column.NewVec[int32](column.Int),
	}
	for side := range o.sel {
		o.sel[side] = column.NewStoreOf[int64](column.Of(column.Long))
	}
	schema, cols := o.columns(on, joins)
	if o.out, err = b.table(schema, cols); err != nil {
		return nil, err
	}
	o.out.Order = o.order
	for side, at := range [2][]int{keys.left, keys.right} {
		if o.groups[side], err = g.arrangement(b.in[side], at, nil, false); err != nil {
			break
		}
	}
	if err == nil {
		o.lix, o.rix = o.groups[onLeft].x, o.groups[onRight].x
		var made *Table
		if made, err = b.add(o, o.out); err == nil {
			return made, nil
		}
	}
	for _, a := range o.groups {
		if a != nil {
			g.orphan(a.node)
		}
	}
	return nil, err
}

// columns is the columns of the result: the left table's, then those taken of the right one.
func (o *crossOp) columns(on, joins []Pair) (schema []column.Field, cols []column.Column) {
	for i, f := range o.left.Schema {
		var c column.Column = &redirect{src: o.left.Cols[i], sel: o.sel[onLeft]}
		for _, p := range on {
			if o.outer[onRight] && p.New == f.Name && p.Old == f.Name { // what both call the same is one column
				at := o.right.Position(p.Old)
				o.shown[onRight].add(at, i)
				c = &either{c, &redirect{src: o.right.Cols[at], sel: o.sel[onRight]}, o.sel[onLeft]}
			}
		}
		o.shown[onLeft].add(i, i)
		schema, cols = append(schema, f), append(cols, c)
	}
	return lookedUp(o.right, joins, o.sel[onRight], &o.shown[onRight], schema, cols)
}

func (o *crossOp) Name() string { return o.name }

func (o *crossOp) arrangements() []*Arrangement { return o.groups[:] }

// needsAll: a row that is gone is in no pair.
func (o *crossOp) needsAll() bool { return false }

func (o *crossOp) Apply(in []*Update, out *Update) error {
	o.meet()
	o.fresh, o.lonely = o.fresh[:0], [2][]rowset.Row{o.lonely[onLeft][:0], o.lonely[onRight][:0]}
	var came [2]rowset.Set
	for side, u := range in {
		moved := o.moved(side, u)
		came[side] = rowset.Union(u.Added, moved)
		o.part(side, rowset.Union(u.Removed, moved))
	}
	if err := o.matchLeft(came[onLeft]); err != nil {
		return err
	}
	if err := o.matchRight(came[onRight], came[onLeft]); err != nil {
		return err
	}
	for side := range o.lonely {
		if err := o.alone(side); err != nil {
			return err
		}
	}
	o.settle(in, out)
	return nil
}

// settle makes the result's update of the pairs that were made and ended, and of what changed in
// others.
func (o *crossOp) settle(in []*Update, out *Update) {
	out.Removed, out.Added = rowset.Of(o.ended...), rowset.Of(o.fresh...)
	if !out.Removed.Empty() {
		o.order.remove(out.Removed)
	}
	if len(o.fresh) > 0 {
		slices.SortFunc(o.fresh, heeding(o.left.heed, o.compare))
		o.order.insert(o.fresh, o.less)
	}
	for side, u := range in {
		cols := o.shown[side].mapped(u.Cols)
		if u.Modified.Empty() || cols.Empty() {
			continue
		}
		o.found = o.found[:0]
		for r := range u.Modified.All() {
			for p := o.pairs[side].of(r); p >= 0; p = o.pairs[side].next[p] {
				o.found = append(o.found, rowset.Row(p))
			}
		}
		out.modify(rowset.Of(o.found...), cols)
		if in[1-side].Modified.Empty() && !out.Modified.Empty() {
			out.Same = o.shown[side].mapped(u.Same)
		}
	}
}

// compare is the order of two pairs as of now.
func (o *crossOp) compare(a, b rowset.Row) int {
	for side, t := range o.tables() {
		x, y := o.sel[side].At(a, column.Cur), o.sel[side].At(b, column.Cur)
		switch {
		case x == y:
			continue
		case x == rowset.None:
			return 1
		case y == rowset.None:
			return -1
		}
		return cmp.Compare(labelOf(t.Order, x, column.Cur), labelOf(t.Order, y, column.Cur))
	}
	return 0
}

func (o *crossOp) less(a, b rowset.Row) bool { return o.compare(a, b) < 0 }

func (o *crossOp) Commit() {
	for side, t := range o.tables() {
		o.sel[side].Commit()
		o.pairs[side].commit(t)
		o.lonely[side] = shed(o.lonely[side])
	}
	o.free, o.ended = append(o.free, o.ended...), o.ended[:0]
	o.fresh, o.found = shed(o.fresh), shed(o.found)
	o.order.commit(0)
}

func (o *crossOp) Bytes() int {
	n := 4*(cap(o.toRight)+cap(o.toLeft)) + o.order.list.Bytes() + o.order.label.Bytes() + 8*(cap(o.free)+cap(o.ended)+cap(o.fresh)+cap(o.found))
	for side := range o.sel {
		n += o.sel[side].Bytes() + o.pairs[side].bytes() + 8*cap(o.lonely[side])
	}
	return n
}
