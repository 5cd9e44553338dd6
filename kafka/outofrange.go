package kafka

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/kafka/client"
)

// fetchError deals with what a poll reports of a partition; the client itself retries
// what can be retried.
func (c *Consumer) fetchError(topic string, partition int32, err error) {
	tp := topicPartition{topic, partition}
	var loss *kgo.ErrDataLoss
	var large *kgo.ErrDecompressTooLarge
	var broker *kerr.Error
	switch {
	case c.ctx.Err() != nil, errors.Is(err, client.ErrUnpackLater):
	case errors.Is(err, kerr.OffsetOutOfRange):
		c.fetch.remove(map[string][]int32{topic: {partition}})
		c.crew.Go(func() { c.outOfRange(tp) }) // others are read meanwhile
	case errors.As(err, &loss): // see fetchLoss
	case errors.Is(err, kerr.UnknownTopicID), errors.Is(err, kerr.InconsistentTopicID), errors.Is(err, kerr.UnknownTopicOrPartition):
		c.look() // it is deleted, or another
		c.rest(tp)
	case slices.ContainsFunc(moves, func(e error) bool { return errors.Is(err, e) }):
		c.rest(tp)
	case kerr.IsRetriable(err) || errors.Is(err, kerr.UnknownServerError): // as in the Java client
		c.retrying(tp, err)
		c.rest(tp)
	case errors.As(err, &large):
		c.unread(tp, client.FetchError(err))
	case errors.As(err, &broker):
		c.failAll(fmt.Errorf("topic %s: %w", topic, client.Brief(err)))
	default:
		c.mu.Lock()
		at := c.decoded[tp].next
		c.mu.Unlock()
		c.unread(tp, fmt.Errorf("%v offset %d: %w", tp, at, client.Brief(err)))
	}
}

// moves is what brokers answer while the leader of a partition changes.
var moves = []error{
	kerr.NotLeaderForPartition, kerr.LeaderNotAvailable, kerr.ReplicaNotAvailable, kerr.OffsetNotAvailable,
	kerr.FencedLeaderEpoch, kerr.UnknownLeaderEpoch,
}

// fetchLoss deals with records that were read and that the client believes to be lost: it has
// gone on elsewhere, by the epochs of leaders. Where the log parts from what was read is looked
// at before more is.
func (c *Consumer) fetchLoss(topic string, partition int32, err error) {
	var loss *kgo.ErrDataLoss
	if !errors.As(err, &loss) || c.ctx.Err() != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if p := c.pasts[topicPartition{topic, partition}]; p != nil {
		p.sure = -1
		c.ask()
	}
}

// rest has a partition not fetched for a moment: the client asks again as soon as it is polled.
func (c *Consumer) rest(tp topicPartition) {
	if tp.topic == "" {
		return // of the client as a whole, which pauses by itself
	}
	parts := map[string][]int32{tp.topic: {tp.partition}}
	c.fetch.pause(parts)
	time.AfterFunc(client.RetryPause, func() {
		c.mu.Lock()
		x := c.portions[tp]
		c.mu.Unlock()
		if x == nil || !x.left() { // such a one resumes by itself
			c.fetch.resume(parts)
		}
	})
}

// retrying shows what keeps a partition from being read just now.
func (c *Consumer) retrying(tp topicPartition, err error) {
	c.mu.Lock()
	c.trouble[tp] = client.Brief(err).Error()
	c.mu.Unlock()
	c.env.SayOnce(fmt.Sprintf("%v: %v; retrying", tp, client.Brief(err)))
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
// partition that were still to be read, and says which are lost; or where the log parts from
// what was read, when its end is lost. With auto.offset.reset=none the table fails instead.
func (c *Consumer) outOfRange(tp topicPartition) {
	c.alone(tp, func(p *past, at position) {
		f, known := c.examine(tp, p, at, nil, true)
		c.mu.Lock()
		l := c.byPart[tp]
		c.mu.Unlock()
		switch {
		case !known, l.isDone():
		case at.next < f.lo:
			if c.lose(tp, f.lo-at.next, fmt.Sprintf("offsets %d to %d are gone from the broker; going on at %d", at.next, f.lo-1, f.lo)) {
				c.goOn(tp, at.life, position{at.life, f.lo})
			}
		case f.to < at.next:
			c.branch(tp, at, f)
		default:
			c.goOn(tp, at.life, at)
		}
	})
}

// lose counts and tells of n records that cannot be read any more. Where that is not to be
// borne the table fails, and it reports false.
func (c *Consumer) lose(tp topicPartition, n int64, what string) bool {
	c.mu.Lock()
	c.lost[tp] += n
	l := c.byPart[tp]
	c.mu.Unlock()
	why := ""
	again, given := c.props.Lookup(recreateProperty)
	switch p := c.props.Get("auto.offset.reset", "latest"); {
	case c.strict:
		why = lossProperty + " is fail"
	case n == 0 && given && again.Value == "fail": // other records stand where some were read
		why = recreateProperty + " is fail"
	case p == "none" || p == "error":
		why = "auto.offset.reset is none"
	default:
		c.env.Say(fmt.Sprintf("kafka: %v: %s", tp, what))
		return true
	}
	c.fail(l, fmt.Errorf("%v: %s; but %s", tp, what, why))
	return false
}

// lossProperty says what becomes of a table whose records the broker deleted before they
// were read.
const lossProperty = "starling.on.loss"

// strictLoss reports whether such a table is to fail.
func strictLoss(c client.Config) (bool, error) {
	switch a := c.Arg(lossProperty, "keep"); a.Value {
	case "keep":
		return false, nil
	case "fail":
		return true, nil
	default:
		return false, a.Bad("must be keep or fail")
	}
}
