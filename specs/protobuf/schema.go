package protobuf

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

// parse parses the named ones of the files, given by path, with what they import.
// google/protobuf/*.proto and builtins need not be given. It and readDescriptorSet are all that
// knows the parser: another one would replace this file.
func parse(texts map[string]string, names ...string) (files []*file, err error) {
	defer func() {
		if r := recover(); r != nil { // the parser's, whose care the text is
			files, err = nil, errors.New(wire.Clip(fmt.Sprint(r)))
		}
	}()
	for name, text := range texts {
		if err := checkText(text); err != nil {
			return nil, fmt.Errorf("%s: %w", wire.Clip(name), err)
		}
	}
	parsed, err := protoparse.Parser{Accessor: accessor(texts)}.ParseFiles(names...)
	if err != nil {
		return nil, &clipped{err}
	}
	c := newConverter()
	files = make([]*file, len(parsed))
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
func readDescriptorSet(access *files.Access, path string) ([]*file, error) {
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
	c := newConverter()
	var files []*file
	for _, f := range set.GetFile() {
		files = append(files, c.file(byPath[f.GetName()].UnwrapFile()))
	}
	return files, c.err
}

// converter makes our messages of the parser's, each once.
type converter struct {
	messages map[protoreflect.FullName]*message
	enums    map[protoreflect.FullName]*enum
	err      error // the first name that is too long
}

func newConverter() *converter {
	return &converter{messages: map[protoreflect.FullName]*message{}, enums: map[protoreflect.FullName]*enum{}}
}

func (c *converter) name(what, name string) string {
	if c.err == nil {
		c.err = wire.CheckName(what, name)
	}
	return name
}

func (c *converter) file(f protoreflect.FileDescriptor) *file {
	out := &file{path: f.Path()}
	c.all(out, f.Messages(), &message{})
	return out
}

// all adds messages, each followed by those within it. around is the one they are in.
func (c *converter) all(out *file, list protoreflect.MessageDescriptors, around *message) {
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

func (c *converter) message(d protoreflect.MessageDescriptor) *message {
	if m, ok := c.messages[d.FullName()]; ok {
		return m
	}
	m := &message{name: c.name("message", string(d.FullName()))}
	c.messages[d.FullName()] = m
	for i := range d.Fields().Len() {
		m.fields = append(m.fields, c.field(d.Fields().Get(i)))
	}
	return m
}

// kinds is the parser's names of the kinds.
var kinds = map[protoreflect.Kind]kind{
	protoreflect.BoolKind: boolKind, protoreflect.EnumKind: enumKind,
	protoreflect.Int32Kind: int32Kind, protoreflect.Sint32Kind: sint32Kind, protoreflect.Uint32Kind: uint32Kind,
	protoreflect.Int64Kind: int64Kind, protoreflect.Sint64Kind: sint64Kind, protoreflect.Uint64Kind: uint64Kind,
	protoreflect.Sfixed32Kind: fixed32Kind, protoreflect.Fixed32Kind: fixed32Kind, protoreflect.FloatKind: floatKind,
	protoreflect.Sfixed64Kind: fixed64Kind, protoreflect.Fixed64Kind: fixed64Kind, protoreflect.DoubleKind: doubleKind,
	protoreflect.StringKind: stringKind, protoreflect.BytesKind: bytesKind,
	protoreflect.MessageKind: messageKind, protoreflect.GroupKind: groupKind,
}

func (c *converter) field(d protoreflect.FieldDescriptor) *field {
	f := &field{
		name: c.name("field", string(d.Name())), number: int32(d.Number()), kind: kinds[d.Kind()],
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

func (c *converter) enum(d protoreflect.EnumDescriptor) *enum {
	if e, ok := c.enums[d.FullName()]; ok {
		return e
	}
	e := &enum{name: c.name("enum", string(d.Name()))}
	c.enums[d.FullName()] = e
	for i := range d.Values().Len() {
		v := d.Values().Get(i)
		e.values = append(e.values, symbol{c.name("symbol", string(v.Name())), int32(v.Number())})
	}
	return e
}
