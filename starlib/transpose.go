package starlib

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
	"starling/starlib/py"
)

// newColumnBehavior is the class NewColumnBehaviorType.
var newColumnBehavior = py.Enums("NewColumnBehaviorType", "FAIL", "IGNORE")

// keyedTranspose is keyed_transpose: a table of aggregations for each of the second keys, side
// by side as multi_join puts them.
func keyedTranspose(c *call) (starlark.Value, error) {
	var t, initial *Table
	var aggs, behavior starlark.Value = starlark.None, starlark.None
	var rows, cols texts
	if err := c.Unpack("table", &t, "aggs", &aggs, "row_by_cols", &rows, "col_by_cols", &cols, "initial_groups??", &initial, "new_column_behavior?", &behavior); err != nil {
		return nil, err
	}
	ignores, err := py.Choice(behavior, "NewColumnBehaviorType", 0)
	if err != nil {
		return nil, c.failed(fmt.Errorf("new_column_behavior: %w", err))
	}
	list, err := aggregations(aggs)
	switch {
	case err != nil:
		return nil, c.failed(fmt.Errorf("aggs: %w", err))
	case len(list) == 0:
		return nil, c.failed(fmt.Errorf("aggs: there is none"))
	case len(rows) == 0:
		return nil, c.failed(fmt.Errorf("row_by_cols: there is none"))
	case len(cols) == 0:
		return nil, c.failed(fmt.Errorf("col_by_cols: there is none"))
	case t.t.Attrs.Refreshing && ignores == 0:
		return nil, c.failed(fmt.Errorf("the columns of a live table are those there are now: new_column_behavior=NewColumnBehaviorType.IGNORE leaves out what comes later, initial_groups names what is to come"))
	}
	if initial, err = c.groupsOf(t, initial, append(rows[:len(rows):len(rows)], cols...)); err != nil {
		return nil, err
	}
	return c.transposed(t, initial, list, rows, cols)
}

// groupsOf is the keys that there are, those of initial first.
func (c *call) groupsOf(t, initial *Table, keys []string) (*Table, error) {
	v, err := c.table(func() (*engine.Table, error) {
		now, err := t.t.SelectDistinct(engine.Env{}, keys...)
		if err != nil || initial == nil {
			return now, err
		}
		first, err := initial.t.SelectDistinct(engine.Env{}, keys...)
		if err != nil {
			return nil, fmt.Errorf("initial_groups: %w", err)
		}
		return engine.Merge([]*engine.Table{first, now})
	})
	if err != nil {
		return nil, err
	}
	return v.(*Table), nil
}

func (c *call) transposed(t, groups *Table, list []engine.Aggregation, rows, cols texts) (starlark.Value, error) {
	f, err := groups.read(allRows, nil)
	if err != nil {
		return nil, c.failed(err)
	}
	return c.table(func() (*engine.Table, error) {
		b := &transposing{c: c, aggs: list, rows: rows, cols: cols}
		defer b.release()
		return b.build(t.t, f)
	})
}

// transposing builds a transposed table; it holds what it builds until that is done.
type transposing struct {
	c          *call
	aggs       []engine.Aggregation
	rows, cols texts
	held       []*engine.Table
}

func (b *transposing) hold(t *engine.Table, err error) (*engine.Table, error) {
	if err == nil {
		t.Retain()
		b.held = append(b.held, t)
	}
	return t, err
}

func (b *transposing) release() {
	for _, t := range b.held {
		t.Release()
	}
}

func (b *transposing) build(t *engine.Table, groups *engine.Frame) (*engine.Table, error) {
	all, err := b.hold(t.AggBy(b.aggs, engine.Names(append(b.rows[:len(b.rows):len(b.rows)], b.cols...))))
	if err != nil {
		return nil, err
	}
	static := func(names []string) (*engine.Table, error) {
		g, err := b.hold(engine.NewTable(b.c.host.cfg.Graph, groups.Schema, groups.Cols))
		if err != nil {
			return nil, err
		}
		return b.hold(g.SelectDistinct(engine.Env{}, names...))
	}
	keys, err := static(b.rows)
	if err != nil {
		return nil, err
	}
	levels, err := static(b.cols)
	if err != nil {
		return nil, err
	}
	f, err := levels.Read(0, allRows, nil)
	if err != nil {
		return nil, err
	}
	var inputs []engine.JoinInput
	used := map[string]bool{}
	for i := range f.Len() {
		one, err := b.level(all, f, i, used)
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, engine.JoinInput{Table: one, On: engine.Names(b.rows)})
	}
	inputs = append(inputs, engine.JoinInput{Table: keys, On: engine.Names(b.rows)}) // rows that no level has
	return engine.MultiJoin(inputs)
}

// level is the aggregations of one of the second keys, in columns with its name.
func (b *transposing) level(all *engine.Table, f *engine.Frame, i int, used map[string]bool) (*engine.Table, error) {
	one := make([]column.Vector, len(f.Cols))
	for j, v := range f.Cols {
		one[j] = column.NewVector(f.Schema[j].Type)
		one[j].AppendRange(v, i, i+1)
	}
	key, err := b.hold(engine.NewTable(b.c.host.cfg.Graph, f.Schema, one))
	if err != nil {
		return nil, err
	}
	only, err := b.hold(engine.Build(plan.WhereIn{On: engine.Names(b.cols)}, engine.Env{}, all, key))
	if err != nil {
		return nil, err
	}
	plain, err := b.hold(only.DropColumns(b.cols))
	if err != nil {
		return nil, err
	}
	var names []string
	for j, v := range f.Cols {
		s, ok := column.Java.Format(f.Schema[j].Type)(nil, v, i)
		if !ok {
			s = []byte("null")
		}
		names = append(names, string(s))
	}
	name := strings.Join(names, "_")
	var renamed []engine.Pair
	for _, field := range plain.Schema[len(b.rows):] {
		to := name
		if len(plain.Schema) > len(b.rows)+1 {
			to = field.Name + "_" + name
		}
		to = legalName(to)
		for used[to] {
			to += "2"
		}
		used[to] = true
		renamed = append(renamed, engine.Pair{New: to, Old: field.Name})
	}
	return b.hold(plain.RenameColumns(renamed))
}

// legalName is a text as a column can be named: without what names cannot have.
func legalName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '_' || r == '$' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, s)
	if s == "" || s[0] >= '0' && s[0] <= '9' || column.Reserved(s) {
		return "column_" + s
	}
	return s
}
