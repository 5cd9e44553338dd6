// Package simple is the whole key or value as one column, or as none.
package simple

import (
	"context"
	"fmt"

	"starling/engine/column"
	"starling/specs/wire"
)

// Format is the property that says how numbers of simple specs are written: "binary"
// (big-endian), "text", or "auto", one of both for all records of a partition, as the first
// of them suggest.
const Format = "starling.simple.format"

// Kinds is what a whole key or value can be.
var Kinds = []column.Kind{
	column.Byte, column.Short, column.Int, column.Long, column.Float, column.Double, column.String, column.Bytes,
}

// Reader reads the whole key or value as one column. Without a name or a type
// (the zero Type) they come from the properties, see FromProperties.
func Reader(col string, t column.Type) wire.Reader { return reader{col, t} }

// ReaderOptions is what a Reader is made with.
type ReaderOptions struct {
	Column string
	Type   column.Type
}

type reader struct {
	col string
	typ column.Type
}

// Spec is the column and its type.
func (s reader) Spec() wire.Spec {
	return wire.Spec{Format: "simple", Options: ReaderOptions{s.col, s.typ}}
}

func (s reader) Fields(_ context.Context, env wire.Env) ([]column.Field, error) {
	f, err := s.field(env)
	if err != nil {
		return nil, err
	}
	return []column.Field{f}, nil
}

func (s reader) field(env wire.Env) (column.Field, error) {
	f := column.Field{Name: s.col, Type: s.typ}
	var err error
	if f.Name == "" {
		if f.Name, err = env.ColumnName(); err != nil {
			return f, err
		}
	}
	if f.Type == (column.Type{}) {
		f.Type, err = columnType(env)
		return f, err
	}
	return f, wire.CheckKind("simple_spec", f, Kinds)
}

func (s reader) Decoder(env wire.Env, dst []column.Builder) (wire.Decoder, error) {
	f, err := s.field(env)
	if err != nil {
		return nil, err
	}
	if err := wire.Match([]column.Field{f}, dst); err != nil {
		return nil, fmt.Errorf("simple_spec: %w", err)
	}
	notation, err := notationOf(env.Props)
	if err != nil {
		return nil, err
	}
	c := wire.Bind(dst[0])
	switch c.Kind {
	case column.Bytes:
		return bytesDecoder{c}, nil
	case column.String:
		return textDecoder{c}, nil
	}
	return newNumberDecoder(f, c, notation), nil
}

type textDecoder struct{ wire.Column }

func (d textDecoder) Decode(rec []byte) error {
	if rec == nil {
		d.Dst.AppendNull()
	} else {
		d.UTF8(rec)
	}
	return nil
}

type bytesDecoder struct{ wire.Column }

func (d bytesDecoder) Decode(rec []byte) error {
	if rec == nil {
		d.Dst.AppendNull()
	} else {
		d.Text.Append(rec)
	}
	return nil
}
