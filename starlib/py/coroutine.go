package py

import "iter"

// coroutine is a goroutine that does one job after the other and takes turns with whoever has it
// work: one of both runs at a time, so that the session lock is theirs together. Its stack is grown
// once for all of its jobs.
type coroutine struct {
	job  func() // nil: none is under way
	next func() (struct{}, bool)
	stop func()
	turn func(struct{}) bool
}

func newCoroutine() *coroutine {
	c := &coroutine{}
	c.next, c.stop = iter.Pull(func(turn func(struct{}) bool) {
		c.turn = turn
		for {
			c.job()
			c.job = nil
			if !turn(struct{}{}) {
				return
			}
		}
	})
	return c
}

// work goes on with the job until it rests or is done.
func (c *coroutine) work() { c.next() }

// rest gives the turn back until the next work. False says that the coroutine is to end.
func (c *coroutine) rest() bool { return c.turn(struct{}{}) }

// idle is the coroutines without a job. It is used with the session lock held.
type idle struct{ list []*coroutine }

// mostIdle is how many coroutines are kept for later.
const mostIdle = 64

// get is a coroutine for a job.
func (i *idle) get(job func()) *coroutine {
	var c *coroutine
	if n := len(i.list); n > 0 {
		c, i.list = i.list[n-1], i.list[:n-1]
	} else {
		c = newCoroutine()
	}
	c.job = job
	return c
}

// put takes back a coroutine whose job is done.
func (i *idle) put(c *coroutine) {
	if len(i.list) < mostIdle {
		i.list = append(i.list, c)
		return
	}
	c.stop()
}

// end ends them all.
func (i *idle) end() {
	for _, c := range i.list {
		c.stop()
	}
	i.list = nil
}
