package json

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/specs/wire"
)

// ObjectProcessor reads JSON as v says: the type of every value is checked, and what v
// does not allow is an error, as is text after the value; but see Documents. Columns
// are named by the way to their values, joined by "_": loc_lat; a value on its own is
// Value. A record that is null, if v allows that, or blank, if v may be missing, is a row
// of what v has for those; Kafka's null is a row of nulls. A byte order mark is passed over,
// and the name of a schema in front if there is a registry that has it.
//
// Errors: aliases that another field has, a v without a column.
func ObjectProcessor(v Value) (wire.Reader, error) {
	cols, err := v.columns(nil)
	if err != nil {
		return nil, err
	}
	if len(cols) == 0 {
		return nil, errors.New("the value has no columns: everything in it is skipped")
	}
	names := make([]string, len(cols))
	for i, c := range cols {
		if names[i] = strings.Join(c.path, "_"); len(c.path) == 0 {
			names[i] = "Value"
		}
	}
	if names, err = wire.LegalNames(names); err != nil {
		return nil, err
	}
	r := &objectReader{value: v, fields: make([]column.Field, len(cols))}
	for i, c := range cols {
		r.fields[i] = column.Field{Name: names[i], Type: c.typ}
	}
	return r, nil
}

// Check is the error that ObjectProcessor gives of what is within v.
func Check(v Value) error {
	_, err := v.columns(nil)
	return err
}

type objectReader struct {
	value  Value
	fields []column.Field
}

// Spec is the description of the value.
func (r *objectReader) Spec() wire.Spec {
	return wire.Spec{Format: "object_processor", Options: r.value}
}

func (r *objectReader) Fields(context.Context, wire.Env) ([]column.Field, error) {
	return slices.Clone(r.fields), nil
}

func (r *objectReader) Decoder(env wire.Env, dst []column.Builder) (wire.Decoder, error) {
	if err := wire.Match(r.fields, dst); err != nil {
		return nil, fmt.Errorf("object_processor_spec: %w", err)
	}
	sinks := make([]objectSink, len(dst))
	for i, b := range dst {
		sinks[i] = objectSink{r.fields[i], b}
	}
	frames, err := newFrames(env)
	if err != nil {
		return nil, err
	}
	d := &objectDecoder{dst: dst, documents: newDocuments(env, max(len(dst), 1)), frames: frames}
	d.root = r.value.node(&d.spare, "", sinks)
	return d, nil
}

// objectColumn is a column of a value, named by the way to it.
type objectColumn struct {
	path []string
	typ  column.Type
}

// objectSink is where the values of a column go: its builder or, within an array, that
// of the elements. The field is that of the column, for errors.
type objectSink struct {
	column.Field
	dst column.Builder
}

// below is the way to a part of what is at path.
func below(path []string, name string) []string { return append(slices.Clip(path), name) }

// pathTo is the same as a text, for errors.
func pathTo(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
