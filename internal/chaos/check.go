package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine/column"
)

// place is where the broker put a record.
type place struct {
	partition int32
	offset    int64
}

// acks is what the feeder was told of its numbers.
type acks struct {
	mu sync.Mutex
	at map[place]int64
}

func (a *acks) add(partition int32, offset, seq int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.at[place{partition, offset}] = seq
}

// log is the numbers of a topic by partition and offset, as a bare client reads them. It is
// what the tables are compared with: what a feeder is told when its broker is killed is the
// client's word only, and it may write a batch again that it has no answer to.
type log map[int32][]int64

// check says what the feeder was told wrongly, and fails if a number is nowhere.
func (l log) check(a *acks, records int) error {
	times := make([]int, records)
	for _, seqs := range l {
		for _, seq := range seqs {
			times[seq]++
		}
	}
	twice := 0
	for seq, n := range times {
		if n == 0 {
			return fmt.Errorf("number %d was acknowledged and is not there", seq)
		}
		twice += n - 1
	}
	elsewhere := 0
	for at, seq := range a.at {
		if in := l[at.partition]; at.offset < 0 || at.offset >= int64(len(in)) || in[at.offset] != seq {
			elsewhere++
		}
	}
	if twice+elsewhere > 0 {
		fmt.Printf("topic %s: the feeder wrote %d records again, and was told wrong places for %d\n", topicIn, twice, elsewhere)
	}
	return nil
}

func seqOf(value []byte) int64 {
	var v struct{ Seq int64 }
	if err := json.Unmarshal(value, &v); err != nil {
		panic(err)
	}
	return v.Seq
}

// check compares the tables with the topic read, and the topic written with the tables.
func (t *tables) check(ctx context.Context, p *plan, a *acks, addr string) error {
	if err := t.env.Sync(ctx); err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	l := log{}
	if _, err := each(ctx, addr, topicIn, func(r *kgo.Record) { l[r.Partition] = append(l[r.Partition], seqOf(r.Value)) }); err != nil {
		return err
	}
	if err := l.check(a, p.records); err != nil {
		return fmt.Errorf("topic %s: %w", topicIn, err)
	}
	if err := t.checkAppend(l); err != nil {
		return fmt.Errorf("append table: %w", err)
	}
	final, err := t.lastBy()
	if err != nil {
		return fmt.Errorf("last_by table: %w", err)
	}
	if err := t.write.Stop(ctx); err != nil {
		return fmt.Errorf("producer: %w", err)
	}
	sent, acked := t.write.Counts()
	written := map[string]int64{}
	n, err := each(ctx, addr, topicOut, func(r *kgo.Record) { written[string(r.Key)] = seqOf(r.Value) })
	if err != nil {
		return err
	}
	if len(written) != len(final) {
		return fmt.Errorf("the topic written has %d keys, the table %d", len(written), len(final))
	}
	for k, seq := range final {
		if written[k] != seq {
			return fmt.Errorf("key %s: the topic written ends with %d, the table has %d", k, written[k], seq)
		}
	}
	fmt.Printf("topic %s: %d records sent, %d acknowledged, %d read back; its last value per key equals the table's %d rows\n", topicOut, sent, acked, n, len(final))
	return nil
}

// checkAppend: every record of the log once, at its place, in order within its partition.
func (t *tables) checkAppend(l log) error {
	fr, err := t.all.Read(0, 1<<60, []string{"KafkaPartition", "KafkaOffset", "Seq"})
	if err != nil {
		return err
	}
	if fr.Err != nil {
		return fr.Err
	}
	parts, offsets, seqs := fr.Cols[0].(*column.Vec[int32]).V, fr.Cols[1].(*column.Vec[int64]).V, fr.Cols[2].(*column.Vec[int64]).V
	next := map[int32]int64{}
	for i, part := range parts {
		at := next[part]
		if offsets[i] != at {
			return fmt.Errorf("partition %d: offset %d where %d is due", part, offsets[i], at)
		}
		if at >= int64(len(l[part])) || l[part][at] != seqs[i] {
			return fmt.Errorf("partition %d offset %d: number %d is not what a bare client reads there", part, at, seqs[i])
		}
		next[part]++
	}
	for part, in := range l {
		if next[part] != int64(len(in)) {
			return fmt.Errorf("partition %d: %d rows for %d records", part, next[part], len(in))
		}
	}
	fmt.Printf("append table: %d rows, every record once; offsets without a gap in %d partitions: %v\n", len(parts), len(next), next)
	return nil
}

// lastBy compares last_by with a fold over the rows of the append table.
func (t *tables) lastBy() (map[string]int64, error) {
	all, err := t.all.Read(0, 1<<60, []string{"Key", "Seq"})
	if err != nil {
		return nil, err
	}
	want := map[string]int64{}
	keys, seqs := all.Cols[0].(*column.Vec[string]).V, all.Cols[1].(*column.Vec[int64]).V
	for i, k := range keys {
		want[k] = seqs[i]
	}
	last, err := t.last.Read(0, 1<<60, []string{"Key", "Seq"})
	if err != nil {
		return nil, err
	}
	if last.Err != nil {
		return nil, last.Err
	}
	got := map[string]int64{}
	keys, seqs = last.Cols[0].(*column.Vec[string]).V, last.Cols[1].(*column.Vec[int64]).V
	for i, k := range keys {
		got[k] = seqs[i]
	}
	if len(got) != len(want) || len(keys) != len(got) {
		return nil, fmt.Errorf("%d rows, %d keys; %d by the fold of rows", len(keys), len(got), len(want))
	}
	for k, seq := range want {
		if got[k] != seq {
			return nil, fmt.Errorf("key %s: %d, want %d", k, got[k], seq)
		}
	}
	fmt.Printf("last_by table: %d keys, equal to the fold\n", len(got))
	return got, nil
}

// each reads a topic from its beginning to where it ends now, and gives how many records
// there were.
func each(ctx context.Context, addr, topic string, f func(*kgo.Record)) (n int, err error) {
	cl, err := kgo.NewClient(kgo.SeedBrokers(addr), kgo.ConsumeTopics(topic), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	if err != nil {
		return 0, err
	}
	defer cl.Close()
	ends, err := kadm.NewClient(cl).ListEndOffsets(ctx, topic)
	if err != nil {
		return 0, err
	}
	left := int64(0)
	ends.Each(func(o kadm.ListedOffset) { left += o.Offset })
	for left > 0 {
		fetches := cl.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return n, err
		}
		fetches.EachRecord(func(r *kgo.Record) {
			f(r)
			n++
			left--
		})
	}
	return n, nil
}
