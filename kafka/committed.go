package kafka

import (
	"context"
	"fmt"
	"strings"

	"github.com/twmb/franz-go/pkg/kadm"
)

// committedIn begins what is kept with a committed offset, to go before the topic's id and a
// trace of the last record: the offset says nothing of another topic of the name, nor of a
// log that has other records below it.
const committedIn = "starling topic "

// committedWith is what is kept with a committed offset of a topic, and the epoch of the record
// before it. c.mu is held.
func (c *Consumer) committedWith(tp topicPartition, at int64) (kept string, epoch int32) {
	now, part := c.identity[tp.topic], c.parts[tp]
	if now == nil || now.id == (topicID{}) || part == nil || part.past == nil {
		return "", -1
	}
	p := part.past
	kept = committedIn + now.id.String()
	if t, ok := p.before(at); ok {
		kept += fmt.Sprintf(" record %d %d %d", t.offset, t.millis, t.sum)
		for _, e := range p.epochs[max(len(p.epochs)-epochsKept, 0):] {
			if e.first < at {
				kept += fmt.Sprintf(" %d:%d", e.number, e.first)
			}
		}
	}
	return kept, p.epochAt(at - 1)
}

// epochsKept is how many epochs are told of with an offset: brokers bound what is kept.
const epochsKept = 16

// kept is what is read of that again.
type kept struct {
	id     string
	trace  trace
	traced bool
	epochs []epoch
}

// keptIn is false for what others keep with their offsets.
func keptIn(metadata string) (k kept, ok bool) {
	text, ok := strings.CutPrefix(metadata, committedIn)
	if !ok {
		return k, false
	}
	f := strings.Fields(text)
	if len(f) > 0 {
		k.id = f[0]
	}
	if len(f) < 5 {
		return k, true
	}
	n, err := fmt.Sscanf(strings.Join(f[1:5], " "), "record %d %d %d", &k.trace.offset, &k.trace.millis, &k.trace.sum)
	k.traced = n == 3 && err == nil
	for _, text := range f[5:] {
		var e epoch
		if _, err := fmt.Sscanf(text, "%d:%d", &e.number, &e.first); err == nil {
			k.epochs = append(k.epochs, e)
		}
	}
	return k, true
}

// ofAnother reports whether what is kept with a committed offset names another topic.
func (c *Consumer) ofAnother(topic, metadata string) bool {
	k, ok := keptIn(metadata)
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.identity[topic]
	return ok && now != nil && now.id != (topicID{}) && k.id != now.id.String()
}

// nowhere is that a log is another than the one that an offset is of, and nothing says from where.
const nowhere = -1

// stillAt is up to where the log below a committed offset is the one that was read: mostly the
// offset.
func (c *Consumer) stillAt(ctx context.Context, o kadm.Offset) (int64, error) {
	tp := topicPartition{o.Topic, o.Partition}
	k, _ := keptIn(o.Metadata)
	v := recordGone
	if k.traced {
		var err error
		if v, err = c.probe(ctx, tp, k.trace); err != nil {
			return 0, err
		}
	}
	if v == recordSame {
		c.seen.kept[tp] = k
		return o.At, nil
	}
	epochs := k.epochs
	if len(epochs) == 0 && o.LeaderEpoch >= 0 {
		epochs = []epoch{{o.LeaderEpoch, o.At}} // it is not known where it began
	}
	to, err := c.parting(ctx, tp, epochs)
	switch {
	case err != nil || to < o.At:
		return to, err
	case v == recordGone: // nothing is known against it
		return o.At, nil
	case len(k.epochs) > 0: // the epochs' numbers are the same, so it parted after the last began
		return k.epochs[len(k.epochs)-1].first, nil
	}
	return nowhere, nil
}

// onward is where to begin a partition whose log has other records below the committed offset.
func (r *resolver) onward(tp topicPartition, n, to int64) (int64, error) {
	what := fmt.Sprintf("the log has other records below the committed offset %d: records were lost on the broker", n)
	why := r.fixed
	if r.strict {
		why = lossProperty + " is fail"
	}
	switch {
	case why != "":
		return 0, fmt.Errorf("%v: %s; but %s", tp, what, why)
	case to == nowhere || r.reset == nil:
		lo, err := r.fallback(tp, what)
		if err == nil {
			r.notify(fmt.Sprintf("kafka: %v: %s; starting at %d (auto.offset.reset)", tp, what, lo))
		}
		return lo, err
	}
	to = max(to, r.bounds.start[tp])
	r.notify(fmt.Sprintf("kafka: %v: %s; starting at %d", tp, what, to))
	return to, nil
}
