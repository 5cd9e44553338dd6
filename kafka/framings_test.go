package kafka

import (
	"encoding/hex"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sr"

	"starling/engine/column"
	"starling/specs/avro"
	"starling/specs/json"
	"starling/specs/protobuf"
	"starling/specs/simple"
	"starling/specs/wire"
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
		table := r.consume("t", byAvro(r), from(SeekToBeginning))
		const value = "__value_schema_id"
		before := r.broker.Registry.Asked()
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
		table := r.consume("t", byAvro(r), func(_ Props, o *Consume) {
			o.Key, o.Value = o.Value, simple.Reader("V", column.Of(column.String))
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
		wide := set(wire.RegistryID, "8 bytes")
		table := r.consume("t", byAvro(r), wide)
		r.put(&kgo.Record{Value: []byte{0, 0, 0, 1, 0, 0, 0, 0, 0, 14}})
		r.step()
		r.want(table.Table, "0 7")

		value, err := avro.Writer(avro.WriterOptions{Subject: "s"})
		r.ok(err)
		r.produce(table.Table, Produce{Topic: "out", Key: simple.Ignore, Value: value, Initial: true}, wide, set("schema.registry.url", r.broker.Registry.URL()))
		r.cycle()
		r.wantTopic("out", "0 -=\x00\x00\x00\x01\x00\x00\x00\x00\x00\x0e")
	})
}

const (
	shopProto  = `syntax = "proto3"; package shop; message Customer { string name = 1; } message Order { string id = 1; int32 qty = 2; } message Refund { string reason = 1; int32 cents = 2; }`
	shopNewer  = `syntax = "proto3"; package shop; message Order { int32 added = 9; int32 qty = 2; string id = 1; }`
	orderA     = "\x0a\x01a\x10\x07"
	notAnOrder = "message shop.Refund, not shop.Order"
)

// shop is how topic t is read as orders.
func shop(r *rig) func(Props, *Consume) {
	r.Helper()
	value, err := protobuf.Reader(protobuf.ReaderOptions{Schema: "shop", Version: 1, Message: "shop.Order"})
	r.ok(err)
	return func(p Props, o *Consume) {
		byAvro(r)(p, o)
		o.Value = value
	}
}

// putShop registers the shop's schemas and produces two orders, one by a newer schema, a
// refund among them, and one by a schema that is not there.
func (r *rig) putShop() {
	r.Helper()
	register := func(subject, text string) string {
		id, err := r.broker.Registry.Register(subject, sr.Schema{Schema: text, Type: sr.TypeProtobuf})
		r.ok(err)
		return string([]byte{0, 0, 0, 0, byte(id)})
	}
	first, newer := register("shop", shopProto), register("newer", shopNewer)
	for _, v := range []string{
		first + "\x02\x02" + orderA, first + "\x02\x04" + orderA, newer + "\x00" + orderA + "\x48\x05", first + "\x02\x02" + orderA,
		"\x00\x00\x00\x00\x63\x00" + orderA, first + "\x02\x04" + orderA,
	} {
		r.put(&kgo.Record{Value: []byte(v)})
	}
}

// A message other than the one asked for is a bad record; each schema is asked for once.
func TestOtherMessages(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.putShop()
		before := r.broker.Registry.Asked()
		table := r.consume("t", shop(r), from(SeekToBeginning))
		r.step()
		r.want(table.Table, "0 a 7", "2 a 7", "3 a 7")
		if n := r.broker.Registry.Asked() - before; n != 3 { // the first is known by its subject
			t.Errorf("asked %d times", n)
		}
		r.ok(r.graph.Step(r.Context()))
		got := r.readCols(table.Errors(), "KafkaOffset", "Error")
		if len(got) != 3 || !strings.HasPrefix(got[0], "1 "+notAnOrder+" (schema id 1)") || !strings.HasPrefix(got[1], "4 schema id 99: schema not found") || !strings.HasPrefix(got[2], "5 "+notAnOrder) {
			t.Errorf("bad records %q", got)
		}
		if !r.told("topic t partition 0 offset 1: value: " + notAnOrder) {
			t.Errorf("said %q", r.heard)
		}
	})
}

// They can be left out unsaid; they are read then, and counted.
func TestOtherMessagesSkipped(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.putShop()
		table := r.consume("t", shop(r), from(SeekToBeginning), set(wire.OtherMessages, "skip"), set("group.id", "g"))
		status, err := table.Status(r.Context())
		r.ok(err)
		status.Retain()
		r.step()
		r.want(table.Table, "0 a 7", "2 a 7", "3 a 7")
		time.Sleep(2 * time.Second)
		r.ok(r.graph.Step(r.Context()))
		if got := r.readCols(status, "Position", "Lag", "BadRecords", "Skipped"); len(got) != 1 || got[0] != "6 0 1 2" {
			t.Errorf("status %q", got)
		}
		if got := r.readCols(table.Errors(), "KafkaOffset"); len(got) != 1 || got[0] != "4" {
			t.Errorf("bad records %q", got)
		}
		if r.told(notAnOrder) {
			t.Errorf("said %q", r.heard)
		}
		r.ok(table.Close())
		r.wantCommitted(map[int32]int64{0: 6})
	})
}

// A table that bad records fail is not failed by what is left out.
func TestOtherMessagesSkippedWhereBadOnesFail(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.putShop()
		fail := set("starling.on.error", "fail")
		skips := r.consume("t", shop(r), from(SeekToBeginning), set(wire.OtherMessages, "skip"), fail)
		fails := r.consume("t", shop(r), from(SeekToBeginning), fail)
		r.await(func() bool {
			r.ok(r.graph.Step(r.Context()))
			return skips.Table.Failed() != nil && fails.Table.Failed() != nil
		})
		wantErr(t, skips.Table.Failed(), nil, "offset 4: value: schema id 99")
		wantErr(t, fails.Table.Failed(), nil, "offset 1: value: "+notAnOrder)
	})
}

func TestOtherMessagesProperty(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		for name, want := range map[string]string{
			wire.OtherMessages: `property starling.other.messages: "no" must be bad or skip`,
			wire.RegistryID:    `property "starling.registry.id": "no" is not supported, only "4 bytes" or "8 bytes"`,
		} {
			r.putShop()
			p, o := r.consumeArgs("t", []func(Props, *Consume){shop(r), set(name, "no")})
			_, err := r.env.Consume(r.Context(), r.graph, p, o)
			wantErr(t, err, nil, want)
		}
	})
}

// A schema that a message is to be told by is waited for; the one of the table is known.
func TestOtherMessagesWait(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		_, err := r.broker.Registry.Register("shop", sr.Schema{Schema: shopProto, Type: sr.TypeProtobuf})
		r.ok(err)
		table := r.consume("t", shop(r))
		r.broker.Registry.Down()
		r.putShop()
		time.Sleep(time.Minute)
		r.ok(r.graph.Step(r.Context()))
		r.want(table.Table, "0 a 7")
		if n := table.BadRecords(); n != 1 || !r.told("waiting for the schema registry") {
			t.Errorf("%d bad records while the registry is away, said %q", n, r.heard)
		}
		r.broker.Registry.Up()
		r.step()
		r.want(table.Table, "0 a 7", "2 a 7", "3 a 7")
	})
}

// JSON behind the id of its schema, with the schema's GUID in a header, and as it is.
func TestJSONSchemas(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		id, err := r.broker.Registry.Register("j", sr.Schema{Schema: `{"type":"object"}`, Type: sr.TypeJSON})
		r.ok(err)
		other := r.registers("s", avroNumber)
		value, err := json.Reader([]column.Field{{Name: "n", Type: column.Of(column.Int)}}, nil)
		r.ok(err)
		read := func(p Props, o *Consume) { byAvro(r)(p, o); o.Value = value }
		table := r.consume("t", read, from(SeekToBeginning))
		plain := r.consume("t", read, from(SeekToBeginning), set("schema.registry.url", ""))
		r.put(
			&kgo.Record{Value: append([]byte{0, 0, 0, 0, byte(id)}, `{"n":1}`...)},
			&kgo.Record{Value: []byte(`{"n":2}`), Headers: headed("__value_schema_id", r.guid("j"))},
			&kgo.Record{Value: []byte(`{"n":3}`)},
			&kgo.Record{Value: []byte{0, 0, 0, 0, byte(other), 8}},
		)
		r.step()
		r.want(table.Table, "0 1", "1 2", "2 3")
		r.want(plain.Table, "1 2", "2 3")
		want := "3 schema id 2: is a schema of type AVRO, not JSON; kc.avro_spec reads those"
		if got := r.readCols(table.Errors(), "KafkaOffset", "Error"); len(got) != 1 || got[0] != want {
			t.Errorf("bad records %q", got)
		}
		got := r.readCols(plain.Errors(), "KafkaOffset", "Error")
		if len(got) != 2 || !strings.Contains(got[0], `with the property "schema.registry.url" that is taken off`) {
			t.Errorf("bad records without a registry %q", got)
		}
	})
}

// A registry that knows no GUIDs answers as a web server does that has no such page: then
// the records are bad, while others are read.
func TestRegistryWithoutGUIDs(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		id := r.registers("s", avroNumber)
		table := r.consume("t", byAvro(r), from(SeekToBeginning))
		r.broker.Registry.Answer("/schemas/guids/"+r.broker.Registry.GUID("s", 1), http.StatusNotFound, `{"error_code":404,"message":"HTTP 404 Not Found"}`)
		r.put(
			&kgo.Record{Value: []byte{0, 0, 0, 0, byte(id), 2}},
			&kgo.Record{Value: []byte{4}, Headers: headed("__value_schema_id", r.guid("s"))},
			&kgo.Record{Value: []byte{0, 0, 0, 0, byte(id), 6}},
		)
		r.step()
		r.want(table.Table, "0 1", "2 3")
		if got := r.readCols(table.Errors(), "Error"); len(got) != 1 || !strings.Contains(got[0], "schema GUID "+r.broker.Registry.GUID("s", 1)) {
			t.Errorf("bad records %q", got)
		}
	})
}
