package py

import (
	"iter"
	"math"

	"go.starlark.net/starlark"
)

// How long loops over values end.
//
// Starlark's own builtins, methods and operators loop over what they are given to its end,
// whatever happens: max(range(10**12)), l += range(10**18). They cannot be changed, so what
// they loop over is: every iterable without a natural bound is one of ours (range, map, zip,
// enumerate, filter, reversed). Its iterator knows whether it stands in a loop of the script,
// where the interpreter sees an interrupt by itself, or within one step of the interpreter,
// that is in something that consumes it whole: no step was taken since the value before. There
// it looks up from time to time, and ends the step, by stopping the thread, when the script is
// interrupted or when there are more values than a list may have. Lists and the like have a
// natural bound, but a pass over the longest takes seconds: builtins that loop get them behind
// an iterator that looks up as well.

// steps watches an iterator of ours.
type steps struct {
	at   uint64 // steps of the thread after the value before
	n    int    // values within the running step
	rest int    // values since it looked up
}

// within reports whether the iterator may go on with k values; what is its name.
func (s *steps) within(ip *Interp, what string, k int) bool {
	r := ip.gil.holder
	if r == nil || r.th == nil {
		return true
	}
	if s.at != r.th.Steps {
		s.at, s.n = r.th.Steps, 0
	}
	if s.n += k; r.counted == 0 && s.n > ip.bounds.Elements {
		r.stop(ip.bounds.More(what))
		return false
	}
	if s.rest += k; s.rest < paceSteps {
		return true
	}
	s.rest = 0
	return r.err() == nil
}

// after notes where the thread stands once the value is there, for which it may have run.
func (s *steps) after(ip *Interp) {
	if r := ip.gil.holder; r != nil && r.th != nil {
		s.at = r.th.Steps
	}
}

// shortList is how many values a loop over a list takes without a look.
const shortList = 1 << 16

// watched is an iterable behind an iterator that looks up; most is how many values may come.
type watched struct {
	starlark.Iterable
	ip   *Interp
	what string
	most int
}

// watchedSequence is a watched iterable of known length.
type watchedSequence struct{ watched }

// Len is the number of values.
func (w watchedSequence) Len() int { return starlark.Len(w.Iterable) }

// Iterate starts at the first value.
func (w watched) Iterate() starlark.Iterator {
	return &watchedIterator{watched: w, Iterator: w.Iterable.Iterate(), r: w.ip.gil.holder}
}

type watchedIterator struct {
	watched
	starlark.Iterator
	r *runner
	n int
}

// Next is the next value, unless it is time to end.
func (it *watchedIterator) Next(p *starlark.Value) bool {
	if it.n++; it.n%paceSteps == 0 && it.r.err() != nil {
		return false
	}
	if it.n > it.most && it.Iterator.Next(p) {
		max := it.ip.bounds
		max.Elements = it.most
		it.r.stop(max.More(it.what))
		return false
	}
	return it.Iterator.Next(p)
}

// unlimited is for loops that keep nothing of the values.
const unlimited = math.MaxInt

// watch is v for a loop of up to most values, an error if it is known to have more. What is
// no iterable is left as it is.
func (c *Call) watch(v starlark.Value, most int) (starlark.Value, error) {
	seq, ok := v.(starlark.Iterable)
	if !ok {
		return v, nil
	}
	n := starlark.Len(v)
	max := c.bounds
	max.Elements = most
	if err := max.Count(c.Name, n); err != nil {
		return nil, err
	}
	w := watched{seq, c.Interp, c.Name, most}
	switch {
	case n < 0:
		return w, nil
	case n > shortList:
		return watchedSequence{w}, nil
	}
	return v, nil
}

// Each is the values of seq, of which there may be up to most, for a loop of a builtin. After
// the loop err says why it ended before the last of them.
func (c *Call) Each(seq starlark.Iterable, most int, err *error) iter.Seq[starlark.Value] {
	v, bad := c.watch(seq, most)
	if bad != nil {
		*err = bad
		return func(func(starlark.Value) bool) {}
	}
	return func(yield func(starlark.Value) bool) {
		defer c.count()()
		for x := range starlark.Elements(v.(starlark.Iterable)) {
			if !yield(x) {
				return
			}
		}
		*err = c.gil.holder.cause
	}
}

// Collect is seq as it is if its length is known, else a list of its values.
func (c *Call) Collect(seq starlark.Iterable) (starlark.Sequence, error) {
	if known, ok := seq.(starlark.Sequence); ok {
		return known, c.bounds.Count(c.Name, known.Len())
	}
	var list []starlark.Value
	var err error
	for v := range c.Each(seq, c.bounds.Elements, &err) {
		list = append(list, v)
	}
	return starlark.NewList(list), err
}

// count says that a builtin counts the values it takes, until the function that is returned
// is called, so that iterators do not.
func (c *Call) count() func() {
	r := c.gil.holder
	r.counted++
	return func() { r.counted-- }
}
