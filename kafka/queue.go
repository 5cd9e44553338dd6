package kafka

import (
	"context"
	"sync"
	"sync/atomic"
)

// What may wait for the client before the graph is asked to slow down: the sources that
// feed the table are not drained then. One cycle more may come on top.
const (
	queueRows  = 100_000
	queueBytes = 32 << 20
)

// queue is the parcels between a cycle, which must not wait, and the client, which waits
// for the broker.
type queue struct {
	mu      sync.Mutex
	changed *sync.Cond
	parcels []*parcel
	rows    int
	bytes   int
	full    bool // it was, and is not yet half empty
	busy    bool // some are being handed over
	closed  bool
	again   []unwritten // what a topic that is gone did not take; it comes before the parcels

	backs int         // how many there have been
	came  atomic.Bool // there are such records; read without the lock
	wake  func()      // told, without the lock, when it is full no more
}

func newQueue(wake func()) *queue {
	q := &queue{wake: wake}
	q.changed = sync.NewCond(&q.mu)
	return q
}

// put appends parcels, however many there are.
func (q *queue) put(ps []*parcel) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return
	}
	for _, p := range ps {
		q.rows += len(p.rows)
		q.bytes += p.bytes
	}
	q.parcels = append(q.parcels, ps...)
	q.full = q.full || q.rows > queueRows || q.bytes > queueBytes
	q.changed.Broadcast()
}

// take is the oldest parcel, once there is one; nil when something is to be written again;
// false when the queue was closed.
func (q *queue) take() (*parcel, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.parcels) == 0 && len(q.again) == 0 && !q.closed {
		q.changed.Wait()
	}
	if q.closed {
		return nil, false
	}
	q.busy = true
	if len(q.again) > 0 {
		return nil, true
	}
	p := q.parcels[0]
	q.parcels[0] = nil
	q.parcels = q.parcels[1:]
	return p, true
}

// putBack notes a record that is to be written again.
func (q *queue) putBack(x unwritten) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.again = append(q.again, x)
	q.backs++
	q.came.Store(true)
	q.changed.Broadcast()
}

// cameBack is how many records came back so far.
func (q *queue) cameBack() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.backs
}

// takeBack is all such records, in the order in which they came back. It is called between take and handed.
func (q *queue) takeBack() []unwritten {
	q.mu.Lock()
	defer q.mu.Unlock()
	all := q.again
	q.again = nil
	q.came.Store(false)
	return all
}

// handed says that what was taken, of so many rows and bytes, is with the client.
func (q *queue) handed(rows, bytes int) {
	q.mu.Lock()
	q.busy = false
	q.rows -= rows
	q.bytes -= bytes
	roomy := q.full && q.rows <= queueRows/2 && q.bytes <= queueBytes/2
	if roomy {
		q.full = false
	}
	q.changed.Broadcast()
	q.mu.Unlock()
	if roomy {
		q.wake()
	}
}

// isFull reports whether the graph is to slow down.
func (q *queue) isFull() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.full && !q.closed
}

// drained returns when nothing waits, or ctx ends.
func (q *queue) drained(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.changed.Broadcast()
	})
	defer stop()
	q.mu.Lock()
	defer q.mu.Unlock()
	for (len(q.parcels) > 0 || len(q.again) > 0 || q.busy) && !q.closed {
		if err := ctx.Err(); err != nil {
			return err
		}
		q.changed.Wait()
	}
	return nil
}

// close drops what waits; nothing is taken in any more.
func (q *queue) close() {
	q.mu.Lock()
	q.closed = true
	q.parcels = nil
	q.changed.Broadcast()
	q.mu.Unlock()
	q.wake()
}
