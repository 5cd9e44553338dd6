// Package plan owns what a query is, as data: operations with their arguments, formulas as
// text and as trees, and the tree of operations that a table comes from. It holds THE table
// of operations, and what becomes of the attributes of tables by each. It imports column,
// expr and agg; it knows no table, row or cycle, and holds no function of a script.
package plan

import (
	"fmt"
	"strings"

	"starling/engine/column"
)

// Op is an operation with its arguments: one of the structs of this package. Their fields have
// the names of the arguments in scripts as tags, arg:"filters".
type Op interface {
	// Name is its name in the table of operations, as scripts call it.
	Name() string
}

// Arg is an argument, or a property of one. Value is a string, bool, int, int64 or float64,
// or a list of strings, or of Args.
type Arg struct {
	Name  string
	Value any
}

// Node is a table as it is made: by an operation from others. A Node is never changed.
type Node struct {
	Op     Op
	In     []*Node
	Schema []column.Field
	Attrs  Attrs
}

// Text is an operation as a script writes it: where(["Qty > 3"]).
func Text(op Op) string {
	switch o := op.(type) {
	case Source:
		return o.Kind + "(" + argsText(o.args()[1:], true) + ")"
	case Sink:
		return o.Kind + "(" + argsText(o.Params, true) + ")"
	}
	return op.Name() + "(" + argsText(ArgsOf(op), false) + ")"
}

func argsText(args []Arg, names bool) string {
	parts := make([]string, len(args))
	for i, a := range args {
		if parts[i] = valueText(a.Value); names || i > 0 {
			parts[i] = a.Name + "=" + parts[i]
		}
	}
	return strings.Join(parts, ", ")
}

func valueText(v any) string {
	switch v := v.(type) {
	case string:
		return quoted(v)
	case bool:
		if v {
			return "True"
		}
		return "False"
	case []string:
		parts := make([]string, len(v))
		for i, s := range v {
			parts[i] = quoted(s)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case []Arg:
		return "{" + argsText(v, true) + "}"
	}
	return fmt.Sprint(v) // a number
}

// quoted is s as a text of a script. Formulas have quotes and backquotes in them, and few
// backslashes.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(s) + `"`
}
