package kafka

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"

	"starling/kafka/client"
)

const (
	commitEvery = 5 * time.Second // auto.commit.interval.ms unless set, as in the Java client
	commitLimit = 5 * time.Second // for one commit
	finalLimit  = 7 * time.Second // for the last one: the client believes for 5 seconds that a topic is not there
	settleLimit = time.Second     // for what was fetched to come into the tables, when the consumer ends
	settlePause = 20 * time.Millisecond
)

// commits keeps a consumer's positions in its group at the broker. Committed is only what
// is in the tables, or in the table of bad records, once their cycle is over, and of which
// every sink that the tables feed has acknowledged all that came of it. No group is
// joined: which partitions are read is the consumer's own business.
type commits struct {
	c      *Consumer
	group  string
	every  time.Duration
	stored map[topicPartition]position // by the last commit that left nothing out; of run, then of who ends the consumer
}

// newCommits is nil where nothing is to be committed: without group.id, or with
// enable.auto.commit=false.
func newCommits(c *Consumer) (*commits, error) {
	k := &commits{c: c, group: c.props.Get("group.id", "")}
	on, err := c.props.Bool("enable.auto.commit", true)
	if err != nil {
		return nil, err
	}
	if k.every, err = c.props.Millis("auto.commit.interval.ms", commitEvery); err != nil {
		return nil, err
	}
	k.every = max(k.every, 10*time.Millisecond)
	if k.group == "" || !on {
		return nil, nil
	}
	for _, other := range c.env.Consumers() {
		if o := other.commits; o != nil && o.group == k.group && other.topics.overlaps(c.topics) {
			c.env.SayOnce(fmt.Sprintf("two tables read %v with group.id %s: where the group stands is what the last of them committed", c.topics, k.shown()))
		}
	}
	return k, nil
}

// run commits now and then until the consumer ends.
func (k *commits) run() {
	for {
		select {
		case <-k.c.ctx.Done():
			return
		case <-time.After(k.every):
			if err := k.commit(k.c.ctx); k.c.ctx.Err() == nil {
				k.tell(err)
			}
		}
	}
}

// last is the last commit of a consumer that ends by itself: once what was decoded is in
// the tables and sinks owe nothing for it, or have not acknowledged it for a while. A nil
// one commits nothing.
func (k *commits) last() {
	if k == nil {
		return
	}
	k.settle()
	ctx, cancel := context.WithTimeout(k.c.env.Alive(), finalLimit)
	defer cancel()
	for {
		if _, all := k.c.settled(); all {
			break
		}
		select {
		case <-time.After(settlePause):
			continue
		case <-ctx.Done():
		}
		break
	}
	k.final(k.c.env.Alive())
}

// final commits where the consumer ended, once no more is fetched. No later commit makes
// up for one that fails, so it tries again for a while, and looks whether a topic that was
// not there is.
func (k *commits) final(ctx context.Context) {
	bounded, cancel := context.WithTimeout(ctx, finalLimit)
	defer cancel()
	var cause error
	for {
		err := k.commit(bounded)
		if err == nil || cause == nil || bounded.Err() == nil { // later it is only that time is up
			cause = err
		}
		back := errors.As(err, new(absentError)) && k.c.lookBack(bounded)
		if bounded.Err() != nil || !back && !kerr.IsRetriable(err) {
			k.tell(cause)
			return
		}
		select {
		case <-bounded.Done():
		case <-time.After(client.RetryPause):
		}
	}
}

// shown is how the group is worded.
func (k *commits) shown() string { return k.c.props.Shown("group.id") }

// commit stores the positions if they have moved since the last time. Those of a topic that
// is not there are an error, and tried again the next time.
func (k *commits) commit(ctx context.Context) error {
	at, _ := k.c.settled()
	k.c.bad.dead.hold(at)
	if len(at) == 0 || maps.Equal(at, k.stored) {
		return nil
	}
	offsets, absent := kadm.Offsets{}, error(nil)
	k.c.mu.Lock()
	for tp, p := range at {
		switch {
		case k.c.identity[tp.topic].absent:
			absent = absentError(tp.topic)
		case p.life == k.c.life(tp): // else it is of a topic that is gone
			kept, epoch := k.c.committedWith(tp, p.next)
			offsets.Add(kadm.Offset{Topic: tp.topic, Partition: tp.partition, At: p.next, LeaderEpoch: epoch, Metadata: kept})
		}
	}
	k.c.mu.Unlock()
	bounded, cancel := context.WithTimeout(ctx, commitLimit)
	defer cancel()
	err := cmp.Or(k.c.adm.CommitAllOffsets(bounded, k.group, offsets), absent)
	if err == nil {
		k.stored = at
	}
	return err
}

// absentError is that of a topic that does not exist.
type absentError string

func (e absentError) Error() string { return fmt.Sprintf("topic %s does not exist", string(e)) }

// tell says, once for each reason, that a commit failed.
func (k *commits) tell(err error) {
	if err != nil {
		k.c.env.SayOnce(fmt.Sprintf("group.id %s: offsets of %v are not committed: %v", k.shown(), k.c.topics, client.Brief(err)))
	}
}

// settle returns when all that was decoded is in the tables that are in use.
func (k *commits) settle() {
	limit := time.After(settleLimit)
	for {
		_, ended := k.c.graph.Cycle()
		behind := ""
		if k.c.graph.Read(func() {
			k.c.mu.Lock()
			decoded := k.c.allDecoded()
			k.c.mu.Unlock()
			behind = k.c.behind(decoded, inTable, func(l *lane) bool { return l.isClosed() || l.table.Failed() != nil })
		}) != nil || behind == "" {
			return
		}
		select {
		case <-ended:
		case <-limit:
			return
		}
	}
}
