package engine

import "fmt"

// Attrs are what is known of how a table changes.
type Attrs struct {
	Blink      bool // every row lives for one cycle
	AppendOnly bool // rows are only added, after all others
	AddOnly    bool // rows are only added
	Refreshing bool // the table can change at all
	Ascending  bool // a row added is above all rows before it; rows are not modified
}

// lasts reports whether a group, once it has a row, has one for good: no row goes, or those
// that leave are counted on as history.
func (a Attrs) lasts() bool { return a.Blink || a.AddOnly || !a.Refreshing }

// Map is the attributes by the names that attributes() shows.
func (a Attrs) Map() map[string]bool {
	m := map[string]bool{}
	if a.Blink {
		m["BlinkTable"] = true
	}
	if a.Refreshing && a.AddOnly {
		m["AddOnly"] = true
	}
	if a.Refreshing && a.AppendOnly {
		m["AppendOnly"] = true
	}
	return m
}

// inherit says what becomes of the parents' attributes.
type inherit uint8

const (
	keeps       inherit = iota // as the first parent: rows in, the same rows out
	accumulates                // on blink: over all rows ever seen, the result is not blink
	reorders                   // stays blink; not append-only any more
	freezes                    // the result is static
)

// inheritance is THE table of operations: what each does with the attributes of its
// (first) parent. An operation that is not here cannot be built.
var inheritance = map[string]inherit{
	"agg_by":               accumulates,
	"blink_to_append_only": accumulates,
	"compacted":            accumulates,
	"drop_columns":         keeps,
	"first_by":             accumulates,
	"head":                 accumulates,
	"last_by":              accumulates,
	"merge":                keeps,
	"meta_table":           freezes,
	"natural_join":         reorders,
	"rename_columns":       keeps,
	"select":               keeps,
	"snapshot":             freezes,
	"sort":                 reorders,
	"tail":                 accumulates,
	"update":               keeps,
	"update_view":          keeps,
	"view":                 keeps,
	"newest":               keeps,
	"where":                keeps,
}

// attrsFor is the attributes of the result of op over in.
func attrsFor(op string, in ...*Table) (Attrs, error) {
	how, ok := inheritance[op]
	if !ok {
		panic("engine: " + op + " is not in the table of attributes")
	}
	a := in[0].Attrs
	for _, t := range in[1:] {
		b := t.Attrs
		a.Refreshing = a.Refreshing || b.Refreshing
		if how == keeps {
			a.Blink, a.AddOnly = a.Blink && b.Blink, a.AddOnly && b.AddOnly
		}
	}
	switch how {
	case freezes:
		return Attrs{}, nil
	case accumulates:
		return Attrs{Refreshing: a.Refreshing}, nil
	case reorders:
		return Attrs{Refreshing: a.Refreshing, Blink: a.Blink, Ascending: a.Ascending && a.Blink}, nil
	}
	return a, nil
}

// refused is the error of what would have to keep every row of a blink table.
func refused(op string) error {
	return fmt.Errorf("blink tables do not support %s; use blink_to_append_only to accumulate full history", op)
}
