package starlib

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"
)

// listeners calls the functions of the script that listen to tables, one after the other, in
// the order of the cycles of which they are told. A cycle leaves a copy of what changed here
// and goes on; the function is called when the cycle is over, with the session lock and no
// other. Nothing is left out: a listener for which much waits is full (engine.Sink), so that
// the sources of its tables wait, and nobody else.
type listeners struct {
	host *Host

	mu    sync.Mutex // guards what follows and what listeners say that it does; a leaf
	queue []*delivery
	now   *delivery     // whose function is called, nil for none
	put   uint64        // deliveries that ever came
	done  uint64        // those of which nothing is left to do
	moved chan struct{} // closed and replaced when done grows
	more  chan struct{} // has one when the queue may have
	begun bool
}

// maxWaiting is how many bytes may wait for a listener until its sources wait.
const maxWaiting = 64 << 20

func newListeners(h *Host) *listeners {
	return &listeners{host: h, moved: make(chan struct{}), more: make(chan struct{}, 1)}
}

// add puts a delivery at the end; the lock is held.
func (q *listeners) add(d *delivery) {
	q.queue = append(q.queue, d)
	q.put++
	if !q.begun {
		q.begun = true
		go q.run()
	}
	select {
	case q.more <- struct{}{}:
	default:
	}
}

// run calls functions until the host is closed.
func (q *listeners) run() {
	for {
		select {
		case <-q.host.Life().Done():
			return
		case <-q.more:
		}
		for q.waits() && q.host.Life().Err() == nil {
			over, _ := q.host.cfg.Graph.Cycle()
			if d := q.next(over); d != nil {
				d.to.call(d)
				q.spent(d)
			}
		}
	}
}

func (q *listeners) waits() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.queue) > 0
}

// next takes the first delivery, if its cycle is over: until then tables may be added to it.
func (q *listeners) next(over uint64) *delivery {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.queue) == 0 || q.queue[0].cycle > over && q.queue[0].err == nil {
		return nil
	}
	q.now = q.queue[0]
	q.queue = slices.Delete(q.queue, 0, 1)
	return q.now
}

// spent says that nothing is left to do for d.
func (q *listeners) spent(d *delivery) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.now = nil
	q.pay(d)
}

// pay takes d off what its listener owes; the lock is held.
func (q *listeners) pay(d *delivery) {
	l := d.to
	full := l.full()
	l.owed = slices.DeleteFunc(l.owed, func(x *delivery) bool { return x == d })
	l.waiting -= d.bytes
	if full && !l.full() {
		q.host.cfg.Graph.Wake()
	}
	q.over()
}

// drop forgets what waits for l; the lock is held.
func (q *listeners) drop(l *listener) {
	var gone []*delivery
	q.queue = slices.DeleteFunc(q.queue, func(d *delivery) bool {
		if d.to == l {
			gone = append(gone, d)
		}
		return d.to == l
	})
	for _, d := range gone {
		q.pay(d)
	}
}

// owing counts a function of the script that is still to be called, until paid is.
func (q *listeners) owing() (paid func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.put++
	return func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.over()
	}
}

// over says that nothing is left to do for one; the lock is held.
func (q *listeners) over() {
	q.done++
	close(q.moved)
	q.moved = make(chan struct{})
}

// settle waits until the functions have been called for all that happened before. A listener's
// function cannot wait for itself, and does not. The session lock is not held.
func (q *listeners) settle(ctx context.Context) error {
	q.host.cfg.Graph.Cycle() // a running one may add to the queue
	q.mu.Lock()
	defer q.mu.Unlock()
	for until := q.put; q.done < until; {
		moved, what := q.moved, q.owes()
		q.mu.Unlock()
		var err error
		select {
		case <-moved:
		case <-q.host.Life().Done():
			err = context.Cause(q.host.Life())
		case <-ctx.Done():
			err = fmt.Errorf("%s: %w", what, context.Cause(ctx))
		}
		q.mu.Lock()
		if err != nil {
			return err
		}
	}
	return nil
}

// owes says what waits; the lock is held.
func (q *listeners) owes() string {
	d := q.now
	if d == nil && len(q.queue) > 0 {
		d = q.queue[0]
	}
	if d == nil {
		return "a function that is to be called"
	}
	return d.to.owes()
}

// say tells the user.
func (q *listeners) say(format string, args ...any) {
	if w := q.host.cfg.Stderr; w != nil {
		_, _ = io.WriteString(w, fmt.Sprintf(format, args...)+"\n") // nobody is left to be told
	}
}

// heard waits until listeners have been told of all that happened; in a function of one it
// does not wait. Builtins that wait for tables call it before Waiting, and what it gives inside.
func (c *call) heard() func(ctx context.Context) error {
	if c.Beside() {
		return func(context.Context) error { return nil }
	}
	return c.host.listeners.settle
}
