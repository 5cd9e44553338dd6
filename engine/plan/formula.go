package plan

import (
	"starling/engine/column"
	"starling/engine/expr"
)

// Formula is a formula as it was given, and what it means where it was compiled.
type Formula struct {
	Text string
	// Column is the column it makes; "" of a filter. It, Tree and Names are known of the
	// formulas of a Node.
	Column string
	Tree   expr.Node
	Names  map[string]Value // the script's names in it
	How    Connective       // of a filter that is made of others
	Parts  []Formula        // and these
}

// Value is what a name of the script stood for when a formula was compiled.
type Value struct {
	Type column.Type // of a constant, or of the elements of a list
	// Const is a constant, as Vector.Any gives it, nil for null; or a list of such.
	Const any
	// Script says that the name is a function or an object of the script, whose value no
	// plan holds.
	Script bool
}

// Formulas is formulas that are not compiled yet.
func Formulas(texts ...string) []Formula {
	out := make([]Formula, len(texts))
	for i, s := range texts {
		out[i].Text = s
	}
	return out
}

// texts is the formulas as they were given.
func texts(formulas []Formula) []string {
	out := make([]string, len(formulas))
	for i, f := range formulas {
		out[i] = f.Text
	}
	return out
}
