package flink

import (
	"fmt"
	"slices"

	"starling/engine/column"
)

// relation is what a node of a plan is in SQL.
type relation struct {
	name   string // of the table or view
	fields []column.Field
	// appends says that rows only come. Then there is a column arrival beside the fields, the time at
	// which Flink had the row: what is first and last goes by that.
	appends bool
	blink   bool // each row counts once, when it comes: what follows from its being there is not known
	// keys are sets of columns of which two rows are never the same, null counting as a value.
	keys [][]string
	// refused says that there is no such relation: it stands for one, so that all else that is refused
	// is found too, and whatever later rules ask of it is so.
	refused bool
}

// unknownColumn is the error that SQL has no type for a column's.
type unknownColumn column.Field

func (e *unknownColumn) Error() string {
	return fmt.Sprintf("column %s is %s, which SQL has not", e.Name, e.Type)
}

// arrival is the column of the time at which a row came. No column of a table has such a name.
const arrival = "$arrival"

// names is the columns' names.
func names(fields []column.Field) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.Name
	}
	return out
}

// typeOf is the type of a column.
func (r *relation) typeOf(name string) (column.Type, bool) {
	i := slices.IndexFunc(r.fields, func(f column.Field) bool { return f.Name == name })
	if i < 0 {
		return column.Type{}, false
	}
	return r.fields[i].Type, true
}

// keyed reports whether no two rows are the same in the columns.
func (r *relation) keyed(by []string) bool {
	return r.refused || slices.ContainsFunc(r.keys, func(key []string) bool {
		return !slices.ContainsFunc(key, func(k string) bool { return !slices.Contains(by, k) })
	})
}

// renamed is the keys with the columns' new names; those of which a column is gone are left out.
// to is the new names of each column.
func renamed(keys [][]string, to map[string]string) [][]string {
	var out [][]string
	for _, key := range keys {
		var made []string
		for _, k := range key {
			if n, ok := to[k]; ok {
				made = append(made, n)
			}
		}
		if len(made) == len(key) {
			out = append(out, made)
		}
	}
	return out
}
