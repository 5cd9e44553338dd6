package kafka

import (
	"net"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// doubts is whether the logs of a consumer's partitions may have become others since they were
// read. A partition's past says which doubts are settled for it.
type doubts struct {
	raised int           // how often; guarded by Consumer.mu
	asks   chan struct{} // has voucher look at once; everybody's
}

// connects has a consumer doubt its partitions' logs when a client of its own connects to a
// broker: it may have been away, and come back with less than it had.
type connects struct{ c *Consumer }

// OnBrokerConnect implements kgo.HookBrokerConnect.
func (x connects) OnBrokerConnect(_ kgo.BrokerMetadata, _ time.Duration, _ net.Conn, err error) {
	if err != nil {
		return
	}
	x.c.mu.Lock()
	x.c.doubts.raised++
	doubted := x.c.anyDoubted()
	x.c.mu.Unlock()
	if doubted {
		x.c.ask()
	}
}

// ask has the logs of partitions that are doubted looked at now.
func (c *Consumer) ask() {
	select {
	case c.doubts.asks <- struct{}{}:
	default:
	}
}

// doubted reports whether a log may be another than the one that was read. c.mu is held.
func (c *Consumer) doubted(tp topicPartition) bool {
	p := c.parts[tp]
	return p != nil && p.lane != nil && len(p.past.traces) > 0 && p.past.sure != c.doubts.raised && !p.unplaced && !p.lane.isDone()
}

// anyDoubted reports whether one is. c.mu is held.
func (c *Consumer) anyDoubted() bool {
	for tp := range c.begun {
		if c.doubted(tp) {
			return true
		}
	}
	return false
}

// inDoubt reports whether one of the partitions is doubted, and has that looked into.
func (c *Consumer) inDoubt(of map[topicPartition]position) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for tp := range of {
		if c.doubted(tp) {
			c.ask()
			return true
		}
	}
	return false
}
