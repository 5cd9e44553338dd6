package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/specs/avro"
)

func writeAvro(c *call) (starlark.Value, error) {
	var o avro.WriterOptions
	var m, properties mapping
	var include, exclude texts
	if err := c.unpack("schema", &o.Subject, "schema_version?", versionArg{&o.Version}, "field_to_col_mapping?", &m,
		"timestamp_field?", noneOr(&o.TimestampField), "include_only_columns?", &include, "exclude_columns?", &exclude,
		"publish_schema?", &o.Publish, "schema_namespace?", noneOr(&o.Namespace), "column_properties?", &properties); err != nil {
		return nil, err
	}
	o.Mapping, o.Include, o.Exclude = m.fieldFirst(), include, exclude
	o.Properties = make(map[string]string, len(properties))
	for _, p := range properties {
		o.Properties[p[0]] = p[1]
	}
	w, err := avro.Writer(o)
	if err != nil {
		return nil, c.failed(err)
	}
	return &writeSpec{text: fmt.Sprintf("avro_spec(%q)", o.Subject), writer: w}, nil
}
