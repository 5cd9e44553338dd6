package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/specs/json"
	"starling/specs/wire"
	"starling/starlib/py"
)

// jsonProvider is what jackson.provider gives: a reader of JSON for object_processor_spec.
type jsonProvider struct {
	text   string
	reader wire.Reader
}

func (p *jsonProvider) String() string        { return p.text }
func (p *jsonProvider) Type() string          { return "JacksonProvider" }
func (p *jsonProvider) Freeze()               {}
func (p *jsonProvider) Truth() starlark.Bool  { return true }
func (p *jsonProvider) Hash() (uint32, error) { return starlark.String(p.text).Hash() }

// jacksonEntries is the module deephaven.json.jackson.
func jacksonEntries() []py.Entry {
	return []py.Entry{
		{Sig: "provider(json_value_type, factory=None)", Doc: "Reads JSON for object_processor_spec, as {\"symbol\": str, \"price\": float, \"qty\": int}.", Fn: does(newProvider)},
	}
}

func newProvider(c *call) (starlark.Value, error) {
	var t jsonType
	var factory starlark.Value = starlark.None
	if err := c.Unpack("json_value_type", &t, "factory?", &factory); err != nil {
		return nil, err
	}
	if factory != starlark.None {
		return nil, py.Raise("NotImplementedError", "%s: factory: JSON is read as RFC 8259 has it, there is no other way to choose", c.Name)
	}
	r, err := json.ObjectProcessor(t.value)
	if err != nil {
		return nil, c.failed(err)
	}
	return &jsonProvider{fmt.Sprintf("jackson.provider(%s)", py.Short(c.args0("json_value_type"))), r}, nil
}

// Unpack implements starlark.Unpacker.
func (p *jsonProvider) Unpack(v starlark.Value) error {
	given, ok := v.(*jsonProvider)
	if !ok {
		return fmt.Errorf("got %s, want jackson.provider(…) of deephaven.json", py.Short(v))
	}
	*p = *given
	return nil
}

func readObject(c *py.Call) (starlark.Value, error) {
	var p jsonProvider
	if err := c.Unpack("provider", &p); err != nil {
		return nil, err
	}
	return &readSpec{text: fmt.Sprintf("object_processor_spec(%s)", p.text), reader: p.reader}, nil
}
