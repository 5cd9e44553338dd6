// Package guess finds out how the keys and values of records are written: JSON with its
// fields, Avro, Protobuf and JSON Schema by the schema that records name, text, numbers, bytes.
// It looks at a sample and nothing else, but for schemas that a registry tells: the same
// sample gives the same guess.
package guess

import (
	"context"
	"maps"

	"starling/engine/column"
	"starling/specs/wire"
)

// Record is a record of the sample.
type Record struct {
	Key, Value         []byte
	KeyHead, ValueHead []byte // of the headers that name schemas, nil without
}

// Registry is a schema registry that knows also where a schema is.
type Registry interface {
	wire.Registry
	// Subjects is the subjects that have the schema of an id.
	Subjects(ctx context.Context, id int) ([]string, error)
}

// Topic is what is known of a topic beside its records.
type Topic struct {
	Name     string
	Props    map[string]string // of its consumer
	Registry Registry          // nil without one
	Taken    []string          // names that columns have which are neither the key's nor the value's
}

// Format is how a part of records is written.
type Format string

// The formats.
const (
	Nothing    Format = "nothing"
	JSON       Format = "JSON"
	Avro       Format = "Avro"
	Protobuf   Format = "Protobuf"
	JSONSchema Format = "JSON Schema"
	Text       Format = "text"
	Number     Format = "number"
	Binary     Format = "binary"
)

// Part is what was found out of the keys, or of the values.
type Part struct {
	Format Format
	Spec   wire.Reader
	Script string // the spec as a script writes it
	Fields []Field
	Cols   []column.Vector // the sample in columns, a row per record; null where it is not of the format
	Note   string          // what else is to be known, "" if nothing
	// Registered says that the spec needs the schema registry.
	Registered bool
	Read       int // records of the sample that are of the format, and no null
	Some       int // records of the sample that are no null
}

// Field is a column and where it comes from.
type Field struct {
	column.Field
	From  string  // the field by its path, "customer/name"; "" if it is the whole part, or the column's own name
	Of    string  // what is in it that the type does not say: "array of String"; "" if nothing
	Nulls float64 // the share of records without a value
}

// Parts guesses the key and the value of a topic. An error is that of ctx.
func (t Topic) Parts(ctx context.Context, recs []Record) (key, value Part, err error) {
	taken := wire.TakenNames{}
	for _, name := range t.Taken {
		taken.Unique(name)
	}
	values, keys := part{topic: t, name: "value", taken: taken}, part{topic: t, name: "key"}
	for _, r := range recs {
		values.recs = append(values.recs, one{r.Value, r.ValueHead})
		keys.recs = append(keys.recs, one{r.Key, r.KeyHead})
	}
	value = values.guess(ctx)
	keys.taken = values.taken
	key = keys.guess(ctx)
	if value.Format == Nothing && key.Format == Nothing { // one of both has to be a column
		note := value.Note
		value = values.whole(Text, column.String, "string")
		_ = values.read(ctx, &value) // of nothing but nulls
		value.Note = note
	}
	return key, value, ctx.Err()
}

// one is a part of a record, and the header that names its schema.
type one struct{ bytes, head []byte }

// part is the keys or the values of the sample.
type part struct {
	topic Topic
	name  string // "key" or "value"
	recs  []one
	taken wire.TakenNames
}

// env is where specs of the part are used.
func (p *part) env(ctx context.Context) wire.Env {
	env := wire.Env{Part: p.name, Props: p.topic.Props, Single: true, Life: ctx}
	if p.topic.Registry != nil {
		env.Registry = p.topic.Registry
	}
	return env
}

// guess tries the formats, the surest first. One that the sample is not of after all, when it
// is read, is none.
func (p *part) guess(ctx context.Context) Part {
	if len(p.recs) == 0 {
		return p.whole(Text, column.String, "string")
	}
	some := 0
	for _, r := range p.recs {
		if r.bytes != nil {
			some++
		}
	}
	if some == 0 {
		return ignored()
	}
	note := ""
	for _, try := range []func(context.Context) (Part, bool){p.framed, p.json, p.number, p.text} {
		before := maps.Clone(p.taken)
		got, ok := try(ctx)
		if got.Note != "" && !ok {
			note = got.Note
		}
		if ok = ok && p.read(ctx, &got) == nil && 2*got.Read >= got.Some; ok {
			return got
		}
		p.taken = before
	}
	out := p.whole(Binary, column.Bytes, "byte_array")
	_ = p.read(ctx, &out) // bytes are always read
	out.Note = note
	return out
}
