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
		c.crew.Go(func() { c.outOfRange(tp) }) // others are read meanwhile
	case errors.As(err, &loss): // the client goes on at loss.ResetTo by itself
		c.lose(tp, 0, fmt.Sprintf("the broker lost records: it had been read to offset %d and goes on at %d", loss.ConsumedTo, loss.ResetTo))
	case kerr.IsRetriable(err) || errors.Is(err, kerr.UnknownServerError): // as in the Java client
		c.retrying(tp, err)
		c.rest(tp)
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

// rest has a partition not fetched for a moment: the client asks again as soon as it is polled.
func (c *Consumer) rest(tp topicPartition) {
	if tp.topic == "" {
		return // of the client as a whole, which pauses by itself
	}
	parts := map[string][]int32{tp.topic: {tp.partition}}
	c.client.PauseFetchPartitions(parts)
	time.AfterFunc(retryPause, func() { c.client.ResumeFetchPartitions(parts) })
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
		if !c.lose(tp, to-at, fmt.Sprintf("offsets %d to %d are gone from the broker; going on at %d", at, to-1, to)) {
			return
		}
	case at > hi:
		to = hi
		if !c.lose(tp, 0, fmt.Sprintf("the log ends at %d, before offset %d: records were lost on the broker; going on at %d", hi, at, to)) {
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

// lose counts and tells of n records that cannot be read any more. Where that is not to be
// borne the table fails, and it reports false.
func (c *Consumer) lose(tp topicPartition, n int64, what string) bool {
	c.mu.Lock()
	c.lost[tp] += n
	l := c.byPart[tp]
	c.mu.Unlock()
	why := ""
	switch p := c.props.Get("auto.offset.reset", "latest"); {
	case c.strict:
		why = lossProperty + " is fail"
	case p == "none" || p == "error":
		why = "auto.offset.reset is none"
	default:
		c.env.notify(fmt.Sprintf("kafka: %v: %s", tp, what))
		return true
	}
	c.fail(l, fmt.Errorf("%v: %s; but %s", tp, what, why))
	return false
}

// lossProperty says what becomes of a table whose records the broker deleted before they
// were read.
const lossProperty = "starling.on.loss"

// strictLoss reports whether such a table is to fail.
func (c config) strictLoss() (bool, error) {
	switch a := c.arg(lossProperty, "keep"); a.value {
	case "keep":
		return false, nil
	case "fail":
		return true, nil
	default:
		return false, a.bad("must be keep or fail")
	}
}
