package starlib

import (
	"fmt"

	"starling/engine/expr"
	"starling/specs/protobuf"

	"go.starlark.net/starlark"
)

func writeProtobuf(c *call) (starlark.Value, error) {
	o := protobuf.WriterOptions{Duration: durationNanos}
	var m mapping
	var include, exclude texts
	if err := c.unpack("schema", &o.Schema, "schema_version?", versionNumber{&o.Version}, "schema_message_name?", noneOr(&o.Message),
		"field_to_col_mapping?", &m, "timestamp_field?", noneOr(&o.TimestampField),
		"include_only_columns?", &include, "exclude_columns?", &exclude); err != nil {
		return nil, err
	}
	o.Mapping, o.Include, o.Exclude = m.fieldFirst(), include, exclude
	w, err := protobuf.Writer(o)
	if err != nil {
		return nil, c.failed(err)
	}
	return &writeSpec{text: fmt.Sprintf("protobuf_spec(%q)", o.Schema), writer: w}, nil
}

// durationNanos is the nanoseconds of what a column of java.time.Duration holds.
func durationNanos(x any) (int64, bool) {
	d, ok := x.(expr.Duration)
	return int64(d), ok
}
