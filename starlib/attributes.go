package starlib

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
	"starling/starlib/py"
)

// The attributes that methods give.
const (
	attrKeys        = "keyColumns"
	uniqueKeys      = "uniqueKeys"
	sortableColumns = "SortableColumns"
	sortedColumns   = "SortedColumns"
)

// attributed is the same table with attributes of the script's.
func (c *call) attributed(set func(extra *starlark.Dict) error) (starlark.Value, error) {
	t := c.Recv.(*Table)
	extra := starlark.NewDict(1)
	if t.extra != nil {
		for _, kv := range t.extra.Items() {
			if err := extra.SetKey(kv[0], kv[1]); err != nil {
				return nil, err
			}
		}
	}
	if err := set(extra); err != nil {
		return nil, c.failed(err)
	}
	v, err := c.table(func() (*engine.Table, error) { return t.t, nil })
	if err == nil {
		v.(*Table).extra = extra
	}
	return v, err
}

// inherited is the attributes that a table made of t has, by its plan: those of the script where
// it shows the same columns, but those of its order where that may be another.
func (t *Table) inherited(n *plan.Node) *starlark.Dict {
	if t.extra == nil || len(n.In) == 0 || n.In[0] != t.t.Plan() {
		return nil
	}
	var keep func(name string) bool
	switch n.Op.(type) {
	case plan.Where, plan.WhereOneOf, plan.WhereIn, plan.WhereNotIn, plan.Flatten:
		keep = func(string) bool { return true }
	case plan.Sort, plan.UpdateView, plan.LazyUpdate, plan.NaturalJoin, plan.ExactJoin:
		keep = func(name string) bool { return name != sortedColumns }
	case plan.Reverse:
		keep = func(name string) bool {
			return slices.Contains([]string{attrKeys, uniqueKeys, sortableColumns, attrLayout}, name)
		}
	default:
		return nil
	}
	d := starlark.NewDict(t.extra.Len())
	for _, kv := range t.extra.Items() {
		if name, _ := starlark.AsString(kv[0]); keep(name) {
			_ = d.SetKey(kv[0], kv[1]) // of a dict that nothing iterates
		}
	}
	return d
}

func tableAttributes(c *call) (starlark.Value, error) {
	d := starlark.NewDict(2)
	for _, name := range []string{"AddOnly", "AppendOnly", "BlinkTable"} {
		if c.self().Attrs.Map()[name] {
			if err := d.SetKey(starlark.String(name), starlark.True); err != nil {
				return nil, err
			}
		}
	}
	if isInput(c.self().Plan()) {
		if err := d.SetKey(starlark.String("InputTable"), starlark.True); err != nil {
			return nil, err
		}
	}
	if extra := c.Recv.(*Table).extra; extra != nil {
		for _, kv := range extra.Items() {
			if err := d.SetKey(kv[0], kv[1]); err != nil {
				return nil, err
			}
		}
	}
	return d, c.Unpack()
}

// isInput reports whether a table has the attribute of an input table, as what shows the same
// rows and columns of one does in Deephaven.
func isInput(n *plan.Node) bool {
	switch op := n.Op.(type) {
	case plan.Source:
		return op.Kind == "input_table"
	case plan.Where, plan.WhereOneOf, plan.WhereIn, plan.WhereNotIn, plan.Update, plan.UpdateView, plan.LazyUpdate,
		plan.Sort, plan.Flatten, plan.NaturalJoin, plan.ExactJoin:
		return isInput(n.In[0])
	}
	return false
}

func withAttributes(c *call) (starlark.Value, error) {
	var attrs *starlark.Dict
	if err := c.Unpack("attrs", &attrs); err != nil {
		return nil, err
	}
	return c.attributed(func(extra *starlark.Dict) error {
		for _, kv := range attrs.Items() {
			if err := extra.SetKey(kv[0], kv[1]); err != nil {
				return err
			}
		}
		return nil
	})
}

func withoutAttributes(c *call) (starlark.Value, error) {
	var names texts
	if err := c.Unpack("attrs", &names); err != nil {
		return nil, err
	}
	return c.attributed(func(extra *starlark.Dict) error {
		for _, n := range names {
			if c.self().Attrs.Map()[n] {
				return fmt.Errorf("%s is how the table changes, and stays", n)
			}
			if _, _, err := extra.Delete(starlark.String(n)); err != nil {
				return err
			}
		}
		return nil
	})
}

// withColumns is a method that notes columns in an attribute.
func withColumns(name string, more ...string) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var cols texts
		if err := c.Unpack("cols", &cols); err != nil {
			return nil, err
		}
		return c.attributed(func(extra *starlark.Dict) error {
			if len(cols) == 0 {
				return fmt.Errorf("cols: there is none")
			}
			for _, col := range cols {
				if c.self().Position(col) < 0 {
					return fmt.Errorf("unknown column names [%s], available column names are [%s]", col, strings.Join(fieldNames(c.self().Schema), ", "))
				}
			}
			for _, m := range more {
				if err := extra.SetKey(starlark.String(m), starlark.True); err != nil {
					return err
				}
			}
			return extra.SetKey(starlark.String(name), starlark.String(strings.Join(cols, ",")))
		})
	}
}

func withOrder(c *call) (starlark.Value, error) {
	var col string
	var order starlark.Value = starlark.None
	if err := c.Unpack("col_name", &col, "order?", &order); err != nil {
		return nil, err
	}
	descending, err := py.Choice(order, "SortDirection", 0)
	if err != nil {
		return nil, c.failed(fmt.Errorf("order: %w", err))
	}
	return c.attributed(func(extra *starlark.Dict) error {
		return extra.SetKey(starlark.String(sortedColumns), starlark.String(col+"="+[]string{"Ascending", "Descending"}[descending]))
	})
}

// sortable reports a column that restrict_sort_to leaves out.
func (t *Table) sortable(keys []engine.SortKey) error {
	if t.extra == nil {
		return nil
	}
	v, found, err := t.extra.Get(starlark.String(sortableColumns))
	if s, ok := starlark.AsString(v); err == nil && found && ok {
		for _, k := range keys {
			if !slices.Contains(strings.Split(s, ","), k.Column) {
				return fmt.Errorf("the table is sorted by %s alone, not by %s", s, k.Column)
			}
		}
	}
	return err
}

// isFlat reports whether flatten made the table; rows of others follow each other as well.
func isFlat(c *call) (starlark.Value, error) {
	return starlark.Bool(c.self().Plan().Op.Name() == plan.Flatten{}.Name()), nil
}

func fieldNames(schema []column.Field) []string {
	out := make([]string, len(schema))
	for i, f := range schema {
		out[i] = f.Name
	}
	return out
}
