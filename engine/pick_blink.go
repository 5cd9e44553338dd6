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
	cols  []*copied
	had   rowset.Marks // groups that had a row before the cycle
	none  int          // how many had none
	moved rowset.Marks // groups with a row chosen in this cycle
	at    []rowset.Row // the rows, by group
	rows  []rowset.Row // those of a page of groups
}

// copied is a column shown.
type copied struct {
	from     column.Column
	store    column.Writable
	now, was column.Vector // values of a page of groups
	changed  bool          // in this cycle, for a group that had a row
}

func (k *keeper) show(c int) column.Column {
	t := k.t.Schema[c].Type
	s := column.NewStore(t)
	k.cols = append(k.cols, &copied{from: k.t.Cols[c], store: s, now: column.NewVector(t), was: column.NewVector(t)})
	return s
}

func (k *keeper) begin(groups int, _ *Update) {
	k.moved.Reset(groups)
	k.had.Grow(groups)
	k.none += groups - len(k.at)
	k.at = room(k.at, groups)
	for _, c := range k.cols {
		c.changed = false
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
		if !k.had.Has(g) && !k.moved.Has(g) {
			k.moved.Add(g)
			k.at[g] = rows[i]
		}
	}
}

// settle copies the values of the rows chosen. Only those of groups that had a row can differ
// from what was shown, and where nothing of a page does, nothing is written.
func (k *keeper) settle() *rowset.Marks {
	again := k.moved.Pages()
	if k.none > 0 {
		k.meet()
		again = k.moved.PagesIn(&k.had, true)
	}
	for pg := range again {
		k.choose(pg)
		for _, c := range k.cols {
			c.replace(pg, k.rows)
		}
	}
	k.had.Or(&k.moved)
	return &k.moved
}

// meet copies the first values of groups.
func (k *keeper) meet() {
	for pg := range k.moved.PagesIn(&k.had, false) {
		k.choose(pg)
		for _, c := range k.cols {
			c.read(k.rows)
			c.store.Put(pg, c.now)
		}
		k.none -= pg.Len()
	}
}

// choose makes rows those of a page of groups.
func (k *keeper) choose(pg rowset.Page) {
	k.t.heed()
	k.rows = k.rows[:0]
	for i := range pg.Len() {
		k.rows = append(k.rows, k.at[pg.Row(i)])
	}
}

func (c *copied) read(rows []rowset.Row) {
	c.now.Reset()
	c.from.Gather(c.now, rows, column.Cur)
}

// replace gives the groups of a page the values of rows. Once something changed, whether more
// does makes no difference to anybody.
func (c *copied) replace(pg rowset.Page, rows []rowset.Row) {
	c.read(rows)
	if !c.changed {
		c.was.Reset()
		c.store.Fill(c.was, pg, column.Cur)
		if !column.Differ(c.was, c.now) {
			return
		}
		c.changed = true
	}
	c.store.Put(pg, c.now)
}

func (k *keeper) changed(i int) bool { return k.cols[i].changed }

func (k *keeper) chose(*rowset.Marks, []int32, bunch) {}

func (k *keeper) owned() (own []column.Writable) {
	for _, c := range k.cols {
		own = append(own, c.store)
	}
	return own
}

func (k *keeper) commit() {
	for _, c := range k.cols {
		c.store.Commit()
	}
}
