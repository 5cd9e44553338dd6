package enginetest

import (
	"fmt"
	"slices"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/rowset"
)

// Shadow keeps a copy of the rows and values of every table of a graph, and holds each
// update against the contract of package engine: against its copy of what was there
// before, and against what can be read now.
type Shadow struct {
	tables map[*engine.Table]*copyOf
	err    error         // the first breach
	where  *engine.Table // of it
}

// copyOf is a table as of a point in time.
type copyOf struct {
	set    rowset.Set
	order  []rowset.Row // in table order
	values [][]any      // by rank in set
}

// row is the values of row r, which is in c.
func (c *copyOf) row(r rowset.Row) []any { return c.values[c.set.Rank(r)] }

// Watch makes a shadow of g. It must be called before the first table is made.
func Watch(g *engine.Graph) *Shadow {
	s := &Shadow{tables: map[*engine.Table]*copyOf{}}
	g.Observe = s.observe
	return s
}

// Forget drops the copy of a table that left the graph.
func (s *Shadow) Forget(t *engine.Table) { delete(s.tables, t) }

// Adopt copies t as it is, a static table that no update was seen of. It is called
// under Graph.Read.
func (s *Shadow) Adopt(t *engine.Table) {
	if s.tables[t] != nil {
		return
	}
	c, err := read(t, t.Rows, column.Cur)
	if err != nil {
		s.err, s.where = err, t
		return
	}
	s.tables[t] = c
}

// rel is the copy of t as a Rel.
func (s *Shadow) rel(t *engine.Table) *Rel {
	r := &Rel{Fields: t.Schema}
	if c := s.tables[t]; c != nil {
		for _, row := range c.order {
			r.Rows = append(r.Rows, c.row(row))
		}
	}
	return r
}

func (s *Shadow) observe(t *engine.Table, u *engine.Update) {
	if s.err != nil {
		return
	}
	old := s.tables[t]
	if old == nil {
		old = &copyOf{}
	}
	now, err := s.check(t, u, old)
	if err != nil {
		s.where = t
		s.err = fmt.Errorf("%w\nupdate: added %v removed %v modified %v columns %v", err, u.Added, u.Removed, u.Modified, colsOf(t, u))
		return
	}
	s.tables[t] = now
}

func colsOf(t *engine.Table, u *engine.Update) (names []string) {
	for i, f := range t.Schema {
		if u.Cols.Has(i) {
			names = append(names, f.Name)
		}
	}
	return names
}

// check holds an update against the contract, and copies the table as of now.
func (s *Shadow) check(t *engine.Table, u *engine.Update, old *copyOf) (*copyOf, error) {
	stay := rowset.Minus(old.set, u.Removed)
	if err := checkSets(t, u, old, stay); err != nil {
		return nil, err
	}
	before, err := read(t, old.set, column.Prev)
	if err != nil {
		return nil, err
	}
	if err := old.equal(t, before); err != nil {
		return nil, fmt.Errorf("prev is not what was there: %w", err)
	}
	now, err := read(t, t.Rows, column.Cur)
	if err != nil {
		return nil, err
	}
	for row := range stay.All() {
		modified := u.Modified.Contains(row)
		before, after := old.row(row), now.row(row)
		for c, f := range t.Schema {
			if a, b := before[c], after[c]; !same(a, b) && !(modified && u.Cols.Has(c) && !u.Same.Has(c)) {
				return nil, fmt.Errorf("row %d, column %s went from %s to %s without being reported", row, f.Name, text(a), text(b))
			}
		}
	}
	if !slices.Equal(old.among(stay), now.among(stay)) {
		return nil, fmt.Errorf("rows that stayed changed their order from %v to %v", old.among(stay), now.among(stay))
	}
	return now, checkAttrs(t, u, old, now)
}

// checkSets holds the rows of an update against the rows before.
func checkSets(t *engine.Table, u *engine.Update, old *copyOf, stay rowset.Set) error {
	switch {
	case !rowset.Minus(u.Removed, old.set).Empty():
		return fmt.Errorf("removed rows %v were not there", rowset.Minus(u.Removed, old.set))
	case rowset.Overlaps(u.Added, stay):
		return fmt.Errorf("added rows %v are there already", rowset.Intersect(u.Added, stay))
	case !rowset.Minus(u.Modified, stay).Empty():
		return fmt.Errorf("modified rows %v were not there, or were removed", rowset.Minus(u.Modified, stay))
	case rowset.Overlaps(u.Modified, u.Added):
		return fmt.Errorf("rows %v are both added and modified", rowset.Intersect(u.Modified, u.Added))
	case !rowset.Equal(t.Rows, rowset.Union(stay, u.Added)):
		return fmt.Errorf("rows are %v, want %v", t.Rows, rowset.Union(stay, u.Added))
	case !u.Modified.Empty() && u.Cols.Empty():
		return fmt.Errorf("rows %v are modified in no column", u.Modified)
	case !u.Same.Minus(u.Cols).Empty():
		return fmt.Errorf("columns %v are the same, but %v are reported", u.Same, u.Cols)
	}
	return nil
}

// checkAttrs holds an update against what the table's attributes promise.
func checkAttrs(t *engine.Table, u *engine.Update, old, now *copyOf) error {
	a := t.Attrs
	switch {
	case a.Blink && !rowset.Equal(u.Removed, old.set):
		return fmt.Errorf("blink rows %v outlived their cycle", rowset.Minus(old.set, u.Removed))
	case (a.AddOnly || a.AppendOnly) && !(u.Removed.Empty() && u.Modified.Empty()):
		return fmt.Errorf("a table that is only added to changed otherwise")
	case a.AppendOnly && !slices.Equal(old.order, now.order[:len(old.order)]):
		return fmt.Errorf("rows were added before others of an append-only table")
	case a.Ascending && !u.Modified.Empty():
		return fmt.Errorf("rows of an ascending table were modified")
	case a.Ascending && !u.Added.Empty() && !old.set.Empty() && u.Added.First() <= old.set.Last():
		return fmt.Errorf("row %d was added to an ascending table below row %d", u.Added.First(), old.set.Last())
	}
	return nil
}

// among is those of the rows that are in set, in table order.
func (c *copyOf) among(set rowset.Set) []rowset.Row {
	return slices.DeleteFunc(slices.Clone(c.order), func(r rowset.Row) bool { return !set.Contains(r) })
}

// equal says where c and o differ.
func (c *copyOf) equal(t *engine.Table, o *copyOf) error {
	if !slices.Equal(c.order, o.order) {
		return fmt.Errorf("rows in order are %v, want %v", o.order, c.order)
	}
	for k, row := range c.values {
		for i, f := range t.Schema {
			if a, b := row[i], o.values[k][i]; !same(a, b) {
				return fmt.Errorf("row %d, column %s: %s, want %s", c.set.At(k), f.Name, text(b), text(a))
			}
		}
	}
	return nil
}

// read copies rows of t, and reports where the ways to read a column disagree.
func read(t *engine.Table, rows rowset.Set, when column.When) (*copyOf, error) {
	n := rows.Len()
	c := &copyOf{set: rows, order: t.Ordered(make([]rowset.Row, 0, n), rows, when), values: make([][]any, n)}
	all, ranks := make([]any, n*len(t.Schema)), make([]int, n)
	for i, r := range c.order {
		ranks[i] = rows.Rank(r)
		c.values[i], all = all[:len(t.Schema)], all[len(t.Schema):]
	}
	for i, col := range t.Cols {
		if col.Type() != t.Schema[i].Type {
			return nil, fmt.Errorf("column %s is %s, its schema says %s", t.Schema[i].Name, col.Type(), t.Schema[i].Type)
		}
		v := column.NewVector(col.Type())
		col.Gather(v, c.order, when)
		if v.Len() != len(c.order) {
			return nil, fmt.Errorf("column %s gathers %d values for %d rows", t.Schema[i].Name, v.Len(), len(c.order))
		}
		for k, rank := range ranks {
			c.values[rank][i] = get(col.Type(), v, k)
		}
		v.Reset()
		for p := range rows.Pages() {
			col.Fill(v, p, when)
		}
		for k, row := range c.values {
			if x := get(col.Type(), v, k); !same(x, row[i]) {
				return nil, fmt.Errorf("column %s, row %d: Fill gives %s, Gather %s", t.Schema[i].Name, rows.At(k), text(x), text(row[i]))
			}
		}
	}
	return c, nil
}

// Settled is the first breach so far, with those that show only between cycles: a
// table that is not what its updates say, or whose Prev is not its Cur. It is called
// under Graph.Read.
func (s *Shadow) Settled(t *engine.Table) error {
	if s.err != nil && s.where == t {
		return s.err
	}
	want := s.tables[t]
	if want == nil {
		want = &copyOf{}
	}
	got, err := read(t, t.Rows, column.Prev) // now the same as Cur, which run.windows reads
	if err == nil {
		err = want.equal(t, got)
	}
	if err != nil {
		return fmt.Errorf("the table changed without an update: %w", err)
	}
	return nil
}
