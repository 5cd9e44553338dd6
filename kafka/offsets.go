package kafka

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"

	"starling/kafka/client"
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
	if n, ok := o.Each[p]; ok {
		return n
	}
	return o.otherwise()
}

// otherwise is where partitions start that Each does not name.
func (o Offsets) otherwise() int64 {
	if o.Each != nil || o.All == 0 {
		return DontSeek
	}
	return o.All
}

// named is the partitions that are given a place of their own, in order.
func (o *Offsets) named() []int32 {
	if o == nil {
		return nil
	}
	all := slices.AppendSeq(slices.Collect(maps.Keys(o.Each)), maps.Keys(o.SinceEach))
	slices.Sort(all)
	return all
}

// checkEnd reports what cannot be where reading ends; nil is no end.
func (o *Offsets) checkEnd() error {
	if o == nil {
		return nil
	}
	if err := o.Check(); err != nil {
		return fmt.Errorf("until: %w", err)
	}
	for _, t := range append(slices.Collect(maps.Values(o.SinceEach)), o.Since) {
		if t.After(time.Now()) {
			return fmt.Errorf("until: %s is still to come", t.UTC().Format(time.RFC3339Nano))
		}
	}
	return nil
}

// bounds is the first offset and the one after the last, of every partition of some topics.
type bounds struct{ start, end map[topicPartition]int64 }

// ends is where the topics' partitions end now: for a reader of committed records
// only, the last stable offset.
func ends(ctx context.Context, adm *kadm.Client, p client.Config, topics ...string) (map[topicPartition]int64, error) {
	list := adm.ListEndOffsets
	if p.Get("isolation.level", "") == "read_committed" {
		list = adm.ListCommittedOffsets
	}
	return offsetsOf(list(ctx, topics...))
}

func offsetsOf(l kadm.ListedOffsets, err error) (map[topicPartition]int64, error) {
	if err != nil {
		return nil, err
	}
	out := map[topicPartition]int64{}
	for topic, parts := range l {
		for part, o := range parts {
			tp := topicPartition{topic, part}
			if o.Err != nil {
				return nil, fmt.Errorf("%v: %w", tp, o.Err)
			}
			out[tp] = o.Offset
		}
	}
	return out, nil
}

func listBounds(ctx context.Context, adm *kadm.Client, p client.Config, topics ...string) (b bounds, err error) {
	if b.start, err = offsetsOf(adm.ListStartOffsets(ctx, topics...)); err != nil {
		return b, err
	}
	b.end, err = ends(ctx, adm, p, topics...)
	return b, err
}

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

// topicsOf is the topics of partitions that are in order.
func topicsOf(parts []topicPartition) []string {
	var out []string
	for _, tp := range parts {
		if n := len(out); n == 0 || out[n-1] != tp.topic {
			out = append(out, tp.topic)
		}
	}
	return out
}

func (r *resolver) ask(ctx context.Context, adm *kadm.Client) (err error) {
	if r.bounds, err = listBounds(ctx, adm, r.props, r.topics...); err != nil {
		return err
	}
	if group := r.props.Get("group.id", ""); group != "" {
		if err = r.setCommitted(ctx, adm, group); err != nil {
			return fmt.Errorf("group.id %s: %w", r.props.Shown("group.id"), err)
		}
	}
	if err := r.setSince(ctx, adm); err != nil {
		return err
	}
	return r.setReset(ctx, adm)
}

func (r *resolver) setCommitted(ctx context.Context, adm *kadm.Client, group string) error {
	offsets, err := adm.FetchOffsetsForTopics(ctx, group, r.topics...)
	if errors.Is(err, kerr.GroupIDNotFound) { // the first commit makes a group
		return nil
	}
	if err != nil {
		return err
	}
	r.committed, r.another, r.parted = map[topicPartition]int64{}, map[topicPartition]bool{}, map[topicPartition]int64{}
	for topic, parts := range offsets {
		for part, o := range parts {
			tp := topicPartition{topic, part}
			if o.Err != nil && !errors.Is(o.Err, kerr.UnknownTopicOrPartition) {
				return fmt.Errorf("%v: %w", tp, o.Err)
			}
			if o.Err != nil || o.At < 0 {
				continue
			}
			r.committed[tp] = o.At
			if r.another[tp] = r.ofAnother(topic, o.Metadata); !r.another[tp] && r.offsets.of(part) == DontSeek {
				to, err := r.stillAt(ctx, o.Offset)
				if err != nil {
					return fmt.Errorf("%v: %w", tp, err)
				}
				if to < o.At {
					r.parted[tp] = to
				}
			}
		}
	}
	return nil
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
		if r.reset, err = offsetsOf(adm.ListOffsetsAfterMilli(ctx, eo.Offset, r.topics...)); err != nil {
			return err
		}
	}
	return nil
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
	c.lost[tp] += n
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
