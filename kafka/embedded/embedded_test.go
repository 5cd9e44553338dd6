package embedded

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sr"
)

func start(t *testing.T, cfg Config) *Broker {
	t.Helper()
	b, err := Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// portOf reads the port at the end of an address.
func portOf(addr string, port *int) (int, error) {
	return fmt.Sscan(addr[strings.LastIndexByte(addr, 58)+1:], port)
}

func client(t *testing.T, b *Broker, opts ...kgo.Opt) *kgo.Client {
	t.Helper()
	cl, err := kgo.NewClient(append(opts, kgo.SeedBrokers(b.Addr()))...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cl.Close)
	return cl
}

func produce(t *testing.T, cl *kgo.Client, r *kgo.Record) *kgo.Record {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	got, err := cl.ProduceSync(ctx, r).First()
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func consume(t *testing.T, b *Broker, topic string, n int) []*kgo.Record {
	t.Helper()
	cl := client(t, b, kgo.ConsumeTopics(topic), kgo.ConsumeStartOffset(kgo.NewOffset().AtStart()))
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	var got []*kgo.Record
	for len(got) < n {
		fetches := cl.PollFetches(ctx)
		if err := fetches.Err0(); err != nil {
			t.Fatal(err)
		}
		got = append(got, fetches.Records()...)
	}
	return got
}

func TestTimestampIsKept(t *testing.T) {
	b := start(t, Config{Topics: map[string]int{"a": 2}})
	at := time.UnixMilli(1_234_567_890_123)
	produce(t, client(t, b, kgo.RecordPartitioner(kgo.ManualPartitioner())),
		&kgo.Record{Topic: "a", Partition: 1, Timestamp: at, Key: []byte("k"), Value: []byte("v")})
	r := consume(t, b, "a", 1)[0]
	if !r.Timestamp.Equal(at) || r.Partition != 1 || r.Offset != 0 || string(r.Key) != "k" || string(r.Value) != "v" {
		t.Errorf("got %v %d@%d %s=%s", r.Timestamp, r.Partition, r.Offset, r.Key, r.Value)
	}
	if r.Attrs.TimestampType() != 0 {
		t.Errorf("timestamp type %d, want the producer's", r.Attrs.TimestampType())
	}
}

func TestAutoCreate(t *testing.T) {
	for _, on := range []bool{true, false} {
		b := start(t, Config{AutoCreate: on})
		cl := client(t, b, kgo.AllowAutoTopicCreation(), kgo.UnknownTopicRetries(1))
		_, err := cl.ProduceSync(t.Context(), &kgo.Record{Topic: "new", Value: []byte("v")}).First()
		if (err == nil) != on {
			t.Errorf("AutoCreate %v: produce: %v", on, err)
		}
		if got := b.partitions("new"); on && got != 1 || !on && got != 0 {
			t.Errorf("AutoCreate %v: %d partitions", on, got)
		}
	}
	b := start(t, Config{AutoCreate: true})
	if _, err := kadm.NewClient(client(t, b)).ListTopics(t.Context(), "unasked"); err != nil {
		t.Fatal(err)
	}
	if b.partitions("unasked") != 0 {
		t.Error("a topic was created by a client that does not want it")
	}
}

func TestDataDirKeepsEverything(t *testing.T) {
	dir := t.TempDir()
	cfg := Config{Topics: map[string]int{"a": 3}, AutoCreate: true, DataDir: dir}
	b := start(t, cfg)
	cl := client(t, b, kgo.AllowAutoTopicCreation())
	produce(t, cl, &kgo.Record{Topic: "a", Value: []byte("one")})
	produce(t, cl, &kgo.Record{Topic: "auto", Value: []byte("two")})
	reg, err := sr.NewClient(sr.URLs(b.RegistryURL()))
	if err != nil {
		t.Fatal(err)
	}
	for _, subject := range []string{"x", "y"} {
		if _, err := reg.CreateSchema(t.Context(), subject, sr.Schema{Schema: `{"type":"record","name":"` + subject + `","fields":[]}`}); err != nil {
			t.Fatal(err)
		}
	}
	want, err := reg.SchemaByVersion(t.Context(), "y", -1)
	if err != nil {
		t.Fatal(err)
	}
	cl.Close()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}

	cfg.Topics["more"] = 2
	b = start(t, cfg)
	for topic, partitions := range map[string]int{"a": 3, "auto": 1, "more": 2} {
		if got := b.partitions(topic); got != partitions {
			t.Errorf("topic %s: %d partitions, want %d", topic, got, partitions)
		}
	}
	for topic, value := range map[string]string{"a": "one", "auto": "two"} {
		if r := consume(t, b, topic, 1)[0]; string(r.Value) != value {
			t.Errorf("topic %s: %q", topic, r.Value)
		}
	}
	if reg, err = sr.NewClient(sr.URLs(b.RegistryURL())); err != nil {
		t.Fatal(err)
	}
	got, err := reg.SchemaByVersion(t.Context(), "y", -1)
	if err != nil || got.ID != want.ID || got.Schema.Schema != want.Schema.Schema {
		t.Errorf("schema %+v, %v; want %+v", got, err, want)
	}
	b.Close()
	cfg.Topics["a"] = 4
	if b, err := Start(cfg); err == nil {
		b.Close()
		t.Error("a topic with other partitions was accepted")
	}
}

func TestBusyPort(t *testing.T) {
	b := start(t, Config{})
	var port int
	if _, err := portOf(b.Addr(), &port); err != nil {
		t.Fatal(err)
	}
	if other, err := Start(Config{BrokerPort: port}); err == nil {
		other.Close()
		t.Error("two brokers share a port")
	}
	if _, err := portOf(b.RegistryURL(), &port); err != nil {
		t.Fatal(err)
	}
	if other, err := Start(Config{RegistryPort: port}); err == nil {
		other.Close()
		t.Error("two registries share a port")
	}
}

func TestManyTopicsAndBadOnes(t *testing.T) {
	for _, topics := range []map[string]int{{"a": 0}, {"a": -1}, {"bad name!": 1}} {
		if b, err := Start(Config{Topics: topics}); err == nil {
			b.Close()
			t.Errorf("topics %v were accepted", topics)
		}
	}
}

// TestPutSchema: schemas keep the ids that they had elsewhere, also one that two subjects share.
func TestPutSchema(t *testing.T) {
	b := start(t, Config{})
	text := sr.Schema{Schema: `{"type":"record","name":"x","fields":[]}`}
	for _, s := range []sr.SubjectSchema{
		{Subject: "a", Version: 3, ID: 41, Schema: text},
		{Subject: "b", Version: 1, ID: 41, Schema: text},
		{Subject: "a", Version: 3, ID: 41, Schema: text}, // once more
		{Subject: "a", Version: 4, ID: 7, Schema: sr.Schema{Schema: `"string"`}},
	} {
		if err := b.PutSchema(s); err != nil {
			t.Fatal(err)
		}
	}
	reg, err := sr.NewClient(sr.URLs(b.RegistryURL()))
	if err != nil {
		t.Fatal(err)
	}
	for subject, ids := range map[string][2]int{"a": {3, 41}, "b": {1, 41}} {
		got, err := reg.SchemaByVersion(t.Context(), subject, ids[0])
		if err != nil || got.ID != ids[1] {
			t.Errorf("subject %s: %+v, %v", subject, got, err)
		}
	}
	if got, err := reg.SchemaByVersion(t.Context(), "a", -1); err != nil || got.ID != 7 {
		t.Errorf("latest of a: %+v, %v", got, err)
	}
	if err := b.PutSchema(sr.SubjectSchema{Subject: "a", Version: 3, ID: 9, Schema: text}); err == nil {
		t.Error("a version was put twice with different ids")
	}
}
