package flink

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"starling/engine/column"
)

// ident is a name as SQL has it.
func ident(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }

// idents is names as SQL has them, separated by commas.
func idents(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = ident(n)
	}
	return strings.Join(out, ", ")
}

// Quote is a text as SQL has it. Characters that Flink's own lexer does not take are written as their code points.
func Quote(s string) string {
	ascii := true
	for _, r := range s {
		ascii = ascii && r >= ' ' && r < 0x7f
	}
	if ascii {
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\'':
			b.WriteString("''")
		case r == '\\':
			b.WriteString(`\005C`)
		case r >= ' ' && r < 0x7f:
			b.WriteRune(r)
		case r > 0xffff:
			r -= 0x10000
			fmt.Fprintf(&b, `\%04X\%04X`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			fmt.Fprintf(&b, `\%04X`, r)
		}
	}
	return "U&'" + b.String() + "'"
}

// sqlTypes is the types of columns in Flink. An Instant is nanoseconds since 1970 there too: its sums
// and bins are those of whole numbers.
var sqlTypes = map[column.Kind]string{
	column.Bool: "BOOLEAN", column.Byte: "TINYINT", column.Short: "SMALLINT", column.Int: "INT", column.Long: "BIGINT",
	column.Float: "FLOAT", column.Double: "DOUBLE", column.Instant: "BIGINT", column.String: "STRING", column.Bytes: "BYTES",
}

// sqlType is the type of a column in Flink; false if it has none.
func sqlType(t column.Type) (string, bool) {
	s, ok := sqlTypes[t.Kind]
	return s, ok && t == column.Of(t.Kind)
}

// cast is an expression as another type.
func cast(sql string, t column.Type) string { return "CAST(" + sql + " AS " + sqlTypes[t.Kind] + ")" }

// literal is a value, as Vector.Any gives it, of a type; false if SQL cannot write it.
func literal(t column.Type, v any) (string, bool) {
	name, ok := sqlType(t)
	if !ok {
		return "", false
	}
	if v == nil {
		return "CAST(NULL AS " + name + ")", true
	}
	switch v := v.(type) {
	case bool:
		return strings.ToUpper(strconv.FormatBool(v)), true
	case int8, int16, int32:
		if t.Kind == column.Int {
			return fmt.Sprint(v), true
		}
		return fmt.Sprintf("CAST(%d AS %s)", v, name), true
	case int64:
		if v == math.MinInt64+1 { // SQL reads the digits before the sign
			return "(-9223372036854775806 - 1)", true
		}
		return fmt.Sprintf("CAST(%d AS %s)", v, name), true
	case float32:
		return floatLiteral(float64(v), 32, name), true
	case float64:
		return floatLiteral(v, 64, name), true
	case string:
		return Quote(v), true
	}
	return "", false
}

// floatLiteral is a number with a point. What is none is cast from text.
func floatLiteral(v float64, bits int, name string) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		text := map[bool]string{true: "Infinity", false: "-Infinity"}[v > 0]
		if math.IsNaN(v) {
			text = "NaN"
		}
		return fmt.Sprintf("CAST('%s' AS %s)", text, name)
	}
	return fmt.Sprintf("CAST(%s AS %s)", strconv.FormatFloat(v, 'E', -1, bits), name)
}
