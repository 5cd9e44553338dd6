package starlib

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/engine"
	"starling/kafka"
	"starling/kafka/client"
	"starling/kafka/kafkatest"
)

// TestTopics: what brokers have is known in no time or not at all, and what they had before
// serves until they answer.
func TestTopics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, err := kafkatest.Start(kafkatest.Config{Topics: map[string]int{"orders": 1, "quotes": 1}})
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		env := &kafka.Env{Env: client.Env{DialFunc: b.Dial, Defaults: client.Props{"bootstrap.servers": b.Addr()}}}
		graph := engine.NewGraph()
		h := New(Config{Graph: graph, Kafka: env})
		defer env.Close(context.Background(), graph) //nolint:errcheck // the test has looked
		defer h.Close()
		ask := func(p map[string]string, want string, took time.Duration) {
			t.Helper()
			begin := time.Now()
			got := strings.Join(h.Topics(150*time.Millisecond, p), " ")
			if got != want || time.Since(begin) != took {
				t.Errorf("%q after %v, want %q after %v", got, time.Since(begin), want, took)
			}
		}
		b.Delay(kmsg.Metadata, time.Second)
		ask(nil, "", 150*time.Millisecond)
		ask(nil, "", 150*time.Millisecond)
		time.Sleep(4 * time.Second)
		ask(nil, "orders quotes", 0)
		ask(map[string]string{"bootstrap.servers": "127.0.0.1:1"}, "", 150*time.Millisecond)
		if err := b.CreateTopic("more", 1); err != nil {
			t.Fatal(err)
		}
		time.Sleep(topicsLast)
		ask(nil, "orders quotes", 150*time.Millisecond)
		time.Sleep(4 * time.Second)
		ask(nil, "more orders quotes", 0)
	})
}
