package expr

import (
	"cmp"
	"slices"

	"starling/engine/column"
)

// mismatch is the error for two sides that cannot be compared, and the way out.
func mismatch(n *Binary, x, y *op) error {
	ways := []string{wayOut(n.Y, x.typ, y), wayOut(n.X, y.typ, x)}
	if x.constant() && !y.constant() {
		slices.Reverse(ways)
	}
	way := cmp.Or(ways...)
	return errAt(n.At, "cannot compare %s (%s) with %s (%s)%s", n.X, typeName(x.typ), n.Y, typeName(y.typ), way)
}

// wayOut tells how to write y, which stands as n, to compare it with a value of type t.
func wayOut(n Node, t column.Type, y *op) string {
	if _, ok := elemOf(y.typ); ok {
		return ""
	}
	lit, literal := n.(*Literal)
	switch {
	case t.Kind == column.String && literal && lit.Quotes:
		return "; text is enclosed in back-ticks: `" + lit.Inside + "`"
	case t.Kind == column.String && literal:
		return "; text is enclosed in back-ticks: `" + lit.Text + "`"
	case t.Kind == column.String:
		return "; make it text with String.valueOf(" + n.String() + ")"
	case isJSON(t):
		return "; give the field a type in place of any_val()"
	case !y.constant() && y.typ.Kind == column.String && textReader(t) != "":
		return "; read the text with " + textReader(t) + "(" + n.String() + ")"
	case !y.constant():
		return ""
	}
	if way := example(t); way != "" {
		return "; write it as in " + way
	}
	return ""
}

// textReader is the function that makes a value of type t of text.
func textReader(t column.Type) string {
	switch t.Kind {
	case column.Bool:
		return "parseBoolean"
	case column.Byte, column.Short, column.Int:
		return "parseInt"
	case column.Long:
		return "parseLong"
	case column.Float, column.Double:
		return "parseDouble"
	case column.Instant:
		return "parseInstant"
	}
	switch t {
	case localDateType:
		return "parseLocalDate"
	case localTimeType:
		return "parseLocalTime"
	case durationType:
		return "parseDuration"
	case decimalType:
		return "new java.math.BigDecimal"
	case bigIntegerType:
		return "new java.math.BigInteger"
	}
	return ""
}

// example is how a value of type t is written in a formula.
func example(t column.Type) string {
	switch t.Kind {
	case column.Bool:
		return "true or false"
	case column.Byte, column.Short, column.Int, column.Long:
		return "42"
	case column.Float, column.Double:
		return "1.5"
	case column.Char:
		return "'a'"
	case column.Instant:
		return "'2024-01-31T09:30:00 ET'"
	}
	switch t {
	case localDateType:
		return "'2024-01-31'"
	case localTimeType:
		return "'09:30:00'"
	case durationType:
		return "'PT1h30m'"
	case decimalType:
		return "1.5"
	case bigIntegerType:
		return "42"
	}
	return ""
}
