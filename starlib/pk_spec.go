package starlib

import (
	"fmt"
	"math"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/specs/json"
	"starling/specs/simple"
	"starling/specs/wire"
)

// writeSpec is a KeyValueSpec of the producer: how columns become a key or value.
type writeSpec struct {
	text   string // as a script writes it
	writer wire.Writer
}

func (s *writeSpec) String() string        { return s.text }
func (s *writeSpec) Type() string          { return "KeyValueSpec" }
func (s *writeSpec) Freeze()               {}
func (s *writeSpec) Truth() starlark.Bool  { return true }
func (s *writeSpec) Hash() (uint32, error) { return starlark.String(s.text).Hash() }

// name is the name of what made the spec.
func (s *writeSpec) name() string {
	name, _, _ := strings.Cut(s.text, "(")
	return name
}

// writeSpecs is the class KeyValueSpec of the producer.
func writeSpecs() *namespace {
	return newNamespace("KeyValueSpec", starlark.StringDict{
		"IGNORE": &writeSpec{text: "KeyValueSpec.IGNORE", writer: simple.Ignore},
	})
}

// Unpack implements starlark.Unpacker.
func (s *writeSpec) Unpack(v starlark.Value) error {
	switch v := v.(type) {
	case *writeSpec:
		s.writer = v.writer
		return nil
	case *readSpec:
		name, _, _ := strings.Cut(v.text, "(")
		if name == "KeyValueSpec.FROM_PROPERTIES" {
			name = "KeyValueSpec.IGNORE"
		}
		return fmt.Errorf("got a spec of the consumer, want one of the producer: pk.%s", name)
	}
	return fmt.Errorf("got %s, want a spec: pk.simple_spec, pk.json_spec or pk.KeyValueSpec.IGNORE", short(v))
}

func writeSimple(c *call) (starlark.Value, error) {
	var name string
	if err := c.unpack("col_name", &name); err != nil {
		return nil, err
	}
	return &writeSpec{text: fmt.Sprintf("simple_spec(%q)", name), writer: simple.Writer(name)}, nil
}

func writeJSON(c *call) (starlark.Value, error) {
	var include, exclude texts
	var m mapping
	o := json.WriterOptions{Text: objectText}
	if err := c.unpack("include_columns?", &include, "exclude_columns?", &exclude, "mapping?", &m,
		"nested_delim?", noneOr(&o.NestedDelim), "output_nulls?", &o.OutputNulls, "timestamp_field?", noneOr(&o.TimestampField)); err != nil {
		return nil, err
	}
	o.Include, o.Exclude, o.Mapping = include, exclude, m.columnFirst()
	w, err := json.Writer(o)
	if err != nil {
		return nil, c.failed(err)
	}
	return &writeSpec{text: fmt.Sprintf("json_spec(%s)", strings.Join(include, ", ")), writer: w}, nil
}

// objectText is the text of what an Object column holds.
func objectText(x any) string {
	if v, ok := x.(starlark.Value); ok {
		return plainText(v, math.MaxInt)
	}
	return string(column.Java.Append(nil, x))
}
