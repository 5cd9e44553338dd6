package kafka

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine/column"
	"starling/kafka/client"
	"starling/specs/simple"
)

// TestNothingIsKept: when a portion is decoded its records are used again, whatever became of
// them: rows, headers, bad records, dead letters, errors, warnings.
func TestNothingIsKept(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t", ints, set("deephaven.timestamp.column.name", "At"), set("starling.headers.column.name", "H"), set("starling.dlq.topic", "dead"))
		bytes := r.consume("t", func(_ client.Props, o *Consume) { o.Value = simple.Reader("V", column.Of(column.Bytes)) })
		for _, c := range []*Consumer{c, bytes} {
			var recs []*kgo.Record
			for i, value := range []string{"7", "eight", "9"} {
				recs = append(recs, &kgo.Record{
					Topic: "t", Offset: int64(i), Key: []byte("key"), Value: []byte(value), LeaderEpoch: -1, Timestamp: time.UnixMilli(1_700_000_000_000_000),
					Headers: []kgo.RecordHeader{{Key: "text", Value: []byte("ä")}, {Key: "bytes", Value: []byte{0xff}}},
				})
			}
			back := 0
			p := c.newPortion(catch{topicPartition{"t", 0}, topicID{}, recs, func(recs []*kgo.Record) {
				for _, rec := range recs {
					overwrite(rec)
					*rec = kgo.Record{}
					back++
				}
			}}, time.Now())
			p.work()
			if back != len(recs) {
				t.Fatalf("%d records came back, want %d", back, len(recs))
			}
		}
		r.ok(r.graph.Step(r.Context()))
		r.want(c.Table, "0 0 - {text=ä, bytes=[-1]} key 7", "0 2 - {text=ä, bytes=[-1]} key 9")
		r.want(bytes.Table, "0 0 key 7", "0 1 key eight", "0 2 key 9")
		const why = `column "V" (int): "eight" is not a number`
		r.want(c.Errors(), "t 0 1 - value "+why+" key eight")
		if !r.told("topic t partition 0 offset 1", why) || !r.told("topic t partition 0 offset 2: the timestamp") {
			t.Errorf("told %q", r.heard)
		}
		r.ok(c.Close())
		want := []string{"key=eight text:ä bytes:\xff topic:t partition:0 offset:1 part:value message:" + why}
		if got := letters(r, "dead"); !slices.Equal(got, want) {
			t.Errorf("dead letters %q, want %q", got, want)
		}
	})
}

// TestStaleCatch: records of a topic that is gone come back as well.
func TestStaleCatch(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t")
		back := false
		recs := []*kgo.Record{{Topic: "t", Value: []byte("x")}}
		if p := c.newPortion(catch{topicPartition{"t", 0}, topicID{1}, recs, func([]*kgo.Record) { back = true }}, time.Now()); p != nil || !back {
			t.Errorf("a portion %v, given back: %v", p, back)
		}
	})
}

// TestBatchesInUse: what was in use is used again before more is made.
func TestBatchesInUse(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t")
		l := c.tables.lanes[0]
		first, err := l.take(r.Context())
		r.ok(err)
		for range laneBatches - 1 {
			l.give(first)
			r.ok(r.graph.Step(r.Context()))
			again, err := l.take(r.Context())
			r.ok(err)
			if again != first {
				t.Fatal("another batch was made, with one free")
			}
		}
	})
}

// TestLaneHurries: rows that pile up, and batches that lack, do not wait for the interval.
func TestLaneHurries(t *testing.T) {
	for name, rows := range map[string]int{"rows pile up": laneRows, "batches lack": 1} {
		t.Run(name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				c := r.consume("t")
				l := c.tables.lanes[0]
				ctx, cancel := context.WithCancel(r.Context())
				over := make(chan struct{})
				go func() { r.graph.Run(ctx, time.Hour); close(over) }()
				defer func() { cancel(); <-over }()
				synctest.Wait() // the first cycle was
				start := time.Now()
				for range 3 * laneBatches {
					b, err := l.take(r.Context())
					r.ok(err)
					b.rows = rows
					for _, c := range b.cols {
						for range rows {
							c.AppendNull()
						}
					}
					l.give(b)
					if rows == laneRows {
						synctest.Wait()
						l.mu.Lock()
						if len(l.ready) > 0 {
							t.Error("rows that are enough for a cycle wait")
						}
						l.mu.Unlock()
					}
				}
				if took := time.Since(start); took > time.Minute {
					t.Errorf("it took %v", took)
				}
			})
		})
	}
}
