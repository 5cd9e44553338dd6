// Package wall is the time that scripts, formulas and tables go by: the system's, or one that
// a test of a script has for itself. Waiting for brokers and people goes by the system's alone.
// It imports nothing of the module.
package wall

import (
	"sync/atomic"
	"time"
)

// other is the clock in place of the system's; nil is none.
var other atomic.Pointer[func() time.Time]

// Now is the time.
func Now() time.Time {
	if now := other.Load(); now != nil {
		return (*now)()
	}
	return time.Now()
}

// Use makes now the clock of the whole process, until undo is called. There is one at a time:
// functions of formulas know of no process within the process.
func Use(now func() time.Time) (undo func()) {
	if !other.CompareAndSwap(nil, &now) {
		panic("wall: there is another one already")
	}
	return func() { other.Store(nil) }
}
