package avro

import (
	"encoding/binary"
	"testing"

	"github.com/hamba/avro/v2"

	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

const order = `{"type":"record","name":"Order","namespace":"x","fields":[
 {"name":"Symbol","type":"string"},{"name":"Id","type":"string"},
 {"name":"LimitPrice","type":"double"},{"name":"Qty","type":"long"},
 {"name":"Note","type":["null","string"],"default":null}]}`

// framed is a record of schema id 1 as the library writes it.
func framed(t testing.TB, id uint32, schema string, v any) []byte {
	t.Helper()
	s, err := avro.ParseWithCache(schema, "", &avro.SchemaCache{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := avro.Marshal(s, v)
	if err != nil {
		t.Fatal(err)
	}
	return append(binary.BigEndian.AppendUint32([]byte{0}, id), b...)
}

func orderBytes(t testing.TB) []byte {
	return framed(t, 1, order, map[string]any{"Symbol": "AAPL", "Id": "o1", "LimitPrice": 136.5, "Qty": int64(7), "Note": map[string]any{"string": "hi"}})
}

func readerOf(t testing.TB, opts ReaderOptions) wire.Reader {
	t.Helper()
	r, err := Reader(opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const arraysSchema = `{"type":"record","name":"A","fields":[
 {"name":"N","type":{"type":"array","items":"long"}},{"name":"S","type":{"type":"array","items":["null","string"]}}]}`

func arraysBytes(t testing.TB) []byte {
	return framed(t, 1, arraysSchema, map[string]any{"N": []int64{1, 2, 3, 4, 5, 6, 7, 8}, "S": []any{"a", nil, "bc"}})
}

func BenchmarkArrays(b *testing.B) {
	reg := wiretest.NewRegistry(wire.Schema{Subject: "s", Type: wire.AvroSchema, Text: arraysSchema})
	d, dst := wiretest.Builders(b, readerOf(b, ReaderOptions{Schema: "s"}), wire.Env{Registry: reg})
	wiretest.BenchDecoder(b, d, dst, arraysBytes(b))
}

func BenchmarkRead(b *testing.B) {
	reg := wiretest.NewRegistry(wire.Schema{Subject: "s", Type: wire.AvroSchema, Text: order})
	d, dst := wiretest.Builders(b, readerOf(b, ReaderOptions{Schema: "s"}), wire.Env{Registry: reg})
	rec := orderBytes(b)
	wiretest.BenchDecoder(b, d, dst, rec)
}

// BenchmarkAdded reads records that lack a field and have another one more.
func BenchmarkAdded(b *testing.B) {
	const reader = `{"type":"record","name":"Order","fields":[
 {"name":"Symbol","type":"string"},{"name":"LimitPrice","type":"double"},{"name":"Qty","type":"double"},
 {"name":"Note","type":["null","string"],"default":null},{"name":"Venue","type":"string","default":"NYSE"}]}`
	reg := wiretest.NewRegistry(wire.Schema{Subject: "w", Type: wire.AvroSchema, Text: order})
	d, dst := wiretest.Builders(b, readerOf(b, ReaderOptions{Schema: reader}), wire.Env{Registry: reg})
	rec := orderBytes(b)
	wiretest.BenchDecoder(b, d, dst, rec)
}

func TestAllocs(t *testing.T) {
	for schema, rec := range map[string][]byte{order: orderBytes(t), arraysSchema: arraysBytes(t)} {
		reg := wiretest.NewRegistry(wire.Schema{Subject: "s", Type: wire.AvroSchema, Text: schema})
		d, dst := wiretest.Builders(t, readerOf(t, ReaderOptions{Schema: "s"}), wire.Env{Registry: reg})
		run := func() {
			wiretest.Reset(dst)
			for range 100 {
				if err := d.Decode(rec); err != nil {
					t.Fatal(err)
				}
			}
		}
		run()
		if n := testing.AllocsPerRun(20, run); n > 0 {
			t.Errorf("%v allocations in 100 records of %s", n, schema)
		}
	}
}
