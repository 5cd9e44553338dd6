package kafka

import (
	"maps"
	"slices"

	"starling/engine"
)

// tables is what a consumer's records go into, and what it must know of the tables made of
// those. It lives as long as the consumer and is guarded by its lock.
type tables struct {
	lanes   []*lane       // only added to
	derived *engine.Table // what the caller has in place of Table, or nil
	keyed   bool          // there is a table of the latest rows by key
}

// advance notes how far the partitions of a lane have come. It runs inside a cycle.
func (c *Consumer) advance(l *lane, marks []mark) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, m := range marks {
		p := c.parts[m.topicPartition]
		p.applied = m.follow(p.applied)
	}
	if c.commits != nil {
		l.trail.note(l.table.Running(), marks)
	}
}

// settled is the offset of each partition below which all records are in the table, and
// all that sinks owe for them is acknowledged, in the life that it is in; all reports whether
// sinks owe nothing for any record that is in the table. It takes the graph's lock.
func (c *Consumer) settled() (at map[topicPartition]position, all bool) {
	at, all = map[topicPartition]position{}, true
	_ = c.graph.Read(func() { // nothing in it fails
		c.mu.Lock()
		defer c.mu.Unlock()
		for _, l := range c.tables.lanes {
			all = l.trail.settle(l.table.Settled()) && all
			maps.Copy(at, l.trail.done)
		}
		maps.DeleteFunc(at, func(tp topicPartition, p position) bool { return p.life != c.life(tp) })
	})
	return at, all
}

// fail makes a lane's table fail after what it was given; its partitions are left alone
// from now on.
func (c *Consumer) fail(l *lane, err error) {
	l.finish(err)
	c.leave(l)
}

func (c *Consumer) failAll(err error) {
	for _, l := range c.allLanes() {
		c.fail(l, err)
	}
}

func (c *Consumer) allLanes() []*lane {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.tables.lanes)
}

// leave stops the fetching for a lane that is done.
func (c *Consumer) leave(l *lane) {
	c.mu.Lock()
	parts := map[string][]int32{}
	for tp, p := range c.begun {
		if p.lane == l {
			parts[tp.topic] = append(parts[tp.topic], tp.partition)
		}
	}
	fetch := c.fetch
	c.stir()
	c.mu.Unlock()
	if fetch != nil && len(parts) > 0 {
		fetch.remove(parts)
	}
}

// stir wakes those who wait for decoded to change. c.mu is held.
func (c *Consumer) stir() {
	close(c.moved)
	c.moved = make(chan struct{})
}
