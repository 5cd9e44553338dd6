package kafka

import (
	"errors"
	"fmt"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
)

// fetchError deals with what a poll reports of a partition; the client itself retries
// what can be retried.
func (c *Consumer) fetchError(topic string, partition int32, err error) {
	var loss *kgo.ErrDataLoss
	switch {
	case c.ctx.Err() != nil:
	case errors.Is(err, kerr.OffsetOutOfRange):
		c.outOfRange(partition)
	case errors.As(err, &loss): // the client goes on at loss.ResetTo by itself
		c.lost(partition, fmt.Sprintf("the broker lost records: it had been read to offset %d and goes on at %d", loss.ConsumedTo, loss.ResetTo))
	case kerr.IsRetriable(err):
		c.mu.Lock()
		c.trouble[partition] = brief(err).Error()
		c.mu.Unlock()
		c.env.notifyOnce(fmt.Sprintf("topic %s partition %d: %v; retrying", topic, partition, brief(err)))
	default:
		c.failAll(fmt.Errorf("topic %s: %w", topic, brief(err)))
	}
}

// outOfRange goes on where the log begins now, when the broker has deleted records
// that were still to be read, and says which are lost; with auto.offset.reset=none the
// table fails instead.
func (c *Consumer) outOfRange(partition int32) {
	b, err := listBounds(c.ctx, c.adm, c.props, c.want.Topic)
	if err != nil {
		if c.ctx.Err() == nil {
			c.failAll(fmt.Errorf("topic %s partition %d: offset out of range: %w", c.want.Topic, partition, err))
		}
		return
	}
	c.mu.Lock()
	at, l := c.decoded[partition], c.byPart[partition]
	c.mu.Unlock()
	lo, hi, to := b.start[partition], b.end[partition], at
	switch {
	case l.isDone():
		return
	case at < lo:
		to = lo
		if !c.lost(partition, fmt.Sprintf("offsets %d to %d are gone from the broker; going on at %d", at, to-1, to)) {
			return
		}
	case at > hi:
		to = hi
		if !c.lost(partition, fmt.Sprintf("the log ends at %d, before offset %d: records were lost on the broker; going on at %d", hi, at, to)) {
			return
		}
	}
	if e, err := l.take(c.ctx); err == nil {
		c.hand(l, e, mark{partition, to}) // nothing below is to be waited for
	}
	c.client.RemoveConsumePartitions(map[string][]int32{c.want.Topic: {partition}})
	c.client.AddConsumePartitions(map[string]map[int32]kgo.Offset{c.want.Topic: {partition: kgo.NewOffset().At(to)}})
}

// lost tells of records that cannot be read any more. With auto.offset.reset=none the
// table fails and it reports false.
func (c *Consumer) lost(partition int32, what string) bool {
	if p := c.props.Get("auto.offset.reset", "latest"); p != "none" && p != "error" {
		c.env.notify(fmt.Sprintf("kafka: topic %s partition %d: %s", c.want.Topic, partition, what))
		return true
	}
	c.mu.Lock()
	l := c.byPart[partition]
	c.mu.Unlock()
	c.fail(l, fmt.Errorf("topic %s partition %d: %s; but auto.offset.reset is none", c.want.Topic, partition, what))
	return false
}
