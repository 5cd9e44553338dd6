package plan

import (
	"slices"
	"strings"
)

// Def describes an operation.
type Def struct {
	Name  string
	In    int  // tables it is made from; -1: one or more
	Attrs rule // of the result, see attrs.go
}

// defs is THE table of operations, by name. The engine builds each (its table of makers), the law
// test plays each.
var defs = []Def{
	{Name: "agg_by", In: 1, Attrs: accumulates},
	{Name: "blink_to_append_only", In: 1, Attrs: remembers},
	{Name: "compacted", In: 1, Attrs: accumulates},
	{Name: "drop_columns", In: 1, Attrs: keeps},
	{Name: "first_by", In: 1, Attrs: accumulates},
	{Name: "head", In: 1, Attrs: begins},
	{Name: "last_by", In: 1, Attrs: accumulates},
	{Name: "merge", In: -1, Attrs: merges},
	{Name: "meta_table", In: 1, Attrs: freezes},
	{Name: "natural_join", In: 2, Attrs: reorders},
	{Name: "newest", In: 1, Attrs: keeps},
	{Name: "rename_columns", In: 1, Attrs: keeps},
	{Name: "select", In: 1, Attrs: keeps},
	{Name: "snapshot", In: 1, Attrs: freezes},
	{Name: "sort", In: 1, Attrs: reorders},
	{Name: "source", In: 0, Attrs: comes},
	{Name: "tail", In: 1, Attrs: ends},
	{Name: "update", In: 1, Attrs: keeps},
	{Name: "update_view", In: 1, Attrs: keeps},
	{Name: "view", In: 1, Attrs: keeps},
	{Name: "where", In: 1, Attrs: keeps},
}

// Defs is the operations, by name.
func Defs() []Def { return slices.Clone(defs) }

// Lookup is the operation of a name.
func Lookup(name string) (Def, bool) {
	i, ok := slices.BinarySearchFunc(defs, name, func(d Def, name string) int { return strings.Compare(d.Name, name) })
	if !ok {
		return Def{}, false
	}
	return defs[i], true
}

// AttrsOf is the attributes of the result of an operation over tables with these.
func AttrsOf(op Op, in ...Attrs) Attrs {
	d, ok := Lookup(op.Name())
	if !ok {
		panic("plan: " + op.Name() + " is not in the table of operations")
	}
	return d.Attrs(op, in)
}
