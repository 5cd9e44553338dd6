package starlib

import (
	"fmt"

	"starling/engine/expr"
	"starling/specs/protobuf"

	"go.starlark.net/starlark"
)

// protobufFraming is a kc.ProtobufProtocol.
type protobufFraming protobuf.Framing

var framingNames = map[protobufFraming]string{
	protobufFraming(protobuf.Serdes): "ProtobufProtocol.serdes()",
	protobufFraming(protobuf.Raw):    "ProtobufProtocol.raw()",
}

func (f protobufFraming) String() string        { return framingNames[f] }
func (f protobufFraming) Type() string          { return "ProtobufProtocol" }
func (f protobufFraming) Freeze()               {}
func (f protobufFraming) Truth() starlark.Bool  { return true }
func (f protobufFraming) Hash() (uint32, error) { return starlark.String(f.String()).Hash() }

// protobufFramings is the class ProtobufProtocol.
func protobufFramings() *namespace {
	return newNamespace("ProtobufProtocol", starlark.StringDict{
		"raw":    fixed("ProtobufProtocol.raw()", "A record is the message and nothing else.", protobufFraming(protobuf.Raw)),
		"serdes": fixed("ProtobufProtocol.serdes()", "The schema's id or GUID and the message's indexes come before the message, or in a header.", protobufFraming(protobuf.Serdes)),
	})
}

// framingArg takes a ProtobufProtocol; None is the default.
type framingArg struct{ p *protobuf.Framing }

// Unpack implements starlark.Unpacker.
func (a framingArg) Unpack(v starlark.Value) error {
	if v == starlark.None {
		return nil
	}
	f, ok := v.(protobufFraming)
	if !ok {
		return fmt.Errorf("got %s, want ProtobufProtocol.serdes() or ProtobufProtocol.raw()", short(v))
	}
	*a.p = protobuf.Framing(f)
	return nil
}

// versionNumber takes the number of a version; None, 0 and "latest" are the latest.
type versionNumber struct{ p *int }

// Unpack implements starlark.Unpacker.
func (a versionNumber) Unpack(v starlark.Value) error {
	switch v := v.(type) {
	case starlark.NoneType:
		return nil
	case starlark.Int:
		n, ok := v.Int64()
		if !ok || n < 0 || n > 1<<31-1 {
			return fmt.Errorf("got %s, want a number from 1 on, or None for the latest", v)
		}
		*a.p = int(n)
		return nil
	}
	if s, ok := starlark.AsString(v); ok && s == "latest" {
		return nil
	}
	return fmt.Errorf("got %s, want a number from 1 on, or None for the latest", short(v))
}

// oneOf takes one of two words and tells whether it is the second.
type oneOf struct {
	first, second string
	p             *bool
}

// Unpack implements starlark.Unpacker.
func (a oneOf) Unpack(v starlark.Value) error {
	s, ok := starlark.AsString(v)
	if !ok || s != a.first && s != a.second {
		return fmt.Errorf("got %s, want %q or %q", short(v), a.first, a.second)
	}
	*a.p = s == a.second
	return nil
}

func readProtobuf(c *call) (starlark.Value, error) {
	o := protobuf.ReaderOptions{CheckName: expr.CheckName, Duration: func(n int64) any { return expr.Duration(n) }}
	var include, paths texts
	var m mapping
	if err := c.unpack("schema?", noneOr(&o.Schema), "schema_version?", versionNumber{&o.Version}, "schema_message_name?", noneOr(&o.Message),
		"message_class?", noneOr(&o.Class), "include?", &include, "protocol?", framingArg{&o.Framing}, "proto_path?", &paths,
		"enums?", oneOf{"name", "number", &o.EnumNumbers}, "unsigned?", oneOf{"wrap", "keep", &o.Widen},
		"mapping?", &m); err != nil {
		return nil, err
	}
	o.Include, o.Paths, o.Mapping = include, paths, m.fieldFirst()
	r, err := protobuf.Reader(o)
	if err != nil {
		return nil, c.failed(err)
	}
	return &readSpec{text: fmt.Sprintf("protobuf_spec(%q)", o.Schema+o.Class), reader: r}, nil
}
