package kafka

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/kafka/client"
)

// deadLimit is how long a consumer that ends waits for its bad records to be written.
const deadLimit = 30 * time.Second

// Headers that say what was wrong with a record of a dead-letter topic, and where it
// was read.
const (
	deadTopic     = "__starling.errors.topic"
	deadPartition = "__starling.errors.partition"
	deadOffset    = "__starling.errors.offset"
	deadPart      = "__starling.errors.part" // key or value
	deadMessage   = "__starling.errors.message"
)

// deadLetters writes bad records to a topic of their own: key, value, headers and time
// as they were, and the cause in headers. A nil one writes nothing. A record counts as
// read for the consumer's group only when it is written.
type deadLetters struct {
	c      *Consumer
	topic  string
	client *kgo.Client
	ctx    context.Context // ends when waiting for the broker is given up
	cancel context.CancelFunc

	mu      sync.Mutex
	pending map[topicPartition][]int64 // offsets not yet acknowledged, in order
	err     error
}

// newDeadLetters is nil without starling.dlq.topic. A topic that does not exist is
// created with the broker's defaults.
func newDeadLetters(c *Consumer) (*deadLetters, error) {
	topic := c.props.Get("starling.dlq.topic", "")
	if topic == "" {
		return nil, nil
	}
	if c.topics.has(topic) {
		return nil, fmt.Errorf("property starling.dlq.topic: %s is read by the table itself, so bad records would come back for ever", c.props.Shown("starling.dlq.topic"))
	}
	d := &deadLetters{c: c, topic: topic, pending: map[topicPartition][]int64{}}
	var err error
	if d.client, err = c.props.Client(kgo.DefaultProduceTopic(topic)); err != nil {
		return nil, err
	}
	d.ctx, d.cancel = context.WithCancel(context.Background())
	return d, nil
}

// shown is how the topic is worded.
func (d *deadLetters) shown() string { return d.c.props.Shown("starling.dlq.topic") }

// prepare creates the topic if it does not exist.
func (d *deadLetters) prepare(ctx context.Context) error {
	if d == nil {
		return nil
	}
	adm := kadm.NewClient(d.client)
	listed, err := adm.ListTopics(ctx, d.topic)
	if err == nil && errors.Is(listed[d.topic].Err, kerr.UnknownTopicOrPartition) {
		_, err = adm.CreateTopic(ctx, -1, -1, nil, d.topic)
		if errors.Is(err, kerr.TopicAlreadyExists) {
			err = nil
		}
	} else if err == nil {
		err = listed[d.topic].Err
	}
	if err != nil {
		return fmt.Errorf("property starling.dlq.topic: topic %s: %w", d.shown(), client.Brief(err))
	}
	return nil
}

// send writes a bad record. It waits while too many are on their way.
func (d *deadLetters) send(r *kgo.Record, part string, cause error) {
	if d == nil {
		return
	}
	tp, offset := topicPartition{r.Topic, r.Partition}, r.Offset
	d.mu.Lock()
	d.pending[tp] = append(d.pending[tp], offset)
	d.mu.Unlock()
	d.client.Produce(d.ctx, letter(r, part, cause), func(_ *kgo.Record, err error) { d.done(tp, offset, err) })
}

// letter is a copy of a bad record that says what is wrong with it. It is on its way when the
// record's memory is used again.
func letter(r *kgo.Record, part string, cause error) *kgo.Record {
	l := &kgo.Record{Key: bytes.Clone(r.Key), Value: bytes.Clone(r.Value)}
	for _, h := range r.Headers {
		l.Headers = append(l.Headers, kgo.RecordHeader{Key: h.Key, Value: bytes.Clone(h.Value)})
	}
	l.Headers = append(l.Headers,
		kgo.RecordHeader{Key: deadTopic, Value: []byte(r.Topic)},
		kgo.RecordHeader{Key: deadPartition, Value: strconv.AppendInt(nil, int64(r.Partition), 10)},
		kgo.RecordHeader{Key: deadOffset, Value: strconv.AppendInt(nil, r.Offset, 10)},
		kgo.RecordHeader{Key: deadPart, Value: []byte(part)},
		kgo.RecordHeader{Key: deadMessage, Value: []byte(cause.Error())},
	)
	if _, ok := instantOf(r); ok { // the client cannot write any other; it takes the time of writing
		l.Timestamp = r.Timestamp
	}
	return l
}

// done notes how the writing of a record ended. One that is not written fails the table,
// and is read again by the next one of its group. Once the waiting is given up, finish says
// so of all that are left.
func (d *deadLetters) done(tp topicPartition, offset int64, err error) {
	d.mu.Lock()
	if err == nil {
		d.written(tp, offset)
	}
	first := err != nil && d.err == nil && d.ctx.Err() == nil
	if first {
		d.err = fmt.Errorf("starling.dlq.topic %s: bad record of %v offset %d is not written: %w", d.shown(), tp, offset, client.Brief(err))
	}
	failure := d.err
	d.mu.Unlock()
	if first {
		d.c.failAll(failure)
	}
}

// written takes an offset out of those pending. d.mu is held.
func (d *deadLetters) written(tp topicPartition, offset int64) {
	offsets := d.pending[tp]
	switch i, ok := slices.BinarySearch(offsets, offset); {
	case !ok:
	case i == 0:
		d.pending[tp] = offsets[1:]
	default:
		d.pending[tp] = slices.Delete(offsets, i, i+1)
	}
}

// hold takes back from positions what is not written yet.
func (d *deadLetters) hold(at map[topicPartition]position) {
	if d == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for tp, offsets := range d.pending {
		if p, ok := at[tp]; ok && len(offsets) > 0 {
			at[tp] = position{p.life, min(p.next, offsets[0])}
		}
	}
}

// hurry gives waiting for the broker up after a while.
func (d *deadLetters) hurry() {
	if d != nil {
		time.AfterFunc(deadLimit, d.cancel)
	}
}

// giveUp ends the waiting for the broker.
func (d *deadLetters) giveUp() {
	if d != nil {
		d.cancel()
	}
}

// finish returns when all records are written, or with why some are not. hurry came before.
func (d *deadLetters) finish() error {
	if d == nil {
		return nil
	}
	err := d.client.Flush(d.ctx)
	if err == nil {
		err = d.ctx.Err() // what was given up is flushed too
	}
	d.cancel()
	d.client.Close()
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.err != nil || d.count() == 0 {
		return d.err
	}
	return fmt.Errorf("starling.dlq.topic %s: %d bad records of %v are not written: %w", d.shown(), d.count(), d.c.topics, client.Brief(err))
}

// unwritten is how many bad records are on their way.
func (d *deadLetters) unwritten() int {
	if d == nil {
		return 0
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.count()
}

// count is unwritten with d.mu held.
func (d *deadLetters) count() (n int) {
	for _, offsets := range d.pending {
		n += len(offsets)
	}
	return n
}
