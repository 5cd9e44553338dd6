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

// discovery is what looking for topics has found. It is of the goroutine that makes the consumer,
// until that is started, then of discover; only looks is everybody's.
type discovery struct {
	missing map[string]bool          // topics by name that did not exist when last looked for
	gone    map[string]int           // topics that are read, by how often they were not found
	begin   map[topicPartition]int64 // where those partitions start that were there from the first
	kept    map[topicPartition]kept  // with committed offsets that hold
	looks   chan struct{}            // has discover look at once
}

func newDiscovery() discovery {
	return discovery{
		missing: map[string]bool{}, gone: map[string]int{}, begin: map[topicPartition]int64{}, kept: map[topicPartition]kept{},
		looks: make(chan struct{}, 1),
	}
}

// look has discover look at the topics now.
func (c *Consumer) look() {
	select {
	case c.seen.looks <- struct{}{}:
	default:
	}
}

// discover waits for topics, and picks new partitions up from their first record: they
// did not exist when the consumer started, so all of them is new. It notices topics that are
// deleted, and created again.
func (c *Consumer) discover() {
	for {
		pause := awaitPartitions
		if len(c.seen.missing)+len(c.seen.gone) > 0 {
			pause = awaitTopic
		}
		select {
		case <-c.ctx.Done():
			return
		case <-time.After(pause):
		case <-c.seen.looks:
		}
		found, err := c.lookup(c.ctx)
		if err != nil {
			continue // the client reports a lost broker itself
		}
		c.seeGone(found)
		c.seeRecreated(found)
		if c.want.Until != nil {
			continue
		}
		if err := c.readNew(c.wanted(found), c.seeNew(found)); err != nil {
			if c.ctx.Err() == nil {
				c.failAll(err)
			}
			return
		}
	}
}

// seeNew tells of topics that appeared, and is their names.
func (c *Consumer) seeNew(found topicsFound) (names []string) {
	c.mu.Lock()
	known := maps.Clone(c.identity)
	c.mu.Unlock()
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if known[name] != nil {
			continue
		}
		names = append(names, name)
		c.seeTopic(name, found[name].id)
		if c.seen.missing[name] || !c.topics.several() {
			c.env.Say(fmt.Sprintf("kafka: topic %s is there now", name))
		} else if c.want.Partitions == nil {
			c.env.Say(fmt.Sprintf("kafka: topic %s is new; reading it", name))
		}
		if c.seen.missing[name] {
			c.seeAbsent(name, found[name].partitions)
		}
		delete(c.seen.missing, name)
	}
	return names
}

// readNew reads those of the partitions that are not being read yet. Of a topic that is read
// those that were chosen stay the same.
func (c *Consumer) readNew(parts []topicPartition, topics []string) error {
	fresh := map[topicPartition]int64{}
	c.mu.Lock()
	again := map[topicPartition]int64{}
	for _, tp := range parts {
		switch p := c.partition(tp); {
		case p.unplaced:
			if !p.lane.isDone() {
				again[tp] = 0
			}
		case p.lane == nil && (c.want.Partitions == nil || slices.Contains(topics, tp.topic) || c.awaited()):
			fresh[tp] = max(c.want.Offsets.of(tp.partition), 0)
		}
	}
	c.mu.Unlock()
	if err := c.read(again); err != nil {
		return err
	}
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
