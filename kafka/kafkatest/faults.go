package kafkatest

import (
	"math/rand/v2"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kmsg"
)

// Cut breaks every connection to the brokers, and refuses new ones until Mend.
func (b *Broker) Cut() { b.way.block(true) }

// Mend ends Cut.
func (b *Broker) Mend() { b.way.block(false) }

// CutOnce breaks every connection to the brokers; new ones are possible at once.
func (b *Broker) CutOnce() {
	b.Cut()
	b.Mend()
}

// CutAtRandom breaks the connection of one request in so many: before the broker has the
// request, before its answer, or in the middle of the answer. 0 ends it. The same seed
// makes the same choices.
func (b *Broker) CutAtRandom(one int, seed uint64) {
	b.way.mu.Lock()
	defer b.way.mu.Unlock()
	b.way.one, b.way.random = one, rand.New(rand.NewPCG(seed, 0))
}

// LoseAnswers lets the broker do what the next n requests of a kind ask for, and breaks
// their connections before the answer comes: that of a kmsg.Produce is the acknowledgement.
func (b *Broker) LoseAnswers(key kmsg.Key, n int) {
	b.way.mu.Lock()
	defer b.way.mu.Unlock()
	b.way.lose[key] = n
}

// Broken is how many connections to the brokers were broken so far.
func (b *Broker) Broken() int {
	b.way.mu.Lock()
	defer b.way.mu.Unlock()
	return b.way.broken
}

// Fail answers the next n requests of a kind with an error: those of one topic, or all if
// topic is "". With n < 0 it goes on until the handle's Remove. The broker has not done
// what was asked for, except with kerr.RequestTimedOut and kerr.NotEnoughReplicasAfterAppend.
func (b *Broker) Fail(key kmsg.Key, topic string, err *kerr.Error, n int) *kfake.FaultHandle {
	return b.cluster.Fault(kfake.Fault{Keys: []kmsg.Key{key}, Topic: topic, Err: err, Count: n})
}

// Delay holds the answers to requests of a kind back; 0 ends it for later requests. The
// broker does at once what they ask for.
func (b *Broker) Delay(key kmsg.Key, d time.Duration) {
	b.way.mu.Lock()
	defer b.way.mu.Unlock()
	b.way.delays[key] = d
}
