package kafka

import "sync"

// crew is goroutines that end together: once somebody waits for them, none joins.
type crew struct {
	mu   sync.Mutex
	over bool
	work sync.WaitGroup
}

// Go runs f on a goroutine of its own, and reports false, running nothing, if the crew is
// to end.
func (c *crew) Go(f func()) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over {
		return false
	}
	c.work.Go(f)
	return true
}

// Wait lets nobody join any more, and returns when all are done.
func (c *crew) Wait() {
	c.mu.Lock()
	c.over = true
	c.mu.Unlock()
	c.work.Wait()
}
