package golden

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"starling/engine/column"
)

// recordedCell is the text of a recorded value of a column of the given Java type.
func recordedCell(x any, typ string) (string, error) {
	switch x := x.(type) {
	case nil:
		return "null", nil
	case bool:
		return strconv.FormatBool(x), nil
	case json.Number:
		return numberText(x.String(), typ)
	case string:
		if (typ == "double" || typ == "float") && (x == "NaN" || strings.HasSuffix(x, "Infinity")) {
			return numberText(x, typ)
		}
		if typ == "java.lang.String" || typ == "char" {
			return strconv.Quote(x), nil
		}
		return x, nil
	case []any:
		elem := elementType(typ)
		parts := make([]string, len(x))
		for i, e := range x {
			var err error
			if parts[i], err = recordedCell(e, elem); err != nil {
				return "", err
			}
		}
		return "[" + strings.Join(parts, ", ") + "]", nil
	case map[string]any:
		if s, ok := x["b64"].(string); ok {
			return "b64:" + s, nil
		}
		if s, ok := x["str"].(string); ok {
			return "object:" + s, nil
		}
		if _, ok := x["error"]; ok {
			return "unreadable", nil // for Deephaven itself
		}
	}
	return "", fmt.Errorf("a %s cell holds %v", typ, x)
}

// elementType is the type of what an array or vector of Deephaven holds.
func elementType(typ string) string {
	switch typ {
	case "[D", "io.deephaven.vector.DoubleVector":
		return "double"
	case "[F", "io.deephaven.vector.FloatVector":
		return "float"
	case "[Ljava.lang.String;":
		return "java.lang.String"
	}
	return "long"
}

// numberText is a number in the form that cellText gives those of its type.
func numberText(s, typ string) (string, error) {
	bits := 64
	switch typ {
	case "float":
		bits = 32
	case "double":
	default:
		n, err := strconv.ParseInt(s, 10, 64)
		return strconv.FormatInt(n, 10), err
	}
	f, err := strconv.ParseFloat(s, bits)
	return strconv.FormatFloat(f, 'g', -1, bits), err
}

// cellText is the text of a value of a column.
func cellText(x any, t column.Type) string {
	switch x := x.(type) {
	case nil:
		return "null"
	case bool:
		return strconv.FormatBool(x)
	case float32:
		return strconv.FormatFloat(float64(x), 'g', -1, 32)
	case float64:
		return strconv.FormatFloat(x, 'g', -1, 64)
	case string:
		return strconv.Quote(x)
	case []byte:
		return "b64:" + base64.StdEncoding.EncodeToString(x)
	case uint16:
		return strconv.Quote(string(utf16.Decode([]uint16{x})))
	case int64:
		if t.Kind == column.Instant {
			return time.Unix(0, x).UTC().Format("2006-01-02T15:04:05.000000000Z")
		}
		return strconv.FormatInt(x, 10)
	case int8, int16, int32:
		return fmt.Sprint(x)
	}
	if elem, ok := t.Elem(); ok {
		list := column.NewLists(column.GroupOf(elem))
		if list.AppendAny(x) {
			parts := make([]string, list.Elems().Len())
			for i := range parts {
				parts[i] = cellText(list.Elems().Any(i), elem)
			}
			return "[" + strings.Join(parts, ", ") + "]"
		}
	}
	return fmt.Sprintf("object:%v", x)
}

// typeText is the Java name of a column's type as it was recorded.
func typeText(t column.Type) string {
	if t.Kind == column.Bytes {
		return "[B"
	}
	return t.String()
}
