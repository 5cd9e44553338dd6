package starlib

import (
	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
)

// twins is a value with a twin in place of each table of it.
func (f foreseer) twins(v starlark.Value) starlark.Value {
	switch v := v.(type) {
	case *Table:
		return f.known(f.twin(v))
	case *starlark.List:
		all := make([]starlark.Value, v.Len())
		for i := range all {
			all[i] = f.twins(v.Index(i))
		}
		return starlark.NewList(all)
	}
	return v
}

// known is t as a value: nil if it is nil.
func (foreseer) known(t *Table) starlark.Value {
	if t == nil {
		return nil
	}
	return t
}

// twin is a table without rows in the graph that is thrown away, with the columns of t and what
// is known of how it changes.
func (f foreseer) twin(t *Table) *Table {
	if t.t.Graph() == f.graph {
		return t
	}
	made := f.empty(t.t.Schema)
	if made != nil {
		made.t.Attrs = t.t.Attrs
	}
	return made
}

func (f foreseer) empty(schema []column.Field) *Table {
	none := make([]column.Vector, len(schema))
	for i, field := range schema {
		none[i] = column.NewVector(field.Type)
	}
	t, err := engine.NewTable(f.graph, schema, none)
	if err != nil {
		return nil
	}
	t.Retain()
	return f.h.NewTable(t)
}
