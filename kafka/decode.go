package kafka

import (
	"slices"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// within is those of a partition's records that are to be read, and whether reading it
// ends with them.
func (c *Consumer) within(tp topicPartition, recs []*kgo.Record) (wanted []*kgo.Record, last bool) {
	stop, bounded := c.stops[tp]
	if !bounded || recs[len(recs)-1].Offset < stop-1 {
		return recs, false
	}
	n, _ := slices.BinarySearchFunc(recs, stop, func(r *kgo.Record, at int64) int { return int(r.Offset - at) })
	return recs[:n], true
}

// reached ends the reading of a partition where it is to end; its lane, when that was
// the last of its partitions.
func (c *Consumer) reached(tp topicPartition) {
	c.mu.Lock()
	l, stop, behind := c.byPart[tp], c.stops[tp], c.decoded[tp].next < c.stops[tp]
	fetch := c.fetch
	c.mu.Unlock()
	if behind { // the last offsets have no records
		b, err := l.take(c.ctx)
		if err != nil {
			return
		}
		c.hand(l, b, mark{tp, position{next: stop}})
	}
	if fetch != nil {
		fetch.remove(map[string][]int32{tp.topic: {tp.partition}})
	}
	c.mu.Lock()
	over := true
	for other, of := range c.byPart {
		over = over && (of != l || c.decoded[other].next >= c.stops[other])
	}
	c.mu.Unlock()
	if over {
		l.finish(nil)
	}
}

// hand gives a batch to a lane and notes how far decoding has come with it.
func (c *Consumer) hand(l *lane, b *batch, m mark) {
	b.marks = append(b.marks, m)
	l.give(b)
	c.mu.Lock()
	m.follow(c.decoded)
	c.untroubled(m.topicPartition)
	c.stir()
	c.mu.Unlock()
}

// fill decodes records into b until it is full, and says how many it has seen. It stops
// with an error at a bad record that is to fail the table.
func (c *Consumer) fill(b *batch, bad *badPartition, recs []*kgo.Record, received time.Time) (n int, stop error) {
	defer func() {
		bad.seen += int64(n)
		c.tellBeyond(&b.beyond)
	}()
	from := 0 // records from here to n are decoded, a row each, and lack their own columns
	complete := func(to int) {
		b.fillOwn(c.layout.own, recs[from:to], received)
		from = n
	}
	for n < len(recs) && !b.full() {
		r := recs[n]
		n++
		if r.Attrs.IsControl() {
			complete(n - 1)
			continue
		}
		rows, part, err := b.decode(r)
		if rows == 1 {
			continue
		}
		if c.ctx.Err() != nil {
			return n, nil
		}
		complete(n - 1)
		if err == nil {
			b.fillOwn(c.layout.own, slices.Repeat(recs[n-1:n], rows), received)
			continue
		}
		if c.bad.skips(bad, err) {
			continue
		}
		if stop = c.bad.add(bad, r, bad.seen+int64(n), part, err); stop != nil {
			return n, stop
		}
	}
	complete(n)
	return n, nil
}
