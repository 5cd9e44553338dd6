package wire

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"starling/engine/column"
	"starling/internal/nearest"
)

// shown is how many bytes of a bad value an error shows.
const shown = 60

// Quote shows the beginning of a value, in quotes.
func Quote(b []byte) string {
	if len(b) <= shown {
		return fmt.Sprintf("%q", b)
	}
	n := shown
	for n > shown-utf8.UTFMax && !utf8.RuneStart(b[n]) {
		n--
	}
	return fmt.Sprintf("%q…", b[:n])
}

// BadValue reports a value that has no place in its column. value is as Quote shows it;
// field is "" if the value is the whole record.
func BadValue(field string, f column.Field, value, why string) error {
	if field == "" || field == f.Name {
		return fmt.Errorf("column %q (%s): %s %s", f.Name, TypeName(f.Type), value, why)
	}
	return fmt.Errorf("field %q, column %q (%s): %s %s", field, f.Name, TypeName(f.Type), value, why)
}

// TypeName is a type as a script names it: "int", "String", "Instant".
func TypeName(t column.Type) string {
	name := t.Name()
	return name[strings.LastIndexByte(name, '.')+1:]
}

// KindNames lists kinds for an error: "short, int or long".
func KindNames(kinds []column.Kind) string {
	var b strings.Builder
	for i, k := range kinds {
		switch {
		case i > 0 && i == len(kinds)-1:
			b.WriteString(" or ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(TypeName(column.Of(k)))
	}
	return b.String()
}

// CheckKind reports a column of a kind that the spec does not take.
func CheckKind(spec string, f column.Field, kinds []column.Kind) error {
	if slices.Contains(kinds, f.Type.Kind) {
		return nil
	}
	return fmt.Errorf("%s: column %q: type %s is not supported, only %s", spec, f.Name, TypeName(f.Type), KindNames(kinds))
}

// Match reports builders that are not those of the fields.
func Match(fields []column.Field, dst []column.Builder) error {
	if len(fields) != len(dst) {
		return fmt.Errorf("%d builders for %d columns", len(dst), len(fields))
	}
	for i, f := range fields {
		if dst[i].Kind() != f.Type.Kind {
			return fmt.Errorf("column %q: a builder of %s for a column of %s", f.Name, dst[i].Kind(), f.Type.Kind)
		}
	}
	return nil
}

// FindColumn is the index of the named column of a table.
func FindColumn(spec string, table []column.Field, name string) (int, error) {
	for i, f := range table {
		if f.Name == name {
			return i, nil
		}
	}
	names := ColumnNames(table)
	return 0, fmt.Errorf("%s: no column %q in the table, which has %s%s", spec, name, strings.Join(names, ", "), nearest.Hint(name, names))
}

// ColumnNames is the names of columns.
func ColumnNames(fields []column.Field) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return names
}
