package kafka

import (
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// portion is what one poll brought of a partition, being decoded by a
// goroutine. The fetching goes on when all portions of a fetch are done, or stuck; the
// partition of a stuck one is paused until it is done.
type portion struct {
	c *Consumer
	catch
	lane     *lane
	total    *total
	life     int32 // of the partition
	received time.Time
	done     chan struct{}

	mu       sync.Mutex // guards what follows; a leaf
	since    time.Time  // of the last progress
	taking   bool       // waits for the graph to take batches
	detached bool
	finished bool
}

// newPortion is nil for records of a topic that is gone.
func (c *Consumer) newPortion(caught catch, received time.Time) *portion {
	c.mu.Lock()
	defer c.mu.Unlock()
	tp := caught.topicPartition
	if c.stale(tp.topic, caught.of) {
		caught.spent()
		return nil
	}
	of := c.parts[tp]
	of.portion = &portion{c: c, catch: caught, lane: of.lane, total: of.total, life: of.decoded.life, received: received, since: received, done: make(chan struct{})}
	return of.portion
}

// work decodes the portion, and has its partition fetched again if it was left behind.
func (p *portion) work() {
	p.decode()
	p.spent()
	c := p.c
	c.mu.Lock()
	c.parts[p.topicPartition].portion = nil
	c.mu.Unlock()
	p.mu.Lock()
	p.finished = true
	behind := p.detached
	p.mu.Unlock()
	if behind {
		c.fetch.resume(map[string][]int32{p.topic: {p.partition}})
	}
	close(p.done)
}

// leave pauses the partition of a portion that is stuck, and reports whether it did. One
// table's lane is full for all its partitions alike: that is waited for.
func (p *portion) leave() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.finished || time.Since(p.since) < stuckAfter || p.taking && p.c.Table != nil {
		return false
	}
	p.detached = true
	p.c.fetch.pause(map[string][]int32{p.topic: {p.partition}})
	return true
}

// left reports whether the fetching has gone on without the portion.
func (p *portion) left() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.detached && !p.finished
}

// mark says that the portion's records below an offset are taken.
func (p *portion) mark(next int64) mark { return mark{p.topicPartition, position{p.life, next}} }

// takes notes that the portion waits for the graph, or goes on.
func (p *portion) takes(yes bool) {
	p.mu.Lock()
	p.taking, p.since = yes, time.Now()
	p.mu.Unlock()
}

// stuck reports for how long the portion has made no progress by its own fault.
func (p *portion) stuck() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.taking {
		return 0
	}
	return time.Since(p.since)
}

// decode turns the records into batches and hands them over.
func (p *portion) decode() {
	c, l := p.c, p.lane
	if !c.vouch(p.topicPartition, p.life, p.recs) {
		return
	}
	bad := c.bad.of(p.topicPartition)
	recs, last := c.within(p.topicPartition, p.recs)
	read := c.choose(p.topicPartition, recs)
	for len(recs) > 0 && !l.isDone() {
		p.takes(true)
		b, err := l.take(c.ctx)
		if err != nil {
			return
		}
		p.takes(false)
		b.use(read)
		n, stop := c.fill(b, bad, recs, p.received)
		if c.ctx.Err() != nil { // what was being decoded may be cut short
			return
		}
		p.total.records.Add(int64(n))
		p.total.bytes.Add(int64(b.bytes))
		if stop != nil { // the record that fails the table stays unread
			c.hand(l, b, p.mark(recs[n-1].Offset))
			c.fail(l, stop)
			return
		}
		c.hand(l, b, p.mark(recs[n-1].Offset+1))
		p.remember(recs[:n])
		recs = recs[n:]
	}
	if last {
		c.reached(p.topicPartition)
	}
}

// remember notes records that were read.
func (p *portion) remember(recs []*kgo.Record) {
	p.c.mu.Lock()
	defer p.c.mu.Unlock()
	if of := p.c.parts[p.topicPartition]; of.decoded.life == p.life {
		of.past.add(recs)
	}
}
