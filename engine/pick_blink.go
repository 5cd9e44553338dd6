package engine

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// keeper is the picker of a blink table. It chooses among all rows ever seen and keeps copies
// of their values. Rows come in the order of history and nothing ever goes, so the last row
// of a group is that of this cycle if it has any, and the first stays for good.
type keeper struct {
	t     *Table
	last  bool
	cols  []int             // columns of t shown
	store []column.Writable // one for each
	vecs  []column.Vector
	had   rowset.Marks // groups that have their first row
	moved rowset.Marks // groups with a row chosen in this cycle
	at    []rowset.Row // the rows, by group
	rows  []rowset.Row // those of a page of groups
}

func (k *keeper) show(c int) column.Column {
	s := column.NewStore(k.t.Schema[c].Type)
	k.cols = append(k.cols, c)
	k.store = append(k.store, s)
	k.vecs = append(k.vecs, column.NewVector(k.t.Schema[c].Type))
	return s
}

func (k *keeper) begin(groups int, _ *Update) {
	k.moved.Reset(groups)
	k.at = room(k.at, groups)
	if !k.last {
		k.had.Grow(groups)
	}
}

func (k *keeper) add(groups []int32, rows []rowset.Row) {
	if k.last {
		for i, g := range groups {
			k.at[g] = rows[i]
		}
		k.moved.AddAll(groups)
		return
	}
	for i, g := range groups {
		if !k.had.Has(g) {
			k.had.Add(g)
			k.moved.Add(g)
			k.at[g] = rows[i]
		}
	}
}

// settle copies the values of the rows chosen.
func (k *keeper) settle() *rowset.Marks {
	for pg := range k.moved.Pages() {
		k.t.heed()
		k.rows = k.rows[:0]
		for i := range pg.Len() {
			k.rows = append(k.rows, k.at[pg.Row(i)])
		}
		for i, c := range k.cols {
			k.vecs[i].Reset()
			k.t.Cols[c].Gather(k.vecs[i], k.rows, column.Cur)
			k.store[i].Put(pg, k.vecs[i])
		}
	}
	return &k.moved
}

func (k *keeper) chose(int32, rowset.Row) bool { return false }

func (k *keeper) owned() []column.Writable { return k.store }

func (k *keeper) commit() {
	for _, s := range k.store {
		s.Commit()
	}
}
