package starlib

import (
	"slices"
	"sync/atomic"

	"starling/engine"
	"starling/engine/column"
)

// intake keeps rows out of the sources that the running script adds (engine.Graph.Hold), so
// that a line of tables is whole when its first row comes: a producer of a blink table that
// is made three statements after the table misses nothing. Rows come in when the script
// ends, waits or looks at a table, or when it has been computing for long. After a script
// that failed they stay out until LetRows, or the next one: it did not build what it was to
// do with them. Rows that the script puts into tables of its own come in at the same times, so
// that it can wait for them.
type intake struct {
	release func()         // guarded by the session lock; nil: nothing is held
	feeds   []*engine.Feed // that the script put rows into; guarded by the session lock
	busy    atomic.Int32   // turns of the script that computes, see longBusy
}

// longBusy is after how many turns, about a second, a script that neither waits nor looks
// lets rows in.
const longBusy = 300

// holdRows begins an intake. The session lock is not held.
func (h *Host) holdRows() {
	h.LetRows()
	release := h.cfg.Graph.Hold()
	h.Locked(func() { h.intake.release = release })
	h.intake.busy.Store(0)
}

// LetRows lets rows into the tables of a script that failed, for whoever goes on with them.
func (h *Host) LetRows() {
	var release func()
	h.Locked(func() { release = h.takeIntake() })
	if release != nil {
		release()
	}
}

// takeIntake is the function that lets rows in, nil if nothing is held; it is called without
// the session lock, under which this is.
func (h *Host) takeIntake() func() {
	release, feeds := h.intake.release, h.intake.feeds
	h.intake.release, h.intake.feeds = nil, nil
	if len(feeds) == 0 {
		return release
	}
	return func() {
		for _, f := range feeds {
			f.Flush()
		}
		if release != nil {
			release()
		}
	}
}

// maxPut is how many rows a script puts into a table before they come in whatever it does.
const maxPut = 1 << 12

// put is rows for a table that the script fills. They come in when it waits, or at once if it is
// not the script that puts them.
func (c *call) put(f *engine.Feed, values []column.Vector, n int) error {
	put, err := f.Put(values, n)
	if err != nil || put == 0 {
		return err
	}
	if put < maxPut {
		c.letIn(f)
		return nil
	}
	room := f.Flush()
	if room == nil {
		return nil
	}
	ctx := c.Context()
	return c.Outside(func() error {
		select {
		case <-room:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
}

// Turn implements py.Host.
func (h *Host) Turn() func() {
	if h.intake.busy.Add(1) == longBusy {
		return h.takeIntake()
	}
	return nil
}

// Wait implements py.Host.
func (h *Host) Wait() func() { return h.takeIntake() }

// build is Outside for f that builds tables, which ends when the statement is interrupted.
func (h *Host) build(f func() error) error {
	return h.Outside(h.Working(f, h.cfg.Graph.Within))
}

// look is Waiting for f that reads tables, which ends when the statement is interrupted.
func (h *Host) look(f func() error) error {
	return h.Waiting(h.Working(f, h.cfg.Graph.Within))
}

// letIn has what was put into a table come in, in its time.
func (c *call) letIn(f *engine.Feed) {
	if !c.Scripted() {
		f.Flush()
	} else if !slices.Contains(c.host.intake.feeds, f) {
		c.host.intake.feeds = append(c.host.intake.feeds, f)
	}
}
