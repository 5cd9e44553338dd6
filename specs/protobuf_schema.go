package specs

import (
	"errors"
	"fmt"
	"slices"

	"github.com/jhump/protoreflect/desc"            //lint:ignore SA1019 what the parser gives; unwrapped at once
	"github.com/jhump/protoreflect/desc/protoparse" //lint:ignore SA1019 the parser that was asked for; only this file knows it
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"

	"starling/internal/files"
	"starling/specs/wire"
)

// parseProto parses the named ones of the files, given by path, with what they import.
// google/protobuf/*.proto and builtinProtos need not be given. It and readDescriptorSet are all that
// knows the parser: another one would replace this file.
func parseProto(texts map[string]string, names ...string) (files []*protoFile, err error) {
	defer func() {
		if r := recover(); r != nil { // the parser's, whose care the text is
			files, err = nil, errors.New(wire.Clip(fmt.Sprint(r)))
		}
	}()
	for name, text := range texts {
		if err := checkProtoText(text); err != nil {
			return nil, fmt.Errorf("%s: %w", wire.Clip(name), err)
		}
	}
	parsed, err := protoparse.Parser{Accessor: protoAccessor(texts)}.ParseFiles(names...)
	if err != nil {
		return nil, &clipped{err}
	}
	c := newProtoConverter()
	files = make([]*protoFile, len(parsed))
	for i, f := range parsed {
		files[i] = c.file(f.UnwrapFile())
	}
	return files, c.err
}

// clipped is an error whose text may show any amount of a schema.
type clipped struct{ error }

func (e *clipped) Error() string { return wire.Clip(e.error.Error()) }
func (e *clipped) Unwrap() error { return e.error }

// readDescriptorSet reads files as protoc --descriptor_set_out --include_imports leaves them.
func readDescriptorSet(access *files.Access, path string) ([]*protoFile, error) {
	b, err := access.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var set descriptorpb.FileDescriptorSet
	if err := proto.Unmarshal(b, &set); err != nil {
		return nil, fmt.Errorf("%s is neither a .proto file nor a descriptor set: %w", path, err)
	}
	byPath, err := desc.CreateFileDescriptorsFromSet(&set)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	c := newProtoConverter()
	var files []*protoFile
	for _, f := range set.GetFile() {
		files = append(files, c.file(byPath[f.GetName()].UnwrapFile()))
	}
	return files, c.err
}

// protoConverter makes our messages of the parser's, each once.
type protoConverter struct {
	messages map[protoreflect.FullName]*protoMessage
	enums    map[protoreflect.FullName]*protoEnum
	err      error // the first name that is too long
}

func newProtoConverter() *protoConverter {
	return &protoConverter{messages: map[protoreflect.FullName]*protoMessage{}, enums: map[protoreflect.FullName]*protoEnum{}}
}

func (c *protoConverter) name(what, name string) string {
	if c.err == nil {
		c.err = wire.CheckName(what, name)
	}
	return name
}

func (c *protoConverter) file(f protoreflect.FileDescriptor) *protoFile {
	out := &protoFile{path: f.Path()}
	c.all(out, f.Messages(), &protoMessage{})
	return out
}

// all adds messages, each followed by those within it. around is the one they are in.
func (c *protoConverter) all(out *protoFile, list protoreflect.MessageDescriptors, around *protoMessage) {
	index := 0
	for i := range list.Len() {
		d := list.Get(i)
		if d.IsMapEntry() {
			continue
		}
		m := c.message(d)
		m.indexes = append(slices.Clip(around.indexes), index)
		m.positions = append(slices.Clip(around.positions), i)
		if m.local = string(d.Name()); around.local != "" {
			m.local = around.local + "." + m.local
		}
		index++
		out.messages = append(out.messages, m)
		c.all(out, d.Messages(), m)
	}
}

func (c *protoConverter) message(d protoreflect.MessageDescriptor) *protoMessage {
	if m, ok := c.messages[d.FullName()]; ok {
		return m
	}
	m := &protoMessage{name: c.name("message", string(d.FullName()))}
	c.messages[d.FullName()] = m
	for i := range d.Fields().Len() {
		m.fields = append(m.fields, c.field(d.Fields().Get(i)))
	}
	return m
}

// protoKinds is the parser's names of the kinds.
var protoKinds = map[protoreflect.Kind]protoKind{
	protoreflect.BoolKind: protoBool, protoreflect.EnumKind: protoEnumKind,
	protoreflect.Int32Kind: protoInt32, protoreflect.Sint32Kind: protoSint32, protoreflect.Uint32Kind: protoUint32,
	protoreflect.Int64Kind: protoInt64, protoreflect.Sint64Kind: protoSint64, protoreflect.Uint64Kind: protoUint64,
	protoreflect.Sfixed32Kind: protoFixed32, protoreflect.Fixed32Kind: protoFixed32, protoreflect.FloatKind: protoFloat,
	protoreflect.Sfixed64Kind: protoFixed64, protoreflect.Fixed64Kind: protoFixed64, protoreflect.DoubleKind: protoDouble,
	protoreflect.StringKind: protoString, protoreflect.BytesKind: protoBytes,
	protoreflect.MessageKind: protoMessageKind, protoreflect.GroupKind: protoGroup,
}

func (c *protoConverter) field(d protoreflect.FieldDescriptor) *protoField {
	f := &protoField{
		name: c.name("field", string(d.Name())), number: int32(d.Number()), kind: protoKinds[d.Kind()],
		unsigned: d.Kind() == protoreflect.Fixed32Kind || d.Kind() == protoreflect.Fixed64Kind,
		list:     d.IsList() || d.IsMap(),
		isMap:    d.IsMap(),
		presence: d.HasPresence() && !d.ContainingMessage().IsMapEntry(), // a map has every key and value
		required: d.Cardinality() == protoreflect.Required,
		packed:   d.IsPacked(),
		lax:      !enforcesUTF8(d),
	}
	if o := d.ContainingOneof(); o != nil && !o.IsSynthetic() {
		f.oneof = string(o.Name())
	}
	if e := d.Enum(); e != nil {
		f.enum = c.enum(e)
	}
	if m := d.Message(); m != nil {
		f.message = c.message(m)
	}
	return f
}

// enforcesUTF8 reports whether a string must be UTF-8: by its features in editions,
// otherwise in proto3.
func enforcesUTF8(d protoreflect.FieldDescriptor) bool {
	if f, ok := d.(interface{ EnforceUTF8() bool }); ok {
		return f.EnforceUTF8()
	}
	return d.ParentFile().Syntax() != protoreflect.Proto2
}

func (c *protoConverter) enum(d protoreflect.EnumDescriptor) *protoEnum {
	if e, ok := c.enums[d.FullName()]; ok {
		return e
	}
	e := &protoEnum{name: c.name("enum", string(d.Name()))}
	c.enums[d.FullName()] = e
	for i := range d.Values().Len() {
		v := d.Values().Get(i)
		e.values = append(e.values, protoSymbol{c.name("symbol", string(v.Name())), int32(v.Number())})
	}
	return e
}
