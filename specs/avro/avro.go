// Package avro is Avro: records as columns by the reader's schema, whichever schema they
// were written with, and columns as records.
package avro

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"starling/engine/column"
	"starling/specs/wire"
)

// ReadKinds is what a value of Avro can become.
var ReadKinds = []column.Kind{
	column.Bool, column.Int, column.Long, column.Float, column.Double, column.Instant, column.String, column.Bytes, column.Object, column.List,
}

// ReaderOptions says how records of Avro become columns.
type ReaderOptions struct {
	// Schema is a subject of the registry, or a schema as JSON text, which begins with
	// a brace. It is the reader's schema: records that were written with another are
	// read as this one says.
	Schema  string
	Version string // of the subject: "latest" (as is ""), or a number
	// Mapping names columns of fields. A Field within a record is named by its path,
	// "Sub.Z", and has the column Sub__Z unless mapped. To map the record itself
	// names what its columns begin with. A schema that is no record has one column, with
	// the name that Simple gives it unless the name of the type is mapped; one that is a
	// union of records has a column with the record's name besides the fields of all,
	// which may be named as "Record.Field" to tell them apart.
	Mapping []wire.Mapping
	Only    bool // leave fields out that the mapping does not name; nothing if there is no mapping
}

// Reader reads records of Avro that name the schema they were written with as the
// serializers of schema registries do; see wire.Framing. Kafka's null is a row of nulls.
func Reader(opts ReaderOptions) (wire.Reader, error) {
	r := &reader{opts: opts}
	if strings.TrimSpace(opts.Schema) == "" {
		return nil, errors.New("schema is empty; give a subject of the schema registry or a schema as JSON")
	}
	if err := wire.CheckMapping(opts.Mapping, func(field string) string { return field }); err != nil {
		return nil, err
	}
	if inline(opts.Schema) {
		var err error
		if r.inline, err = parse(opts.Schema); err == nil {
			_, err = newTable(r.inline, wire.DefaultColumn, opts.Mapping, opts.Only)
		}
		return r, err
	}
	var err error
	r.version, err = wire.ParseVersion(opts.Version)
	return r, err
}

// inline tells a schema, which may be the name of a type in quotes, from the name of
// a subject.
func inline(schema string) bool {
	schema = strings.TrimSpace(strings.TrimPrefix(schema, string(wire.ByteOrderMark)))
	return schema != "" && strings.Contains(`{["`, schema[:1])
}

type reader struct {
	opts    ReaderOptions
	version int
	inline  *schema
	tables  sync.Map // *table by tableKey
	plans   sync.Map // *plan by pair
}

// tableKey is the identity of a schema, "" for that of the reader, and the name that
// the properties give to a column.
type tableKey struct{ schema, column string }

// pair is a table and the identity of the schema that records were written with.
type pair struct {
	table  *table
	writer string
}

// Spec is the options.
func (r *reader) Spec() wire.Spec { return wire.Spec{Format: "avro", Options: r.opts} }

func (r *reader) Fields(ctx context.Context, env wire.Env) ([]column.Field, error) {
	t, err := r.table(ctx, env)
	if err != nil {
		return nil, fmt.Errorf("avro_spec: %w", err)
	}
	return append([]column.Field(nil), t.fields...), nil
}

// table is the columns by the reader's schema.
func (r *reader) table(ctx context.Context, env wire.Env) (*table, error) {
	reg, err := env.NeedRegistry()
	if err != nil {
		return nil, err
	}
	name, unnamed := env.ColumnName()
	if r.inline != nil {
		return r.layout(tableKey{"", name}, unnamed, func() (*schema, error) { return r.inline, nil })
	}
	s, err := reg.Schema(ctx, r.opts.Schema, r.version)
	if err != nil {
		return nil, err
	}
	t, err := r.layout(tableKey{s.Identity(), name}, unnamed, func() (*schema, error) { return fetched(ctx, reg, s) })
	if err != nil {
		return nil, fmt.Errorf("subject %q: %w", r.opts.Schema, err)
	}
	return t, nil
}

// layout is the columns of a schema, as they were the first time. unnamed is why the
// properties give no name, if the schema needs one.
func (r *reader) layout(key tableKey, unnamed error, schema func() (*schema, error)) (*table, error) {
	t, ok := r.tables.Load(key)
	if !ok {
		s, err := schema()
		if err != nil {
			return nil, err
		}
		made, err := newTable(s, key.column, r.opts.Mapping, r.opts.Only)
		if err != nil {
			return nil, err
		}
		t, _ = r.tables.LoadOrStore(key, made)
	}
	if table := t.(*table); unnamed == nil || !table.named {
		return table, nil
	}
	return nil, unnamed
}

// fetched parses a schema of a registry with those that it refers to.
func fetched(ctx context.Context, reg wire.Registry, s wire.Schema) (*schema, error) {
	if err := s.Check(wire.AvroSchema); err != nil {
		return nil, err
	}
	refs, err := references(ctx, reg, s, nil, map[wire.Reference]bool{}, wire.Follow(s), 1)
	if err != nil {
		return nil, err
	}
	return parse(s.Text, refs...)
}

// references appends the texts of the schemas that s refers to, each after its own.
// depth is the length of the chain from the first schema.
func references(ctx context.Context, reg wire.Registry, s wire.Schema, texts []string, seen map[wire.Reference]bool, so *wire.Followed, depth int) ([]string, error) {
	for _, ref := range s.References {
		at := wire.Reference{Subject: ref.Subject, Version: ref.Version}
		if seen[at] {
			continue
		}
		seen[at] = true
		other, err := reg.Schema(ctx, ref.Subject, ref.Version)
		if err != nil {
			return nil, &wire.LookupError{Ref: ref.Name, Err: err}
		}
		if err := so.Add(other, depth); err != nil {
			return nil, fmt.Errorf("reference %s: %w", wire.Quote([]byte(ref.Name)), err)
		}
		if texts, err = references(ctx, reg, other, texts, seen, so, depth+1); err != nil {
			return nil, err
		}
		texts = append(texts, other.Text)
	}
	return texts, nil
}

func (r *reader) Decoder(env wire.Env, dst []column.Builder) (wire.Decoder, error) {
	t, err := r.table(env.Context(), env)
	if err == nil {
		err = wire.Match(t.fields, dst)
	}
	if err != nil {
		return nil, fmt.Errorf("avro_spec: %w", err)
	}
	finder, err := env.Finder()
	if err != nil {
		return nil, err
	}
	d := &decoder{reader: r, table: t, Finder: finder, dst: dst, cols: wire.BindAll(dst), plans: map[wire.SchemaKey]*plan{}}
	return d, nil
}

// plan is how records of the schema s become rows of t. A schema that cannot be used is
// a plan too, by which every record is bad; an error is that of a lookup.
func (r *reader) plan(ctx context.Context, reg wire.Registry, t *table, s wire.Schema) (*plan, error) {
	key := pair{t, s.Identity()}
	if p, ok := r.plans.Load(key); ok {
		return p.(*plan), nil
	}
	w, err := fetched(ctx, reg, s)
	if lookup := (*wire.LookupError)(nil); errors.As(err, &lookup) {
		return nil, lookup
	}
	p := newPlan(w, t)
	if err != nil {
		p = &plan{err: err}
	}
	r.plans.Store(key, p)
	return p, nil
}
