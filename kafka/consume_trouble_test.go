package kafka

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/engine"
)

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

func TestBrokerErrors(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t")
		h := r.broker.Fail(kmsg.Fetch, "t", kerr.NotLeaderForPartition, 3)
		defer h.Remove()
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

// Records that the broker deletes before they were read are lost, which is told.
func TestRecordsDeleted(t *testing.T) {
	for _, policy := range []string{"latest", "none"} {
		t.Run(policy, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				r.feed("t", "0 - z")
				c := r.consume("t", set("auto.offset.reset", policy), from(SeekToBeginning))
				r.feed("t", "0 - a")
				r.step()
				r.broker.Cut()
				r.feed("t", "0 - b", "0 - c", "0 - d")
				r.ok(r.broker.DeleteRecords("t", 0, 4))
				r.broker.Mend()
				if policy == "none" {
					r.await(func() bool { return r.graph.Step(r.Context()) == nil && c.Table.Err() != nil })
					r.want(c.Table, "0 0 - z", "0 1 - a")
					if err := c.Table.Err(); !strings.Contains(err.Error(), "offsets 2 to 3 are gone from the broker") {
						r.Errorf("error %v", err)
					}
					return
				}
				r.step()
				r.want(c.Table, "0 0 - z", "0 1 - a", "0 4 - d")
				if !r.told("topic t partition 0: offsets 2 to 3 are gone from the broker; going on at 4") {
					r.Errorf("notices %q", r.heard)
				}
			})
		})
	}
}

// All that was to be read is gone: nobody waits for it.
func TestAllRecordsDeleted(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t")
		r.feed("t", "0 - a")
		r.step()
		r.broker.Cut()
		r.feed("t", "0 - b", "0 - c")
		r.ok(r.broker.DeleteRecords("t", 0, 3))
		r.broker.Mend()
		r.step()
		ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
		defer cancel()
		r.ok(r.env.Sync(ctx))
		r.feed("t", "0 - d")
		r.step()
		r.want(c.Table, "0 0 - a", "0 3 - d")
	})
}

func TestTransactions(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		committed := r.consume("t", set("isolation.level", "read_committed"))
		all := r.consume("t")
		tx, err := r.broker.Client(kgo.TransactionalID("x"), kgo.DefaultProduceTopic("t"))
		r.ok(err)
		defer tx.Close()
		for _, w := range []struct {
			value string
			end   kgo.TransactionEndTry
		}{{"a", kgo.TryCommit}, {"b", kgo.TryAbort}, {"c", kgo.TryCommit}} {
			r.ok(tx.BeginTransaction())
			r.ok(tx.ProduceSync(r.Context(), kgo.StringRecord(w.value), kgo.StringRecord(w.value+"2")).FirstErr())
			r.ok(tx.EndTransaction(r.Context(), w.end))
		}
		r.step()
		r.want(committed.Table, "0 0 - a", "0 1 - a2", "0 6 - c", "0 7 - c2")
		r.want(all.Table, "0 0 - a", "0 1 - a2", "0 3 - b", "0 4 - b2", "0 6 - c", "0 7 - c2")
	})
}

func TestSyncSaysWhatIsBehind(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.consume("t")
		r.feed("t", "0 - a", "0 - b")
		ctx, cancel := context.WithTimeout(r.Context(), time.Second)
		defer cancel()
		err := r.env.Sync(ctx) // the graph stands still
		if err == nil || !strings.Contains(err.Error(), "topic t partition 0: read to offset 0 of 2") {
			r.Errorf("error %v", err)
		}
	})
}

// Sync waits for tables that depend on the consumer's, and only for what was there.
func TestSync(t *testing.T) {
	bubble(t, map[string]int{"t": 4}, func(r *rig) {
		c := r.consume("t")
		last, err := c.Table.LastBy([]engine.Pair{{New: "K", Old: "K"}})
		r.ok(err)
		last.Retain()
		ctx, cancel := context.WithCancel(r.Context())
		var work sync.WaitGroup
		work.Go(func() { r.graph.Run(ctx, 10*time.Millisecond) })
		for i := range 50 {
			r.feed("t", fmt.Sprintf("%d key %d", i%4, i))
			r.ok(r.env.Sync(r.Context()))
			if n := c.Table.Size(); n != i+1 {
				r.Fatalf("%d rows, want %d", n, i+1)
			}
			if got := r.readCols(last, "V"); got[0] != fmt.Sprint(i) {
				r.Fatalf("last %v, want %d", got, i)
			}
		}
		cancel()
		work.Wait()
	})
}
