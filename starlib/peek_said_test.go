package starlib

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/kafka/client"
)

// TestPeekErrors: what peek and kc.guess refuse.
func TestPeekErrors(t *testing.T) {
	w, cl, _, _ := peekWorld(t, map[string]int{"orders": 1, "empty": 1})
	send(t, cl, "orders", &kgo.Record{Value: []byte("x")})
	for src, want := range map[string]string{
		"peek('ordres')":          `DHError: peek: topic "ordres" does not exist; did you mean orders?`,
		"peek('orders', 0)":       "DHError: peek: n: 0 is not from 1 to 1000",
		"peek('')":                "DHError: peek: topic: must not be empty",
		"kc.guess('empty')":       `DHError: kc.guess: topic "empty" has no records to guess by`,
		"kc.guess({'a': 1}, 'x')": `DHError: kc.guess: kafka_config: property "a": got int (1), want a string: write "1"`,
		"topics('^(')":            "DHError: topics: topic: pattern \"^(\": error parsing regexp: missing closing ): `^(`",
		"kc.guess('x', 'y', 'z')": "TypeError: kc.guess: got 3 arguments, want at most 2",
		"groups('nobody')":        `DHError: groups: group "nobody" does not exist`,
	} {
		got, err := w.script(t, "<stdin>", src+"\n")
		if err == nil || !strings.HasSuffix(strings.TrimSpace(err.Error()), want) {
			t.Errorf("%s: %q, %v\nwant %s", src, got, err, want)
		}
	}
}

// TestPeekConfig: the config of the call is what peek was given, without its secrets; what -X
// has is of the defaults still.
func TestPeekConfig(t *testing.T) {
	w, cl, _, d := peekWorld(t, map[string]int{"topics": 1})
	send(t, cl, "topics", &kgo.Record{Value: []byte("x")})
	w.Host.cfg.Kafka.Defaults = client.Props{"bootstrap.servers": "redpanda:9092", "sasl.password": "S3CRET", "schema.registry.url": "http://u:S3CRET@r"}
	for args, want := range map[string]string{
		"'topics'": "topics_ = kc.consume(\n    {\"bootstrap.servers\": \"redpanda:9092\"},\n    \"topics\",",
		"{'bootstrap.servers': 'b:1', 'sasl.password': 'S3CRET', 'sasl.username': 'ann'}, 'topics'":            "# sasl.password: not shown here; set it by ${env:NAME} or ${file:/path}\ntopics_ = kc.consume(\n    {\"bootstrap.servers\": \"b:1\", \"sasl.username\": \"ann\"},",
		"'topics', n=1, kafka_config={'bootstrap.servers': 'b:1', 'sasl.password': '${env:STARLING_NOTHING}'}": "topics_ = kc.consume(\n    {\"bootstrap.servers\": \"b:1\", \"sasl.password\": \"${env:STARLING_NOTHING}\"},",
	} {
		out, err := w.script(t, "<stdin>", "peek("+args+")\n")
		if err != nil {
			t.Errorf("%s: %v", args, err)
			continue
		}
		if got := d.last(t); !strings.HasPrefix(got, want) || strings.Contains(got+out, "S3CRET") {
			t.Errorf("%s: %s\nwant %s", args, got, want)
		}
	}
}

// TestPeekLarge: large records, and what terminals obey in them, are shown in little and harmless.
func TestPeekLarge(t *testing.T) {
	w, cl, _, d := peekWorld(t, map[string]int{"large": 1})
	for i := range 3 {
		send(t, cl, "large", &kgo.Record{Value: []byte(fmt.Sprintf(`{"n":%d,"text":"%s","esc":"\u001b]0;x\u0007\u202e\u0000"}`, i, strings.Repeat("x", 900_000)))})
	}
	out, err := w.script(t, "<stdin>", "peek('large')\n")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.ContainsAny([]byte(out+d.last(t)), "\x1b\x07\x00\u202e") {
		t.Error("what peek says works on terminals")
	}
	if len(out) > 200_000 {
		t.Errorf("%d bytes are shown", len(out))
	}
}
