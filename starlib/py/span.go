package py

import (
	"fmt"
	"math"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// span is a range. It is Starlark's in all but its iterator, which can end early: see
// iterate.go. step is not 0.
type span struct {
	ip                   *Interp
	start, stop, step, n int
}

func newSpan(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 3); err != nil {
		return nil, err
	}
	parts := [3]int{0, 0, 1}
	for i, v := range c.Args {
		n, err := c.whole(v)
		if err != nil {
			return nil, err
		}
		k, ok := n.Int64()
		if !ok || k > 1<<62 || k <= -1<<62 {
			return nil, Raise("OverflowError", "range: %s is too large", Short(v))
		}
		parts[i] = int(k)
	}
	start, stop, step := parts[0], parts[1], parts[2]
	if len(c.Args) == 1 {
		start, stop = 0, start
	}
	if step == 0 {
		return nil, Raise("ValueError", "range() arg 3 must not be zero")
	}
	return makeSpan(c.Interp, start, stop, step), nil
}

func makeSpan(ip *Interp, start, stop, step int) *span {
	n := 0
	switch {
	case step > 0 && stop > start:
		n = (stop-1-start)/step + 1
	case step < 0 && start > stop:
		n = (start-1-stop)/-step + 1
	}
	return &span{ip, start, stop, step, n}
}

func (s *span) String() string {
	if s.step != 1 {
		return fmt.Sprintf("range(%d, %d, %d)", s.start, s.stop, s.step)
	}
	return fmt.Sprintf("range(%d, %d)", s.start, s.stop)
}
func (s *span) Type() string               { return "range" }
func (s *span) Freeze()                    {}
func (s *span) Truth() starlark.Bool       { return s.n > 0 }
func (s *span) Len() int                   { return s.n }
func (s *span) Index(i int) starlark.Value { return starlark.MakeInt(s.start + i*s.step) }

// Hash is the same for equal ranges.
func (s *span) Hash() (uint32, error) {
	h := uint32(s.n)
	if s.n > 0 {
		h = h*31 + uint32(s.start)
	}
	if s.n > 1 {
		h = h*31 + uint32(s.step)
	}
	return h, nil
}

// Attr is one of the numbers or methods.
func (s *span) Attr(name string) (starlark.Value, error) { return s.ip.ownAttr(s, name) }

// AttrNames is their names.
func (s *span) AttrNames() []string { return EntryNames(rangeMethods()) }

// Slice is a range too.
func (s *span) Slice(start, end, step int) starlark.Value {
	return makeSpan(s.ip, s.start+s.step*start, s.start+s.step*end, s.step*step)
}

// Has reports whether y is one of the numbers.
func (s *span) Has(y starlark.Value) (bool, error) {
	y = asNumber(y)
	if f, ok := y.(starlark.Float); ok && float64(f) != math.Trunc(float64(f)) || !isNumberValue(y) {
		return false, nil
	}
	x, err := starlark.NumberToInt(y)
	if err != nil {
		return false, nil // infinite
	}
	i, err := wholeOf(x)
	if err != nil {
		return false, nil
	}
	at, rest := (i-s.start)/s.step, (i-s.start)%s.step
	return rest == 0 && 0 <= at && at < s.n, nil
}

// CompareSameType: two ranges are equal if their values are.
func (s *span) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	t := y.(*span)
	equal := s.n == t.n && (s.n == 0 || s.start == t.start && (s.n == 1 || s.step == t.step))
	switch op {
	case syntax.EQL:
		return equal, nil
	case syntax.NEQ:
		return !equal, nil
	}
	return false, fmt.Errorf("range %s range not implemented", op)
}

// Iterate starts at the first value.
func (s *span) Iterate() starlark.Iterator {
	return &spanIterator{span: s, next: s.start, left: s.n, pause: paceSteps}
}

type spanIterator struct {
	*span
	next, left int
	pause      int // values until it looks up
	steps
}

// Next is the next number.
func (it *spanIterator) Next(p *starlark.Value) bool {
	if it.left == 0 {
		return false
	}
	if it.pause--; it.pause < 0 {
		it.pause = paceSteps - 1
		if !it.within(it.ip, "range", paceSteps) {
			return false
		}
	}
	*p = starlark.MakeInt(it.next)
	it.next += it.step
	it.left--
	return true
}

// Done ends the iteration.
func (it *spanIterator) Done() {}
