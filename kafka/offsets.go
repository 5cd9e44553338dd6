package kafka

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
)

// Offsets says where each partition starts. The zero value is DontSeek for all.
type Offsets struct {
	All  int64           // for every partition: one of the constants
	Each map[int32]int64 // by partition, where not nil: an offset or a constant; others DontSeek
	// Where to start by time, at the first record that is not before it: SinceEach for a
	// partition, Since, if not zero, for all that neither map has.
	Since     time.Time
	SinceEach map[int32]time.Time
}

// Where to start without an offset, as in Deephaven.
const (
	SeekToBeginning int64 = -1
	DontSeek        int64 = -2 // where group.id left off, else auto.offset.reset
	SeekToEnd       int64 = -3
)

// Check reports an offset that cannot be.
func (o Offsets) Check() error {
	for p, n := range o.Each {
		if n < SeekToEnd {
			return fmt.Errorf("offsets: partition %d: offset %d is negative; use SEEK_TO_BEGINNING (-1), DONT_SEEK (-2) or SEEK_TO_END (-3)", p, n)
		}
	}
	return nil
}

// of is where partition p starts.
func (o Offsets) of(p int32) int64 {
	if o.Each == nil {
		if o.All == 0 {
			return DontSeek
		}
		return o.All
	}
	if n, ok := o.Each[p]; ok {
		return n
	}
	return DontSeek
}

// bounds is the first offset and the one after the last, of every partition of a topic.
type bounds struct{ start, end map[int32]int64 }

// ends is where the topic's partitions end now: for a reader of committed records
// only, the last stable offset.
func ends(ctx context.Context, adm *kadm.Client, p Props, topic string) (map[int32]int64, error) {
	list := adm.ListEndOffsets
	if p.Get("isolation.level", "") == "read_committed" {
		list = adm.ListCommittedOffsets
	}
	l, err := list(ctx, topic)
	return offsetsOf(l, topic, err)
}

func offsetsOf(l kadm.ListedOffsets, topic string, err error) (map[int32]int64, error) {
	if err != nil {
		return nil, err
	}
	out := map[int32]int64{}
	for part, o := range l[topic] {
		if o.Err != nil {
			return nil, fmt.Errorf("partition %d: %w", part, o.Err)
		}
		out[part] = o.Offset
	}
	return out, nil
}

func listBounds(ctx context.Context, adm *kadm.Client, p Props, topic string) (b bounds, err error) {
	starts, err := adm.ListStartOffsets(ctx, topic)
	if b.start, err = offsetsOf(starts, topic, err); err != nil {
		return b, err
	}
	b.end, err = ends(ctx, adm, p, topic)
	return b, err
}

// resolver turns Offsets into numbers.
type resolver struct {
	topic     string
	props     Props
	offsets   Offsets
	bounds    bounds
	committed map[int32]int64
	since     map[int32]int64 // where the times lead
	reset     map[int32]int64 // where auto.offset.reset leads; nil: nowhere
	notify    func(string)
}

// newResolver asks the broker for all that resolving takes.
func newResolver(ctx context.Context, adm *kadm.Client, p Props, o *Consume, notify func(string)) (*resolver, error) {
	r := &resolver{topic: o.Topic, props: p, offsets: o.Offsets, notify: notify}
	var err error
	if r.bounds, err = listBounds(ctx, adm, p, o.Topic); err != nil {
		return nil, err
	}
	if group := p.Get("group.id", ""); group != "" {
		if r.committed, err = committed(ctx, adm, group, o.Topic); err != nil {
			return nil, fmt.Errorf("group.id %s: %w", group, err)
		}
	}
	if err := r.setSince(ctx, adm); err != nil {
		return nil, err
	}
	return r, r.setReset(ctx, adm)
}

func committed(ctx context.Context, adm *kadm.Client, group, topic string) (map[int32]int64, error) {
	offsets, err := adm.FetchOffsetsForTopics(ctx, group, topic)
	if errors.Is(err, kerr.GroupIDNotFound) { // the first commit makes a group
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := map[int32]int64{}
	for part, o := range offsets[topic] {
		if o.Err == nil && o.At >= 0 {
			out[part] = o.At
		}
	}
	return out, nil
}

func (r *resolver) setReset(ctx context.Context, adm *kadm.Client) error {
	reset, err := r.props.ResetOffset()
	if err != nil {
		return err
	}
	eo := reset.EpochOffset()
	switch policy := r.props.Get("auto.offset.reset", "latest"); {
	case policy == "none" || policy == "error":
	case eo.Offset == -2:
		r.reset = r.bounds.start
	case eo.Offset == -1:
		r.reset = r.bounds.end
	default: // a time
		l, err := adm.ListOffsetsAfterMilli(ctx, eo.Offset, r.topic)
		if r.reset, err = offsetsOf(l, r.topic, err); err != nil {
			return err
		}
	}
	return nil
}

// start is the offset at which to begin partition p.
func (r *resolver) start(p int32) (int64, error) {
	if n, ok := r.since[p]; ok {
		return n, nil
	}
	switch want := r.offsets.of(p); want {
	case SeekToBeginning:
		return r.bounds.start[p], nil
	case SeekToEnd:
		return r.bounds.end[p], nil
	case DontSeek:
		if n, ok := r.committed[p]; ok {
			return r.within(p, n, "the committed offset")
		}
		return r.fallback(p, "no committed offset")
	default:
		return r.within(p, want, "offset")
	}
}

// within is n if partition p has that offset or will have it next; else auto.offset.reset decides.
func (r *resolver) within(p int32, n int64, what string) (int64, error) {
	lo, hi := r.bounds.start[p], r.bounds.end[p]
	if n >= lo && n <= hi {
		return n, nil
	}
	to, err := r.fallback(p, fmt.Sprintf("%s %d is outside %d to %d", what, n, lo, hi))
	if err == nil {
		r.notify(fmt.Sprintf("kafka: %s/%d: %s %d is outside %d to %d; starting at %d (auto.offset.reset)", r.topic, p, what, n, lo, hi, to))
	}
	return to, err
}

func (r *resolver) fallback(p int32, why string) (int64, error) {
	if r.reset == nil {
		return 0, fmt.Errorf("partition %d: %s, and auto.offset.reset is none", p, why)
	}
	n, ok := r.reset[p]
	if !ok || n < 0 || n == math.MaxInt64 {
		n = r.bounds.end[p]
	}
	return n, nil
}
