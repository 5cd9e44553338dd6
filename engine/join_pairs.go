package engine

import (
	"fmt"
	"math"
	"slices"

	"starling/engine/column"
	"starling/engine/rowset"
)

// pairBytes is what a pair takes at least: two rows, four links, its label and place.
const pairBytes = 2*rowBytes + 4*4 + 8 + rowBytes

func (o *crossOp) tables() [2]*Table { return [2]*Table{o.left, o.right} }

// moved is the modified rows of a side that are in another group than before the cycle.
func (o *crossOp) moved(side int, u *Update) rowset.Set {
	if !u.differing().Overlaps(o.keys[side]) {
		return rowset.Set{}
	}
	return o.groups[side].regrouped(u.Modified)
}

// part ends all pairs of rows.
func (o *crossOp) part(side int, rows rowset.Set) {
	for r := range rows.All() {
		for p := o.pairs[side].of(r); p >= 0; p = o.pairs[side].of(r) {
			if with := o.end(p)[1-side]; with != rowset.None && o.outer[1-side] {
				o.lonely[1-side] = append(o.lonely[1-side], with)
			}
		}
	}
}

// end ends a pair, and gives its rows.
func (o *crossOp) end(pair int32) (rows [2]rowset.Row) {
	for side := range rows {
		if rows[side] = o.sel[side].At(rowset.Row(pair), column.Cur); rows[side] != rowset.None {
			o.pairs[side].remove(rows[side], pair)
		}
	}
	o.ended = append(o.ended, rowset.Row(pair))
	return rows
}

// matchLeft makes the pairs of left rows that came, in table order, so that few need be sorted.
func (o *crossOp) matchLeft(came rowset.Set) error {
	for some := range slices.Chunk(o.left.Ordered(nil, came, column.Cur), rowset.PageSize) {
		o.left.heed()
		o.ids.Reset()
		o.lix.groups.Gather(o.ids, some, column.Cur)
		for i, g := range o.ids.V {
			if err := o.match(onLeft, some[i], o.toRight[g], rowset.Set{}); err != nil {
				return err
			}
		}
	}
	return nil
}

// matchRight makes the pairs of right rows that came with left rows that did not.
func (o *crossOp) matchRight(came, but rowset.Set) error {
	all := but.Len() == o.left.Rows.Len() // all pairs there are were made by matchLeft
	if all && !o.outer[onRight] {
		return nil
	}
	for some := range bunches(came) {
		o.left.heed()
		some.read(o.rix.groups, o.ids, column.Cur)
		for i, g := range o.ids.V {
			r := some.row(i)
			if all && o.pairs[onRight].of(r) >= 0 {
				continue
			}
			if err := o.match(onRight, r, o.toLeft[g], but); err != nil {
				return err
			}
		}
	}
	return nil
}

// match pairs row r of a side with the rows of group g of the other, but those given, which are
// paired already. If it is in no pair then, it stands alone in an outer join.
func (o *crossOp) match(side int, r rowset.Row, g int32, but rowset.Set) error {
	if g >= 0 {
		other := o.groups[1-side]
		for n, size := 0, other.Len(g, column.Cur); n < size; n += len(o.found) {
			o.found = other.Slice(o.found[:0], g, n, min(n+rowset.PageSize, size), column.Cur)
			o.left.room("the joined rows", len(o.fresh)+len(o.found), pairBytes)
			o.left.heed()
			for _, with := range o.found {
				if but.Contains(with) {
					continue
				}
				if o.outer[1-side] {
					o.companion(1-side, with)
				}
				if err := o.pair(side, r, with); err != nil {
					return err
				}
			}
		}
	}
	if o.outer[side] && o.pairs[side].of(r) < 0 {
		return o.pair(side, r, rowset.None)
	}
	return nil
}

// companion ends that row r, which gets a partner, stands alone.
func (o *crossOp) companion(side int, r rowset.Row) {
	if p := o.pairs[side].of(r); p >= 0 && o.sel[1-side].At(rowset.Row(p), column.Cur) == rowset.None {
		o.end(p)
	}
}

// alone shows the rows of a side alone that lost all their partners.
func (o *crossOp) alone(side int) error {
	for _, r := range o.lonely[side] {
		if o.pairs[side].of(r) < 0 && o.tables()[side].Rows.Contains(r) {
			if err := o.pair(side, r, rowset.None); err != nil {
				return err
			}
		}
	}
	return nil
}

// pair makes a pair of row r of a side and a row of the other, or None.
func (o *crossOp) pair(side int, r, with rowset.Row) error {
	p := o.high
	if n := len(o.free); n > 0 {
		p, o.free = o.free[n-1], o.free[:n-1]
	} else if o.high++; p > math.MaxInt32-1 {
		return fmt.Errorf("the result has more than %d rows", math.MaxInt32)
	}
	rows := [2]rowset.Row{r, with}
	if side == onRight {
		rows[onLeft], rows[onRight] = with, r
	}
	for side, r := range rows {
		o.sel[side].Set(p, r)
		if r != rowset.None {
			o.pairs[side].add(r, int32(p))
		}
	}
	o.fresh = append(o.fresh, p)
	return nil
}
