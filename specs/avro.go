package specs

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"starling/engine/column"
)

// avroReadKinds is what a value of Avro can become.
var avroReadKinds = []column.Kind{
	column.Bool, column.Int, column.Long, column.Float, column.Double, column.Instant, column.String, column.Bytes, column.Object, column.List,
}

// AvroOptions says how records of Avro become columns.
type AvroOptions struct {
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
	Mapping []Mapping
	Only    bool // leave fields out that the mapping does not name; nothing if there is no mapping
}

// Avro reads records of Avro that name the schema they were written with as the
// serializers of schema registries do; see framing. Kafka's null is a row of nulls.
func Avro(opts AvroOptions) (Reader, error) {
	r := &avroReader{opts: opts}
	if strings.TrimSpace(opts.Schema) == "" {
		return nil, errors.New("schema is empty; give a subject of the schema registry or a schema as JSON")
	}
	if err := checkMapping(opts.Mapping, func(field string) string { return field }); err != nil {
		return nil, err
	}
	if inlineAvro(opts.Schema) {
		var err error
		if r.inline, err = parseAvro(opts.Schema); err == nil {
			_, err = newAvroTable(r.inline, defaultColumn, opts.Mapping, opts.Only)
		}
		return r, err
	}
	var err error
	r.version, err = schemaVersion(opts.Version)
	return r, err
}

// inlineAvro tells a schema, which may be the name of a type in quotes, from the name of
// a subject.
func inlineAvro(schema string) bool {
	schema = strings.TrimSpace(strings.TrimPrefix(schema, string(byteOrderMark)))
	return schema != "" && strings.Contains(`{["`, schema[:1])
}

type avroReader struct {
	opts    AvroOptions
	version int
	inline  *avroSchema
	tables  sync.Map // *avroTable by avroTableKey
	plans   sync.Map // *avroPlan by avroPair
}

// avroTableKey is the identity of a schema, "" for that of the reader, and the name that
// the properties give to a column.
type avroTableKey struct{ schema, column string }

// avroPair is a table and the identity of the schema that records were written with.
type avroPair struct {
	table  *avroTable
	writer string
}

func (r *avroReader) Fields(ctx context.Context, env Env) ([]column.Field, error) {
	t, err := r.table(ctx, env)
	if err != nil {
		return nil, fmt.Errorf("avro_spec: %w", err)
	}
	return append([]column.Field(nil), t.fields...), nil
}

// table is the columns by the reader's schema.
func (r *avroReader) table(ctx context.Context, env Env) (*avroTable, error) {
	reg, err := env.registry()
	if err != nil {
		return nil, err
	}
	name, unnamed := columnName(env)
	if r.inline != nil {
		return r.layout(avroTableKey{"", name}, unnamed, func() (*avroSchema, error) { return r.inline, nil })
	}
	s, err := reg.Schema(ctx, r.opts.Schema, r.version)
	if err != nil {
		return nil, err
	}
	t, err := r.layout(avroTableKey{s.identity(), name}, unnamed, func() (*avroSchema, error) { return fetchedAvro(ctx, reg, s) })
	if err != nil {
		return nil, fmt.Errorf("subject %q: %w", r.opts.Schema, err)
	}
	return t, nil
}

// layout is the columns of a schema, as they were the first time. unnamed is why the
// properties give no name, if the schema needs one.
func (r *avroReader) layout(key avroTableKey, unnamed error, schema func() (*avroSchema, error)) (*avroTable, error) {
	t, ok := r.tables.Load(key)
	if !ok {
		s, err := schema()
		if err != nil {
			return nil, err
		}
		made, err := newAvroTable(s, key.column, r.opts.Mapping, r.opts.Only)
		if err != nil {
			return nil, err
		}
		t, _ = r.tables.LoadOrStore(key, made)
	}
	if table := t.(*avroTable); unnamed == nil || !table.named {
		return table, nil
	}
	return nil, unnamed
}

// fetchedAvro parses a schema of a registry with those that it refers to.
func fetchedAvro(ctx context.Context, reg Registry, s Schema) (*avroSchema, error) {
	if err := s.check(AvroSchema); err != nil {
		return nil, err
	}
	refs, err := references(ctx, reg, s, nil, map[Reference]bool{}, &followed{bytes: len(s.Text)}, 1)
	if err != nil {
		return nil, err
	}
	return parseAvro(s.Text, refs...)
}

// references appends the texts of the schemas that s refers to, each after its own.
// depth is the length of the chain from the first schema.
func references(ctx context.Context, reg Registry, s Schema, texts []string, seen map[Reference]bool, so *followed, depth int) ([]string, error) {
	for _, ref := range s.References {
		at := Reference{Subject: ref.Subject, Version: ref.Version}
		if seen[at] {
			continue
		}
		seen[at] = true
		other, err := reg.Schema(ctx, ref.Subject, ref.Version)
		if err != nil {
			return nil, &lookupError{ref.Name, err}
		}
		if err := so.add(other, depth); err != nil {
			return nil, fmt.Errorf("reference %s: %w", quote([]byte(ref.Name)), err)
		}
		if texts, err = references(ctx, reg, other, texts, seen, so, depth+1); err != nil {
			return nil, err
		}
		texts = append(texts, other.Text)
	}
	return texts, nil
}

// lookupError says that a schema could not be fetched; it may be that it is there.
type lookupError struct {
	ref string
	error
}

func (e *lookupError) Error() string { return fmt.Sprintf("reference %q: %v", e.ref, e.error) }
func (e *lookupError) Unwrap() error { return e.error }

func (r *avroReader) Decoder(env Env, dst []column.Builder) (Decoder, error) {
	t, err := r.table(env.life(), env)
	if err == nil {
		err = match(t.fields, dst)
	}
	if err != nil {
		return nil, fmt.Errorf("avro_spec: %w", err)
	}
	finder, err := env.finder()
	if err != nil {
		return nil, err
	}
	d := &avroDecoder{reader: r, table: t, schemaFinder: finder, dst: dst, plans: map[schemaKey]*avroPlan{}}
	for _, b := range dst {
		d.cols = append(d.cols, newAvroColumn(b))
	}
	return d, nil
}

// plan is how records of the schema s become rows of t. A schema that cannot be used is
// a plan too, by which every record is bad; an error is that of a lookup.
func (r *avroReader) plan(ctx context.Context, reg Registry, t *avroTable, s Schema) (*avroPlan, error) {
	key := avroPair{t, s.identity()}
	if p, ok := r.plans.Load(key); ok {
		return p.(*avroPlan), nil
	}
	w, err := fetchedAvro(ctx, reg, s)
	if lookup := (*lookupError)(nil); errors.As(err, &lookup) {
		return nil, lookup
	}
	p := newAvroPlan(w, t)
	if err != nil {
		p = &avroPlan{err: err}
	}
	r.plans.Store(key, p)
	return p, nil
}
