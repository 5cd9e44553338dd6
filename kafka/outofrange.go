package kafka

import (
	"errors"
	"fmt"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
)

// fetchError deals with what a poll reports of a partition; the client itself retries
// what can be retried.
func (c *Consumer) fetchError(topic string, partition int32, err error) {
	tp := topicPartition{topic, partition}
	var loss *kgo.ErrDataLoss
	var large *kgo.ErrDecompressTooLarge
	var broker *kerr.Error
	switch {
	case c.ctx.Err() != nil:
	case errors.Is(err, kerr.OffsetOutOfRange):
		c.client.RemoveConsumePartitions(map[string][]int32{topic: {partition}})
		c.work.Go(func() { c.outOfRange(tp) }) // others are read meanwhile
	case errors.As(err, &loss): // the client goes on at loss.ResetTo by itself
		c.lost(tp, fmt.Sprintf("the broker lost records: it had been read to offset %d and goes on at %d", loss.ConsumedTo, loss.ResetTo))
	case kerr.IsRetriable(err) || errors.Is(err, kerr.UnknownServerError): // as in the Java client
		c.retrying(tp, err)
		select { // the client asks again as soon as it is polled
		case <-c.ctx.Done():
		case <-time.After(retryPause):
		}
	case errors.As(err, &large):
		c.unread(tp, FetchError(err))
	case errors.As(err, &broker):
		c.failAll(fmt.Errorf("topic %s: %w", topic, brief(err)))
	default:
		c.mu.Lock()
		at := c.decoded[tp]
		c.mu.Unlock()
		c.unread(tp, fmt.Errorf("%v offset %d: %w", tp, at, brief(err)))
	}
}

// retrying shows what keeps a partition from being read just now.
func (c *Consumer) retrying(tp topicPartition, err error) {
	c.mu.Lock()
	c.trouble[tp] = brief(err).Error()
	c.mu.Unlock()
	c.env.notifyOnce(fmt.Sprintf("%v: %v; retrying", tp, brief(err)))
}

// unread fails the table of a partition that cannot be read any further.
func (c *Consumer) unread(tp topicPartition, err error) {
	c.mu.Lock()
	l := c.byPart[tp]
	c.mu.Unlock()
	if l == nil { // an error of the client as a whole
		c.failAll(err)
		return
	}
	c.fail(l, err)
}

// outOfRange goes on where the log begins now, when the broker has deleted records of a
// partition that were still to be read, and says which are lost; with auto.offset.reset=none the
// table fails instead.
func (c *Consumer) outOfRange(tp topicPartition) {
	var b bounds
	err := c.insist(tp, func() (err error) {
		b, err = listBounds(c.ctx, c.adm, c.props, tp.topic)
		return err
	})
	if err != nil {
		if c.ctx.Err() == nil {
			c.failAll(fmt.Errorf("%v: offset out of range: %w", tp, err))
		}
		return
	}
	c.mu.Lock()
	at, l := c.decoded[tp], c.byPart[tp]
	c.mu.Unlock()
	lo, hi, to := b.start[tp], b.end[tp], at
	switch {
	case l.isDone():
		return
	case at < lo:
		to = lo
		if !c.lost(tp, fmt.Sprintf("offsets %d to %d are gone from the broker; going on at %d", at, to-1, to)) {
			return
		}
	case at > hi:
		to = hi
		if !c.lost(tp, fmt.Sprintf("the log ends at %d, before offset %d: records were lost on the broker; going on at %d", hi, at, to)) {
			return
		}
	}
	if stop, bounded := c.stops[tp]; bounded && to >= stop {
		c.reached(tp)
		return
	}
	if e, err := l.take(c.ctx); err == nil {
		c.hand(l, e, mark{tp, to}) // nothing below is to be waited for
	}
	c.client.AddConsumePartitions(map[string]map[int32]kgo.Offset{tp.topic: {tp.partition: kgo.NewOffset().At(to)}})
}

// lost tells of records that cannot be read any more. With auto.offset.reset=none the
// table fails and it reports false.
func (c *Consumer) lost(tp topicPartition, what string) bool {
	if p := c.props.Get("auto.offset.reset", "latest"); p != "none" && p != "error" {
		c.env.notify(fmt.Sprintf("kafka: %v: %s", tp, what))
		return true
	}
	c.mu.Lock()
	l := c.byPart[tp]
	c.mu.Unlock()
	c.fail(l, fmt.Errorf("%v: %s; but auto.offset.reset is none", tp, what))
	return false
}
