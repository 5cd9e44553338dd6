package avro

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"starling/engine/column"
	"starling/internal/wall"
	"starling/specs/wire"
)

// WriterOptions says which columns become which fields of a record.
type WriterOptions struct {
	Subject string // of the registry
	Version string // "latest" (as is ""), or a number
	// Mapping names the columns of fields whose columns have other names. A field
	// within a record is named by its path, "Sub.Z", and has the column Sub__Z
	// unless mapped.
	Mapping []wire.Mapping
	Include []string // the only columns written; nil is all that the schema has a field for
	Exclude []string // columns not written; not together with Include

	// TimestampField, unless empty, is a field that gets the time of writing.
	TimestampField string
	Now            func() time.Time // the clock; nil is wall.Now

	// Publish makes the schema of the table's columns and registers it. Its record is
	// named after the subject: of "a.b.c" the name is c, in the namespace a.b;
	// Namespace is that of a subject without dots.
	Publish   bool
	Namespace string
	// Properties is of decimal columns how many digits they have, all in all and after
	// the point: "Price.precision" and "Price.scale".
	Properties map[string]string
}

// Writer writes columns as the fields of one record, behind the header of a schema
// registry. A field of the schema without a column is its default, or null.
func Writer(opts WriterOptions) (wire.Writer, error) {
	w := &writer{opts: opts}
	switch {
	case strings.TrimSpace(opts.Subject) == "":
		return nil, errors.New("schema is empty; give a subject of the schema registry")
	case inline(opts.Subject):
		return nil, errors.New("schema: a producer takes the name of a subject; publish_schema=True registers a schema made of the table")
	case opts.Include != nil && opts.Exclude != nil:
		return nil, errors.New("include_only_columns and exclude_columns cannot both be given")
	case !opts.Publish && (opts.Namespace != "" || len(opts.Properties) > 0):
		return nil, errors.New("schema_namespace and column_properties are for a schema that is made: they need publish_schema=True")
	}
	seen := map[string]string{}
	for _, m := range opts.Mapping {
		if c, dup := seen[m.Field]; dup {
			return nil, fmt.Errorf("field_to_col_mapping: field %q is mapped to both %q and %q", m.Field, c, m.Column)
		}
		seen[m.Field] = m.Column
	}
	var err error
	if w.version, err = wire.ParseVersion(opts.Version); err != nil {
		return nil, err
	}
	if opts.Publish && w.version != wire.Latest {
		return nil, errors.New("schema_version: a schema that is published becomes the latest version; leave it out")
	}
	if w.opts.Now == nil {
		w.opts.Now = wall.Now
	}
	return w, nil
}

type writer struct {
	opts    WriterOptions
	version int
}

// Spec is the options.
func (w *writer) Spec() wire.Spec { return wire.Spec{Format: "avro", Options: w.opts} }

func (w *writer) Encoder(ctx context.Context, env wire.Env, table []column.Field) (wire.Encoder, error) {
	e, err := w.encoder(ctx, env, table)
	if err != nil {
		return nil, fmt.Errorf("avro_spec: %w", err)
	}
	return e, nil
}

func (w *writer) encoder(ctx context.Context, env wire.Env, table []column.Field) (wire.Encoder, error) {
	reg, err := env.NeedRegistry()
	if err != nil {
		return nil, err
	}
	frames, err := env.Framing()
	if err != nil {
		return nil, err
	}
	chosen, err := w.columns(table)
	if err != nil {
		return nil, err
	}
	var s wire.Schema
	if w.opts.Publish {
		if s.Text, err = w.schemaText(chosen); err != nil {
			return nil, err
		}
		if _, err = parse(s.Text); err != nil {
			return nil, fmt.Errorf("the schema of the table: %w", err)
		}
		s.Type = wire.AvroSchema
		s, err = reg.Register(ctx, w.opts.Subject, s)
	} else {
		s, err = reg.Schema(ctx, w.opts.Subject, w.version)
	}
	if err != nil {
		return nil, err
	}
	schema, err := fetched(ctx, reg, s)
	if err == nil && schema.kind != recordKind {
		err = fmt.Errorf("the schema is of type %s; only a record has fields for columns", schema)
	}
	if err != nil {
		return nil, fmt.Errorf("subject %q: %w", w.opts.Subject, err)
	}
	c := &writeCompiler{
		opts: &w.opts, table: table, chosen: chosen, mapping: map[string]string{}, used: map[string]bool{},
		e: &encoder{head: frames.Head(s.ID), now: w.opts.Now},
	}
	return c.compile(schema)
}

// columns is the columns that may be written.
func (w *writer) columns(table []column.Field) (out []column.Field, err error) {
	for _, name := range w.opts.Include {
		i, err := wire.FindColumn("include_only_columns", table, name)
		if err != nil {
			return nil, err
		}
		out = append(out, table[i])
	}
	if w.opts.Include != nil {
		return out, nil
	}
	for _, name := range w.opts.Exclude {
		if _, err := wire.FindColumn("exclude_columns", table, name); err != nil {
			return nil, err
		}
	}
	for _, f := range table {
		if !slices.Contains(w.opts.Exclude, f.Name) {
			out = append(out, f)
		}
	}
	return out, nil
}
