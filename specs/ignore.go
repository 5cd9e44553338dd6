package specs

import (
	"context"

	"starling/engine/column"
)

// Ignore leaves the key or value out: as a Reader it makes no columns, as a Writer
// it writes Kafka's null.
var Ignore ignore

type ignore struct{}

func (ignore) Fields(context.Context, Env) ([]column.Field, error)           { return nil, nil }
func (ignore) Decoder(_ Env, dst []column.Builder) (Decoder, error)          { return ignore{}, match(nil, dst) }
func (ignore) Decode([]byte) error                                           { return nil }
func (ignore) Encoder(context.Context, Env, []column.Field) (Encoder, error) { return ignore{}, nil }
func (ignore) Columns() []int                                                { return nil }

func (ignore) Append(buf []byte, _ []column.Vector, _ int) ([]byte, bool, error) {
	return buf, true, nil
}
