package native

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/internal/nearest"
)

// tag is the name of the struct tags: starling:"Price", starling:"Sym,key", starling:"-".
const tag = "starling"

// Shape is a struct as a row: its exported fields, and the columns that they are. Fields of
// embedded structs are among them.
type Shape struct {
	typ    reflect.Type
	fields []field
}

type field struct {
	name   string // in Go
	column string
	index  []int
	typ    reflect.Type
	key    bool
}

// ShapeOf is how a struct is a row. The error names the field that is wrong.
func ShapeOf(t reflect.Type) (*Shape, error) {
	if t.Kind() != reflect.Struct || t == timeType {
		return nil, fmt.Errorf("%v is no struct, whose fields could be columns", t)
	}
	s := &Shape{typ: t}
	if err := s.gather(t, nil); err != nil {
		return nil, err
	}
	if len(s.fields) == 0 {
		return nil, fmt.Errorf("%v has no exported fields, which could be columns", t)
	}
	seen := map[string]string{}
	for _, f := range s.fields {
		if other, twice := seen[f.column]; twice {
			return nil, fmt.Errorf("%v: fields %s and %s are both column %s", t, other, f.name, f.column)
		}
		seen[f.column] = f.name
	}
	return s, nil
}

func (s *Shape) gather(t reflect.Type, at []int) error {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(slices.Clone(at), i)
		text, tagged := f.Tag.Lookup(tag)
		switch {
		case text == "-":
			continue
		case f.Anonymous && f.Type.Kind() == reflect.Struct && f.Type != timeType && !tagged:
			if err := s.gather(f.Type, index); err != nil {
				return err
			}
			continue
		case !f.IsExported():
			if tagged {
				return fmt.Errorf("%v: field %s has a tag and is not exported", s.typ, f.Name)
			}
			continue
		}
		name, option, _ := strings.Cut(text, ",")
		if option != "" && option != "key" {
			return fmt.Errorf("%v: field %s: its tag says %q behind the name; there is only key", s.typ, f.Name, option)
		}
		if name == "" {
			name = f.Name
		}
		s.fields = append(s.fields, field{name: f.Name, column: name, index: index, typ: f.Type, key: option == "key"})
	}
	return nil
}

// Columns is the names of the columns, in the order of the fields.
func (s *Shape) Columns() []string {
	out := make([]string, len(s.fields))
	for i, f := range s.fields {
		out[i] = f.column
	}
	return out
}

// Keys is the columns of the fields that are keys.
func (s *Shape) Keys() (names []string) {
	for _, f := range s.fields {
		if f.key {
			names = append(names, f.column)
		}
	}
	return names
}

// Reader makes rows of the columns of a Shape.
type Reader struct {
	*Shape
	read []reader
}

// Reader finds out how columns of a table become the fields. The error names the field and the column.
func (s *Shape) Reader(schema []column.Field) (*Reader, error) {
	r := &Reader{Shape: s}
	names := make([]string, len(schema))
	for i, c := range schema {
		names[i] = c.Name
	}
	for _, f := range s.fields {
		at := slices.Index(names, f.column)
		if at < 0 {
			return nil, fmt.Errorf("field %s of %v: there is no column %s; the columns are %s%s",
				f.name, s.typ, f.column, strings.Join(names, ", "), nearest.Hint(f.column, names))
		}
		read, err := readerOf(schema[at].Type, f.typ)
		if err != nil {
			return nil, fmt.Errorf("field %s of %v: column %s: %w", f.name, s.typ, f.column, err)
		}
		r.read = append(r.read, read)
	}
	return r, nil
}

// Read makes the elements of rows, a slice of the struct, of the columns, one per field, which have
// as many values.
func (r *Reader) Read(rows reflect.Value, cols []column.Vector) {
	for c, f := range r.fields {
		read, v := r.read[c], cols[c]
		for i := range rows.Len() {
			read(rows.Index(i).FieldByIndex(f.index), v, i)
		}
	}
}
