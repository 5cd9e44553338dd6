package engine

import (
	"starling/engine/arrange"
	"starling/engine/column"
	"starling/engine/rowset"
)

// A table that fails keeps what it last showed, for good, whatever becomes of its parents.
// What the operation wrote in the cycle is undone, and its columns are kept. All else, the
// columns of parents and what is computed or looked up in them, goes on changing, so its
// values are copied. A table that is only added to shares columns whose values stay, and
// nothing is copied.
//
// A failure within the cycle shows what was there before it. One after it, when sources
// fail, shows what the cycle made, and so does that of a node which cannot commit.

// freezer makes what the tables show that fail together.
type freezer struct {
	when   column.When
	final  map[column.Column]bool // columns that do not change any more
	cols   map[column.Column]*frozen
	orders map[Order]*frozenOrder
	still  *stillOp // of the node that is being frozen, which counts the copies that are new
}

func newFreezer(when column.When) *freezer {
	return &freezer{
		when: when, final: map[column.Column]bool{},
		cols: map[column.Column]*frozen{}, orders: map[Order]*frozenOrder{},
	}
}

// owner is an op that writes columns of its result: those that it owns.
type owner interface{ owned() []column.Writable }

// freeze makes n's table stay as it is, and drops what made it change. The parents are held
// on, since what is downstream of a source counts as long as its table does.
func (f *freezer) freeze(n *node) {
	t := n.out
	t.Rows = t.prev
	var own []column.Writable
	if o, ok := n.op.(owner); ok && !n.torn {
		own = o.owned()
	}
	for _, s := range own {
		s.Rollback() // nothing, once the cycle is over
		f.final[s] = true
	}
	f.still = &stillOp{name: n.op.Name(), cols: own}
	if !t.Attrs.AddOnly {
		cols := make([]column.Column, len(t.Cols))
		for i, c := range t.Cols {
			cols[i] = f.column(c, t.prev)
		}
		t.Cols, t.Order = cols, f.order(t.Order, t.prev)
	}
	if _, ok := n.op.(drainer); !ok { // which is to be closed
		n.op = f.still
	}
}

// column is c as it is for rows.
func (f *freezer) column(c column.Column, rows rowset.Set) column.Column {
	if f.final[c] {
		return c
	}
	z := f.cols[c]
	if z == nil {
		z = &frozen{values: column.NewStore(c.Type())}
		f.cols[c] = z
		f.still.cols = append(f.still.cols, z.values)
	}
	if err := z.take(c, rows, f.when); err != nil {
		return &unreadable{c.Type(), err}
	}
	return z
}

// order is o as it is for rows.
func (f *freezer) order(o Order, rows rowset.Set) Order {
	if o == nil {
		return nil
	}
	z := f.orders[o]
	if z == nil {
		z = &frozenOrder{}
		f.orders[o] = z
		f.still.orders = append(f.still.orders, z)
	}
	z.take(o, rows, f.when)
	return z
}

// frozen is the values that a column had for some rows, end to end.
type frozen struct {
	values column.Writable
	next   rowset.Row // of values
	parts  []frozenPart
}

// frozenPart says that the values of rows, in their order, begin at row first of the copy.
type frozenPart struct {
	rows  rowset.Set
	first rowset.Row
}

// take copies the values of those rows that it does not have.
func (z *frozen) take(c column.Column, rows rowset.Set, when column.When) (err error) {
	defer catch(&err, "")
	for _, p := range z.parts {
		rows = rowset.Minus(rows, p.rows)
	}
	if rows.Empty() {
		return nil
	}
	next := z.next
	v := column.NewVector(c.Type())
	for p := range rows.Pages() {
		v.Reset()
		c.Fill(v, p, when)
		z.values.Append(next, v)
		next += rowset.Row(p.Len())
	}
	z.values.Commit()
	z.parts = append(z.parts, frozenPart{rows, z.next})
	z.next = next
	return nil
}

func (z *frozen) Type() column.Type { return z.values.Type() }

func (z *frozen) Fill(dst column.Vector, p rowset.Page, when column.When) {
	fillByRows(z, dst, p, when)
}

func (z *frozen) Gather(dst column.Vector, rows []rowset.Row, _ column.When) {
	at := borrowRows()
	defer rowBufs.Put(at)
	for _, r := range rows {
		at.V = append(at.V, z.place(r))
	}
	z.values.Gather(dst, at.V, column.Cur)
}

// place is where the value of r is in the copy, None if it is not.
func (z *frozen) place(r rowset.Row) rowset.Row {
	for _, p := range z.parts {
		if p.rows.Contains(r) {
			return p.first + rowset.Row(p.rows.Rank(r))
		}
	}
	return rowset.None
}

// frozenOrder is the order that some rows had.
type frozenOrder struct {
	rows  rowset.Set
	list  arrange.List // the rows in order
	place []rowset.Row // by rank in rows: the place in list
}

// take makes it the order of rows too.
func (z *frozenOrder) take(o Order, rows rowset.Set, when column.When) {
	if rowset.Minus(rows, z.rows).Empty() {
		return
	}
	z.rows = rowset.Union(z.rows, rows)
	all := z.rows.AppendTo(nil)
	sortByLabel(all, o, when, func() {})
	z.list.Reset(all)
	z.place = make([]rowset.Row, len(all))
	for i, r := range all {
		z.place[z.rows.Rank(r)] = rowset.Row(i)
	}
}

// Label is the place of the row.
func (z *frozenOrder) Label(r rowset.Row, _ column.When) int64 { return z.place[z.rows.Rank(r)] }

// Bits is the number of bits of a label.
func (z *frozenOrder) Bits() int { return rowBits }

func (z *frozenOrder) slice(dst []rowset.Row, rows rowset.Set, lo, hi int) ([]rowset.Row, bool) {
	return z.list.Among(dst, rows, lo, hi)
}

// unreadable is a column of a failed table whose values could not be kept.
type unreadable struct {
	typ column.Type
	err error
}

func (u *unreadable) Type() column.Type { return u.typ }

func (u *unreadable) Fill(column.Vector, rowset.Page, column.When) { panic(fault{u.err}) }

func (u *unreadable) Gather(column.Vector, []rowset.Row, column.When) { panic(fault{u.err}) }
