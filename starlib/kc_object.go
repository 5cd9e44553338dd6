package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/specs/json"
	"starling/specs/wire"
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
func jacksonEntries() []entry {
	return []entry{
		{sig: "provider(json_value_type, factory=None)", doc: "Reads JSON for object_processor_spec, as {\"symbol\": str, \"price\": float, \"qty\": int}.", fn: newProvider},
	}
}

func newProvider(c *call) (starlark.Value, error) {
	var t jsonType
	var factory starlark.Value = starlark.None
	if err := c.unpack("json_value_type", &t, "factory?", &factory); err != nil {
		return nil, err
	}
	if factory != starlark.None {
		return nil, raise("NotImplementedError", "%s: factory: JSON is read as RFC 8259 has it, there is no other way to choose", c.name)
	}
	r, err := json.ObjectProcessor(t.value)
	if err != nil {
		return nil, c.failed(err)
	}
	return &jsonProvider{fmt.Sprintf("jackson.provider(%s)", short(c.args0("json_value_type"))), r}, nil
}

// Unpack implements starlark.Unpacker.
func (p *jsonProvider) Unpack(v starlark.Value) error {
	given, ok := v.(*jsonProvider)
	if !ok {
		return fmt.Errorf("got %s, want jackson.provider(…) of deephaven.json", short(v))
	}
	*p = *given
	return nil
}

func readObject(c *call) (starlark.Value, error) {
	var p jsonProvider
	if err := c.unpack("provider", &p); err != nil {
		return nil, err
	}
	return &readSpec{text: fmt.Sprintf("object_processor_spec(%s)", p.text), reader: p.reader}, nil
}
