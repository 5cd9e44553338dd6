package simple

import (
	"context"

	"starling/engine/column"
	"starling/specs/wire"
)

// Ignore leaves the key or value out: as a Reader it makes no columns, as a Writer
// it writes Kafka's null.
var Ignore ignore

type ignore struct{}

// Spec has no options.
func (ignore) Spec() wire.Spec { return wire.Spec{Format: "ignore"} }

func (ignore) Fields(context.Context, wire.Env) ([]column.Field, error) { return nil, nil }
func (ignore) Decoder(_ wire.Env, dst []column.Builder) (wire.Decoder, error) {
	return ignore{}, wire.Match(nil, dst)
}
func (ignore) Decode([]byte) error { return nil }
func (ignore) Encoder(context.Context, wire.Env, []column.Field) (wire.Encoder, error) {
	return ignore{}, nil
}
func (ignore) Columns() []int { return nil }

func (ignore) Append(buf []byte, _ []column.Vector, _ int) ([]byte, bool, error) {
	return buf, true, nil
}
