package engine

import (
	"errors"
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/engine/rowset"
)

// constituents is a table of tables whose rows are merged. Tables that come in a cycle, and those
// that go, come and go with all their rows, at the places that they have in it.
type constituents struct {
	t     *Table
	at    int                // the column that holds the tables
	known map[rowset.Row]int // the parent by row
	gone  map[int]bool       // parents that have no row now
}

func newConstituents(t *Table, at int) *constituents {
	return &constituents{t: t, at: at, known: map[rowset.Row]int{}, gone: map[int]bool{}}
}

// tables is those in rows, in this order.
func (c *constituents) tables(rows []rowset.Row, when column.When) ([]*Table, error) {
	v := column.NewVec[any](column.Object)
	c.t.Cols[c.at].Gather(v, rows, when)
	out := make([]*Table, len(rows))
	for i, x := range v.V {
		t, ok := x.(*Table)
		if !ok {
			return nil, fmt.Errorf("row %d of the table of tables has no table", rows[i])
		}
		out[i] = t
	}
	return out, nil
}

// follow is the updates of the parents, of which came has those that were there before the cycle;
// u is the update of the table of tables.
func (m *merger) follow(u *Update, came []*Update) ([]*Update, error) {
	c := m.over
	ups := slices.Clone(came)
	for n := range c.gone {
		ups[n] = &Update{}
	}
	left := u.Removed.AppendTo(nil)
	for _, r := range left {
		n := c.known[r]
		c.gone[n] = true
		ups[n] = &Update{Removed: m.in[n].t.prev}
	}
	rows := c.t.Ordered(nil, u.Added, column.Cur)
	tables, err := c.tables(rows, column.Cur)
	if err != nil {
		return nil, err
	}
	for i, t := range tables {
		n, ok := c.known[rows[i]]
		if !ok || m.in[n].t != t {
			if err := m.admit(rows[i], t); err != nil {
				return nil, err
			}
			ups = append(ups, &Update{Added: t.Rows})
			continue
		}
		ups[n] = &Update{Removed: ups[n].Removed, Added: t.Rows}
		delete(c.gone, n)
	}
	if len(left) > 0 || len(rows) > 0 {
		m.order()
	}
	return ups, nil
}

// admit makes t, which is in row r of the table of tables, a parent.
func (m *merger) admit(r rowset.Row, t *Table) error {
	n := m.out.node
	switch a := beside(t.Attrs); {
	case t.node.graph != n.graph:
		return errors.New("the tables belong to different graphs")
	case t.node.err != nil:
		return fmt.Errorf("can not listen to failed table: %w", t.node.err)
	case m.out.Attrs.Blink && !a.Blink:
		return errors.New("the table is not a blink table as the others are")
	case m.out.Attrs.AddOnly && !a.AddOnly:
		return errors.New("the table is not add-only as the others are")
	}
	if err := m.use(m.out.Schema, t); err != nil {
		return err
	}
	m.over.known[r] = len(m.in) - 1
	n.in = append(n.in, t)
	return nil
}

// order gives each parent the place that it has now; those that went come last.
func (m *merger) order() {
	c := m.over
	rows := c.t.Ordered(nil, c.t.Rows, column.Cur)
	for i, r := range rows {
		m.in[c.known[r]].place = i
	}
	last := len(rows)
	for n := range c.gone {
		m.in[n].place = last
		last++
	}
}
