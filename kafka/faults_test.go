package kafka

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/kafka/kafkatest"
	"starling/specs/simple"
)

// numbers is how many records each partition of a topic gets in a river.
const numbers = 200

// river is a topic that is written while a table reads it, and a second topic into which
// the table is published. Partition by partition the records are 0, 1, 2 and so on.
func river(r *rig, strike func(r *rig)) {
	r.Helper()
	c := r.consume("t", set("group.id", "g"), set("auto.commit.interval.ms", "200"))
	p := r.produce(c.Table, Produce{Topic: "out", Key: simple.Ignore, Value: simple.Writer("V"), PartitionCol: "KafkaPartition"})
	ctx, stop := context.WithCancel(r.Context())
	var work, feeding sync.WaitGroup
	defer work.Wait()
	defer stop()
	work.Go(func() { r.graph.Run(ctx, 10*time.Millisecond) })
	feeding.Go(func() {
		for i := range numbers {
			for part := range int32(2) {
				r.feeder.Produce(ctx, &kgo.Record{Topic: "t", Partition: part, Value: fmt.Append(nil, i)}, nil)
			}
			time.Sleep(20 * time.Millisecond)
		}
	})
	time.Sleep(time.Second)
	strike(r)
	feeding.Wait()
	bounded, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	r.ok(r.feeder.Flush(bounded))
	r.ok(r.env.Sync(bounded))
	r.ok(p.Flush(bounded))
	stop()
	work.Wait()
	rows := r.rows(c.Table)
	byPartition(rows)
	r.wantNumbers("rows", rows, "%d %[2]d - %[2]d")
	r.wantNumbers("records", r.topic("out"), "%d -=%d")
	r.ok(c.Close())
	if got := committedAt(r, "g"); !maps.Equal(got, map[int32]int64{0: numbers, 1: numbers}) {
		r.Errorf("committed %v, notices %q", got, r.heard)
	}
}

// wantNumbers says where lines are not the river's, each in a format of partition and number.
func (r *rig) wantNumbers(what string, lines []string, format string) {
	r.Helper()
	if len(lines) != 2*numbers {
		r.Errorf("%d %s", len(lines), what)
	}
	for i, line := range lines {
		if want := fmt.Sprintf(format, i/numbers, i%numbers); line != want {
			r.Errorf("%s: %q instead of %q", what, line, want)
			return
		}
	}
}

// Whatever happens to the brokers and on the way to them, every record comes once and in
// order, into the table and out of it.
func TestFaults(t *testing.T) {
	fail := func(key kmsg.Key, topic string, n int, errs ...*kerr.Error) func(r *rig) {
		return func(r *rig) {
			for _, err := range errs {
				ctx, cancel := context.WithTimeout(r.Context(), 5*time.Minute)
				if wait := r.broker.Fail(key, topic, err, n).Wait(ctx, n); wait != nil {
					r.Errorf("%v came not to pass: %v", err, wait)
				}
				cancel()
			}
		}
	}
	lose := func(key kmsg.Key) func(r *rig) {
		return func(r *rig) {
			r.broker.LoseAnswers(key, 5)
			r.await(func() bool { return r.broker.Broken() > 1 }) // several can be on one connection
		}
	}
	for _, c := range []struct {
		name   string
		strike func(r *rig)
	}{
		{"broker away", func(r *rig) {
			r.broker.Cut()
			time.Sleep(30 * time.Minute)
			r.broker.Mend()
		}},
		{"connections cut", func(r *rig) {
			for range 10 {
				r.broker.CutOnce()
				time.Sleep(100 * time.Millisecond)
			}
		}},
		{"connections cut at random", func(r *rig) {
			r.broker.CutAtRandom(4, 1)
			time.Sleep(20 * time.Second)
			r.broker.CutAtRandom(0, 0)
			if n := r.broker.Broken(); n < 10 {
				r.Errorf("%d connections were broken", n)
			}
		}},
		{"answers to fetches lost", lose(kmsg.Fetch)},
		{"acknowledgements lost", lose(kmsg.Produce)},
		{"answers to commits lost", lose(kmsg.OffsetCommit)},
		{"answers to metadata lost", lose(kmsg.Metadata)},
		{"slow fetches", func(r *rig) {
			r.broker.Delay(kmsg.Fetch, 2*time.Second)
			time.Sleep(10 * time.Second)
			r.broker.Delay(kmsg.Fetch, 0)
		}},
		{"no answer to fetches", func(r *rig) {
			r.broker.Delay(kmsg.Fetch, time.Hour)
			time.Sleep(3 * time.Second)
			r.broker.Delay(kmsg.Fetch, 0)
		}},
		{"slow acknowledgements", func(r *rig) {
			r.broker.Delay(kmsg.Produce, 2*time.Second)
			time.Sleep(10 * time.Second)
			r.broker.Delay(kmsg.Produce, 0)
		}},
		{"slow commits", func(r *rig) {
			r.broker.Delay(kmsg.OffsetCommit, time.Minute)
			time.Sleep(10 * time.Second)
			r.broker.Delay(kmsg.OffsetCommit, 0)
		}},
		{"leaders move", func(r *rig) {
			for range 4 {
				for part := range int32(2) {
					r.ok(r.broker.MoveLeader("t", part))
					time.Sleep(200 * time.Millisecond)
					r.ok(r.broker.MoveLeader("out", part))
					time.Sleep(200 * time.Millisecond)
				}
			}
		}},
		{"fetch errors", fail(kmsg.Fetch, "t", 2, kerr.NotLeaderForPartition, kerr.LeaderNotAvailable, kerr.UnknownTopicOrPartition,
			kerr.FencedLeaderEpoch, kerr.UnknownLeaderEpoch, kerr.KafkaStorageError, kerr.OffsetNotAvailable, kerr.UnknownServerError)},
		{"produce errors", fail(kmsg.Produce, "out", 2, kerr.NotLeaderForPartition, kerr.NotEnoughReplicas, kerr.LeaderNotAvailable,
			kerr.UnknownTopicOrPartition, kerr.KafkaStorageError, kerr.OutOfOrderSequenceNumber, kerr.UnknownProducerID)},
		{"written and not said so", fail(kmsg.Produce, "out", 2, kerr.RequestTimedOut, kerr.NotEnoughReplicasAfterAppend)},
		{"commit errors", fail(kmsg.OffsetCommit, "", 2, kerr.CoordinatorNotAvailable, kerr.CoordinatorLoadInProgress, kerr.NotCoordinator,
			kerr.RequestTimedOut, kerr.UnknownServerError)},
		{"metadata errors", fail(kmsg.Metadata, "t", 2, kerr.LeaderNotAvailable, kerr.UnknownTopicOrPartition)},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubbleOf(t, kafkatest.Config{Brokers: 2, Topics: map[string]int{"t": 2, "out": 2}}, func(r *rig) {
				river(r, c.strike)
			})
		})
	}
}

// Every record once and in order, though connections break all the time while a
// producer writes and the graph runs.
func TestConnectionsCut(t *testing.T) {
	const parts, each = 3, 20_000
	bubble(t, map[string]int{"t": parts}, func(r *rig) {
		c := r.consume("t", set("deephaven.partition.column.name", "P"))
		ctx, stop := context.WithCancel(r.Context())
		var work sync.WaitGroup
		work.Go(func() { r.graph.Run(ctx, 10*time.Millisecond) })
		work.Go(func() {
			for i := range each {
				for p := range int32(parts) {
					r.feeder.Produce(ctx, &kgo.Record{Topic: "t", Partition: p, Key: []byte("k"), Value: fmt.Appendf(nil, "%d", i)}, nil)
				}
				if i%100 == 0 {
					time.Sleep(50 * time.Millisecond)
				}
			}
		})
		for range 20 {
			time.Sleep(300 * time.Millisecond)
			r.broker.Cut()
			time.Sleep(200 * time.Millisecond)
			r.broker.Mend()
		}
		work.Go(func() {
			defer stop()
			r.ok(r.feeder.Flush(ctx))
			r.ok(r.env.Sync(ctx))
		})
		work.Wait()
		f, err := c.Table.Read(0, 1<<40, []string{"P", "KafkaOffset", "V"})
		r.ok(err)
		next := make([]int64, parts)
		for i := range f.Len() {
			p := f.Cols[0].Any(i).(int32)
			if f.Cols[1].Any(i) != next[p] || f.Cols[2].Any(i) != fmt.Sprint(next[p]) {
				r.Fatalf("row %d: partition %d offset %v value %v, want offset %d", i, p, f.Cols[1].Any(i), f.Cols[2].Any(i), next[p])
			}
			next[p]++
		}
		if !slices.Equal(next, []int64{each, each, each}) {
			r.Errorf("rows by partition %v, want %d each", next, each)
		}
		if r.broker.Broken() < 10 || !r.told("connected again") {
			r.Errorf("%d connections were cut, notices %q", r.broker.Broken(), r.heard)
		}
	})
}

// An error that does not pass fails the table, which keeps what it has.
func TestFetchRefused(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t")
		r.feed("t", "0 - a")
		r.step()
		r.want(c.Table, "0 0 - a")
		fatal := r.broker.Fail(kmsg.Fetch, "t", kerr.TopicAuthorizationFailed, -1)
		defer fatal.Remove()
		r.feed("t", "0 - b")
		r.ok(fatal.Wait(r.Context(), 1))
		time.Sleep(time.Second)
		r.ok(r.graph.Step(r.Context()))
		if err := c.Table.Err(); err == nil || !strings.Contains(err.Error(), "topic t: TOPIC_AUTHORIZATION_FAILED") {
			r.Errorf("error %v", err)
		}
		r.want(c.Table, "0 0 - a")
	})
}

// Partitions that both topics get on the way are read and written from their first record.
func TestPartitionsAdded(t *testing.T) {
	bubble(t, map[string]int{"t": 1, "out": 1}, func(r *rig) {
		c := r.consume("t")
		p := r.produce(c.Table, Produce{Topic: "out", Key: simple.Ignore, Value: simple.Writer("V"), PartitionCol: "KafkaPartition"})
		r.feed("t", "0 - a")
		r.step()
		r.ok(p.Flush(r.Context()))
		for _, topic := range []string{"t", "out"} {
			r.ok(r.broker.AddPartitions(r.Context(), topic, 3))
		}
		r.feeder.ForceMetadataRefresh()
		time.Sleep(time.Second)
		r.feed("t", "2 - b", "0 - c", "2 - d", "1 - e")
		r.step()
		r.ok(p.Flush(r.Context()))
		r.wantAny(c.Table, "0 0 - a", "0 1 - c", "1 0 - e", "2 0 - b", "2 1 - d")
		r.wantTopic("out", "0 -=a", "0 -=c", "1 -=e", "2 -=b", "2 -=d")
	})
}
