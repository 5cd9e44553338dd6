package kafka

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// totals counts what was read and written since the process began, whatever became of the
// consumers and producers that did it: a counter that goes down is taken for one that began
// anew. Clusters are not told apart.
type totals struct {
	mu      sync.Mutex // guards the maps; a leaf
	read    map[topicPartition]*total
	written map[string]*atomic.Int64
}

// total is what was read of a partition by all consumers. Each counts it for itself.
type total struct{ records, bytes, bad atomic.Int64 }

// of is the total of a partition, which lasts.
func (t *totals) of(tp topicPartition) *total {
	t.mu.Lock()
	defer t.mu.Unlock()
	x := t.read[tp]
	if x == nil {
		if t.read == nil {
			t.read = map[topicPartition]*total{}
		}
		x = &total{}
		t.read[tp] = x
	}
	return x
}

// acked is the counter of the records that a topic took, which lasts.
func (t *totals) acked(topic string) *atomic.Int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	x := t.written[topic]
	if x == nil {
		if t.written == nil {
			t.written = map[string]*atomic.Int64{}
		}
		x = &atomic.Int64{}
		t.written[topic] = x
	}
	return x
}

// ReadTotal is what was read of a partition since the process began.
type ReadTotal struct {
	Topic     string
	Partition int32
	Records   int64 // the bad ones too
	Bytes     int64 // of the keys and values of those that were decoded
	Bad       int64
}

// ReadTotals is what was read, by topic and partition.
func (e *Env) ReadTotals() []ReadTotal {
	e.totals.mu.Lock()
	all := maps.Clone(e.totals.read)
	e.totals.mu.Unlock()
	out := make([]ReadTotal, 0, len(all))
	for _, tp := range sortedPartitions(all) {
		x := all[tp]
		out = append(out, ReadTotal{tp.topic, tp.partition, x.records.Load(), x.bytes.Load(), x.bad.Load()})
	}
	return out
}

// AckedTotal is how many records a topic took since the process began.
type AckedTotal struct {
	Topic   string
	Records int64
}

// AckedTotals is how many records were acknowledged, by topic.
func (e *Env) AckedTotals() []AckedTotal {
	e.totals.mu.Lock()
	defer e.totals.mu.Unlock()
	out := make([]AckedTotal, 0, len(e.totals.written))
	for topic, x := range e.totals.written {
		out = append(out, AckedTotal{topic, x.Load()})
	}
	slices.SortFunc(out, func(a, b AckedTotal) int { return strings.Compare(a.Topic, b.Topic) })
	return out
}
