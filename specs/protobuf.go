package specs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"starling/engine/column"
)

// protobufKinds is what a field of a message can become.
var protobufKinds = []column.Kind{
	column.Bool, column.Int, column.Long, column.Float, column.Double,
	column.Instant, column.String, column.Bytes, column.Object, column.List,
}

// ProtobufFraming is what comes before the message in a record.
type ProtobufFraming uint8

// The framings.
const (
	ProtobufDefault ProtobufFraming = iota // serdes by a registered schema, raw by files
	ProtobufSerdes                         // the schema's id and the message's indexes, see framing
	ProtobufRaw                            // nothing
)

// ProtobufOptions says where the message is described and how it becomes columns.
type ProtobufOptions struct {
	Schema  string // subject of the registry
	Version int    // of the subject; Latest is its newest
	Message string // full name of the message; "" is the first of the schema

	Class string   // full name of the message among the files, instead of Schema
	Paths []string // where its files are: .proto files, directories of them, descriptor sets

	Include     []string // paths of fields, "/inner/x" or "/inner/*"; nil is all
	Mapping     []Mapping
	Framing     ProtobufFraming
	EnumNumbers bool // enums are numbers, not symbols
	Widen       bool // unsigned numbers keep their value: uint32 is a long, uint64 a BigInteger

	CheckName func(string) error    // an error if a mapping's column cannot have the name; nil takes all
	Duration  func(nanos int64) any // a java.time.Duration as an object of a table; nil is time.Duration
}

// Protobuf reads fields of a Protobuf message as columns. A message within is
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
func Protobuf(o ProtobufOptions) (Reader, error) {
	switch {
	case o.Schema == "" && o.Class == "":
		return nil, errors.New("schema or message_class must be given")
	case o.Schema != "" && o.Class != "":
		return nil, errors.New("schema and message_class cannot both be given")
	case o.Class != "" && (o.Version != Latest || o.Message != ""):
		return nil, errors.New("schema_version and schema_message_name go with schema, not with message_class")
	case o.Class != "" && len(o.Paths) == 0:
		return nil, fmt.Errorf("message_class %q: proto_path is missing: there are no Java classes here, so message_class names a message "+
			`of .proto files, as in protobuf_spec(message_class="com.example.Order", proto_path=["protos"])`, o.Class)
	case o.Class == "" && o.Paths != nil:
		return nil, errors.New("proto_path goes with message_class, not with schema")
	case o.Version < 0:
		return nil, fmt.Errorf("schema_version %d: must be a number from 1 on, or 0 or None for the latest", o.Version)
	}
	in, err := newProtoInclude(o.Include)
	if err != nil {
		return nil, err
	}
	names, err := newProtoMapping(o.Mapping, o.CheckName)
	if err != nil {
		return nil, err
	}
	if o.Framing == ProtobufDefault {
		o.Framing = ProtobufSerdes
		if o.Class != "" {
			o.Framing = ProtobufRaw
		}
	}
	if o.Duration == nil {
		o.Duration = func(n int64) any { return time.Duration(n) }
	}
	return &protobufReader{ProtobufOptions: o, include: in, mapping: names}, nil
}

type protobufReader struct {
	ProtobufOptions
	include protoInclude
	mapping protoMapping
	source  protoSource
}

// message is the one that is wanted, and its file if there is no registry to have it from.
func (r *protobufReader) message(ctx context.Context, env Env) (*protoMessage, *protoFile, error) {
	if r.Class != "" {
		return r.source.ofFiles(env.Files, r.Class, r.Paths)
	}
	m, _, err := r.source.ofRegistry(ctx, env, r.Schema, r.Version, r.Message)
	return m, nil, err
}

// tree compiles the message.
func (r *protobufReader) tree(m *protoMessage) (*protoTree, error) {
	t, err := newProtoTree(m, protoShape{
		include: r.include, oneofsFirst: r.Class == "", enumNumbers: r.EnumNumbers, widen: r.Widen,
		mapping: r.mapping, duration: r.Duration,
	})
	if err != nil {
		return nil, fmt.Errorf("protobuf_spec: message %s: %w", m.name, err)
	}
	return t, nil
}

func (r *protobufReader) Fields(ctx context.Context, env Env) ([]column.Field, error) {
	m, _, err := r.message(ctx, env)
	if err != nil {
		return nil, fmt.Errorf("protobuf_spec: %w", err)
	}
	t, err := r.tree(m)
	if err != nil {
		return nil, err
	}
	if _, err := env.framing(); err != nil {
		return nil, err
	}
	return slices.Clone(t.fields), nil
}

func (r *protobufReader) Decoder(env Env, dst []column.Builder) (Decoder, error) {
	m, file, err := r.message(env.life(), env)
	if err != nil {
		return nil, fmt.Errorf("protobuf_spec: %w", err)
	}
	t, err := r.tree(m)
	if err != nil {
		return nil, err
	}
	if err := match(t.fields, dst); err != nil {
		return nil, fmt.Errorf("protobuf_spec: %w", err)
	}
	if r.Framing == ProtobufRaw {
		return newProtoDecoder(t, nil, dst), nil
	}
	finder, err := env.finder()
	if err != nil {
		return nil, err
	}
	frames := &protoFrames{schemaFinder: finder, source: &r.source, want: m.name, file: file, root: t.frame.root, schemas: map[schemaKey]*protoWritten{}}
	return newProtoDecoder(t, frames, dst), nil
}
