package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/starlib/py"
)

// assertSorted is assert_sorted: the same table, if it is sorted, with the attribute that says so.
func assertSorted(c *call) (starlark.Value, error) {
	var col, description string
	var order starlark.Value = starlark.None
	if err := c.Unpack("col_name", &col, "order?", &order, "description??", &description); err != nil {
		return nil, err
	}
	d, err := py.Choice(order, "SortDirection", 0)
	if err != nil {
		return nil, c.failed(fmt.Errorf("order: %w", err))
	}
	if c.self().Attrs.Refreshing {
		return nil, c.failed(fmt.Errorf("takes static tables, as snapshot() gives: rows that come to this one could be out of order"))
	}
	way := []string{"Ascending", "Descending"}[d]
	f, at, err := c.disorder(engine.SortKey{Column: col, Descending: d == 1})
	if err != nil {
		return nil, c.failed(err)
	}
	if at > 0 {
		text := func(i int) string {
			b, ok := column.Java.Format(f.Schema[0].Type)(nil, f.Cols[0], i)
			if !ok {
				return "null"
			}
			return string(b)
		}
		if description != "" {
			description = "table description=" + description + ", "
		}
		return nil, c.failed(fmt.Errorf("table violates sorted assertion, %scolumn=%s, %s, %s is out of order with respect to %s", description, col, way, text(at-1), text(at)))
	}
	return c.attributed(func(extra *starlark.Dict) error {
		return extra.SetKey(starlark.String(sortedColumns), starlark.String(col+"="+way))
	})
}

// disorder is the first row that belongs before the one above it, 0 if there is none, and the
// column. A stable sort keeps rows in order where nothing is to be done.
func (c *call) disorder(key engine.SortKey) (f *engine.Frame, at int, err error) {
	t, err := c.table(func() (*engine.Table, error) {
		of := c.self()
		if of.Position(key.Column) < 0 {
			return of.Sort([]engine.SortKey{key}) // its error says which columns there are
		}
		numbered, err := of.View(engine.Env{}, key.Column, "Row__ = ii")
		if err != nil {
			return nil, err
		}
		numbered.Retain()
		defer numbered.Release()
		return numbered.Sort([]engine.SortKey{key})
	})
	if err != nil {
		return nil, 0, err
	}
	sorted, err := t.(*Table).read(allRows, []string{"Row__"})
	if err != nil {
		return nil, 0, err
	}
	places := make([]int, sorted.Len())
	for place, row := range sorted.Cols[0].(*column.Vec[int64]).V {
		places[row] = place
	}
	for at = 1; at < len(places) && places[at] > places[at-1]; at++ {
	}
	if at >= len(places) {
		return nil, 0, nil
	}
	f, err = c.Recv.(*Table).read(at+1, []string{key.Column})
	return f, at, err
}
