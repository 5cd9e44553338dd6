package starlib

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sr"

	"starling/engine"
)

// drafts is a Front that keeps what is put on the next prompt.
type drafts struct{ texts []string }

func (*drafts) Size() (width, height int) { return 0, 0 }
func (d *drafts) Draft(text string)       { d.texts = append(d.texts, text) }

func (*drafts) Live(context.Context, func(width, height int) string) error { return errNoFront }
func (*drafts) Watch(context.Context, []string, []*engine.Table) error     { return errNoFront }
func (*drafts) Browse(context.Context, string, *engine.Table) error        { return errNoFront }
func (d *drafts) last(t *testing.T) string {
	t.Helper()
	if len(d.texts) == 0 {
		t.Fatal("nothing was put on the prompt")
	}
	return d.texts[len(d.texts)-1]
}

// peekWorld is a world with a registry and a Front.
func peekWorld(t *testing.T, topics map[string]int) (*world, *kgo.Client, *sr.Client, *drafts) {
	t.Helper()
	w, cl := newKafkaWorld(t, topics)
	d := &drafts{}
	w.Host.cfg.Front = d
	_, url, err := w.Host.cfg.Kafka.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	reg, err := sr.NewClient(sr.URLs(url))
	if err != nil {
		t.Fatal(err)
	}
	return w, cl, reg, d
}

func register(t *testing.T, reg *sr.Client, subject, schema string, typ sr.SchemaType) (id int, guid []byte) {
	t.Helper()
	s, err := reg.CreateSchema(t.Context(), subject, sr.Schema{Schema: schema, Type: typ})
	if err != nil {
		t.Fatal(err)
	}
	var hex string
	if raw, err := reg.SchemaByVersion(t.Context(), subject, -1); err == nil {
		hex = strings.ReplaceAll(raw.GUID, "-", "")
	}
	fmt.Sscanf(hex, "%x", &guid) //nolint:errcheck // the test that needs it looks
	return s.ID, guid
}

func framed(id int, rest ...byte) []byte {
	return append(binary.BigEndian.AppendUint32([]byte{0}, uint32(id)), rest...)
}

func send(t *testing.T, cl *kgo.Client, topic string, recs ...*kgo.Record) {
	t.Helper()
	for _, r := range recs {
		r.Topic = topic
		if err := cl.ProduceSync(t.Context(), r).FirstErr(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestPeekedCallsRun: the call that peek puts on the prompt reads the topic.
func TestPeekedCallsRun(t *testing.T) {
	avro := `{"type":"record","name":"Quote","namespace":"x","fields":[{"name":"Sym","type":"string"},{"name":"Qty","type":"long"}]}`
	proto := "syntax = \"proto3\";\npackage x;\nmessage Other { int32 a = 1; }\nmessage Quote { string sym = 1; int64 qty = 2; }"
	value := func(b []byte) *kgo.Record { return &kgo.Record{Value: b} }
	quote := []byte{8, 'A', 'A', 'P', 'L', 14}
	for _, c := range []struct {
		name string
		recs func(t *testing.T, topic string, reg *sr.Client) []*kgo.Record
		said []string // lines of what peek prints
		want string   // the rows of the table
	}{
		{
			"json", func(*testing.T, string, *sr.Client) []*kgo.Record {
				return []*kgo.Record{
					{Key: []byte("a"), Value: []byte(`{"id":1,"px":1,"at":"2024-01-02T03:04:05Z","ok":true,"c":{"first name":"x"},"tags":["a"]}`)},
					{Key: []byte("b"), Value: []byte(`{"id":2,"px":2.5,"note":"n"}`)},
					{Key: []byte("c")},
				}
			},
			[]string{"key    text", "value  JSON", "       note          String, 67 % null", "       c_first_name  String, 67 % null, of c/first name"},
			"a 1 1.0 True x [\"a\"] None\nb 2 2.5 None None None None n\nc None None None None None None None",
		},
		{"text", func(*testing.T, string, *sr.Client) []*kgo.Record {
			return []*kgo.Record{value([]byte("one \"two\"")), value([]byte("größe"))}
		}, []string{"key    nothing; always null", "value  text"}, "one \"two\"\ngröße"},
		{"binary", func(*testing.T, string, *sr.Client) []*kgo.Record {
			return []*kgo.Record{value([]byte{1, 2, 0xff}), value([]byte{0xfe})}
		}, []string{"value  binary", "0102ff"}, "b'\\x01\\x02\\xff'\nb'\\xfe'"},
		{"price", func(*testing.T, string, *sr.Client) []*kgo.Record {
			return []*kgo.Record{{Key: []byte("AAPL"), Value: []byte("135.6")}, {Key: []byte("TSLA"), Value: []byte("730")}}
		}, []string{"key    text", "value  number", "       Value  double"}, "AAPL 135.6\nTSLA 730.0"},
		{"numbers", func(*testing.T, string, *sr.Client) []*kgo.Record {
			return []*kgo.Record{
				{Key: binary.BigEndian.AppendUint32(nil, 7), Value: binary.BigEndian.AppendUint64(nil, math.Float64bits(1.5))},
				{Key: binary.BigEndian.AppendUint32(nil, 1<<31+5), Value: binary.BigEndian.AppendUint64(nil, math.Float64bits(-2))},
			}
		}, []string{"key    number", "       Key  int", "       Value  double"}, "7 1.5\n-2147483643 -2.0"},
		{"avro", func(t *testing.T, topic string, reg *sr.Client) []*kgo.Record {
			id, _ := register(t, reg, topic+"-value", avro, sr.TypeAvro)
			return []*kgo.Record{{Key: binary.BigEndian.AppendUint64(nil, 9), Value: framed(id, quote...)}}
		}, []string{"key    number", "       Key  long", "value  Avro", "       Sym  String"}, "9 AAPL 7"},
		{"avro-by-record-name", func(t *testing.T, topic string, reg *sr.Client) []*kgo.Record {
			id, _ := register(t, reg, "x.Quote", strings.Replace(avro, "Qty", "Size", 1), sr.TypeAvro)
			return []*kgo.Record{value(framed(id, quote...))}
		}, []string{"value  Avro"}, "AAPL 7"},
		{"avro-by-guid", func(t *testing.T, topic string, reg *sr.Client) []*kgo.Record {
			_, guid := register(t, reg, topic+"-value", strings.Replace(avro, "Qty", "Guid", 1), sr.TypeAvro)
			if len(guid) != 16 {
				t.Fatalf("the registry gives no GUID: %x", guid)
			}
			return []*kgo.Record{{Value: quote, Headers: []kgo.RecordHeader{{Key: "__value_schema_id", Value: append([]byte{1}, guid...)}}}}
		}, []string{"value  Avro"}, "AAPL 7"},
		{"avro-key", func(t *testing.T, topic string, reg *sr.Client) []*kgo.Record {
			id, _ := register(t, reg, topic+"-key", strings.Replace(avro, "x", "k", 1), sr.TypeAvro)
			return []*kgo.Record{{Key: framed(id, quote...), Value: []byte(`{"Sym":"other"}`)}}
		}, []string{"key    Avro", "value  JSON"}, "AAPL 7 other"},
		{"protobuf", func(t *testing.T, topic string, reg *sr.Client) []*kgo.Record {
			id, _ := register(t, reg, topic+"-value", proto, sr.TypeProtobuf)
			return []*kgo.Record{value(framed(id, 2, 2, 0x0a, 1, 'A', 0x10, 5))} // message 1 of the file
		}, []string{"value  Protobuf", "       sym  String"}, "A 5"},
		{"json-schema", func(t *testing.T, topic string, reg *sr.Client) []*kgo.Record {
			id, _ := register(t, reg, topic+"-value", `{"type":"object"}`, sr.TypeJSON)
			return []*kgo.Record{value(framed(id, []byte(`{"a":1}`)...))}
		}, []string{"value  JSON Schema", "       a  long"}, "1"},
		{"connect", func(*testing.T, string, *sr.Client) []*kgo.Record {
			return []*kgo.Record{value([]byte(`{"schema":{"type":"struct"},"payload":{"id":4,"a":{"b":"c"}}}`))}
		}, []string{"value  JSON; Kafka Connect's envelope: the fields are those of payload", "       id   long, of payload/id"}, "4 c"},
		{"strange", func(*testing.T, string, *sr.Client) []*kgo.Record {
			return []*kgo.Record{value([]byte(`{"KafkaOffset":1,"order-id":2,"a/b":"\u001b[31m","class":"x","":5,"1":6,"/p":7,"\"q\"":8}`))}
		}, []string{"       KafkaOffset2  long, of KafkaOffset", "       order_id      long, of order-id"}, "1 2 \x1b[31m x 5 6 7 8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			topic := c.name
			w, cl, reg, d := peekWorld(t, map[string]int{topic: 1})
			send(t, cl, topic, c.recs(t, topic, reg)...)
			said, err := w.script(t, "<stdin>", fmt.Sprintf("peek(%q)\n", topic))
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range c.said {
				if !strings.Contains(said, line) {
					t.Errorf("peek does not say %q:\n%s", line, said)
				}
			}
			if strings.Contains(said+d.last(t), "\x1b") {
				t.Errorf("what peek says works on terminals: %q", said+d.last(t))
			}
			name := strings.ReplaceAll(topic, "-", "_")
			read := "\nsync()\nprint('\\n'.join([' '.join([repr(v) if 'bytes' in str(type(v)) else str(v) for v in list(r)[3:] if 'Instant' not in str(type(v))]) for r in %s.iter_tuple()]))"
			w.prints(t, d.last(t)+fmt.Sprintf(read, name), c.want)
			w.prints(t, fmt.Sprintf("k, v = kc.guess(%q)\ng = kc.consume({'bootstrap.servers': 'x:1', 'schema.registry.url': 'http://x'}, %q, offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, key_spec=k, value_spec=v, table_type=kc.TableType.append())"+read, topic, topic, "g"), c.want)
		})
	}
}
