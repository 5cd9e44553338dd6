package cluster

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/kafka/client"
)

// How long the broker may wait for records before it answers, and how long none may come.
const (
	tailWait = 500 * time.Millisecond
	tailIdle = 4 * time.Second
)

// tailWider is by how much further back is looked where offsets have no records.
const tailWider = 8

// Tail is the last n records of topics over all their partitions, in the order of their
// timestamps where they are of several partitions. It may be fewer where the broker did not
// give them within the limit; whole tells that.
func (c *Conn) Tail(ctx context.Context, topics []string, n int) (_ []*kgo.Record, whole bool, err error) {
	defer c.conf.Env().Veiled(&err)
	bounded, cancel := context.WithTimeout(ctx, Limit)
	defer cancel()
	starts, err := c.adm.ListStartOffsets(bounded, topics...)
	if err == nil {
		err = starts.Error()
	}
	if err != nil {
		return nil, false, c.noOffsets(ctx, topics, err)
	}
	ends, err := c.adm.ListEndOffsets(bounded, topics...)
	if err != nil {
		return nil, false, fmt.Errorf("reading offsets: %w", err)
	}
	t := &tail{conn: c, most: n, parts: map[string]map[int32]*tailPart{}}
	ends.Each(func(end kadm.ListedOffset) {
		start, _ := starts.Lookup(end.Topic, end.Partition)
		if end.Err == nil && end.Offset > start.Offset && n > 0 {
			if t.parts[end.Topic] == nil {
				t.parts[end.Topic] = map[int32]*tailPart{}
			}
			t.parts[end.Topic][end.Partition] = &tailPart{first: start.Offset, from: end.Offset, end: end.Offset}
		}
	})
	for back := int64(n); t.widen(back); back *= tailWider {
		if err := t.read(bounded); err != nil {
			switch {
			case ctx.Err() != nil:
				return nil, false, context.Cause(ctx)
			case errors.Is(err, context.DeadlineExceeded):
				return t.last(), false, nil
			}
			return nil, false, err
		}
	}
	return t.last(), true, nil
}

// noOffsets is why the offsets of topics cannot be read.
func (c *Conn) noOffsets(ctx context.Context, topics []string, err error) error {
	if _, missing := c.Topics(ctx, Select{Names: topics}, false); missing != nil {
		return missing
	}
	return fmt.Errorf("reading offsets: %w", err)
}

// tail is one Tail.
type tail struct {
	conn  *Conn
	most  int
	parts map[string]map[int32]*tailPart
}

// tailPart is a partition and the last of its records that are known.
type tailPart struct {
	first, end int64
	from, to   int64         // what is read now
	recs       []*kgo.Record // of from and later
	fresh      []*kgo.Record // being read
}

// each calls f for every partition.
func (t *tail) each(f func(p *tailPart)) {
	for _, parts := range t.parts {
		for _, p := range parts {
			f(p)
		}
	}
}

// widen has partitions that lack records be read from further back, and reports whether there
// are any.
func (t *tail) widen(back int64) bool {
	any := false
	t.each(func(p *tailPart) {
		p.to = p.from
		if len(p.recs) < t.most && p.from > p.first {
			p.from = max(p.first, p.end-back)
			any = any || p.from < p.to
		}
	})
	return any
}

// read reads what widen asked for.
func (t *tail) read(ctx context.Context) error {
	assigned := map[string]map[int32]kgo.Offset{}
	left := 0
	for topic, parts := range t.parts {
		assigned[topic] = map[int32]kgo.Offset{}
		for n, p := range parts {
			if p.from < p.to {
				assigned[topic][n] = kgo.NewOffset().At(p.from)
				p.fresh, left = nil, left+1
			}
		}
	}
	cl, err := t.conn.conf.Client(kgo.ConsumePartitions(assigned), kgo.KeepControlRecords(), kgo.FetchMaxWait(tailWait))
	if err != nil {
		return err
	}
	defer cl.Close()
	defer t.each(func(p *tailPart) { p.keep(t.most) })
	for left > 0 {
		idle, cancel := context.WithTimeout(ctx, tailIdle)
		fetches := cl.PollFetches(idle)
		cancel()
		if err := fetches.Err0(); errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
			return err
		}
		for _, e := range fetches.Errors() {
			return client.FetchError(e.Err)
		}
		fetches.EachPartition(func(f kgo.FetchTopicPartition) {
			p := t.parts[f.Topic][f.Partition]
			if len(f.Records) == 0 || p.from >= p.to {
				return
			}
			if p.take(f.Records, t.most) {
				left--
				cl.RemoveConsumePartitions(map[string][]int32{f.Topic: {f.Partition}})
			}
		})
	}
	return nil
}

// take adds records that were read, no more than the last so many, and reports whether these
// were the last to be read.
func (p *tailPart) take(recs []*kgo.Record, most int) (done bool) {
	for _, r := range recs {
		if done = r.Offset >= p.to-1; r.Offset < p.to && !r.Attrs.IsControl() {
			p.fresh = append(p.fresh, r)
		}
		if done {
			break
		}
	}
	if len(p.fresh) > 2*most {
		p.fresh = slices.Clone(p.fresh[len(p.fresh)-most:])
	}
	return done
}

// keep puts what was read before what was known.
func (p *tailPart) keep(most int) {
	p.recs, p.fresh = append(p.fresh, p.recs...), nil
	p.recs = p.recs[max(0, len(p.recs)-most):]
}

// last is the last of all partitions: of the last of each always the one with the greatest
// timestamp, so that those of a partition stay in order.
func (t *tail) last() []*kgo.Record {
	var out []*kgo.Record
	for len(out) < t.most {
		var next *tailPart
		t.each(func(p *tailPart) {
			if len(p.recs) > 0 && (next == nil || later(p.recs[len(p.recs)-1], next.recs[len(next.recs)-1])) {
				next = p
			}
		})
		if next == nil {
			break
		}
		out = append(out, next.recs[len(next.recs)-1])
		next.recs = next.recs[:len(next.recs)-1]
	}
	slices.Reverse(out)
	return out
}

// later orders records by time; those of one time by topic and partition, so that the order
// is the same each time.
func later(a, b *kgo.Record) bool {
	switch {
	case !a.Timestamp.Equal(b.Timestamp):
		return a.Timestamp.After(b.Timestamp)
	case a.Topic != b.Topic:
		return a.Topic > b.Topic
	}
	return a.Partition > b.Partition
}
