package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/specs/json"
	"starling/specs/simple"
	"starling/specs/wire"
	"starling/starlib/py"
)

// readSpec is a KeyValueSpec of the consumer: how a key or value becomes columns.
type readSpec struct {
	text   string // as a script writes it
	reader wire.Reader
}

func (s *readSpec) String() string        { return s.text }
func (s *readSpec) Type() string          { return "KeyValueSpec" }
func (s *readSpec) Freeze()               {}
func (s *readSpec) Truth() starlark.Bool  { return true }
func (s *readSpec) Hash() (uint32, error) { return starlark.String(s.text).Hash() }

// readSpecs is the class KeyValueSpec of the consumer.
func readSpecs() *py.Namespace {
	return py.NewNamespace("KeyValueSpec", starlark.StringDict{
		"FROM_PROPERTIES": &readSpec{text: "KeyValueSpec.FROM_PROPERTIES", reader: simple.FromProperties},
		"IGNORE":          &readSpec{text: "KeyValueSpec.IGNORE", reader: simple.Ignore},
	})
}

// Unpack implements starlark.Unpacker; None leaves the spec without a reader.
func (s *readSpec) Unpack(v starlark.Value) error {
	switch v := v.(type) {
	case starlark.NoneType:
		return nil
	case *readSpec:
		s.reader = v.reader
		return nil
	case *writeSpec:
		return fmt.Errorf("got a spec of the producer, want one of the consumer: kc.%s", v.name())
	}
	return fmt.Errorf("got %s, want a spec such as kc.simple_spec, kc.json_spec or kc.KeyValueSpec.IGNORE", py.Short(v))
}

func (s *readSpec) orProperties() wire.Reader {
	if s.reader == nil {
		return simple.FromProperties
	}
	return s.reader
}

func readSimple(c *py.Call) (starlark.Value, error) {
	var name string
	var typ dataType
	if err := c.Unpack("col_name", py.NoneOr(&name), "data_type?", &typ); err != nil {
		return nil, err
	}
	text := fmt.Sprintf("simple_spec(%q)", name)
	if typ.Kind != 0 {
		text = fmt.Sprintf("simple_spec(%q, %s)", name, column.Type(typ))
	}
	return &readSpec{text: text, reader: simple.Reader(name, column.Type(typ))}, nil
}

func readJSON(c *call) (starlark.Value, error) {
	var fields definitions
	var m mapping
	if err := c.Unpack("col_defs", &fields, "mapping?", &m); err != nil {
		return nil, err
	}
	r, err := json.Reader(fields, m.fieldFirst())
	if err != nil {
		return nil, c.failed(err)
	}
	return &readSpec{text: fmt.Sprintf("json_spec(%s)", py.Short(c.args0("col_defs"))), reader: r}, nil
}

// args0 is the first argument, given by place or by name.
func (c *call) args0(name string) starlark.Value {
	if len(c.Args) > 0 {
		return c.Args[0]
	}
	for _, kv := range c.Kwargs {
		if kv[0] == starlark.String(name) {
			return kv[1]
		}
	}
	return starlark.None
}

// mapping takes a dict of strings, in its order; None is none.
type mapping [][2]string

// Unpack implements starlark.Unpacker.
func (m *mapping) Unpack(v starlark.Value) error {
	if v == starlark.None {
		return nil
	}
	d, ok := v.(*starlark.Dict)
	if !ok {
		return fmt.Errorf("got %s, want a dict of strings", py.TypeOf(v))
	}
	for _, kv := range d.Items() {
		from, ok1 := starlark.AsString(kv[0])
		to, ok2 := starlark.AsString(kv[1])
		if !ok1 || !ok2 {
			return fmt.Errorf("got %s: %s, want strings", py.Short(kv[0]), py.Short(kv[1]))
		}
		*m = append(*m, [2]string{from, to})
	}
	return nil
}

// fieldFirst is the mapping of a consumer: field to column.
func (m mapping) fieldFirst() []wire.Mapping {
	var out []wire.Mapping
	for _, p := range m {
		out = append(out, wire.Mapping{Field: p[0], Column: p[1]})
	}
	return out
}

// columnFirst is the mapping of a producer: column to field.
func (m mapping) columnFirst() []wire.Mapping {
	var out []wire.Mapping
	for _, p := range m {
		out = append(out, wire.Mapping{Field: p[1], Column: p[0]})
	}
	return out
}

// definitions takes columns and their types: a dict {"Price": dht.double}, a list of such
// pairs, the columns or the definition of a table, or a table.
type definitions []column.Field

// Unpack implements starlark.Unpacker.
func (d *definitions) Unpack(v starlark.Value) error {
	switch v := v.(type) {
	case *starlark.Dict:
		for _, kv := range v.Items() {
			if err := d.add(kv[0], kv[1]); err != nil {
				return err
			}
		}
		return nil
	case *Table:
		*d = append(*d, v.t.Schema...)
		return nil
	case starlark.Iterable:
		for x := range starlark.Elements(v) {
			name, typ, err := columnPair(x)
			if err == nil {
				err = d.add(name, typ)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("got %s, want a dict such as {\"Price\": dht.double}", py.TypeOf(v))
}

// columnPair is the name and type in a pair, or of a column of a table.
func columnPair(v starlark.Value) (name, typ starlark.Value, err error) {
	switch v := v.(type) {
	case starlark.Indexable:
		if v.Len() == 2 && !isText(v) {
			return v.Index(0), v.Index(1), nil
		}
	case *py.Namespace:
		if v.Name == "Column" {
			return v.Members["name"], v.Members["data_type"], nil
		}
	}
	return nil, nil, fmt.Errorf("got %s in a list, want pairs such as (\"Price\", dht.double)", py.Short(v))
}

func (d *definitions) add(name, typ starlark.Value) error {
	s, ok := starlark.AsString(name)
	if !ok {
		return fmt.Errorf("column %s: a name must be a string, not %s", py.Short(name), py.TypeOf(name))
	}
	var t dataType
	if err := t.Unpack(typ); err != nil {
		return fmt.Errorf("column %q: %w", s, err)
	}
	if t.Kind == 0 {
		return fmt.Errorf("column %q: the type is missing", s)
	}
	*d = append(*d, column.Field{Name: s, Type: column.Type(t)})
	return nil
}

// dataType takes a type such as dht.double; None is the zero Type.
type dataType column.Type

// Unpack implements starlark.Unpacker.
func (t *dataType) Unpack(v starlark.Value) error {
	switch v := v.(type) {
	case starlark.NoneType:
		return nil
	case *DType:
		*t = dataType(v.typ)
		return nil
	}
	return fmt.Errorf("got %s, want a type such as dht.double", py.Short(v))
}

func isText(v starlark.Value) bool {
	switch v.(type) {
	case starlark.String, starlark.Bytes:
		return true
	}
	return false
}
