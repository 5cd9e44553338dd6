package kafka

import (
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// stuckAfter is how long a partition's records may be decoded before the others of the
// consumer are fetched on without it: a schema of the registry is waited for, say.
const stuckAfter = 500 * time.Millisecond

// poll is the fetching goroutine.
func (c *Consumer) poll() {
	for {
		fetches := c.client.PollFetches(c.ctx)
		if c.ctx.Err() != nil || fetches.IsClientClosed() {
			return
		}
		received := time.Now()
		fetches.EachError(c.fetchLoss) // first: the records are those after it
		var parts []*portion
		for _, f := range fetches {
			for _, t := range f.Topics {
				parts = append(parts, c.portionsOf(t, received)...)
			}
		}
		c.awaitPortions(parts)
		c.unpack.taken()
		fetches.EachError(c.fetchError) // last: it may look at how far decoding came
	}
}

// portionsOf begins to decode what a fetch brought of a topic.
func (c *Consumer) portionsOf(t kgo.FetchTopic, received time.Time) (parts []*portion) {
	for _, p := range t.Partitions {
		if len(p.Records) == 0 {
			continue
		}
		if x := c.newPortion(topicPartition{t.Topic, p.Partition}, t.TopicID, p.Records, received); x != nil {
			parts = append(parts, x)
			c.crew.Go(x.work)
		}
	}
	return parts
}

// portion is the records of one partition that one fetch brought, being decoded by a
// goroutine. The fetching goes on when all portions of a fetch are done, or stuck; the
// partition of a stuck one is paused until it is done.
type portion struct {
	c        *Consumer
	tp       topicPartition
	lane     *lane
	life     int32 // of the partition
	recs     []*kgo.Record
	received time.Time
	done     chan struct{}

	mu       sync.Mutex // guards what follows; a leaf
	since    time.Time  // of the last progress
	taking   bool       // waits for the graph to take batches
	detached bool
	finished bool
}

// newPortion is nil for records of a topic that is gone.
func (c *Consumer) newPortion(tp topicPartition, of topicID, recs []*kgo.Record, received time.Time) *portion {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stale(tp.topic, of) {
		return nil
	}
	p := &portion{c: c, tp: tp, lane: c.byPart[tp], life: c.decoded[tp].life, recs: recs, received: received, since: received, done: make(chan struct{})}
	c.portions[tp] = p
	return p
}

// work decodes the portion, and has its partition fetched again if it was left behind.
func (p *portion) work() {
	p.decode()
	c := p.c
	c.mu.Lock()
	delete(c.portions, p.tp)
	c.mu.Unlock()
	p.mu.Lock()
	p.finished = true
	behind := p.detached
	p.mu.Unlock()
	if behind {
		c.client.ResumeFetchPartitions(map[string][]int32{p.tp.topic: {p.tp.partition}})
	}
	close(p.done)
}

// awaitPortions returns when no portion needs to be waited for any more.
func (c *Consumer) awaitPortions(parts []*portion) {
	var tick *time.Ticker
	for _, p := range parts {
		select { // mostly the next one is done, or soon is
		case <-p.done:
			continue
		default:
		}
		if tick == nil {
			tick = time.NewTicker(stuckAfter / 5)
			defer tick.Stop()
		}
		for waiting := true; waiting; {
			select {
			case <-p.done:
				waiting = false
			case <-c.ctx.Done():
				return
			case <-tick.C:
				waiting = !p.leave()
			}
		}
	}
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
	p.c.client.PauseFetchPartitions(map[string][]int32{p.tp.topic: {p.tp.partition}})
	return true
}

// left reports whether the fetching has gone on without the portion.
func (p *portion) left() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.detached && !p.finished
}

// mark says that the portion's records below an offset are taken.
func (p *portion) mark(next int64) mark { return mark{p.tp, position{p.life, next}} }

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
	if !c.vouch(p.tp, p.life, p.recs) {
		return
	}
	bad := c.bad.of(p.tp)
	recs, last := c.within(p.tp, p.recs)
	read := c.choose(p.tp, recs)
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
		c.reached(p.tp)
	}
}

// remember notes records that were read.
func (p *portion) remember(recs []*kgo.Record) {
	p.c.mu.Lock()
	defer p.c.mu.Unlock()
	if p.c.decoded[p.tp].life == p.life {
		p.c.pasts[p.tp].add(recs)
	}
}
