package starlib

import (
	"strings"

	"starling/engine/column"
)

// annotations is what a return annotation means to a column; other names are objects.
var annotations = map[string]column.Kind{
	"bool": column.Bool, "bool_": column.Bool,
	"bytes": column.Bytes, "bytearray": column.Bytes,
	"datetime": column.Instant, "datetime64": column.Instant, "Instant": column.Instant,
	"float": column.Double, "float32": column.Float, "float64": column.Double, "double": column.Double, "single": column.Float,
	"int": column.Long, "int8": column.Byte, "int16": column.Short, "int32": column.Int, "int64": column.Long,
	"byte": column.Byte, "short": column.Short, "long": column.Long,
	"str": column.String, "str_": column.String, "string": column.String,
}

// typeNamed is the type of the column that an annotation names. Optional[T] and
// T | None are T; a sequence, list or tuple of T is an array.
func typeNamed(note string) (column.Type, bool) {
	note = strings.ReplaceAll(note, " ", "")
	for _, wrap := range []string{"typing.", "Optional[", "Union["} {
		if rest, ok := strings.CutPrefix(note, wrap); ok {
			note = strings.TrimSuffix(rest, "]")
		}
	}
	for _, none := range []string{"|None", ",None"} {
		note = strings.TrimSuffix(note, none)
	}
	for _, none := range []string{"None|", "None,"} {
		note = strings.TrimPrefix(note, none)
	}
	if k, ok := annotations[note[strings.LastIndexByte(note, '.')+1:]]; ok {
		return column.Of(k), true
	}
	for _, of := range []string{"Sequence[", "List[", "list[", "Tuple[", "tuple["} {
		elems, ok := strings.CutPrefix(note, of)
		first, _, _ := strings.Cut(strings.TrimSuffix(elems, "]"), ",")
		if k, known := annotations[first[strings.LastIndexByte(first, '.')+1:]]; ok && known {
			return column.ArrayOf(column.Of(k)), true
		}
	}
	return column.Type{}, false
}
