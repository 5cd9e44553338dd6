package kafka

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/kafka/client"
)

// unwritten is a record that its topic did not take because it is gone: deleted, or another
// of the name. It is owed, and written to the next topic of the name.
type unwritten struct {
	*kgo.Record
	debt *debt
}

// pinnedKey marks the context of a record that names its partition: the client writes the one
// that it chooses into the others.
type pinnedKey struct{}

// written is which topics have taken a record. It serves the goroutine that hears of it.
type written struct {
	last   string        // mostly it is that
	acked  *atomic.Int64 // of last, nil before the first
	topics map[string]bool
}

// add counts a record that a topic took.
func (w *written) add(topic string, all *totals) {
	if topic != w.last || w.acked == nil {
		if w.topics == nil {
			w.topics = map[string]bool{}
		}
		w.last, w.topics[topic] = topic, true
		w.acked = all.acked(topic)
	}
	w.acked.Add(1)
}

// lostTopic tells that a topic to which records were written is gone from one that never was.
func (p *Producer) lostTopic(topic string, err error) bool {
	return errors.Is(err, kerr.UnknownTopicID) || errors.Is(err, kerr.UnknownTopicOrPartition) && p.written.topics[topic]
}

// writeAgain writes what came back to the topics that have the names now, in order and before
// anything that was to follow it. It waits until all that is on its way is written or back.
func (p *Producer) writeAgain() {
	if p.client.Flush(p.ctx) != nil {
		return
	}
	all := p.queue.takeBack()
	count := map[string]int64{}
	var topics []string
	for _, x := range all {
		if count[x.Topic]++; count[x.Topic] == 1 {
			topics = append(topics, x.Topic)
		}
	}
	slices.Sort(topics)
	for _, topic := range topics {
		if err := p.awaitTopic(topic); err != nil {
			if !p.givenUp() {
				p.refuse(fmt.Errorf("topic %s: %w", topic, client.Brief(err)))
			}
			return
		}
		delete(p.keyless.refusing, topic)
		p.env.Say(fmt.Sprintf("kafka: topic %s was deleted and created again; writing to the new one, from %s on that the old one did not acknowledge", topic, plural(count[topic], "record")))
	}
	p.client.PurgeTopicsFromProducing(topics...)
	for _, x := range all {
		if x.Context.Value(pinnedKey{}) == nil {
			x.Partition = client.AnyPartition
		}
		p.awaitPartition(x.Record)
		p.client.Produce(p.ctx, x.Record, func(r *kgo.Record, err error) { p.done(x.debt, r, err) })
	}
}

// awaitTopic returns when there is a topic of the name. Where brokers create topics that are
// written to, they create it.
func (p *Producer) awaitTopic(topic string) error {
	ctx := p.ctx
	if p.patient > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, p.patient)
		defer cancel()
	}
	for looks := 0; ; looks++ {
		req := kmsg.NewPtrMetadataRequest()
		req.AllowAutoTopicCreation, req.Topics = true, []kmsg.MetadataRequestTopic{{Topic: &topic}}
		resp, err := req.RequestWith(ctx, p.client)
		if err == nil && len(resp.Topics) == 1 {
			err = kerr.ErrorForCode(resp.Topics[0].ErrorCode)
		}
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil, !client.Passes(err):
			return err
		case looks == 1:
			p.env.Say(fmt.Sprintf("kafka: topic %s does not exist any more; what is to be written waits for it to be created again", topic))
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(client.RetryPause):
		}
	}
}
