package recording

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

func at(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// TestRoundTrip: a recording that is written and read is the same, whatever is in its records.
func TestRoundTrip(t *testing.T) {
	orders := &Topic{Name: "orders", Partitions: 3, Records: []*kgo.Record{
		{Topic: "orders", Timestamp: at(1), Key: []byte("k"), Value: []byte(`{"A": 1, "B": "<é>"}`)},
		{Topic: "orders", Partition: 2, Timestamp: at(1), Key: []byte{}, Value: []byte{0, 0xff}},
		{Topic: "orders", Timestamp: at(2), Value: []byte("line\none\x00"), Headers: []kgo.RecordHeader{
			{Key: "h", Value: []byte("v")}, {Key: "h", Value: []byte{0xfe}}, {Key: "null"},
		}},
		{Topic: "orders", Timestamp: at(3), Key: []byte{0x80}},
	}}
	empty := &Topic{Name: "empty", Partitions: 1}
	in := &Recording{Topics: []*Topic{orders, empty}, Schemas: []Schema{
		{Subject: "a", Version: 1, ID: 7, Type: "PROTOBUF", Schema: "message A {}"},
		{Subject: "b", Version: 2, ID: 8, Type: "PROTOBUF", Schema: "message B {}", References: []Reference{{"a.proto", "a", 1}}},
	}}
	dir := filepath.Join(t.TempDir(), "new", "folder")
	if err := in.Write(dir); err != nil {
		t.Fatal(err)
	}
	out, err := Read(nil, dir)
	if err != nil {
		t.Fatal(err)
	}
	sortTopics(in.Topics)
	if !reflect.DeepEqual(in, out) {
		t.Errorf("wrote %+v and read %+v", in, out)
	}
	in.Schemas = nil
	if err := in.Write(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, schemasFile)); err == nil {
		t.Error("schemas of before are still there")
	}
}

// TestOrder: records come by time, but those of a partition stay in their order.
func TestOrder(t *testing.T) {
	topic := &Topic{Name: "t", Partitions: 2, Records: []*kgo.Record{
		{Timestamp: at(5), Value: []byte("a")},
		{Timestamp: at(3), Value: []byte("b")},
		{Timestamp: at(9), Value: []byte("c")},
		{Partition: 1, Timestamp: at(4), Value: []byte("d")},
		{Partition: 1, Timestamp: at(7), Value: []byte("e")},
	}}
	var got strings.Builder
	for _, r := range topic.inOrder() {
		got.Write(r.Value)
	}
	if got.String() != "dabec" {
		t.Errorf("the order is %s, want dabec", got.String())
	}
}

// TestByHand: JSON may stand for its text.
func TestByHand(t *testing.T) {
	topic, err := readTopic([]byte("{\"topic\":\"t\",\"partitions\":1}\n\n{\"partition\":0,\"timestamp\":\"2026-01-01T00:00:00Z\",\"key\":7,\"value\":{\"A\": [1, 2]}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if r := topic.Records[0]; string(r.Key) != "7" || string(r.Value) != `{"A":[1,2]}` {
		t.Errorf("key %s, value %s", r.Key, r.Value)
	}
}

func TestBadFiles(t *testing.T) {
	const head = `{"topic":"t","partitions":1}` + "\n"
	for text, want := range map[string]string{
		"":                       "there is nothing in it",
		"{}":                     "line 1: it says no topic",
		"x":                      "line 1: invalid character",
		head + `{"partition":1}`: "line 2: partition 1 is none of the 1",
		head + `{"offset":1}`:    `line 2: json: unknown field "offset"`,
		head + `{} {}`:           "line 2: there is something after the document",
		head + `{"value":"a","value_base64":"YQ=="}`:                   "line 2: value: there is a text and base64",
		head + `{"headers":[{"key":"h","value":1,"value_base64":""}]}`: "line 2: header h: there is a text and base64",
	} {
		if _, err := readTopic([]byte(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	if _, err := readSchemas([]byte(`{"subject":1}`)); err == nil || !strings.HasPrefix(err.Error(), "line 1: ") {
		t.Error(err)
	}
	if _, err := Read(nil, t.TempDir()); err == nil || !strings.Contains(err.Error(), "there is no recorded topic in it") {
		t.Error(err)
	}
}

func FuzzTopic(f *testing.F) {
	f.Add([]byte("{\"topic\":\"t\",\"partitions\":2}\n{\"partition\":1,\"timestamp\":\"2026-01-01T00:00:00Z\",\"key\":\"k\",\"value_base64\":\"AP8=\"}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		topic, err := readTopic(text)
		if err != nil {
			return
		}
		var first, second bytes.Buffer
		if err := topic.Write(&first); err != nil {
			t.Skip(err) // a time that JSON cannot have
		}
		again, err := readTopic(first.Bytes())
		if err != nil {
			t.Fatalf("%v in\n%s", err, first.Bytes())
		}
		if err := again.Write(&second); err != nil || first.String() != second.String() {
			t.Errorf("%v\n%s\nbecame\n%s", err, &first, &second)
		}
	})
}
