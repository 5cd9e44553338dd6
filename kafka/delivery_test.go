package kafka

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/engine"
	"starling/kafka/client"
	"starling/specs/simple"
)

// group has a consumer commit every second.
func group(name string) func(client.Props, *Consume) {
	return func(p client.Props, _ *Consume) { p["group.id"], p["auto.commit.interval.ms"] = name, "1000" }
}

// to publishes a table's column V to a topic.
func (r *rig) to(topic string, t *engine.Table) *Producer {
	r.Helper()
	return r.produce(t, Produce{Topic: topic, Key: simple.Ignore, Value: simple.Writer("V")})
}

func must[T any](r *rig) func(T, error) T {
	return func(x T, err error) T {
		r.Helper()
		r.ok(err)
		return x
	}
}

// A group does not get past records before every sink below has acknowledged what came of
// them: through filters, joins and aggregations, of both sides, whatever the table keeps.
func TestCommitWaitsForSinks(t *testing.T) {
	for _, c := range []struct {
		name  string
		build func(r *rig, left, right *engine.Table) *engine.Table
		keep  engine.Retention
	}{
		{"itself", func(_ *rig, left, _ *engine.Table) *engine.Table { return left }, engine.Append()},
		{"a blink table", func(_ *rig, left, _ *engine.Table) *engine.Table { return left }, engine.Blink()},
		{"filtered and computed", func(r *rig, left, _ *engine.Table) *engine.Table {
			return must[*engine.Table](r)(must[*engine.Table](r)(left.Where(engine.Env{}, "V != `x`")).Update(engine.Env{}, "V = V + `!`"))
		}, engine.Ring(2)},
		{"aggregated", func(r *rig, left, _ *engine.Table) *engine.Table {
			return must[*engine.Table](r)(left.LastBy([]engine.Pair{{New: "K", Old: "K"}}))
		}, engine.Blink()},
		{"merged", func(r *rig, left, right *engine.Table) *engine.Table {
			return must[*engine.Table](r)(engine.Merge([]*engine.Table{left, right}))
		}, engine.Append()},
		{"joined", func(r *rig, left, right *engine.Table) *engine.Table {
			by := []engine.Pair{{New: "K", Old: "K"}}
			return must[*engine.Table](r)(left.NaturalJoin(must[*engine.Table](r)(right.LastBy(by)), by, []engine.Pair{{New: "W", Old: "V"}}, engine.ErrorOnDuplicate))
		}, engine.Append()},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1, "u": 1, "out": 1}, func(r *rig) {
				left := r.consume("t", group("g"), func(_ client.Props, o *Consume) { o.Retention = c.keep })
				right := r.consume("u", group("h"))
				p := r.to("out", c.build(r, left.Table, right.Table))
				r.broker.Delay(kmsg.Produce, time.Hour)
				r.feed("t", "0 a 1", "0 b 2")
				r.feed("u", "0 a 3")
				r.step()
				time.Sleep(10 * time.Second)
				r.wantCommitted(map[int32]int64{0: 0})
				if sent, acked := p.Counts(); sent == 0 || acked != 0 {
					r.Errorf("%d sent, %d acknowledged", sent, acked)
				}
				time.Sleep(time.Hour)
				r.broker.Delay(kmsg.Produce, 0)
				r.ok(p.Flush(r.Context()))
				time.Sleep(10 * time.Second)
				r.wantCommitted(map[int32]int64{0: 2})
			})
		})
	}
}

// Tables beside the sink commit as ever, and a sink that was stopped owes nothing.
func TestCommitBesideSinks(t *testing.T) {
	bubble(t, map[string]int{"t": 1, "u": 1, "out": 1}, func(r *rig) {
		other := r.consume("u")
		p := r.to("out", other.Table)
		r.broker.Delay(kmsg.Produce, time.Hour)
		r.feed("u", "0 - x")
		r.consume("t", group("g"))
		r.feed("t", "0 a 1")
		r.step()
		time.Sleep(10 * time.Second)
		r.wantCommitted(map[int32]int64{0: 1})
		time.Sleep(time.Hour)
		r.broker.Delay(kmsg.Produce, 0)
		r.ok(p.Stop(r.Context()))
		r.feed("u", "0 - y")
		r.step()
		if at := other.Table; at.Err() != nil || len(r.topic("out")) != 1 {
			r.Errorf("%v, topic %q", at.Err(), r.topic("out"))
		}
	})
}

// A table that fails between a source and a sink keeps the group where the sink has all.
func TestCommitStopsBeforeFailedSink(t *testing.T) {
	bubble(t, map[string]int{"t": 1, "out": 1}, func(r *rig) {
		c := r.consume("t", group("g"))
		view := must[*engine.Table](r)(c.Table.Update(engine.Env{}, "N = Integer.parseInt(V)"))
		p := r.to("out", view)
		r.feed("t", "0 - 1")
		r.step()
		r.ok(p.Flush(r.Context()))
		r.feed("t", "0 - bad")
		r.step()
		r.feed("t", "0 - 3")
		r.step()
		if p.Err() == nil {
			r.Fatal("the table did not fail")
		}
		time.Sleep(time.Minute)
		r.wantCommitted(map[int32]int64{0: 1})
		if err := r.close(); err == nil || !strings.Contains(err.Error(), "table failed") {
			r.Errorf("at the end: %v", err)
		}
		r.wantCommitted(map[int32]int64{0: 1})
	})
}

// The end takes in what was fetched, publishes it, and then commits it: nothing is lost
// between two runs, and nothing comes twice.
func TestCloseDelivers(t *testing.T) {
	bubble(t, map[string]int{"t": 2, "out": 1}, func(r *rig) {
		for run := range 5 {
			c := r.consume("t", group("g"), func(_ client.Props, o *Consume) { o.Retention = engine.Blink() })
			r.to("out", c.Table)
			for half := range 2 {
				var lines []string
				for i := range 50 {
					lines = append(lines, fmt.Sprintf("%d - %d", i%2, 100*run+50*half+i))
				}
				r.feed("t", lines...)
				r.ok(r.env.Fetched(r.Context()))
				if half == 0 {
					r.ok(r.graph.Step(r.Context()))
				}
			}
			r.ok(r.close())
			r.graph = engine.NewGraph()
		}
		if got := r.topic("out"); len(got) != 500 {
			r.Errorf("%d records", len(got))
		}
	})
}

// river of numbers, large enough that a sink is full.
const flood = 200_000

// A target that does not answer slows down what feeds it: memory stays flat, and readers,
// other tables and the end go on. Nothing is lost.
func TestFullSink(t *testing.T) {
	bubble(t, map[string]int{"t": 1, "u": 1, "out": 1}, func(r *rig) {
		c := r.consume("t", group("g"))
		other := r.consume("u")
		p := r.to("out", c.Table)
		r.broker.Delay(kmsg.Produce, time.Hour)
		pour := func(from int) {
			recs := make([]*kgo.Record, flood)
			for i := range recs {
				recs[i] = &kgo.Record{Topic: "t", Value: fmt.Append(nil, from+i)}
			}
			r.broker.Delay(kmsg.Produce, 0)
			r.ok(r.feeder.ProduceSync(r.Context(), recs...).FirstErr())
			r.broker.Delay(kmsg.Produce, time.Hour)
		}
		pour(0)
		for range 10 { // a lane has not always room for all at once: it depends on how they are fetched
			time.Sleep(time.Second)
			r.ok(r.graph.Step(r.Context()))
			if synctest.Wait(); p.Full() {
				break
			}
		}
		if !p.Full() {
			r.Fatal("the sink is not full")
		}
		in := c.Table.Size()
		pour(flood)
		r.feed("u", "0 - x")
		time.Sleep(time.Minute)
		for range 5 {
			r.ok(r.graph.Step(r.Context()))
		}
		if n := c.Table.Size(); n != in {
			r.Errorf("%d rows came in, of %d before it was full", n, in)
		}
		r.want(other.Table, "0 0 - x")
		status := must[*engine.Table](r)(c.Status(r.Context()))
		status.Retain()
		time.Sleep(2 * time.Second)
		r.ok(r.graph.Step(r.Context()))
		if got := r.readCols(status, "Error"); len(got) != 1 || !strings.HasPrefix(got[0], "waits for "+humanize.Comma(int64(in))+" records of topic out not acknowledged by ") {
			r.Errorf("status %q", got)
		}
		r.broker.Delay(kmsg.Produce, 0)
		ctx, stop := context.WithCancel(r.Context())
		defer stop()
		go r.graph.Run(ctx, 10*time.Millisecond)
		r.ok(r.env.Sync(r.Context()))
		r.ok(p.Flush(r.Context()))
		got := r.topic("out")
		for i := range got {
			if want := fmt.Sprintf("0 -=%d", i); got[i] != want {
				r.Fatalf("record %d is %q", i, got[i])
			}
		}
		if len(got) != 2*flood {
			r.Errorf("%d records", len(got))
		}
	})
}

var errEnough = errors.New("enough")

// An end that is given up says what was not sent, is quick, and commits nothing.
func TestCloseGivesUp(t *testing.T) {
	bubble(t, map[string]int{"t": 1, "out": 1}, func(r *rig) {
		c := r.consume("t", group("g"))
		r.to("out", c.Table)
		time.Sleep(2 * time.Second)
		r.broker.Delay(kmsg.Produce, 10*time.Hour)
		r.feed("t", "0 - 1", "0 - 2")
		r.step()
		ctx, cancel := context.WithCancelCause(r.Context())
		time.AfterFunc(time.Minute, func() { cancel(errEnough) })
		start := time.Now()
		err := r.env.Close(ctx, r.graph)
		if err == nil || !strings.Contains(err.Error(), "pk.produce: 2 records of topic out not acknowledged by ") || !errors.Is(err, errEnough) {
			r.Errorf("error %v", err)
		}
		if d := time.Since(start); d < time.Minute || d > time.Minute+time.Second {
			r.Errorf("it took %v", d)
		}
		if got := r.env.Waits(); got != "" {
			r.Errorf("waits for %q", got)
		}
		if !r.told("group.id g: not all that came of topic t is written, so it stays where it was") {
			r.Errorf("notices %q", r.heard)
		}
		r.env = &Env{Env: client.Env{Notify: r.hear, DialFunc: r.broker.Dial}}
		r.wantCommitted(map[int32]int64{0: 0})
	})
}

// A compacted topic takes no record without a key: the row is named before it is sent.
func TestProduceNullKeyCompacted(t *testing.T) {
	bubble(t, nil, func(r *rig) {
		compact := "compact,delete"
		adm := kadm.NewClient(r.feeder)
		must[kadm.CreateTopicResponse](r)(adm.CreateTopic(r.Context(), 2, 1, map[string]*string{"cleanup.policy": &compact}, "t"))
		s := r.sheet()
		p := r.produce(s.Table(), jsonOfV(r))
		s.add("a 1", "- 2", "b 3")
		r.ok(r.graph.Step(r.Context()))
		err := p.Flush(r.Context())
		if err == nil || !strings.Contains(err.Error(), "row 1: topic t: the key is null, and a compacted topic (cleanup.policy=compact) takes no record without a key") {
			r.Errorf("error %v", err)
		}
		if got := r.topic("t"); len(got) != 1 || !strings.HasSuffix(got[0], `a={"V":1}`) {
			r.Errorf("topic %q", got)
		}
		o := jsonOfV(r)
		o.Key = simple.Ignore
		if _, err := r.env.Produce(r.Context(), s.Table(), r.props, o); err == nil || !strings.Contains(err.Error(), "key_spec: topic t is compacted") {
			r.Errorf("without keys: %v", err)
		}
		r.close() //nolint:errcheck // the producer failed
	})
}

// Records whose key is null go to one partition where there are keys, and anywhere else
// where there are none.
func TestProduceNullKeyPartition(t *testing.T) {
	bubble(t, map[string]int{"t": 8}, func(r *rig) {
		s := r.sheet()
		r.produce(s.Table(), jsonOfV(r))
		for i := range 40 {
			s.add(fmt.Sprintf("- %d", i))
			r.cycle()
		}
		got := r.topic("t")
		for i, line := range got {
			if want := fmt.Sprintf("%s -={\"V\":%d}", got[0][:1], i); line != want {
				r.Fatalf("record %d is %q, want %q", i, line, want)
			}
		}
		if len(got) != 40 {
			r.Errorf("%d records", len(got))
		}
	})
}

// The partitioner that a script names is the producer's.
func TestProducePartitionerClass(t *testing.T) {
	bubble(t, map[string]int{"t": 4}, func(r *rig) {
		s := r.sheet()
		r.produce(s.Table(), jsonOfV(r), set("partitioner.class", "org.apache.kafka.clients.producer.RoundRobinPartitioner"))
		for range 8 {
			s.add("same 1")
			r.cycle()
		}
		parts := map[byte]int{}
		for _, line := range r.topic("t") {
			parts[line[0]]++
		}
		if len(parts) != 4 {
			r.Errorf("records by partition %v", parts)
		}
	})
}
