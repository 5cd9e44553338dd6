package kafka

import (
	"errors"
	"fmt"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
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
		fresh := map[int32]int64{}
		c.mu.Lock()
		for _, p := range parts {
			if c.byPart[p] == nil {
				fresh[p] = max(c.want.Offsets.of(p), 0)
			}
		}
		c.mu.Unlock()
		if err := c.read(fresh); err != nil {
			c.failAll(err)
			return
		}
		if c.want.Partitions != nil {
			return
		}
	}
}

// fetchError deals with what a poll reports of a partition; the client itself retries
// what can be retried.
func (c *Consumer) fetchError(topic string, partition int32, err error) {
	switch {
	case c.ctx.Err() != nil:
	case errors.Is(err, kerr.OffsetOutOfRange):
		c.outOfRange(partition)
	case kerr.IsRetriable(err):
		c.env.notifyOnce(fmt.Sprintf("topic %s partition %d: %v; retrying", topic, partition, brief(err)))
	default:
		c.failAll(fmt.Errorf("topic %s: %w", topic, brief(err)))
	}
}

func (c *Consumer) failAll(err error) {
	c.mu.Lock()
	lanes := c.lanes
	c.mu.Unlock()
	for _, l := range lanes {
		l.fail(err)
	}
}
