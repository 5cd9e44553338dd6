package engine

import (
	"errors"
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// ajOp shows, beside the columns of the left table, columns of the right row with the same keys
// whose value of one more column is nearest: the last that is not above the left value, or in a
// reverse join the first that is not below. It keeps the left table's rows.
//
// A right row that comes, goes or changes concerns the left rows between its value and the next
// right one, which are found in the arrangement of the left table.
type ajOp struct {
	name        string
	by          plan.Compare
	left, right *Table
	out         *Table
	pairing
	lkeys   ColSet       // of left, with the column compared
	rkeys   ColSet       // of right
	rows    *Arrangement // of right, by the column compared
	lefts   *Arrangement // of left, the same; nil if the right table never changes
	near    nearness
	sel     *column.Store[int64]
	shown   shown // columns of the right table
	ids     *column.Vec[int32]
	picked  *column.Vec[int64]
	found   []rowset.Row
	struck  []rowset.Row // left rows that may match otherwise
	follows []rowset.Row // left rows whose match may have changed its values
}

var _ = builds(buildAj)

func buildAj(b *building, a plan.Aj) (*Table, error) {
	return asOf(b, a.On, a.Joins, plan.AtOrAfter, plan.StrictlyAfter)
}

var _ = builds(buildRaj)

func buildRaj(b *building, r plan.Raj) (*Table, error) {
	return asOf(b, r.On, r.Joins, plan.AtOrBefore, plan.StrictlyBefore)
}

// asOf makes the node of a join that compares the last key by usual, if nothing is said, or by strict.
func asOf(b *building, on []OnKey, joins []Pair, usual, strict plan.Compare) (*Table, error) {
	t, right, g := b.in[0], b.in[1], b.graph()
	by, err := compared(on, usual, strict)
	if err != nil {
		return nil, err
	}
	pairs := make([]Pair, len(on))
	for i, k := range on {
		pairs[i] = k.Pair
	}
	keys, err := matched(t, right, pairs)
	if err != nil {
		return nil, err
	}
	if joins, err = taken(t, right, pairs, joins); err != nil {
		return nil, err
	}
	joins = keysFirst(t, pairs, joins)
	last := len(on) - 1
	o := &ajOp{
		name: b.op.Name(), by: by, left: t, right: right, lkeys: Cols(keys.left...), rkeys: Cols(keys.right...),
		sel: column.NewStoreOf[int64](column.Of(column.Long)), ids: column.NewVec[int32](column.Int), picked: column.NewVec[int64](column.Long),
	}
	if o.near, err = newNearness(t, keys.left[last], right, keys.right[last]); err != nil {
		return nil, err
	}
	schema, cols := append([]column.Field(nil), t.Schema...), append([]column.Column(nil), t.Cols...)
	schema, cols = lookedUp(right, joins, o.sel, &o.shown, schema, cols)
	if o.out, err = b.table(schema, cols); err != nil {
		return nil, err
	}
	o.out.same = t
	return o.build(b, g, keys, last)
}

// keysFirst is what a join takes of the right table with its keys in front, as Deephaven has them: those
// that the left table calls otherwise, even if they are not asked for.
func keysFirst(t *Table, on, joins []Pair) []Pair {
	var keys []Pair
	for _, k := range on {
		if k.New == k.Old {
			continue
		}
		if at := slices.IndexFunc(joins, func(p Pair) bool { return p.Old == k.Old }); at >= 0 {
			keys = append(keys, joins[at])
			joins = slices.Delete(joins, at, at+1)
		} else if t.Position(k.Old) < 0 && !slices.ContainsFunc(joins, func(p Pair) bool { return p.New == k.Old }) {
			keys = append(keys, Pair{New: k.Old, Old: k.Old})
		}
	}
	return append(keys, joins...)
}

// compared is how the last of the keys is compared.
func compared(on []OnKey, usual, strict plan.Compare) (plan.Compare, error) {
	if len(on) == 0 {
		return 0, errors.New("on: no column to compare")
	}
	switch by := on[len(on)-1].By; by {
	case plan.Equal:
		return usual, nil
	case usual, strict:
		return by, nil
	}
	return 0, fmt.Errorf("on: %q: the last column is compared by %s or %s", on[len(on)-1], usual, strict)
}

// build makes the node, of what it stands on first.
func (o *ajOp) build(b *building, g *Graph, keys matchedKeys, last int) (made *Table, err error) {
	if o.rows, err = g.arrangement(o.right, keys.right[:last], []sortedBy{{at: keys.right[last]}}, false); err != nil {
		return nil, err
	}
	o.rix = o.rows.x
	if o.right.Attrs.Refreshing {
		if o.lefts, err = g.arrangement(o.left, keys.left[:last], []sortedBy{{at: keys.left[last]}}, false); err == nil {
			o.lix = o.lefts.x
		}
	} else {
		o.lix, err = g.index(o.left, keys.left[:last])
	}
	if err == nil {
		made, err = b.add(o, o.out)
	}
	if err != nil {
		g.orphan(o.rows.node)
		if o.lefts != nil {
			g.orphan(o.lefts.node)
		} else if o.lix != nil {
			g.orphan(o.lix.node)
		}
	}
	return made, err
}

func (o *ajOp) Name() string { return o.name }

func (o *ajOp) arrangements() []*Arrangement {
	if o.lefts == nil {
		return []*Arrangement{o.rows}
	}
	return []*Arrangement{o.rows, o.lefts}
}

// needsAll: a row that is gone is joined no more.
func (o *ajOp) needsAll() bool { return false }

func (o *ajOp) Apply(in []*Update, out *Update) error {
	l, r := in[0], in[1]
	o.meet()
	o.near.follow(l, r)
	out.Added, out.Removed = l.Added, l.Removed
	out.follow(l.Modified, l)
	o.look(l.Added)
	moved := l.differing().Overlaps(o.lkeys)
	if moved {
		o.look(l.Modified)
		out.modify(l.Modified, o.shown.all())
	}
	if l.Added.Len() == o.left.Rows.Len() {
		return nil // all have been looked up
	}
	o.struck, o.follows = o.struck[:0], o.follows[:0]
	o.strike(r)
	if rows := rowset.Minus(rowset.Of(o.struck...), out.Added); !rows.Empty() {
		o.look(rows)
		out.modify(rows, o.shown.all())
	}
	if len(o.follows) > 0 {
		out.modify(rowset.Of(o.follows...), o.shown.mapped(r.Cols))
	}
	return nil
}

// look finds the right row of left rows.
func (o *ajOp) look(rows rowset.Set) {
	o.left.room("its matches", rows.Len(), rowBytes)
	for some := range bunches(rows) {
		o.left.heed()
		some.read(o.lix.groups, o.ids, column.Cur)
		o.picked.Reset()
		for i, g := range o.ids.V {
			o.picked.V = append(o.picked.V, o.match(some.row(i), o.toRight[g]))
		}
		some.write(o.sel, o.picked)
	}
}

// match is the right row of group g that is nearest to left row l.
func (o *ajOp) match(l rowset.Row, g int32) rowset.Row {
	if g < 0 {
		return rowset.None
	}
	above := o.by == plan.AtOrAfter || o.by == plan.StrictlyBefore // the first row above the value is the border, not the first at it
	at, r := o.rows.Search(g, o.near.rightFrom(l, above), column.Cur)
	if o.by == plan.AtOrBefore || o.by == plan.StrictlyBefore {
		return r
	}
	if at == 0 {
		return rowset.None
	}
	o.found = o.rows.Slice(o.found[:0], g, at-1, at, column.Cur)
	return o.found[0]
}

// Commit ends the cycle.
func (o *ajOp) Commit() {
	if o.left.Attrs.Ascending && !o.left.Rows.Empty() {
		o.sel.Trim(o.left.Rows.First())
	}
	o.sel.Commit()
	o.near.commit()
	o.struck, o.follows = shed(o.struck), shed(o.follows)
}

// Bytes is about the memory held, in bytes.
func (o *ajOp) Bytes() int {
	return 4*(cap(o.toRight)+cap(o.toLeft)) + o.sel.Bytes() + o.near.bytes() + 8*(cap(o.struck)+cap(o.follows))
}
