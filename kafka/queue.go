package kafka

import (
	"context"
	"sync"

	"github.com/twmb/franz-go/pkg/kgo"
)

// queueMax is how many records may wait for the client; the graph then waits for the broker.
const queueMax = 1_000_000

// queue is the records between a cycle, which must not wait long, and the client,
// which waits for the broker.
type queue struct {
	mu      sync.Mutex
	changed *sync.Cond
	recs    []*kgo.Record
	busy    bool // some are being handed over
	lifted  bool // the bound is off
	closed  bool
}

func newQueue() *queue {
	q := &queue{}
	q.changed = sync.NewCond(&q.mu)
	return q
}

// put appends records, once there is room.
func (q *queue) put(recs []*kgo.Record) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.recs) > queueMax && !q.lifted && !q.closed {
		q.changed.Wait()
	}
	if !q.closed {
		q.recs = append(q.recs, recs...)
		q.changed.Broadcast()
	}
}

// take is all that waits, once there is some; false when the queue was closed.
func (q *queue) take() ([]*kgo.Record, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.recs) == 0 && !q.closed {
		q.changed.Wait()
	}
	if q.closed {
		return nil, false
	}
	recs := q.recs
	q.recs, q.busy = nil, true
	q.changed.Broadcast()
	return recs, true
}

// handed says that what was taken is with the client.
func (q *queue) handed() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.busy = false
	q.changed.Broadcast()
}

// drained returns when nothing waits.
func (q *queue) drained(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.changed.Broadcast()
	})
	defer stop()
	q.mu.Lock()
	defer q.mu.Unlock()
	for (len(q.recs) > 0 || q.busy) && !q.closed {
		if err := ctx.Err(); err != nil {
			return err
		}
		q.changed.Wait()
	}
	return nil
}

// lift takes the bound off, so that no cycle waits for the broker any more.
func (q *queue) lift() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.lifted = true
	q.changed.Broadcast()
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.changed.Broadcast()
}
