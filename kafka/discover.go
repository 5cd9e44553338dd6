package kafka

import (
	"context"
	"fmt"
	"time"
)

// How often to look for a topic that is to come, and for new partitions.
const (
	awaitTopic      = 250 * time.Millisecond
	awaitPartitions = 3 * time.Second
)

// discover waits for the topic, and picks new partitions up from their first record:
// they did not exist when the consumer started, so all of them is new.
func (c *Consumer) discover() {
	missing := !c.exists
	for {
		pause := awaitPartitions
		if missing {
			pause = awaitTopic
		}
		select {
		case <-c.ctx.Done():
			return
		case <-time.After(pause):
		}
		parts, err := c.partitions(c.ctx)
		if err != nil || !c.exists {
			continue // the client reports a lost broker itself
		}
		if missing {
			c.env.notify(fmt.Sprintf("kafka: topic %s is there now", c.want.Topic))
			missing = false
		}
		if err := c.readNew(parts); err != nil {
			c.failAll(err)
			return
		}
		if c.want.Partitions != nil {
			return
		}
	}
}

// readNew reads those of the partitions that are not being read yet.
func (c *Consumer) readNew(parts []int32) error {
	fresh := map[int32]int64{}
	c.mu.Lock()
	for _, p := range parts {
		if c.byPart[p] == nil {
			fresh[p] = max(c.want.Offsets.of(p), 0)
		}
	}
	c.mu.Unlock()
	if err := c.within(c.ctx, fresh); err != nil {
		return err
	}
	return c.read(fresh)
}

// within resolves times, and applies auto.offset.reset to offsets that the new partitions
// do not have.
func (c *Consumer) within(ctx context.Context, fresh map[int32]int64) error {
	var r *resolver
	for p, n := range fresh {
		_, timed := c.want.Offsets.since(p)
		if n == 0 && !timed {
			continue
		}
		if r == nil {
			var err error
			if r, err = newResolver(ctx, c.adm, c.props, &c.want, c.env.notify); err != nil {
				return fmt.Errorf("topic %s: %w", c.want.Topic, err)
			}
		}
		at, err := r.since[p], error(nil)
		if !timed {
			at, err = r.within(p, n, "offset")
		}
		if err != nil {
			return fmt.Errorf("topic %s: %w", c.want.Topic, err)
		}
		fresh[p] = at
	}
	return nil
}
