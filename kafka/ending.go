package kafka

import (
	"context"
	"slices"
)

// ending is how far a consumer has come to its end: first nothing more is read, then all is
// settled that was read, then nothing of it is there. Whoever ends the consumer first does that,
// once; others wait for it, or leave it to him.
type ending struct {
	ctx    context.Context // ends when nothing more is to be read; constant, as cancel is
	cancel context.CancelFunc
	crew   crew // all goroutines of the consumer but the graph's

	ended    bool // somebody closes, or has closed; guarded by Consumer.mu
	stopping bool // somebody stops, or has stopped; guarded by Consumer.mu

	stopped chan struct{} // closed when stop is done
	stopErr error         // set by then
	closed  chan struct{} // closed when Close is done
}

// begin is before anything is read.
func (e *ending) begin() {
	e.ctx, e.cancel = context.WithCancel(context.Background())
	e.stopped, e.closed = make(chan struct{}), make(chan struct{})
}

// quit ends the reading: nothing is fetched and decoded any more. What was decoded is still
// taken by the next cycle.
func (c *Consumer) quit() {
	c.cancel()
	c.crew.Wait()
}

// stop ends the reading and all connections, once: what was decoded comes into the tables,
// bad records are written, sinks settle what they owe, the group hears where the tables
// stand. The error is that of Close.
func (c *Consumer) stop() error { return c.stopWith(c.commits.last) }

// stopWith is stop with what the last commit is.
func (c *Consumer) stopWith(commit func()) error {
	c.mu.Lock()
	again := c.stopping
	c.stopping = true
	c.mu.Unlock()
	if again {
		<-c.stopped
		return c.stopErr
	}
	defer close(c.stopped)
	c.bad.hurry()
	c.quit()
	c.stopErr = c.bad.finish()
	commit()
	if c.fetch != nil {
		c.fetch.close()
	}
	if c.admin != nil {
		c.admin.Close()
	}
	return c.stopErr
}

// Close stops reading; the tables keep their rows. The error is that bad records could
// not be written to starling.dlq.topic. A second call does nothing.
func (c *Consumer) Close() error { return c.closeWith(c.commits.last) }

func (c *Consumer) closeWith(commit func()) error {
	c.mu.Lock()
	done := c.ended
	c.ended = true
	c.mu.Unlock()
	if done {
		return nil
	}
	c.env.dropConsumer(c)
	defer c.env.gone(c)
	err := c.stopWith(commit)
	for _, l := range c.allLanes() {
		l.finish(nil)
	}
	c.bad.close()
	return err
}

// drained is told that a lane has handed its last rows to the graph. When all have, and
// no partition can still come, there is nothing left to do; the tables are looked after
// until they are closed. It runs inside a cycle.
func (c *Consumer) drained(l *lane) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l.over = true
	open := slices.ContainsFunc(c.tables.lanes, func(l *lane) bool { return !l.over })
	if !open && (c.Table != nil || c.want.Until != nil) {
		go func() { c.tell(c.stop()) }()
	}
}

// laneClosed ends the consumer when no table is in use any more.
func (c *Consumer) laneClosed(l *lane) {
	c.leave(l)
	if !c.inUse() {
		c.tell(c.Close())
	}
}

// inUse reports whether a lane is not closed.
func (c *Consumer) inUse() bool {
	return slices.ContainsFunc(c.allLanes(), func(l *lane) bool { return !l.isClosed() })
}

// tell shows an error that no call returns.
func (c *Consumer) tell(err error) {
	if err != nil {
		c.env.Say("kafka: " + err.Error())
	}
}
