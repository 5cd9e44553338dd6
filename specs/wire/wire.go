// Package wire is what the formats of Kafka records share: how they are asked for, by
// Reader and Writer, and what surrounds the bytes of all of them, names of schemas in
// front of records, numbers, text and instants on their way into columns, bounds of what
// comes from outside. It knows no format.
//
// A Reader and a Writer are descriptions, safe to share. A Decoder and an Encoder
// are the work itself: they carry buffers and serve one goroutine.
package wire

import (
	"context"

	"starling/engine/column"
)

// Spec is a reader or a writer as data.
type Spec struct {
	Format string // as in the table of formats, or of its kind: "json", "object_processor", "ignore"
	// Options is the struct that the format's constructor takes, or one of its arguments: fields
	// are the arguments, those that are zero were left out, functions are the host's.
	Options any
}

// Reader makes columns of a record's key or value.
type Reader interface {
	// Spec is what it was made with.
	Spec() Spec
	// Fields is the columns it makes, types resolved; an error names the spec, the
	// column and what is wrong.
	Fields(ctx context.Context, env Env) ([]column.Field, error)
	// Decoder appends to dst, which has one builder per field, made by column.NewBuilder.
	Decoder(env Env, dst []column.Builder) (Decoder, error)
}

// Decoder decodes records one after the other into its builders.
type Decoder interface {
	// Decode appends one value, or null, to every builder; or nothing, and says why.
	// A nil rec is Kafka's null. rec is lent: its bytes are others after the call, so that
	// what is kept of them, in builders, in the decoder or in the error, is a copy. The error
	// names field and column; topic, partition and offset are the caller's to add. Decode may wait for the
	// schema registry; once Env.Life has ended, an error says nothing of the record.
	Decode(rec []byte) error
}

// RowsDecoder is a Decoder that makes of some records several rows: as many values in
// every builder.
type RowsDecoder interface {
	Decoder
	Rows() int // of the last record that was decoded without an error
}

// Writer makes a record's key or value of columns.
type Writer interface {
	// Spec is what it was made with.
	Spec() Spec
	// Encoder compiles the spec for a table of these fields. Errors: columns the
	// table lacks, types the format has no form for.
	Encoder(ctx context.Context, env Env, table []column.Field) (Encoder, error)
}

// Encoder encodes rows.
type Encoder interface {
	// Columns is the indexes into the table's fields of the columns it writes, in
	// the order in which Append takes their vectors.
	Columns() []int
	// Append appends row i of the vectors to buf. If the part is Kafka's null,
	// null is true and out is buf.
	Append(buf []byte, in []column.Vector, i int) (out []byte, null bool, err error)
}
