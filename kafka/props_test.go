package kafka

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// with adds a bootstrap server to properties that need none.
func with(p Props) Props { return Props{"bootstrap.servers": "127.0.0.1:1"}.With(p) }

// option reads an option's value back from a client made of the properties.
func option(t *testing.T, p Props, opt any) any {
	t.Helper()
	opts, warnings, err := Options(with(p))
	if err != nil {
		t.Fatalf("%v: %v", p, err)
	}
	if len(warnings) > 0 {
		t.Errorf("%v: warnings %q", p, warnings)
	}
	cl, err := kgo.NewClient(opts...)
	if err != nil {
		t.Fatalf("%v: %v", p, err)
	}
	defer cl.Close()
	return cl.OptValue(opt)
}

func TestOptions(t *testing.T) {
	for _, c := range []struct {
		p    Props
		opt  any
		want any
	}{
		{nil, kgo.ClientID, "starling"},
		{Props{"client.id": "me"}, kgo.ClientID, "me"},
		{Props{"client.rack": "r1"}, kgo.Rack, "r1"},
		{Props{"bootstrap.servers": " SSL://a:9093 , b , [::1]:9 ,"}, kgo.SeedBrokers, []string{"a:9093", "b:9092", "[::1]:9"}},
		{Props{"fetch.min.bytes": "7"}, kgo.FetchMinBytes, int32(7)},
		{Props{"fetch.max.bytes": "200000000"}, kgo.FetchMaxBytes, int32(200_000_000)},
		{Props{"fetch.max.bytes": "200000000"}, kgo.BrokerMaxReadBytes, int32(400_000_000)},
		{Props{"fetch.max.wait.ms": "250"}, kgo.FetchMaxWait, 250 * time.Millisecond},
		{Props{"fetch.wait.max.ms": "250"}, kgo.FetchMaxWait, 250 * time.Millisecond},
		{Props{"max.partition.fetch.bytes": "9"}, kgo.FetchMaxPartitionBytes, int32(9)},
		{Props{"metadata.max.age.ms": "1000"}, kgo.MetadataMaxAge, time.Second},
		{Props{"metadata.max.age.ms": "1000"}, kgo.MetadataMinAge, time.Second},
		{Props{"metadata.max.age.ms": "60000"}, kgo.MetadataMinAge, 5 * time.Second},
		{Props{"request.timeout.ms": "5000"}, kgo.RequestTimeoutOverhead, 5 * time.Second},
		{Props{"request.timeout.ms": "5000"}, kgo.ProduceRequestTimeout, 5 * time.Second},
		{Props{"connections.max.idle.ms": "-1"}, kgo.ConnIdleTimeout, 15 * time.Minute},
		{Props{"socket.connection.setup.timeout.ms": "3000"}, kgo.DialTimeout, 3 * time.Second},
		{Props{"linger.ms": " 5 "}, kgo.ProducerLinger, 5 * time.Millisecond},
		{Props{"linger.ms": "0"}, kgo.ProducerLinger, time.Duration(0)},
		{Props{"buffer.memory": "1000"}, kgo.MaxBufferedBytes, int64(1000)},
		{Props{"delivery.timeout.ms": "2000"}, kgo.RecordDeliveryTimeout, 2 * time.Second},
		{Props{"retries": "3"}, kgo.RecordRetries, int64(3)},
		{Props{"allow.auto.create.topics": "true"}, kgo.AllowAutoTopicCreation, true},
		{Props{"allow.auto.create.topics": "false"}, kgo.AllowAutoTopicCreation, false},
		{Props{"check.crcs": "false"}, kgo.DisableFetchCRCValidation, true},
		{Props{"acks": "all"}, kgo.DisableIdempotentWrite, false},
		{Props{"acks": "-1", "enable.idempotence": "true"}, kgo.DisableIdempotentWrite, false},
		{Props{"acks": "1"}, kgo.DisableIdempotentWrite, true},
		{Props{"acks": "1"}, kgo.RequiredAcks, kgo.LeaderAck()},
		{Props{"acks": "0", "max.in.flight.requests.per.connection": "5"}, kgo.MaxProduceRequestsInflightPerBroker, 5},
		{Props{"max.in.flight.requests.per.connection": "5"}, kgo.MaxProduceRequestsInflightPerBroker, 1},
		{Props{"enable.idempotence": "false"}, kgo.DisableIdempotentWrite, true},
		{Props{"isolation.level": "read_committed"}, kgo.FetchIsolationLevel, int8(1)},
		{Props{"auto.offset.reset": "earliest"}, kgo.ConsumeResetOffset, kgo.NewOffset().AtStart()},
		{Props{"auto.offset.reset": "none"}, kgo.ConsumeResetOffset, kgo.NoResetOffset()},
		{nil, kgo.ConsumeResetOffset, kgo.NewOffset().AtEnd()},
		{Props{"compression.type": "zstd", "compression.zstd.level": "3"}, kgo.ProducerBatchCompression, []kgo.CompressionCodec{kgo.ZstdCompression().WithLevel(3)}},
		{Props{"compression.codec": "gzip", "compression.level": "9"}, kgo.ProducerBatchCompression, []kgo.CompressionCodec{kgo.GzipCompression().WithLevel(9)}},
		{Props{"compression.type": "none"}, kgo.ProducerBatchCompression, []kgo.CompressionCodec{kgo.NoCompression()}},
	} {
		if got := option(t, c.p, c.opt); !same(got, c.want) {
			t.Errorf("%v: got %v, want %v", c.p, got, c.want)
		}
	}
}

func same(a, b any) bool {
	switch a := a.(type) {
	case []string:
		return slices.Equal(a, b.([]string))
	case []kgo.CompressionCodec:
		return slices.Equal(a, b.([]kgo.CompressionCodec))
	}
	return a == b
}

func TestBackoff(t *testing.T) {
	fn := option(t, Props{"retry.backoff.ms": "10", "retry.backoff.max.ms": "50"}, kgo.RetryBackoffFn).(func(int) time.Duration)
	var got []time.Duration
	for fails := range 5 {
		got = append(got, fn(fails)/time.Millisecond)
	}
	if !slices.Equal(got, []time.Duration{10, 10, 20, 40, 50}) || fn(1000) != 50*time.Millisecond {
		t.Errorf("pauses %d", got)
	}
}

func TestBadValues(t *testing.T) {
	for _, c := range []struct {
		p    Props
		want string
	}{
		{Props{"linger.ms": "5.5"}, `linger.ms: "5.5" is not a whole number of milliseconds`},
		{Props{"linger.ms": "-1"}, `linger.ms: "-1" is negative`},
		{Props{"fetch.max.bytes": "0"}, `fetch.max.bytes: "0" is less than 1`},
		{Props{"fetch.max.bytes": "9999999999"}, `fetch.max.bytes: "9999999999" is more than 1073741824`},
		{Props{"max.poll.records": "many"}, `max.poll.records: "many" is not a whole number`},
		{Props{"enable.auto.commit": "yes"}, `enable.auto.commit: "yes" is neither true nor false`},
		{Props{"isolation.level": "committed"}, `isolation.level: "committed" must be one of read_uncommitted, read_committed`},
		{Props{"auto.offset.reset": "now"}, `auto.offset.reset: "now" must be earliest, latest, none or by_duration:PT1H`},
		{Props{"auto.offset.reset": "by_duration:1h"}, `auto.offset.reset: "by_duration:1h" is not an ISO 8601 duration like PT1H30M`},
		{Props{"acks": "2"}, `acks: "2" must be one of all, 1, 0`},
		{Props{"acks": "1", "enable.idempotence": "true"}, `enable.idempotence: true needs acks=all, not acks=1`},
		{Props{"compression.type": "brotli"}, `compression.type: "brotli" must be one of none, gzip, snappy, lz4, zstd`},
		{Props{"transactional.id": "t"}, `transactional.id: writing in transactions is not supported; leave it out`},
		{Props{"partitioner.class": "com.example.Mine"}, `partitioner.class: "com.example.Mine" is not supported; use murmur2_random, or RoundRobinPartitioner or UniformStickyPartitioner of org.apache.kafka.clients.producer`},
		{Props{"bootstrap.servers": "a:b"}, `bootstrap.servers: "a:b": the port is not a number from 1 to 65535`},
		{Props{"bootstrap.servers": "a:70000"}, `bootstrap.servers: "a:70000": the port is not a number from 1 to 65535`},
		{Props{"bootstrap.servers": "a:1:2"}, `bootstrap.servers: "a:1:2": is not host:port`},
		{Props{"bootstrap.servers": ","}, `bootstrap.servers: "," is not a list of host:port`},
		{Props{"bootstrap.servers": " "}, `bootstrap.servers: missing, for example {"bootstrap.servers": "127.0.0.1:9092"}`},
		{Props{"security.protocol": "TLS"}, `security.protocol: "TLS" must be one of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL`},
	} {
		if _, _, err := Options(with(c.p)); err == nil || err.Error() != c.want {
			t.Errorf("%v: got  %v\nwant %s", c.p, err, c.want)
		}
	}
}

func TestWarnings(t *testing.T) {
	for _, c := range []struct {
		p    Props
		want []string
	}{
		{Props{"acks": "all", "key.serializer": "x.StringSerializer"}, nil},
		{Props{"auto.ofset.reset": "earliest"}, []string{`unknown property "auto.ofset.reset" has no effect; did you mean auto.offset.reset?`}},
		{Props{"Group.Id": "g"}, []string{`unknown property "Group.Id" has no effect; did you mean group.id?`}},
		{Props{"deephaven.key.colum.name": "K"}, []string{`unknown property "deephaven.key.colum.name" has no effect; did you mean deephaven.key.column.name, deephaven.key.column.type?`}},
		{Props{"zzz": "1"}, []string{`unknown property "zzz" has no effect`}},
		{Props{"interceptor.classes": "a.B"}, []string{`property "interceptor.classes" has no effect: it names Java code, which Starling does not run`}},
		{Props{"interceptor.classes": ""}, nil},
		{Props{"linger.ms": "600000"}, []string{`linger.ms: 600000 is outside 0s to 1m0s; 1m0s is used`}},
		{Props{"ssl.ca.location": "/x"}, []string{`property "ssl.ca.location" has no effect: security.protocol is PLAINTEXT, without TLS`}},
		{Props{"sasl.mechanism": "PLAIN"}, []string{`property "sasl.mechanism" has no effect: security.protocol is PLAINTEXT, without SASL`}},
	} {
		_, got, err := Options(with(c.p))
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%v: got %q, %v\nwant %q", c.p, got, err, c.want)
		}
	}
}

func TestResetByDuration(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"PT1H": time.Hour, "P2D": 48 * time.Hour, "P1DT1H30M5S": 25*time.Hour + 30*time.Minute + 5*time.Second, "PT0.5S": time.Second / 2,
	} {
		if got, err := isoDuration(strings.ToLower(text)); err != nil || got != want {
			t.Errorf("%s: %v, %v", text, got, err)
		}
		if _, err := conf(Props{"auto.offset.reset": "by_duration:" + text}).ResetOffset(); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{"", "p", "pt", "p1", "pt1", "1h", "p1h", "pt-1h", "pt1d", "p99999d", "pt1ms", "p1dt", "pt99999999999h", "p1d2d"} {
		if got, err := isoDuration(text); err == nil {
			t.Errorf("%q gives %v", text, got)
		}
	}
}

func TestGetters(t *testing.T) {
	p := conf(Props{"a": " 5 ", "b": "TRUE", "c": "-1", "default.api.timeout.ms": "1500"})
	if n, err := p.Int("a", 1, 0); n != 5 || err != nil {
		t.Error(n, err)
	}
	if n, err := p.Int("none", 7, 0); n != 7 || err != nil {
		t.Error(n, err)
	}
	if _, err := p.Int("c", 1, 0); err == nil {
		t.Error("less than the lowest is accepted")
	}
	if b, err := p.Bool("b", false); !b || err != nil {
		t.Error(b, err)
	}
	if d, err := p.Timeout(); d != 1500*time.Millisecond || err != nil {
		t.Error(d, err)
	}
	if d, err := conf(Props{}).Timeout(); d != time.Minute || err != nil {
		t.Error(d, err)
	}
}

// TestTableIsSorted reads the table's source: its order is for people.
func TestTableIsSorted(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "props_table.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	ast.Inspect(file, func(n ast.Node) bool {
		if kv, ok := n.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.BasicLit); ok {
				names = append(names, strings.Trim(key.Value, `"`))
			}
		}
		return true
	})
	if len(names) != len(properties) || !slices.IsSorted(names) {
		t.Errorf("%d names of %d, sorted %v", len(names), len(properties), slices.IsSorted(names))
	}
}

// FuzzProps holds that no text makes the parser panic, that it gives the same
// answer twice, and that secrets stay out of its errors.
func FuzzProps(f *testing.F) {
	for name := range properties {
		f.Add(name, "5")
	}
	f.Add("bootstrap.servers", "a:1,[::1]:2,SSL://b")
	f.Add("auto.offset.reset", "by_duration:P1DT2H")
	f.Add("sasl.jaas.config", `org.apache.kafka.common.security.plain.PlainLoginModule required username="a\"b" password='c d';`)
	f.Add("ssl.ca.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
	f.Fuzz(func(t *testing.T, name, value string) {
		if strings.HasSuffix(name, "location") {
			t.Skip("reads files")
		}
		p := with(Props{"security.protocol": "SASL_SSL", "sasl.mechanism": "PLAIN", "sasl.username": "u", "sasl.password": "p", name: value})
		opts, warnings, err := Options(p)
		opts2, warnings2, err2 := Options(p)
		if len(opts) != len(opts2) || !slices.Equal(warnings, warnings2) || (err == nil) != (err2 == nil) {
			t.Fatalf("%q=%q: two answers: %v, %v", name, value, err, err2)
		}
		if err == nil {
			cl, err := kgo.NewClient(opts...)
			if err != nil {
				t.Fatalf("%q=%q is accepted, but not by the client: %v", name, value, err)
			}
			cl.Close()
		} else if isSecret(name) && len(value) > 8 && strings.Contains(err.Error(), value) {
			t.Fatalf("%s: the error shows the secret: %v", name, err)
		}
	})
}

// FuzzJAAS holds that what is written as a login configuration is read back,
// and that no other text panics or shows in an error.
func FuzzJAAS(f *testing.F) {
	f.Add("alice", `p"a\ss'`, `x required a=b;`)
	f.Add("a b", "", `x required a="`)
	quote := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)
	f.Fuzz(func(t *testing.T, user, pass, text string) {
		if _, _, err := parseJAAS(text); err != nil && len(text) > 60 && strings.Contains(err.Error(), text) {
			t.Fatalf("the error shows the text: %v", err)
		}
		_, options, err := parseJAAS(`m.PlainLoginModule required username="` + quote.Replace(user) + `" password="` + quote.Replace(pass) + `";`)
		if err != nil || options["username"] != user || options["password"] != pass {
			t.Fatalf("%q %q: got %q, %v", user, pass, options, err)
		}
	})
}
