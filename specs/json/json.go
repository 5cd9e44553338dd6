// Package json is JSON: fields of an object as columns, by their names or as an object
// processor describes them, and columns as an object.
package json

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/internal/nearest"
	"starling/specs/wire"
)

// ReadKinds is what a JSON value can become.
var ReadKinds = []column.Kind{
	column.Bool, column.Byte, column.Short, column.Char, column.Int, column.Long,
	column.Float, column.Double, column.Instant, column.String, column.Object,
}

// objects are the types of Object columns, which hold a Text each.
var objects = []column.Type{column.Of(column.Object), column.Anything, column.ObjectOf("com.fasterxml.jackson.databind.JsonNode")}

// Reads reports whether a Reader has columns of type t.
func Reads(t column.Type) bool {
	return slices.Contains(ReadKinds, t.Kind) && (t.Kind != column.Object || slices.Contains(objects, t))
}

// Text is a JSON value as an object of a table: its text without white space.
type Text string

// String is the text.
func (t Text) String() string { return string(t) }

// Reader reads fields of a JSON object as columns. A mapping's Field is the name of a
// field or a JSON pointer, which begins with a slash ("/quote/bids/0"); a column
// without one reads the field of its own name.
//
// Missing fields and nulls are null, and so is every column of a record that is
// null, blank or no object. A byte order mark is passed over; text after the value is an
// error, but see Documents. Of a field that is there twice the last counts. A value
// that does not fit its column is an error. The name of a schema in front is taken off if
// there is a registry that has it.
func Reader(fields []column.Field, mapping []wire.Mapping) (wire.Reader, error) {
	if len(fields) == 0 {
		return nil, errors.New("no columns")
	}
	spec := &reader{opts: ReaderOptions{slices.Clone(fields), slices.Clone(mapping)}, fields: slices.Clone(fields), paths: make([][]string, len(fields)), shown: make([]string, len(fields))}
	index := make(map[string]int, len(fields))
	for i, f := range fields {
		if _, dup := index[f.Name]; dup {
			return nil, fmt.Errorf("column %q is there twice", f.Name)
		}
		index[f.Name] = i
	}
	for _, m := range mapping {
		i, ok := index[m.Column]
		if !ok {
			return nil, fmt.Errorf("mapping: field %q is mapped to column %q, which is not among the columns%s", m.Field, m.Column, nearest.Hint(m.Column, wire.ColumnNames(fields)))
		}
		if spec.paths[i] != nil {
			return nil, fmt.Errorf("mapping: fields %q and %q are both mapped to column %q", spec.shown[i], m.Field, m.Column)
		}
		path, err := pointer(m.Field)
		if err != nil {
			return nil, fmt.Errorf("mapping: %w", err)
		}
		spec.paths[i], spec.shown[i] = path, m.Field
	}
	for i, f := range fields {
		if spec.paths[i] == nil {
			spec.paths[i], spec.shown[i] = []string{f.Name}, f.Name
		}
	}
	return spec, nil
}

// pointer is the path that a field of a mapping names.
func pointer(field string) ([]string, error) {
	if !strings.HasPrefix(field, "/") {
		return []string{field}, nil
	}
	path := strings.Split(field[1:], "/")
	for i, name := range path {
		for k := strings.IndexByte(name, '~'); k >= 0 && k < len(name); k++ {
			if name[k] == '~' && (k+1 == len(name) || name[k+1] != '0' && name[k+1] != '1') {
				return nil, fmt.Errorf("JSON pointer %q: write ~0 for ~ and ~1 for /", field)
			}
		}
		path[i] = strings.ReplaceAll(strings.ReplaceAll(name, "~1", "/"), "~0", "~")
	}
	return path, nil
}

// ReaderOptions is what a Reader is made with.
type ReaderOptions struct {
	Columns []column.Field
	Mapping []wire.Mapping
}

type reader struct {
	opts   ReaderOptions
	fields []column.Field
	paths  [][]string // by column, where it is read from
	shown  []string   // by column, the field as the script wrote it
}

// Spec is the columns and the mapping.
func (r *reader) Spec() wire.Spec { return wire.Spec{Format: "json", Options: r.opts} }

func (r *reader) Fields(context.Context, wire.Env) ([]column.Field, error) {
	for _, f := range r.fields {
		if err := wire.CheckKind("json_spec", f, ReadKinds); err != nil {
			return nil, err
		}
		if !Reads(f.Type) {
			return nil, fmt.Errorf("json_spec: column %q: type %s is not supported, only %s", f.Name, wire.TypeName(f.Type), wire.KindNames(ReadKinds))
		}
	}
	return slices.Clone(r.fields), nil
}

func (r *reader) Decoder(env wire.Env, dst []column.Builder) (wire.Decoder, error) {
	if _, err := r.Fields(context.Background(), env); err != nil {
		return nil, err
	}
	if err := wire.Match(r.fields, dst); err != nil {
		return nil, fmt.Errorf("json_spec: %w", err)
	}
	frames, err := newFrames(env)
	if err != nil {
		return nil, err
	}
	d := &decoder{documents: newDocuments(env, len(dst)), frames: frames, cols: make([]target, len(dst))}
	for i, path := range r.paths {
		d.cols[i] = target{Column: wire.Bind(dst[i]), field: r.fields[i], shown: r.shown[i]}
		n := &d.root
		for _, name := range path {
			n = n.child(name)
		}
		n.cols = append(n.cols, &d.cols[i])
	}
	d.root.settle()
	return d, nil
}
