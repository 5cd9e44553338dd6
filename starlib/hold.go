package starlib

import "sync/atomic"

// intake keeps rows out of the sources that the running script adds (engine.Graph.Hold), so
// that a line of tables is whole when its first row comes: a producer of a blink table that
// is made three statements after the table misses nothing. Rows come in when the script
// ends, waits or looks at a table, or when it has been computing for long. After a script
// that failed they stay out until LetRows, or the next one: it did not build what it was to
// do with them.
type intake struct {
	release func()       // guarded by the session lock; nil: nothing is held
	busy    atomic.Int32 // turns of the script that computes, see longBusy
}

// longBusy is after how many turns of switchSteps, about a second, a script that neither
// waits nor looks lets rows in.
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
	release := h.intake.release
	h.intake.release = nil
	return release
}

// Waiting is Outside for what waits for tables or looks at them: rows of the sources that the
// script has added come in.
func (h *Host) Waiting(f func() error) error {
	r := h.gil.holder
	if r == nil || r.formula {
		return h.Outside(f)
	}
	release := h.takeIntake()
	return h.Outside(func() error {
		if release != nil {
			release()
		}
		return f()
	})
}
