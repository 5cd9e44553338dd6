package engine

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// keeper is the picker of a blink table. It chooses among all rows ever seen and keeps copies
// of their values. Rows come in the order of history and nothing ever goes, so the last row
// of a group is that of this cycle if it has any, and the first stays for good.
type keeper struct {
	t        *Table
	last     bool
	cols     []*copied
	had      rowset.Marks   // groups that had a row before the cycle
	none     int            // how many had none
	moved    rowset.Marks   // groups with a row chosen in this cycle
	at       []rowset.Row   // the rows, by group
	rows     [][]rowset.Row // those of a page of groups, by part of the columns
	computed bool           // a column is not stored, so that not all can be read at once
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
	if _, stored := k.t.Cols[c].(column.Writable); !stored {
		k.computed = true
	}
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
	parts := 1
	if !k.computed {
		parts = k.t.node.graph.cores(len(k.cols), k.moved.Len())
	}
	for len(k.rows) < parts {
		k.rows = append(k.rows, nil)
	}
	met := 0
	divide(parts, func(part int) {
		if n := k.copy(part, parts); part == 0 {
			met = n
		}
	})
	k.none -= met
	k.had.Or(&k.moved)
	return &k.moved
}

// copy copies the values of every parts-th column from one on, and gives how many groups had
// no row before.
func (k *keeper) copy(part, parts int) (met int) {
	again := k.moved.Pages()
	if k.none > 0 {
		for pg := range k.moved.PagesIn(&k.had, false) {
			rows := k.choose(pg, part)
			for c := part; c < len(k.cols); c += parts {
				k.cols[c].read(rows)
				k.cols[c].store.Put(pg, k.cols[c].now)
			}
			met += pg.Len()
		}
		again = k.moved.PagesIn(&k.had, true)
	}
	for pg := range again {
		rows := k.choose(pg, part)
		for c := part; c < len(k.cols); c += parts {
			k.cols[c].replace(pg, rows)
		}
	}
	return met
}

// choose is the rows of a page of groups, valid until it is called for the part again.
func (k *keeper) choose(pg rowset.Page, part int) []rowset.Row {
	k.t.heed()
	rows := k.rows[part][:0]
	for i := range pg.Len() {
		rows = append(rows, k.at[pg.Row(i)])
	}
	k.rows[part] = rows
	return rows
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
