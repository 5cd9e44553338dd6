package kafka

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/kafka/client"
)

// letters is the records of a topic: key, value, headers.
func letters(r *rig, topic string) []string {
	r.Helper()
	cl, err := r.broker.Client(kgo.ConsumeTopics(topic), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	r.ok(err)
	defer cl.Close()
	var out []string
	for range 3 { // polls that wait for what may still come
		fetches := cl.PollRecords(r.Context(), 100)
		r.ok(fetches.Err())
		fetches.EachRecord(func(rec *kgo.Record) {
			line := fmt.Sprintf("%s=%s", rec.Key, rec.Value)
			if rec.Value == nil {
				line = fmt.Sprintf("%s null", rec.Key)
			}
			for _, h := range rec.Headers {
				line += fmt.Sprintf(" %s:%s", strings.TrimPrefix(h.Key, "__starling.errors."), h.Value)
			}
			out = append(out, line)
		})
		if len(out) > 0 {
			break
		}
	}
	return out
}

func TestDeadLetters(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t", ints, set("starling.dlq.topic", "dead"))
		r.feed("t", "0 a 1", "0 b x")
		when := time.Now().Add(-time.Hour).Truncate(time.Millisecond)
		r.ok(r.feeder.ProduceSync(r.Context(), &kgo.Record{
			Topic: "t", Key: []byte("c"), Value: []byte{0xff, 0}, Timestamp: when, Headers: []kgo.RecordHeader{{Key: "trace", Value: []byte("7")}},
		}).FirstErr())
		r.step()
		r.want(c.Table, "0 0 a 1")
		r.ok(c.Close())
		want := []string{
			`b=x topic:t partition:0 offset:1 part:value message:column "V" (int): "x" is not a number`,
			"c=\xff\x00 trace:7 topic:t partition:0 offset:2 part:value message:" + `column "V" (int): "\xff\x00" is not a number`,
		}
		got := letters(r, "dead")
		slices.Sort(got) // the broker made more than one partition
		if !slices.Equal(got, want) {
			r.Errorf("dead letters\n%q\nwant\n%q", got, want)
		}
		if !r.told("topic dead has them") {
			r.Errorf("notices %q", r.heard)
		}
	})
}

// What is not yet written does not count as read.
func TestDeadLettersBeforeCommit(t *testing.T) {
	bubble(t, map[string]int{"t": 1, "dead": 1}, func(r *rig) {
		c := r.consume("t", ints, set("starling.dlq.topic", "dead"), set("group.id", "g"), set("auto.offset.reset", "earliest"))
		slow := r.broker.Fail(kmsg.Produce, "dead", kerr.NotLeaderForPartition, -1)
		r.feed("t", "0 - 1", "0 - x", "0 - 3")
		r.step()
		r.want(c.Table, "0 0 - 1", "0 2 - 3")
		time.Sleep(7 * time.Second)
		r.wantCommitted(map[int32]int64{0: 1})
		slow.Remove()
		time.Sleep(30 * time.Second)
		r.wantCommitted(map[int32]int64{0: 3})
		if got := letters(r, "dead"); len(got) != 1 {
			r.Errorf("dead letters %q", got)
		}
	})
}

// A dead letter that cannot be written fails the table; its record stays unread.
func TestDeadLettersRefused(t *testing.T) {
	bubble(t, map[string]int{"t": 1, "dead": 1}, func(r *rig) {
		c := r.consume("t", ints, set("starling.dlq.topic", "dead"), set("group.id", "g"), set("auto.offset.reset", "earliest"))
		r.broker.Fail(kmsg.Produce, "dead", kerr.TopicAuthorizationFailed, -1)
		r.feed("t", "0 - 1", "0 - x", "0 - 3")
		r.step()
		r.await(func() bool { return r.graph.Step(r.Context()) == nil && c.Table.Err() != nil })
		if err := c.Table.Err(); !strings.Contains(err.Error(), "starling.dlq.topic dead: bad record of topic t partition 0 offset 1 is not written: TOPIC_AUTHORIZATION_FAILED") {
			r.Errorf("error %v", err)
		}
		if err := c.Close(); err == nil || !strings.Contains(err.Error(), "is not written") {
			r.Errorf("Close: %v", err)
		}
		r.wantCommitted(map[int32]int64{0: 1})
	})
}

// A broker that is away does not keep a consumer from ending, which says what is not written.
func TestDeadLettersUnwritten(t *testing.T) {
	bubble(t, map[string]int{"t": 1, "dead": 1}, func(r *rig) {
		c := r.consume("t", ints, set("starling.dlq.topic", "dead"))
		away := r.broker.Fail(kmsg.Produce, "dead", kerr.NotLeaderForPartition, -1)
		defer away.Remove()
		r.feed("t", "0 - x", "0 - y")
		r.step()
		if err := c.Close(); err == nil || !strings.Contains(err.Error(), "starling.dlq.topic dead: 2 bad records of topic t are not written") {
			r.Errorf("Close: %v", err)
		}
	})
}

func TestDeadLettersWrong(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		for _, topics := range [][]string{{"t"}, {"^t"}} {
			p, o := r.consumeArgs("", []func(client.Props, *Consume){topicList(topics...), set("starling.dlq.topic", "t")})
			if _, err := r.env.Consume(r.Context(), r.graph, p, o); err == nil || !strings.Contains(err.Error(), "t is read by the table itself") {
				r.Errorf("%q: error %v", topics, err)
			}
		}
		r.broker.Fail(kmsg.CreateTopics, "", kerr.TopicAuthorizationFailed, -1)
		p, o := r.consumeArgs("t", []func(client.Props, *Consume){set("starling.dlq.topic", "dead")})
		if _, err := r.env.Consume(r.Context(), r.graph, p, o); err == nil || !strings.Contains(err.Error(), "starling.dlq.topic: topic dead: TOPIC_AUTHORIZATION_FAILED") {
			r.Errorf("error %v", err)
		}
	})
}
