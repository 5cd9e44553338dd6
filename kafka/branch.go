package kafka

import (
	"context"
	"fmt"
	"slices"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/kafka/client"
)

// finding is what a log has of the records that were read of it.
type finding struct {
	lo, hi int64 // its bounds, of a log that had to be searched
	to     int64 // up to here it has them, or may have had them
	vague  int64 // up to here it may have them, and not beyond
	stale  bool  // it does not have the records that came last
}

// tracesGone is how many records may be looked for that are not there any more, in a search.
const tracesGone = 32

// examine looks for what was read of a partition up to a position, and for records that came
// after it, in the log that there is now. Unless all is to be searched, one record of each
// is enough. It waits for the broker, and knows nothing if the consumer ends or the
// partition gets another life meanwhile.
func (c *Consumer) examine(tp topicPartition, p *past, at position, recs []*kgo.Record, all bool) (f finding, known bool) {
	err := c.insistOn(tp, func() (err error) {
		topic, err := c.describe(c.ctx, tp.topic)
		c.mu.Lock()
		another := err == nil && c.replaced(tp.topic, topic.TopicID)
		known = !another && c.life(tp) == at.life
		seen := past{from: p.from, traces: slices.Clone(p.traces), epochs: slices.Clone(p.epochs)}
		c.mu.Unlock()
		if another {
			c.look() // all of it begins anew
		}
		if err == nil && known {
			f, err = c.search(c.ctx, tp, &seen, at.next, recs, all)
		} else if !known {
			err = nil
		}
		return err
	}, func(err error) { // a broker that just restarts is told of otherwise
		c.mu.Lock()
		defer c.mu.Unlock()
		c.partition(tp).trouble = client.Brief(err).Error()
	})
	if err == nil {
		return f, known
	}
	if c.ctx.Err() == nil {
		c.failAll(fmt.Errorf("%v: reading its log again: %w", tp, err))
	}
	return f, false
}

// search is examine once. The traces are used up.
func (c *Consumer) search(ctx context.Context, tp topicPartition, seen *past, at int64, recs []*kgo.Record, all bool) (f finding, err error) {
	v := recordSame
	if last, ok := seen.before(at); ok && !all {
		if v, err = c.probe(ctx, tp, last); err != nil {
			return f, err
		}
	}
	if v != recordSame || all {
		b, err := listBounds(ctx, c.adm, c.props, tp.topic)
		if err != nil {
			return f, err
		}
		f.lo, f.hi = b.start[tp], b.end[tp]
		return f, c.locateParting(ctx, tp, seen, at, &f)
	}
	f.to = at
	if len(recs) > 0 && recs[0].Offset >= at {
		v, err = c.probe(ctx, tp, traceOf(recs[len(recs)-1]))
		f.stale = v != recordSame
	}
	return f, err
}

// locateParting finds up to where a log has what was read: by halves, between the last trace that
// is in it and the first that is not, and by the epochs of its leaders.
func (c *Consumer) locateParting(ctx context.Context, tp topicPartition, seen *past, at int64, f *finding) error {
	lo, hi := f.lo, min(at, f.hi) // what is below the log's start is not looked at
	parted := hi < at
	ts := slices.DeleteFunc(seen.traces, func(t trace) bool { return t.offset < lo || t.offset >= hi })
	missing := 0
	for i := len(ts) - 1; len(ts) > 0 && missing < tracesGone; i = len(ts) / 2 {
		i = min(i, len(ts)-1)
		v, err := c.probe(ctx, tp, ts[i])
		switch {
		case err != nil:
			return err
		case v == recordSame:
			lo, ts = ts[i].offset+1, ts[i+1:]
		case v == recordOther:
			hi, parted, ts = ts[i].offset, true, ts[:i]
		default:
			missing++
			ts = slices.Delete(ts, i, i+1)
		}
	}
	f.to, f.vague = at, at
	end, err := c.parting(ctx, tp, seen.epochs)
	if err != nil || !parted && (end >= at || lo >= at) {
		return err
	}
	lo = max(lo, min(seen.from, hi))
	f.to, f.vague = lo, hi
	if end <= hi {
		f.to = max(lo, end)
		f.vague = f.to
	}
	return nil
}

// branch has a partition go on where its log is another than the one that was read, and says
// so; or its table fails.
func (c *Consumer) branch(tp topicPartition, at position, f finding) {
	what := fmt.Sprintf("the log has other records from offset %d on, and had been read to %d: records were lost on the broker; going on at %d", f.to, at.next, f.to)
	if at.next > f.hi {
		what = fmt.Sprintf("the log ends at %d, before offset %d: records were lost on the broker; going on at %d", f.hi, at.next, f.to)
	}
	if f.vague > f.to {
		what += fmt.Sprintf(", and rows up to %d may be there twice", f.vague-1)
	}
	if c.lose(tp, 0, what) {
		c.goOn(tp, at.life, position{at.life + 1, f.to})
	}
}
