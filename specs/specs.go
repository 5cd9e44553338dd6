// Package specs owns the formats of Kafka records: how the bytes of a key or value
// become columns, and columns become bytes. Of this module it imports engine/column,
// engine/rowset and what opens files: it knows no Kafka, table or script.
//
// A Reader and a Writer are descriptions, safe to share. A Decoder and an Encoder
// are the work itself: they carry buffers and serve one goroutine.
package specs

import (
	"context"

	"starling/engine/column"
)

// Format is one way to write a key or value down.
type Format struct {
	Name  string        // as in kc.json_spec
	Doc   string        // one line for help
	Read  []column.Kind // the kinds of column it makes
	Write []column.Kind // the kinds of column it takes
}

// formats is the table of formats. A new one is a file of its own and a line here.
var formats = [...]Format{
	{"avro", "records of Avro with their schema in a registry", avroReadKinds, avroWriteKinds},
	{"ignore", "leaves the key or value out", nil, nil},
	{"json", "fields of a JSON object, one column each", jsonKinds, jsonWriteKinds},
	{"object_processor", "JSON by a description of its values", objectKinds, nil},
	{"protobuf", "messages of Protobuf, by a schema registry or .proto files", protobufKinds, protoWriteKinds},
	{"simple", "the whole key or value as one column", simpleKinds, simpleKinds},
}

// Formats is every format there is, by name.
func Formats() []Format { return append([]Format(nil), formats[:]...) }

// Reader makes columns of a record's key or value.
type Reader interface {
	// Fields is the columns it makes, types resolved; an error names the spec, the
	// column and what is wrong.
	Fields(ctx context.Context, env Env) ([]column.Field, error)
	// Decoder appends to dst, which has one builder per field, made by column.NewBuilder.
	Decoder(env Env, dst []column.Builder) (Decoder, error)
}

// Decoder decodes records one after the other into its builders.
type Decoder interface {
	// Decode appends one value, or null, to every builder; or nothing, and says why.
	// A nil rec is Kafka's null. rec is not kept. The error names field and column;
	// topic, partition and offset are the caller's to add. Decode may wait for the
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
