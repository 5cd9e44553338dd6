package kafka

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"

	"starling/kafka/client"
)

// topicList sets the topics to read.
func topicList(names ...string) func(client.Props, *Consume) {
	return func(_ client.Props, o *Consume) { o.Topics = names }
}

func TestSeveralTopics(t *testing.T) {
	bubble(t, map[string]int{"a": 1, "b": 2, "c": 1}, func(r *rig) {
		r.feed("a", "0 k 1")
		r.feed("b", "1 k 2")
		r.feed("c", "0 k 3")
		c := r.consume("", topicList("a", "b", "a"), from(SeekToBeginning))
		r.step()
		r.wantAny(c.Table, "a 0 0 k 1", "b 1 0 k 2")
		r.feed("b", "0 k 4", "1 k 5")
		r.step()
		r.wantAny(c.Table, "a 0 0 k 1", "b 1 0 k 2", "b 0 0 k 4", "b 1 1 k 5")
		r.ok(r.env.Sync(r.Context()))
	})
}

// A pattern reads later topics too, from their first record; not Kafka's internal ones.
func TestTopicPattern(t *testing.T) {
	bubble(t, map[string]int{"orders-eu": 1, "orders-us": 1, "other": 1, "reorders-x": 1}, func(r *rig) {
		r.feed("orders-eu", "0 - 1")
		r.feed("reorders-x", "0 - no")
		c := r.consume("", topicList("^orders-"), from(SeekToBeginning), set("deephaven.partition.column.name", ""))
		r.feed("orders-us", "0 - 2")
		r.step()
		r.wantAny(c.Table, "orders-eu 0 - 1", "orders-us 0 - 2")
		r.ok(r.broker.CreateTopic("orders-asia", 2))
		r.feed("orders-asia", "1 - 3")
		time.Sleep(2 * awaitPartitions)
		r.step()
		r.wantAny(c.Table, "orders-eu 0 - 1", "orders-us 0 - 2", "orders-asia 0 - 3")
		if !r.told("topic orders-asia is new") {
			r.Errorf("notices %q", r.heard)
		}
	})
}

// Kafka's internal topics are not what a pattern means, unless exclude.internal.topics=false.
func TestTopicPatternInternal(t *testing.T) {
	for _, c := range []struct {
		exclude string
		want    []string
	}{{"true", []string{"x-1 0 0 - a"}}, {"false", []string{"x-1 0 0 - a", "x-2 0 0 - b"}}} {
		bubble(t, map[string]int{"x-1": 1}, func(r *rig) {
			yes := "true"
			_, err := kadm.NewClient(r.feeder).CreateTopic(r.Context(), 1, 1, map[string]*string{"kfake.is_internal": &yes}, "x-2")
			r.ok(err)
			r.feed("x-1", "0 - a")
			r.feed("x-2", "0 - b")
			table := r.consume("", topicList("^x-"), from(SeekToBeginning), set("exclude.internal.topics", c.exclude)).Table
			r.step()
			rows := r.rows(table)
			slices.Sort(rows)
			if !slices.Equal(rows, c.want) {
				r.Errorf("exclude.internal.topics=%s: rows %q, want %q", c.exclude, rows, c.want)
			}
		})
	}
}

func TestTopicsStillToCome(t *testing.T) {
	bubble(t, map[string]int{"a": 1}, func(r *rig) {
		c := r.consume("", topicList("a", "b", "^x"), set("deephaven.offset.column.name", ""))
		if !r.told("topic b does not exist yet") || !r.told("no topic matches ^x yet") {
			r.Errorf("notices %q", r.heard)
		}
		r.feed("a", "0 - 1")
		r.step()
		r.ok(r.broker.CreateTopic("b", 1))
		r.feed("b", "0 - 2")
		time.Sleep(time.Second)
		r.ok(r.broker.CreateTopic("xyz", 1))
		r.feed("xyz", "0 - 3")
		time.Sleep(2 * awaitPartitions)
		r.step()
		r.wantAny(c.Table, "a 0 - 1", "b 0 - 2", "xyz 0 - 3")
	})
}

func TestSeveralTopicsPartitioned(t *testing.T) {
	bubble(t, map[string]int{"a": 1, "b": 2}, func(r *rig) {
		p, o := r.consumeArgs("", []func(client.Props, *Consume){topicList("a", "b")})
		c, err := r.env.ConsumePartitioned(r.Context(), r.graph, p, o)
		r.ok(err)
		c.Partitioned.Retain()
		r.feed("a", "0 - 1")
		r.feed("b", "0 - 2", "1 - 3")
		r.step()
		for _, w := range []struct {
			topic     string
			partition int32
			row       string
		}{{"a", 0, "a 0 0 - 1"}, {"b", 0, "b 0 0 - 2"}, {"b", 1, "b 1 0 - 3"}} {
			part, ok := c.Partitioned.Get(w.topic, w.partition)
			if !ok {
				r.Fatalf("no table of %s %d", w.topic, w.partition)
			}
			r.want(part, w.row)
		}
	})
}

// Every topic has its own offsets, positions, status, bad records and place in a group.
func TestSeveralTopicsApart(t *testing.T) {
	bubble(t, map[string]int{"a": 1, "b": 1}, func(r *rig) {
		r.feed("a", "0 - 1", "0 - x", "0 - 3")
		r.feed("b", "0 - 4")
		read := func() *Consumer {
			return r.consume("", topicList("a", "b"), ints, set("group.id", "g"), set("auto.offset.reset", "earliest"))
		}
		c := read()
		status, err := c.Status(r.Context())
		r.ok(err)
		status.Retain()
		r.step()
		time.Sleep(1500 * time.Millisecond)
		r.step()
		if got := r.readCols(status, "Topic", "Partition", "Position", "End", "Lag", "BadRecords"); !slices.Equal(got, []string{"a 0 3 3 0 1", "b 0 1 1 0 0"}) {
			r.Errorf("status %q", got)
		}
		if got := r.readCols(c.Errors(), "KafkaTopic", "KafkaOffset"); !slices.Equal(got, []string{"a 1"}) {
			r.Errorf("errors %q", got)
		}
		r.ok(c.Close())
		r.feed("b", "0 - 5")
		c = read()
		r.step()
		r.want(c.Table, "b 0 1 - 5")
	})
}

func TestTopicsWrong(t *testing.T) {
	for _, c := range []struct {
		topics []string
		want   string
	}{
		{nil, "topic: must not be empty"},
		{[]string{"a", ""}, "topic: must not be empty"},
		{[]string{"^("}, `topic: pattern "^("`},
	} {
		if _, err := subscribe(c.topics); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %q", c.topics, err, c.want)
		}
	}
}
