package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine/column"
)

// place is where the broker put a record.
type place struct {
	partition int32
	offset    int64
}

type entry struct {
	at  place
	seq int64
}

// fold is what was acknowledged, by place, and the last value by key of each partition.
type fold struct {
	mu      sync.Mutex
	records map[place]int64
	last    map[string]entry
}

func newFold() *fold { return &fold{records: map[place]int64{}, last: map[string]entry{}} }

func (f *fold) add(partition int32, offset int64, key string, seq int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	at := place{partition, offset}
	f.records[at] = seq
	// A key may move once, to the partition that is added; the later record has the higher number.
	if old, ok := f.last[key]; !ok || seq > old.seq {
		f.last[key] = entry{at, seq}
	}
}

func seqOf(value []byte) int64 {
	var v struct{ Seq int64 }
	if err := json.Unmarshal(value, &v); err != nil {
		panic(err)
	}
	return v.Seq
}

// check compares the tables and the topic written with what was acknowledged.
func (t *tables) check(ctx context.Context, p *plan, f *fold, addr string) error {
	if err := t.env.Sync(ctx); err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	if err := t.checkAppend(p, f); err != nil {
		return fmt.Errorf("append table: %w%s", err, f.more(ctx, addr, err))
	}
	final, err := t.lastBy(f)
	if err != nil {
		return fmt.Errorf("last_by table: %w", err)
	}
	if err := t.write.Stop(ctx); err != nil {
		return fmt.Errorf("producer: %w", err)
	}
	sent, acked := t.write.Counts()
	written, n, err := readMap(ctx, addr)
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

// misplaced is a row whose number is not what was acknowledged at its place, if any was.
type misplaced struct {
	at        place
	got, want int64
	acked     bool
}

func (m *misplaced) Error() string {
	return fmt.Sprintf("%v: number %d, but %d was acknowledged there (%v)", m.at, m.got, m.want, m.acked)
}

func (p place) String() string { return fmt.Sprintf("partition %d offset %d", p.partition, p.offset) }

// more tells whose fault a misplaced number is: where it was acknowledged, and what a bare
// client reads at the row's place.
func (f *fold) more(ctx context.Context, addr string, err error) string {
	m := new(misplaced)
	if !errors.As(err, &m) {
		return ""
	}
	text := "; it was acknowledged nowhere"
	for at, seq := range f.records {
		if seq == m.got {
			text = fmt.Sprintf("; it was acknowledged at %v", at)
		}
	}
	at := map[string]map[int32]kgo.Offset{topicIn: {m.at.partition: kgo.NewOffset().At(m.at.offset)}}
	cl, err := kgo.NewClient(kgo.SeedBrokers(addr), kgo.ConsumePartitions(at))
	if err != nil {
		return text
	}
	defer cl.Close()
	for _, r := range cl.PollFetches(ctx).Records() {
		return fmt.Sprintf("%s; a bare client reads %d at offset %d", text, seqOf(r.Value), r.Offset)
	}
	return text
}

// checkAppend: every record once, at its place, in order within its partition.
func (t *tables) checkAppend(p *plan, f *fold) error {
	fr, err := t.all.Read(0, 1<<60, []string{"KafkaPartition", "KafkaOffset", "Seq"})
	if err != nil {
		return err
	}
	if fr.Err != nil {
		return fr.Err
	}
	parts, offsets, seqs := fr.Cols[0].(*column.Vec[int32]).V, fr.Cols[1].(*column.Vec[int64]).V, fr.Cols[2].(*column.Vec[int64]).V
	next := map[int32]int64{}
	seen := make([]bool, p.records)
	for i, part := range parts {
		if offsets[i] != next[part] {
			return fmt.Errorf("partition %d: offset %d where %d is due", part, offsets[i], next[part])
		}
		next[part]++
		seq := seqs[i]
		if want, ok := f.records[place{part, offsets[i]}]; !ok || want != seq {
			return &misplaced{place{part, offsets[i]}, seq, want, ok}
		}
		if seen[seq] {
			return fmt.Errorf("number %d is there twice", seq)
		}
		seen[seq] = true
	}
	if len(parts) != p.records {
		return fmt.Errorf("%d rows for %d records", len(parts), p.records)
	}
	fmt.Printf("append table: %d rows, every number once; offsets without a gap in %d partitions: %v\n", len(parts), len(next), next)
	return nil
}

// lastBy compares last_by with a fold over the rows of the append table, and with the
// broker's word where a key never changed its partition.
func (t *tables) lastBy(f *fold) (map[string]int64, error) {
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
	if len(got) != len(want) || len(keys) != len(got) || len(got) != len(f.last) {
		return nil, fmt.Errorf("%d rows, %d keys; %d by the fold of rows, %d acknowledged", len(keys), len(got), len(want), len(f.last))
	}
	for k, seq := range want {
		if got[k] != seq {
			return nil, fmt.Errorf("key %s: %d, want %d", k, got[k], seq)
		}
	}
	fmt.Printf("last_by table: %d keys, equal to the fold\n", len(got))
	return got, nil
}

// readMap reads the topic written from its beginning to its end.
func readMap(ctx context.Context, addr string) (last map[string]int64, n int, err error) {
	cl, err := kgo.NewClient(kgo.SeedBrokers(addr), kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{topicOut: {0: kgo.NewOffset().AtStart()}}))
	if err != nil {
		return nil, 0, err
	}
	defer cl.Close()
	last = map[string]int64{}
	for {
		fetches := cl.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return nil, n, err
		}
		end := false
		fetches.EachPartition(func(p kgo.FetchTopicPartition) {
			for _, r := range p.Records {
				n++
				last[string(r.Key)] = seqOf(r.Value)
				end = r.Offset+1 >= p.HighWatermark
			}
		})
		if end {
			return last, n, nil
		}
	}
}
