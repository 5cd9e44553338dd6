package starlib

import (
	"reflect"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/plan"
	"starling/internal/stable"
	"starling/starlib/py"
)

// operations is the methods that tables have of the plan's table of operations.
func operations() []py.Entry {
	var out []py.Entry
	for _, d := range plan.Defs() {
		if d.Sig != "" {
			out = append(out, py.Entry{Sig: d.Sig, Doc: d.Doc, Fn: does(operation(&d))})
		}
	}
	return out
}

// inOrder is entries by name.
func inOrder(entries []py.Entry) []py.Entry {
	stable.Sort(entries, func(a, b py.Entry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries
}

// operation builds the table of an operation with the arguments that a call has.
func operation(d *plan.Def) func(*call) (starlark.Value, error) {
	entry := &py.Entry{Sig: d.Sig}
	params := entry.Params()
	return func(c *call) (starlark.Value, error) {
		op := reflect.New(reflect.TypeOf(d.Op))
		var other *Table
		if entry.Method() {
			u := newUnpacking(c)
			for _, p := range params {
				if slices.Contains([]string{"table", "filter_table", "trigger_table"}, p.Name) {
					u.into(p, &other)
				} else {
					u.field(p, op.Interface())
				}
			}
			if err := u.done(); err != nil {
				return nil, err
			}
		}
		env := c.env()
		return c.table(func() (*engine.Table, error) {
			in := []*engine.Table{c.self()}
			if other != nil {
				in = append(in, other.t)
			}
			return engine.Build(op.Elem().Interface().(plan.Op), env, in...)
		})
	}
}
