package starlib

import (
	"context"
	"fmt"
	"slices"

	"starling/engine"
)

// delivery is what a listener is told of one cycle.
type delivery struct {
	to      *listener
	cycle   uint64
	replay  bool              // it is the rows that there were at the start
	changes []*engine.Changes // by the listener's tables, nil for one that did not change
	err     error             // why a table failed; then there are no changes
	bytes   int
}

// listener is a function of the script that listens to tables, from one start to one stop. It
// is the engine.Sink of its tables: a position counts as handled when the function was called.
// What comes after does is guarded by the lock of listeners.
type listener struct {
	queue  *listeners
	tables []*Table
	merged bool
	does   listenerCall

	owed    []*delivery // in order
	waiting int         // bytes of these
	told    bool        // the user knows that it is slow
	over    bool        // it was stopped, or failed: nothing is delivered any more
	failed  uint64      // the cycle before the first that was not handled, Everything if it did not fail
	cancel  context.CancelFunc
}

// position is the place of t among the tables.
func (l *listener) position(t *engine.Table) int {
	return slices.IndexFunc(l.tables, func(x *Table) bool { return x.t == t })
}

// OnUpdate copies what a cycle changed.
func (l *listener) OnUpdate(t *engine.Table, u *engine.Update) error {
	l.queue.mu.Lock()
	over := l.over
	l.queue.mu.Unlock()
	if over {
		return nil
	}
	l.deliver(t.Running(), l.position(t), t.Changes(u))
	return nil
}

// deliver adds the changes of one table to what l is told of the cycle.
func (l *listener) deliver(cycle uint64, at int, c *engine.Changes) {
	q := l.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	d := l.latest()
	if d == nil || d.cycle != cycle || d.replay || d.changes == nil || d.changes[at] != nil {
		d = &delivery{to: l, cycle: cycle, changes: make([]*engine.Changes, len(l.tables))}
		l.owe(d)
	}
	d.changes[at] = c
	d.bytes += c.Bytes
	l.waiting += c.Bytes
	if l.full() && !l.told {
		l.told = true
		go q.say("%s is slow: %s; no rows come into its tables until it has handled some", l.does.what, l.owes())
	}
}

// latest is the delivery that came last, if it still waits.
func (l *listener) latest() *delivery {
	for _, d := range slices.Backward(l.queue.queue) {
		if d.to == l {
			return d
		}
	}
	return nil
}

// perDelivery is what a delivery takes beside its values.
const perDelivery = 1 << 10

func (l *listener) owe(d *delivery) {
	d.bytes += perDelivery
	l.waiting += d.bytes
	l.owed = append(l.owed, d)
	l.queue.add(d)
}

// replay is what l is told of first, at the moment at which it begins to listen.
func (l *listener) replay() error {
	d := &delivery{to: l, replay: true}
	for _, t := range l.tables {
		c := t.t.Present()
		d.changes = append(d.changes, c)
		d.bytes += c.Bytes
	}
	d.cycle = l.tables[0].t.Running()
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	l.owe(d)
	return nil
}

// OnFailure tells the listener, in its turn, that a table failed.
func (l *listener) OnFailure(err error) {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	if !l.over {
		l.owe(&delivery{to: l, cycle: l.tables[0].t.Told() + 1, err: err})
	}
}

// Full is engine.Sink's: much waits for the function.
func (l *listener) Full() bool {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	return l.full()
}

func (l *listener) full() bool { return l.waiting > l.queue.host.maxWaiting && !l.over }

// Settled is engine.Sink's: the last cycle for which the function was called.
func (l *listener) Settled() uint64 {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	if l.failed != engine.Everything {
		return l.failed
	}
	if len(l.owed) > 0 {
		return before(l.owed[0].cycle)
	}
	return engine.Everything
}

func before(cycle uint64) uint64 { return max(cycle, 1) - 1 }

// Owes is engine.Sink's.
func (l *listener) Owes() string {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	return l.owes()
}

func (l *listener) owes() string {
	switch n := len(l.owed); n {
	case 0:
		return ""
	case 1:
		return "1 update waits for " + l.does.what
	default:
		return fmt.Sprintf("%d updates wait for %s", n, l.does.what)
	}
}

// end stops the listening's side here: what waits is dropped, and a call that runs elsewhere
// than in the caller is interrupted.
func (l *listener) end(inside bool) {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	l.over, l.failed = true, engine.Everything
	l.queue.drop(l)
	if l.cancel != nil && !inside {
		l.cancel()
	}
}

var _ engine.Sink = (*listener)(nil)
