// Package protobuf is Protobuf: fields of messages as columns, and columns as messages, by
// schemas of a registry or .proto files.
package protobuf

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"starling/engine/column"
	"starling/specs/wire"
)

// ReadKinds is what a field of a message can become.
var ReadKinds = []column.Kind{
	column.Bool, column.Int, column.Long, column.Float, column.Double,
	column.Instant, column.String, column.Bytes, column.Object, column.List,
}

// Framing is what comes before the message in a record.
type Framing uint8

// The framings.
const (
	Default Framing = iota // serdes by a registered schema, raw by files
	Serdes                 // the schema's id and the message's indexes, see wire.Framing
	Raw                    // nothing
)

// ReaderOptions says where the message is described and how it becomes columns.
type ReaderOptions struct {
	Schema  string // subject of the registry
	Version int    // of the subject; Latest is its newest
	Message string // full name of the message; "" is the first of the schema

	Class string   // full name of the message among the files, instead of Schema
	Paths []string // where its files are: .proto files, directories of them, descriptor sets

	Include     []string // paths of fields, "/inner/x" or "/inner/*"; nil is all
	Mapping     []wire.Mapping
	Framing     Framing
	EnumNumbers bool // enums are numbers, not symbols
	Widen       bool // unsigned numbers keep their value: uint32 is a long, uint64 a BigInteger

	CheckName func(string) error    // an error if a mapping's column cannot have the name; nil takes all
	Duration  func(nanos int64) any // a java.time.Duration as an object of a table; nil is time.Duration
}

// Reader reads fields of a Protobuf message as columns. A message within is
// flattened: field x of field inner is column inner_x, unless the mapping names it or the
// message; what cannot name a column is changed as by ObjectProcessor. Repeated fields are
// arrays, one for each field of a repeated message; maps are a java.util.Map, or arrays of keys and
// values if the values are messages.
//
// A field that is not set is null if that can be told from its default, and so is all
// of a message that is not there; other fields are their default, repeated fields and
// maps are empty. Unknown fields are passed over. Kafka's null is a row of nulls.
//
// The schema that a record names is looked up, to tell its message: another one is an
// ErrOther. Fields are told by their numbers, so that the schema may be a newer one. Without
// a registry the message is told by its place in the file that has the one that is wanted.
func Reader(o ReaderOptions) (wire.Reader, error) {
	switch {
	case o.Schema == "" && o.Class == "":
		return nil, errors.New("schema or message_class must be given")
	case o.Schema != "" && o.Class != "":
		return nil, errors.New("schema and message_class cannot both be given")
	case o.Class != "" && (o.Version != wire.Latest || o.Message != ""):
		return nil, errors.New("schema_version and schema_message_name go with schema, not with message_class")
	case o.Class != "" && len(o.Paths) == 0:
		return nil, fmt.Errorf("message_class %q: proto_path is missing: there are no Java classes here, so message_class names a message "+
			`of .proto files, as in protobuf_spec(message_class="com.example.Order", proto_path=["protos"])`, o.Class)
	case o.Class == "" && o.Paths != nil:
		return nil, errors.New("proto_path goes with message_class, not with schema")
	case o.Version < 0:
		return nil, fmt.Errorf("schema_version %d: must be a number from 1 on, or 0 or None for the latest", o.Version)
	}
	in, err := newInclude(o.Include)
	if err != nil {
		return nil, err
	}
	names, err := newMapping(o.Mapping, o.CheckName)
	if err != nil {
		return nil, err
	}
	if o.Framing == Default {
		o.Framing = Serdes
		if o.Class != "" {
			o.Framing = Raw
		}
	}
	if o.Duration == nil {
		o.Duration = func(n int64) any { return time.Duration(n) }
	}
	return &reader{ReaderOptions: o, include: in, mapping: names}, nil
}

type reader struct {
	ReaderOptions
	include include
	mapping mapping
	source  source
}

// message is the one that is wanted, and its file if there is no registry to have it from.
func (r *reader) message(ctx context.Context, env wire.Env) (*message, *file, error) {
	if r.Class != "" {
		return r.source.ofFiles(env.Files, r.Class, r.Paths)
	}
	m, _, err := r.source.ofRegistry(ctx, env, r.Schema, r.Version, r.Message)
	return m, nil, err
}

// tree compiles the message.
func (r *reader) tree(m *message) (*tree, error) {
	t, err := newTree(m, shape{
		include: r.include, oneofsFirst: r.Class == "", enumNumbers: r.EnumNumbers, widen: r.Widen,
		mapping: r.mapping, duration: r.Duration,
	})
	if err != nil {
		return nil, fmt.Errorf("protobuf_spec: message %s: %w", m.name, err)
	}
	return t, nil
}

// Spec is the options.
func (r *reader) Spec() wire.Spec {
	return wire.Spec{Format: "protobuf", Options: r.ReaderOptions}
}

func (r *reader) Fields(ctx context.Context, env wire.Env) ([]column.Field, error) {
	m, _, err := r.message(ctx, env)
	if err != nil {
		return nil, fmt.Errorf("protobuf_spec: %w", err)
	}
	t, err := r.tree(m)
	if err != nil {
		return nil, err
	}
	if _, err := env.Framing(); err != nil {
		return nil, err
	}
	return slices.Clone(t.fields), nil
}

func (r *reader) Decoder(env wire.Env, dst []column.Builder) (wire.Decoder, error) {
	m, file, err := r.message(env.Context(), env)
	if err != nil {
		return nil, fmt.Errorf("protobuf_spec: %w", err)
	}
	t, err := r.tree(m)
	if err != nil {
		return nil, err
	}
	if err := wire.Match(t.fields, dst); err != nil {
		return nil, fmt.Errorf("protobuf_spec: %w", err)
	}
	if r.Framing == Raw {
		return newDecoder(t, nil, dst), nil
	}
	finder, err := env.Finder()
	if err != nil {
		return nil, err
	}
	frames := &frames{Finder: finder, source: &r.source, want: m.name, file: file, root: t.frame.root, schemas: map[wire.SchemaKey]*written{}}
	return newDecoder(t, frames, dst), nil
}
