package kafka

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"
)

// How often to look for a topic that is to come, and for new topics and partitions.
const (
	awaitTopic      = 250 * time.Millisecond
	awaitPartitions = 3 * time.Second
)

// discover waits for topics, and picks new partitions up from their first record: they
// did not exist when the consumer started, so all of them is new.
func (c *Consumer) discover() {
	for {
		pause := awaitPartitions
		if len(c.missing) > 0 {
			pause = awaitTopic
		}
		select {
		case <-c.ctx.Done():
			return
		case <-time.After(pause):
		}
		found, err := c.lookup(c.ctx)
		if err != nil {
			continue // the client reports a lost broker itself
		}
		c.seeNew(found)
		if err := c.readNew(c.wanted(found)); err != nil {
			if c.ctx.Err() == nil {
				c.failAll(err)
			}
			return
		}
		if c.want.Partitions != nil && !c.awaited() {
			return
		}
	}
}

// seeNew tells of topics that appeared.
func (c *Consumer) seeNew(found map[string][]int32) {
	known := map[string]bool{}
	c.mu.Lock()
	for tp := range c.byPart {
		known[tp.topic] = true
	}
	c.mu.Unlock()
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if known[name] {
			continue
		}
		if c.missing[name] || !c.topics.several() {
			c.env.notify(fmt.Sprintf("kafka: topic %s is there now", name))
		} else if c.want.Partitions == nil {
			c.env.notify(fmt.Sprintf("kafka: topic %s is new; reading it", name))
		}
		if c.missing[name] {
			c.seeAbsent(name, found[name])
		}
		delete(c.missing, name)
	}
}

// readNew reads those of the partitions that are not being read yet.
func (c *Consumer) readNew(parts []topicPartition) error {
	fresh := map[topicPartition]int64{}
	c.mu.Lock()
	for _, tp := range parts {
		if c.byPart[tp] == nil {
			fresh[tp] = max(c.want.Offsets.of(tp.partition), 0)
		}
	}
	c.mu.Unlock()
	if err := c.settleStarts(c.ctx, fresh); err != nil {
		return err
	}
	return c.read(fresh)
}

// settleStarts resolves times, and applies auto.offset.reset to offsets that the new
// partitions do not have.
func (c *Consumer) settleStarts(ctx context.Context, fresh map[topicPartition]int64) error {
	var r *resolver
	for _, tp := range sortedPartitions(fresh) {
		_, timed := c.want.Offsets.since(tp.partition)
		if fresh[tp] == 0 && !timed {
			continue
		}
		var err error
		if r == nil {
			if err = c.insist(tp, func() (err error) {
				r, err = c.newResolver(ctx, &c.want.Offsets, sortedPartitions(fresh))
				return err
			}); err != nil {
				return err
			}
		}
		at := r.since[tp]
		if !timed {
			at, err = r.within(tp, fresh[tp], "offset")
		}
		if err != nil {
			return err
		}
		fresh[tp] = at
	}
	return nil
}
