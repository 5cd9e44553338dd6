package engine

import (
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
	"starling/internal/nearest"
)

// Table is the result of a node of the graph. Its schema and attributes are constant; the
// rest changes, Cols and Order once, when it fails, and may be read inside a cycle or under
// Graph.Read.
type Table struct {
	Schema []column.Field
	Cols   []column.Column
	Rows   rowset.Set // as of now
	Order  Order      // nil: ascending row
	Attrs  Attrs

	plan    *plan.Node // how it is made
	prev    rowset.Set // as of before the running cycle
	same    *Table     // the parent whose rows and changes of rows these are, or nil
	node    *node
	places  *places  // of the running cycle, nil until they are asked for
	indexes []*Index // that live here: in use, or of a static table, which they last as long as

	arrangements []*Arrangement // the same
	seeds        *seeds         // nil but for the table below an aggregation that has some
}

// Graph is the graph the table belongs to.
func (t *Table) Graph() *Graph { return t.node.graph }

// Plan is how the table is made, down to its sources. It never changes.
func (t *Table) Plan() *plan.Node { return t.plan }

// String is what a table is as a value of another.
func (t *Table) String() string { return "QueryTable" }

// Position is the position of the named column, -1 if there is none.
func (t *Table) Position(name string) int {
	return slices.IndexFunc(t.Schema, func(f column.Field) bool { return f.Name == name })
}

// positions resolves column names, each of which must exist once.
func (t *Table) positions(names []string) ([]int, error) {
	out := make([]int, len(names))
	var missing []string
	for i, n := range names {
		if out[i] = t.Position(n); out[i] < 0 {
			missing = append(missing, n)
		}
	}
	if len(missing) > 0 {
		var hint string
		for _, n := range missing {
			hint += nearest.Hint(n, t.names())
		}
		return nil, fmt.Errorf("unknown column names [%s], available column names are [%s]%s",
			strings.Join(missing, ", "), strings.Join(t.names(), ", "), hint)
	}
	return out, nil
}

func (t *Table) names() []string { return fieldNames(t.Schema) }

func fieldNames(schema []column.Field) []string {
	out := make([]string, len(schema))
	for i, f := range schema {
		out[i] = f.Name
	}
	return out
}

// rows is the table's rows as of now or as of before the cycle.
func (t *Table) rows(when column.When) rowset.Set {
	if when == column.Prev {
		return t.prev
	}
	return t.Rows
}

// Ordered appends the given rows of the table, in table order, to dst.
func (t *Table) Ordered(dst []rowset.Row, rows rowset.Set, when column.When) []rowset.Row {
	n := len(dst)
	if s, ok := t.Order.(slicer); ok && when == column.Cur && rows.Len() > 1 {
		if all, ok := s.slice(dst, rows, 0, rows.Len()); ok {
			return all
		}
	}
	dst = rows.AppendTo(dst[:n])
	if t.Order != nil {
		t.room("the order", rows.Len(), rowBytes+16)
		sortByLabel(dst[n:], t.Order, when, t.heed)
	}
	return dst
}

// Err is why the table failed, nil if it did not. It takes the graph's lock.
func (t *Table) Err() error {
	t.node.graph.mu.Lock()
	defer t.node.graph.mu.Unlock()
	return t.node.err
}

// Failed is Err inside a cycle or under Graph.Read.
func (t *Table) Failed() error { return t.node.err }

// checkNames reports a name that occurs twice.
func checkNames(fields []column.Field) error {
	seen := map[string]int{}
	for _, f := range fields {
		seen[f.Name]++
	}
	for _, f := range fields {
		if n := seen[f.Name]; n > 1 {
			return fmt.Errorf("duplicate output columns found: %s used %d times", f.Name, n)
		}
	}
	return nil
}
