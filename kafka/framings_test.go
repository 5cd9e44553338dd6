package kafka

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sr"

	"starling/engine/column"
	"starling/specs"
)

// guid is the bytes by which a record names a subject's schema.
func (r *rig) guid(subject string) []byte {
	r.Helper()
	text := r.broker.Registry.GUID(subject, 1)
	b, err := hex.DecodeString(strings.ReplaceAll(text, "-", ""))
	if err != nil || len(b) != 16 {
		r.Fatalf("GUID %q of %s: %v", text, subject, err)
	}
	return append([]byte{1}, b...)
}

// put produces records of topic t.
func (r *rig) put(recs ...*kgo.Record) {
	r.Helper()
	for _, rec := range recs {
		rec.Topic = "t"
	}
	r.ok(r.feeder.ProduceSync(r.Context(), recs...).FirstErr())
}

func headed(key string, values ...[]byte) (out []kgo.RecordHeader) {
	for _, v := range values {
		out = append(out, kgo.RecordHeader{Key: key, Value: v})
	}
	return out
}

// Schemas by GUID, in headers and in front, each looked up once; a record without the
// header is read by what it begins with.
func TestSchemaGUIDs(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		id := r.registers("s", avroNumber)
		r.registers("wide", avroWider)
		number, wider := r.guid("s"), r.guid("wide")
		table := r.consume("t", avro(r), from(SeekToBeginning))
		const value = "__value_schema_id"
		r.put(
			&kgo.Record{Value: []byte{2}, Headers: headed(value, number)},
			&kgo.Record{Value: []byte{0, 0, 0, 0, byte(id), 4}},
			&kgo.Record{Value: []byte{6, 8}, Headers: headed(value, number, wider)}, // the last counts
			&kgo.Record{Value: append(append([]byte{}, number...), 8)},
			&kgo.Record{Value: []byte{0, 0, 0, 0, byte(id), 10}, Headers: headed("__key_schema_id", wider)},
			&kgo.Record{Value: nil, Headers: headed(value, number)},
			&kgo.Record{Value: []byte{12}, Headers: headed(value, []byte{1, 2})},
			&kgo.Record{Value: []byte{12}, Headers: headed(value, append([]byte{1}, make([]byte, 15)...), append([]byte{1}, []byte("0123456789abcdef")...))},
			&kgo.Record{Value: []byte{14}, Headers: headed(value, number)},
		)
		before := r.broker.Registry.Asked()
		r.step()
		r.want(table.Table, "0 1", "1 2", "2 3", "3 4", "4 5", "5 -", "8 7")
		if n := r.broker.Registry.Asked() - before; n > 4 {
			t.Errorf("asked %d times", n)
		}
		want := []string{
			"6 header __value_schema_id: 2 bytes, too few for the GUID of the schema that a byte 1 announces",
			"7 schema GUID 30313233-3435-3637-3839-616263646566: schema not found",
		}
		if got := r.readCols(table.Errors(), "KafkaOffset", "Error"); strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("bad records %q", got)
		}
	})
}

// Keys have a header of their own.
func TestSchemaGUIDsOfKeys(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.registers("s", avroNumber)
		table := r.consume("t", avro(r), func(_ Props, o *Consume) {
			o.Key, o.Value = o.Value, specs.Simple("V", column.Of(column.String))
		})
		r.put(&kgo.Record{Key: []byte{2}, Value: []byte("x"), Headers: headed("__key_schema_id", r.guid("s"))})
		r.step()
		r.want(table.Table, "0 1 x")
	})
}

// Ids of eight bytes, read and written.
func TestWideSchemaIDs(t *testing.T) {
	bubble(t, map[string]int{"t": 1, "out": 1}, func(r *rig) {
		const id = 1 << 40
		r.broker.Registry.Seed("s", id, sr.Schema{Schema: avroNumber})
		wide := set(specs.RegistryID, "8 bytes")
		table := r.consume("t", avro(r), wide)
		r.put(&kgo.Record{Value: []byte{0, 0, 0, 1, 0, 0, 0, 0, 0, 14}})
		r.step()
		r.want(table.Table, "0 7")

		value, err := specs.AvroWriter(specs.AvroWriterOptions{Subject: "s"})
		r.ok(err)
		r.produce(table.Table, Produce{Topic: "out", Key: specs.Ignore, Value: value, Initial: true}, wide, set("schema.registry.url", r.broker.Registry.URL()))
		r.cycle()
		r.wantTopic("out", "0 -=\x00\x00\x00\x01\x00\x00\x00\x00\x00\x0e")
	})
}
