package engine

import (
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// joinOp shows, beside the columns of the left table, columns of the one right row
// with the same key. It keeps the left table's rows.
type joinOp struct {
	match       Match
	left, right *Table
	out         *Table
	lix, rix    *Index
	lkeys       ColSet       // of left
	toRight     []int32      // by left group: the right group with the same key, -1 for none
	toLeft      []int32      // by right group
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

func buildNaturalJoin(b *building, n plan.NaturalJoin) (*Table, error) {
	t, right, g := b.in[0], b.in[1], b.graph()
	op, err := newJoin(t, right, n.On, n.Match)
	if err != nil {
		return nil, err
	}
	joins := n.Joins
	if len(joins) == 0 {
		joins = right.without(n.On)
	}
	schema, cols := append([]column.Field(nil), t.Schema...), append([]column.Column(nil), t.Cols...)
	for _, p := range joins {
		at, err := right.positions([]string{p.Old})
		if err != nil {
			return nil, fmt.Errorf("right table: %w", err)
		}
		if t.Position(p.New) >= 0 {
			return nil, fmt.Errorf("conflicting column names [%s]: rename it in joins, as in %q", p.New, "Right"+p.New+"="+p.Old)
		}
		op.shown.add(at[0], len(cols))
		schema = append(schema, column.Field{Name: p.New, Type: right.Schema[at[0]].Type})
		cols = append(cols, &redirect{src: right.Cols[at[0]], sel: op.sel})
	}
	out, err := b.table(schema, cols)
	if err != nil {
		return nil, err
	}
	out.same = t
	op.out = out
	if op.lix, err = g.index(t, op.lix.keys); err != nil {
		return nil, err
	}
	op.finder = newFinder(op.lix, t)
	if op.rows, err = g.arrangement(right, op.rix.keys, nil, false); err != nil {
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
		match: match, left: t, right: right, lix: &Index{}, rix: &Index{},
		sel:  column.NewStoreOf[int64](column.Of(column.Long)),
		lids: column.NewVec[int32](column.Int), rids: column.NewVec[int32](column.Int), picked: column.NewVec[int64](column.Long),
	}
	for _, p := range on {
		l, err := t.positions([]string{p.New})
		if err != nil {
			return nil, fmt.Errorf("left table: %w", err)
		}
		r, err := right.positions([]string{p.Old})
		if err != nil {
			return nil, fmt.Errorf("right table: %w", err)
		}
		if a, b := t.Schema[l[0]].Type, right.Schema[r[0]].Type; a != b {
			return nil, fmt.Errorf("key %s is %s on the left, %s is %s on the right", p.New, a, p.Old, b)
		}
		op.lix.keys = append(op.lix.keys, l[0])
		op.rix.keys = append(op.rix.keys, r[0])
	}
	op.lkeys = Cols(op.lix.keys...)
	return op, nil
}

// without is every column but the keys on the right of on.
func (t *Table) without(on []Pair) []Pair {
	key := map[string]bool{}
	for _, p := range on {
		key[p.Old] = true
	}
	var out []Pair
	for _, f := range t.Schema {
		if !key[f.Name] {
			out = append(out, Pair{New: f.Name, Old: f.Name})
		}
	}
	return out
}

func (j *joinOp) Name() string { return "natural_join" }

func (j *joinOp) Apply(in []*Update, out *Update) error {
	l, r := in[0], in[1]
	j.meet()
	j.changed.Reset(j.rix.Len())
	j.switched = false
	j.finder.follow(l, j.lkeys)
	if err := j.takeRight(r); err != nil {
		return err
	}
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

// meet pairs the groups that either index numbered in this cycle.
func (j *joinOp) meet() {
	newL := j.lix.numbers().inUse(nil, len(j.toRight))
	newR := j.rix.numbers().inUse(nil, len(j.toLeft))
	j.toRight, j.toLeft = alone(j.toRight, j.lix.Len()), alone(j.toLeft, j.rix.Len())
	j.pair(newL, partners(newL, j.lix, j.rix))
	j.pair(partners(newR, j.rix, j.lix), newR)
}

// alone extends to, by group, to n groups without a partner.
func alone(to []int32, n int) []int32 {
	for len(to) < n {
		to = append(to, -1)
	}
	return to
}

// partners is the groups of b that have the keys of the given groups of a.
func partners(groups []int32, a, b *Index) []int32 {
	if len(groups) == 0 {
		return nil
	}
	keys, vecs := make([]keyColumn, len(a.keys)), make([]column.Vector, len(a.keys))
	for i := range a.keys {
		keys[i] = keyColumn{x: a, col: i}
		vecs[i] = column.NewVector(keys[i].Type())
	}
	found := make([]int32, 0, len(groups))
	for part := range slices.Chunk(groups, rowset.PageSize) {
		a.t.heed()
		for i := range keys {
			vecs[i].Reset()
			keys[i].fill(vecs[i], slices.Clone(part))
		}
		found = b.find(found, len(part), vecs)
	}
	return found
}

// pair makes partners of a left and a right group each; -1 is none.
func (j *joinOp) pair(left, right []int32) {
	for i, l := range left {
		if r := right[i]; l >= 0 && r >= 0 {
			j.toRight[l], j.toLeft[r] = r, l
		}
	}
}

func (j *joinOp) indexes() []*Index { return []*Index{j.lix, j.rix} }

func (j *joinOp) arrangements() []*Arrangement { return []*Arrangement{j.rows} }

// needsAll: a row that is gone is joined no more.
func (j *joinOp) needsAll() bool { return false }

// reclaim parts groups of the index that nobody needs from their partners.
func (j *joinOp) reclaim(x *Index, gone []int32) {
	if x == j.lix {
		sever(j.toRight, j.toLeft, gone)
	}
	if x == j.rix {
		sever(j.toLeft, j.toRight, gone)
	}
}

// sever ends the partnerships of groups on one side.
func sever(to, from, gone []int32) {
	for _, g := range gone {
		if int(g) < len(to) && to[g] >= 0 {
			from[to[g]] = -1
			to[g] = -1
		}
	}
}

// takeRight marks the right groups of which something changed.
func (j *joinOp) takeRight(r *Update) error {
	j.rows.struck(&j.changed, r)
	j.switched = !j.changed.Empty()
	if err := j.checkRight(); err != nil {
		return err
	}
	if !r.Cols.Overlaps(j.shown.from) {
		return nil
	}
	for some := range bunches(r.Modified) {
		some.read(j.rix.groups, j.rids, column.Cur)
		j.changed.AddAll(j.rids.V)
	}
	return nil
}

// checkRight looks for groups with rows too many among those of which rows came or went: no
// other can have become one.
func (j *joinOp) checkRight() error {
	if j.match == FirstMatch || j.match == LastMatch {
		return nil
	}
	for p := range j.changed.Pages() {
		for i := range p.Len() {
			if g := p.Row(i); j.rows.Len(int32(g), column.Cur) > 1 {
				return fmt.Errorf("duplicate right key for %s", j.rix.keyText(g))
			}
		}
	}
	return nil
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

func (j *joinOp) lookAt(some bunch) error {
	some.read(j.lix.groups, j.lids, column.Cur)
	j.picked.Reset()
	for _, g := range j.lids.V {
		r := j.row(j.toRight[g])
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
