package scripttest

import (
	"sync"
	"time"
)

// beginning is what the clock of a test shows before anything was recorded.
var beginning = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// clock stands until it is moved. Its methods are safe for concurrent use.
type clock struct {
	mu sync.Mutex // a leaf
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// reach moves the clock to a time, unless it is past that.
func (c *clock) reach(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at.After(c.at) {
		c.at = at
	}
}
