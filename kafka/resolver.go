package kafka

import (
	"context"
	"fmt"
	"math"

	"github.com/twmb/franz-go/pkg/kadm"

	"starling/kafka/client"
)

// resolver turns Offsets into numbers.
type resolver struct {
	topics    []string
	props     client.Config
	offsets   *Offsets
	bounds    bounds
	committed map[topicPartition]int64
	another   map[topicPartition]bool  // committed was the offset of another topic of the name
	parted    map[topicPartition]int64 // up to where the log below it is the same, where it is not
	ofAnother func(topic, metadata string) bool
	stillAt   func(ctx context.Context, o kadm.Offset) (int64, error)
	fixed     string                   // why there must be none such, or ""
	since     map[topicPartition]int64 // where the times lead
	reset     map[topicPartition]int64 // where auto.offset.reset leads; nil: nowhere
	notify    func(string)
	lose      func(tp topicPartition, n int64) // records that are to be read and gone
	strict    bool                             // there must be none
}

// newResolver asks the broker for all that resolving the offsets of partitions takes.
func (c *Consumer) newResolver(ctx context.Context, o *Offsets, parts []topicPartition) (*resolver, error) {
	r := &resolver{topics: topicsOf(parts), props: c.props, offsets: o, notify: c.env.Say, lose: c.miss, strict: c.strict, ofAnother: c.ofAnother, stillAt: c.stillAt, fixed: c.intolerant()}
	if err := r.ask(ctx, c.adm); err != nil {
		return nil, fmt.Errorf("%v: %w", c.topics, err)
	}
	return r, nil
}

// start is the offset at which to begin a partition.
func (r *resolver) start(tp topicPartition) (int64, error) {
	if n, ok := r.since[tp]; ok {
		return n, nil
	}
	switch want := r.offsets.of(tp.partition); want {
	case SeekToBeginning:
		return r.bounds.start[tp], nil
	case SeekToEnd:
		return r.bounds.end[tp], nil
	case DontSeek:
		if n, ok := r.committed[tp]; ok {
			if r.another[tp] {
				return r.anew(tp, n)
			}
			if to, ok := r.parted[tp]; ok {
				return r.onward(tp, n, to)
			}
			return r.within(tp, n, "the committed offset")
		}
		return r.fallback(tp, "no committed offset")
	default:
		return r.within(tp, want, "offset")
	}
}

// anew is where to begin a partition of which the committed offset says nothing: its topic
// was deleted and created again since, and none of it has been read.
func (r *resolver) anew(tp topicPartition, n int64) (int64, error) {
	what := fmt.Sprintf("the committed offset %d is of a topic that was deleted; this one was created again", n)
	if r.fixed != "" {
		return 0, fmt.Errorf("%v: %s; but %s", tp, what, r.fixed)
	}
	lo := r.bounds.start[tp]
	r.notify(fmt.Sprintf("kafka: %v: %s; starting at %d", tp, what, lo))
	return lo, nil
}

// stop is the offset before which reading a partition ends: its present end where the
// offsets name none.
func (r *resolver) stop(tp topicPartition) int64 {
	if n, ok := r.since[tp]; ok {
		return n
	}
	switch want := r.offsets.of(tp.partition); want {
	case SeekToBeginning:
		return r.bounds.start[tp]
	case SeekToEnd, DontSeek:
		return r.bounds.end[tp]
	default:
		return want
	}
}

// within is n if the partition has that offset or will have it next. What it had and has
// no more is lost: the first one it has is next then. Past its end auto.offset.reset decides.
func (r *resolver) within(tp topicPartition, n int64, what string) (int64, error) {
	lo, hi := r.bounds.start[tp], r.bounds.end[tp]
	if n >= lo && n <= hi {
		return n, nil
	}
	if n < lo && r.reset != nil {
		gone := fmt.Sprintf("%s %d is gone from the broker, with all up to %d (%s)", what, n, lo-1, plural(lo-n, "record"))
		if r.strict {
			return 0, fmt.Errorf("%v: %s; but %s is fail", tp, gone, lossProperty)
		}
		r.lose(tp, lo-n)
		r.notify(fmt.Sprintf("kafka: %v: %s; starting at %d", tp, gone, lo))
		return lo, nil
	}
	to, err := r.fallback(tp, fmt.Sprintf("%s %d is outside %d to %d", what, n, lo, hi))
	if err == nil {
		r.notify(fmt.Sprintf("kafka: %v: %s %d is outside %d to %d; starting at %d (auto.offset.reset)", tp, what, n, lo, hi, to))
	}
	return to, err
}

// miss counts records that were to be read and are gone.
func (c *Consumer) miss(tp topicPartition, n int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.partition(tp).lost += n
}

func (r *resolver) fallback(tp topicPartition, why string) (int64, error) {
	if r.reset == nil {
		return 0, fmt.Errorf("%v: %s, and auto.offset.reset is none", tp, why)
	}
	n, ok := r.reset[tp]
	if !ok || n < 0 || n == math.MaxInt64 {
		n = r.bounds.end[tp]
	}
	return n, nil
}
