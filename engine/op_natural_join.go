package engine

import (
	"fmt"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// joinOp shows, beside the columns of the left table, columns of the one right row
// with the same key. It keeps the left table's rows.
type joinOp struct {
	name        string
	match       Match
	left, right *Table
	out         *Table
	keys        matchedKeys
	pairing                  // of left and right groups
	lkeys       ColSet       // of left
	finder      *finder      // of left rows
	rows        *Arrangement // of the right table
	sel         *column.Store[int64]
	shown       shown        // columns of the right table
	changed     rowset.Marks // right groups of which something shown changed
	struck      []int32      // left groups with the keys of these
	switched    bool         // some of them have another row now
	lids, rids  *column.Vec[int32]
	picked      *column.Vec[int64]
}

var _ = builds(buildNaturalJoin)

func buildNaturalJoin(b *building, n plan.NaturalJoin) (*Table, error) { return naturalJoin(b, n) }

// naturalJoin makes the node of a natural join, or of what is one by another name.
func naturalJoin(b *building, n plan.NaturalJoin) (*Table, error) {
	t, right, g := b.in[0], b.in[1], b.graph()
	op, err := newJoin(t, right, n.On, n.Match)
	if err != nil {
		return nil, err
	}
	joins, err := taken(t, right, n.On, n.Joins)
	if err != nil {
		return nil, err
	}
	schema, cols := append([]column.Field(nil), t.Schema...), append([]column.Column(nil), t.Cols...)
	schema, cols = lookedUp(right, joins, op.sel, &op.shown, schema, cols)
	out, err := b.table(schema, cols)
	if err != nil {
		return nil, err
	}
	out.same = t
	op.out, op.name = out, b.op.Name()
	if op.lix, err = g.index(t, op.keys.left); err != nil {
		return nil, err
	}
	op.finder = newFinder(op.lix, t)
	if op.rows, err = g.arrangement(right, op.keys.right, nil, false); err != nil {
		g.orphan(op.lix.node)
		return nil, err
	}
	op.rix = op.rows.x
	joined, err := b.add(op, out)
	if err != nil {
		g.orphan(op.lix.node)
		g.orphan(op.rows.node)
	}
	return joined, err
}

func newJoin(t, right *Table, on []Pair, match Match) (*joinOp, error) {
	op := &joinOp{
		match: match, left: t, right: right, sel: column.NewStoreOf[int64](column.Of(column.Long)),
		lids: column.NewVec[int32](column.Int), rids: column.NewVec[int32](column.Int), picked: column.NewVec[int64](column.Long),
	}
	keys, err := matched(t, right, on)
	op.keys = keys
	op.lkeys = Cols(keys.left...)
	return op, err
}

func (j *joinOp) Name() string { return j.name }

func (j *joinOp) Apply(in []*Update, out *Update) error {
	l, r := in[0], in[1]
	j.meet()
	j.changed.Reset(j.rix.Len())
	j.switched = false
	j.finder.follow(l, j.lkeys)
	j.takeRight(r)
	out.Added, out.Removed = l.Added, l.Removed
	out.follow(l.Modified, l)
	if err := j.look(l.Added); err != nil {
		return err
	}
	moved := l.differing().Overlaps(j.lkeys)
	if moved {
		if err := j.look(l.Modified); err != nil {
			return err
		}
		out.modify(l.Modified, j.shown.all())
	}
	return j.followRight(r, out, moved)
}

func (j *joinOp) arrangements() []*Arrangement { return []*Arrangement{j.rows} }

// needsAll: a row that is gone is joined no more.
func (j *joinOp) needsAll() bool { return false }

// takeRight marks the right groups of which something changed.
func (j *joinOp) takeRight(r *Update) {
	j.rows.struck(&j.changed, r)
	j.switched = !j.changed.Empty()
	if !r.Cols.Overlaps(j.shown.from) {
		return
	}
	for some := range bunches(r.Modified) {
		some.read(j.rix.groups, j.rids, column.Cur)
		j.changed.AddAll(j.rids.V)
	}
}

// row is the right row that right group g stands for.
func (j *joinOp) row(g int32) rowset.Row {
	switch {
	case g < 0:
		return rowset.None
	case j.match == LastMatch:
		return j.rows.Last(g)
	}
	return j.rows.First(g)
}

// look finds the right row of left rows that came or changed their key.
func (j *joinOp) look(rows rowset.Set) error {
	j.left.room("its matches", rows.Len(), rowBytes)
	for some := range bunches(rows) {
		j.left.heed()
		if err := j.lookAt(some); err != nil {
			return err
		}
	}
	return nil
}

// single reports whether a left row must not have several right rows.
func (j *joinOp) single() bool { return j.match != FirstMatch && j.match != LastMatch }

func (j *joinOp) lookAt(some bunch) error {
	some.read(j.lix.groups, j.lids, column.Cur)
	j.picked.Reset()
	for _, g := range j.lids.V {
		with := j.toRight[g]
		if with >= 0 && j.single() && j.rows.Len(with, column.Cur) > 1 {
			return fmt.Errorf("duplicate right key for %s", j.lix.keyText(rowset.Row(g)))
		}
		r := j.row(with)
		if r == rowset.None && j.match == ExactlyOneMatch {
			return fmt.Errorf("no right row for %s", j.lix.keyText(rowset.Row(g)))
		}
		j.picked.V = append(j.picked.V, r)
	}
	some.write(j.sel, j.picked)
	return nil
}

// followRight brings what changed on the right to the left rows with these keys; left rows may
// have moved to other keys.
func (j *joinOp) followRight(r, out *Update, moved bool) error {
	j.struck = j.struck[:0]
	for p := range j.changed.Pages() {
		for i := range p.Len() {
			j.struck = append(j.struck, int32(p.Row(i)))
		}
	}
	n := 0
	for _, g := range j.struck {
		if to := j.toLeft[g]; to >= 0 {
			j.struck[n] = to
			n++
		}
	}
	if j.struck = j.struck[:n]; n == 0 {
		return nil
	}
	rows := j.finder.find(j.struck, rowset.Minus(j.left.Rows, out.Added))
	if j.switched {
		if err := j.look(rows); err != nil {
			return err
		}
		out.modify(rows, j.shown.all())
		return nil
	}
	out.modify(rows, j.shown.mapped(r.Cols))
	if same := j.shown.mapped(r.Same); !moved && out.Cols.Overlaps(same) {
		out.Same = out.Same.Union(same)
	}
	return nil
}

func (j *joinOp) Commit() {
	if j.left.Attrs.Ascending && !j.left.Rows.Empty() {
		j.sel.Trim(j.left.Rows.First())
	}
	j.sel.Commit()
	j.finder.commit()
	j.struck = shed(j.struck)
}
