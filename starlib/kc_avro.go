package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/specs/avro"
)

// versionArg takes a version of a schema: "latest", a number, or its text.
type versionArg struct{ p *string }

// Unpack implements starlark.Unpacker.
func (a versionArg) Unpack(v starlark.Value) error {
	if n, ok := v.(starlark.Int); ok {
		*a.p = n.String()
		return nil
	}
	return noneOr(a.p).Unpack(v)
}

func readAvro(c *call) (starlark.Value, error) {
	var o avro.ReaderOptions
	var m, only mapping
	if err := c.unpack("schema", &o.Schema, "schema_version?", versionArg{&o.Version}, "mapping?", &m,
		"mapped_only?", &o.Only, "mapping_only?", &only); err != nil {
		return nil, err
	}
	if only != nil {
		if m != nil {
			return nil, c.failed(fmt.Errorf("mapping and mapping_only cannot both be given"))
		}
		m, o.Only = only, true
	}
	o.Mapping = m.fieldFirst()
	r, err := avro.Reader(o)
	if err != nil {
		return nil, c.failed(err)
	}
	return &readSpec{text: fmt.Sprintf("avro_spec(%s)", short(starlark.String(o.Schema))), reader: r}, nil
}
