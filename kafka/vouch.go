package kafka

import (
	"net"
	"slices"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// vouchMost is how many partitions are looked at in turn at a time.
const vouchMost = 16

// connects has a consumer doubt its partitions' logs when a client of its own connects to a
// broker: it may have been away, and come back with less than it had.
type connects struct{ c *Consumer }

// OnBrokerConnect implements kgo.HookBrokerConnect.
func (x connects) OnBrokerConnect(_ kgo.BrokerMetadata, _ time.Duration, _ net.Conn, err error) {
	if err != nil {
		return
	}
	x.c.mu.Lock()
	x.c.doubts++
	doubted := x.c.anyDoubted()
	x.c.mu.Unlock()
	if doubted {
		x.c.ask()
	}
}

// ask has the logs of partitions that are doubted looked at now.
func (c *Consumer) ask() {
	select {
	case c.asks <- struct{}{}:
	default:
	}
}

// doubted reports whether a log may be another than the one that was read. c.mu is held.
func (c *Consumer) doubted(tp topicPartition) bool {
	p := c.pasts[tp]
	return p != nil && len(p.traces) > 0 && p.sure != c.doubts && !c.unplaced[tp] && !c.byPart[tp].isDone()
}

// anyDoubted reports whether one is. c.mu is held.
func (c *Consumer) anyDoubted() bool {
	for tp := range c.pasts {
		if c.doubted(tp) {
			return true
		}
	}
	return false
}

// inDoubt reports whether one of the partitions is doubted, and has that looked into.
func (c *Consumer) inDoubt(of map[topicPartition]position) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for tp := range of {
		if c.doubted(tp) {
			c.ask()
			return true
		}
	}
	return false
}

// voucher looks at the logs of partitions that are doubted until the consumer ends.
func (c *Consumer) voucher() {
	for {
		select {
		case <-c.ctx.Done():
			return
		case <-time.After(awaitPartitions):
		case <-c.asks:
		}
		c.vouchIdle()
	}
}

// vouchIdle looks at the logs of those that bring no records just now; the others' are looked
// at with their records.
func (c *Consumer) vouchIdle() {
	c.mu.Lock()
	idle := map[topicPartition]int32{}
	for tp, p := range c.pasts {
		if c.doubted(tp) && p.asking == nil && c.portions[tp] == nil {
			idle[tp] = c.decoded[tp].life
		}
	}
	c.mu.Unlock()
	for part := range slices.Chunk(sortedPartitions(idle), max((len(idle)+vouchMost-1)/vouchMost, 1)) {
		c.crew.Go(func() {
			for _, tp := range part {
				c.vouch(tp, idle[tp], nil)
			}
		})
	}
}

// vouch reports whether records may follow what was read of a partition in a life: whether
// they go on where that ended, in a log that still has it. If not, it has had the partition
// read from where it is another. Without records it looks at the log alone.
func (c *Consumer) vouch(tp topicPartition, life int32, recs []*kgo.Record) (good bool) {
	c.alone(tp, func(p *past, at position) {
		c.mu.Lock()
		doubts := c.doubts
		doubted := c.doubted(tp) || p.turned(recs)
		c.mu.Unlock()
		behind := len(recs) > 0 && recs[0].Offset < at.next
		switch {
		case at.life != life:
			return
		case !doubted && !behind:
			good = true
			return
		}
		f, known := c.examine(tp, p, at, recs, false)
		if !known {
			return
		}
		switch {
		case f.to < at.next:
			c.branch(tp, at, f)
		case f.stale || behind:
			c.goOn(tp, at.life, at)
		default:
			good = true
		}
		c.mu.Lock()
		p.sure = doubts
		c.mu.Unlock()
	})
	return good
}

// turned reports whether records are of another leader than those before them.
func (p *past) turned(recs []*kgo.Record) bool {
	return len(recs) > 0 && recs[0].LeaderEpoch >= 0 && p.epoch() >= 0 && recs[0].LeaderEpoch != p.epoch()
}

// alone runs f with nobody else looking at the log of a partition, nor having it go on
// elsewhere for what it finds.
func (c *Consumer) alone(tp topicPartition, f func(p *past, at position)) {
	for {
		c.mu.Lock()
		p, at := c.pasts[tp], c.decoded[tp]
		wait := p.asking
		if wait == nil {
			p.asking = make(chan struct{})
		}
		c.mu.Unlock()
		if wait == nil {
			f(p, at)
			c.mu.Lock()
			close(p.asking)
			p.asking = nil
			c.mu.Unlock()
			return
		}
		select {
		case <-wait:
		case <-c.ctx.Done():
			return
		}
	}
}

// goOn has a partition that is in a life read on from a position, which may be of the next.
func (c *Consumer) goOn(tp topicPartition, life int32, to position) {
	if stop, bounded := c.stops[tp]; bounded && to.next >= stop {
		c.reached(tp)
		return
	}
	// With an epoch the client hears of a new leader before it fetches; else it asks without a pause.
	c.restart(tp, life, to, func() { // nothing below is to be waited for
		c.mu.Lock()
		c.pasts[tp].cut(to.next)
		before := c.pasts[tp].epochAt(to.next - 1)
		c.mu.Unlock()
		c.fetch.remove(map[string][]int32{tp.topic: {tp.partition}})
		c.fetch.add(map[string]map[int32]kgo.Offset{tp.topic: {tp.partition: kgo.NewOffset().At(to.next).WithEpoch(before)}})
	})
}
