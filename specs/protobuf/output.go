package protobuf

import (
	"context"
	"errors"
	"fmt"
	"time"

	"starling/engine/column"
	"starling/internal/wall"
	"starling/specs/wire"
)

// WriterOptions says which columns become which fields of a message.
type WriterOptions struct {
	Schema  string // subject of the registry
	Version int    // of the subject; Latest is its newest
	Message string // full name of the message; "" is the first of the schema

	Mapping []wire.Mapping // fields by path, "inner.x", of columns that are not named inner_x
	Include []string       // the columns; nil is all
	Exclude []string       // all columns but these; not together with Include

	TimestampField string                  // a Timestamp that gets the time of writing
	Now            func() time.Time        // the clock; nil is wall.Now
	Duration       func(any) (int64, bool) // nanoseconds of a java.time.Duration; nil takes time.Duration
}

// Writer writes columns as the fields of a message, behind what readers by a
// schema registry want there: see wire.Framing. A column is
// written to the field of its name; inner_x is field x of field inner. A null leaves
// its field unset, and all nulls leave the message they are in. Arrays and maps of
// single values are written as repeated fields and maps.
func Writer(o WriterOptions) (wire.Writer, error) {
	switch {
	case o.Schema == "":
		return nil, errors.New("schema is empty; give a subject of the schema registry")
	case o.Version < 0:
		return nil, fmt.Errorf("schema_version %d: must be a number from 1 on, or 0 or None for the latest", o.Version)
	case o.Include != nil && o.Exclude != nil:
		return nil, errors.New("include_only_columns and exclude_columns cannot both be given")
	}
	if o.Now == nil {
		o.Now = wall.Now
	}
	if o.Duration == nil {
		o.Duration = func(x any) (int64, bool) {
			d, ok := x.(time.Duration)
			return int64(d), ok
		}
	}
	return &writer{WriterOptions: o}, nil
}

type writer struct {
	WriterOptions
	source source
}

// Spec is the options.
func (w *writer) Spec() wire.Spec {
	return wire.Spec{Format: "protobuf", Options: w.WriterOptions}
}

func (w *writer) Encoder(ctx context.Context, env wire.Env, table []column.Field) (wire.Encoder, error) {
	m, schema, err := w.source.ofRegistry(ctx, env, w.Schema, w.Version, w.Message)
	if err != nil {
		return nil, fmt.Errorf("protobuf_spec: %w", err)
	}
	frames, err := env.Framing()
	if err != nil {
		return nil, err
	}
	e, err := newEncoder(m, head(frames, schema.ID, m), target{
		include: w.Include, exclude: w.Exclude, mapping: w.Mapping,
		timestamp: w.TimestampField, duration: w.Duration, now: w.Now,
	}, table)
	if err != nil {
		return nil, fmt.Errorf("protobuf_spec: %w", err)
	}
	return e, nil
}
