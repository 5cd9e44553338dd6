package enginetest

import "slices"

// shrink is a smaller case that fails: without the operations and events that it takes
// nothing from.
func (f *Failure) shrink() *Failure {
	best := f
	try := func(c Case) bool {
		_, fail := c.check()
		if fail == nil {
			return false
		}
		best = fail
		return true
	}
	for again := true; again; {
		again = false
		for n := len(best.Case.Steps) - 1; n >= 0; n-- {
			if c, ok := best.Case.without(n); ok && try(c) {
				again = true
			}
		}
		for size := len(best.Case.Events); size >= 1; size /= 2 {
			for at := 0; at+size <= len(best.Case.Events); {
				c := *best.Case
				c.Events = slices.Delete(slices.Clone(c.Events), at, at+size)
				if try(c) {
					again = true
				} else {
					at += size
				}
			}
		}
	}
	return best.compact()
}

// compact is f with the cycles in which nothing happens left out, if it still fails.
func (f *Failure) compact() *Failure {
	c := *f.Case
	c.Events = slices.Clone(c.Events)
	last, cycle := -1, -1
	for i := range c.Events {
		if e := &c.Events[i]; e.Cycle != last {
			last = e.Cycle
			cycle++
		}
		c.Events[i].Cycle = cycle
	}
	c.Cycles = cycle + 1
	if _, fail := c.check(); fail != nil {
		return fail
	}
	return f
}

// without is the case less step n, if no other step needs it.
func (c *Case) without(n int) (Case, bool) {
	out := *c
	node := len(c.Sources) + n
	out.Steps = slices.Delete(slices.Clone(c.Steps), n, n+1)
	for i, s := range out.Steps {
		if slices.Contains(s.In, node) {
			return out, false
		}
		moved := *s
		moved.In = slices.Clone(s.In)
		for k, p := range moved.In {
			if p > node {
				moved.In[k] = p - 1
			}
		}
		out.Steps[i] = &moved
	}
	return out, true
}
