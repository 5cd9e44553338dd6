package py

import (
	"fmt"

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
	var start, stop int
	step := 1
	if err := starlark.UnpackPositionalArgs("range", c.Args, c.Kwargs, 1, &start, &stop, &step); err != nil {
		return nil, err
	}
	if len(c.Args) == 1 {
		start, stop = 0, start
	}
	if step == 0 {
		return nil, fmt.Errorf("range: step argument must not be zero")
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
func (s *span) Hash() (uint32, error)      { return 0, fmt.Errorf("unhashable: range") }
func (s *span) Len() int                   { return s.n }
func (s *span) Index(i int) starlark.Value { return starlark.MakeInt(s.start + i*s.step) }

// Slice is a range too.
func (s *span) Slice(start, end, step int) starlark.Value {
	return makeSpan(s.ip, s.start+s.step*start, s.start+s.step*end, s.step*step)
}

// Has reports whether the whole number y is in the range.
func (s *span) Has(y starlark.Value) (bool, error) {
	x, err := starlark.NumberToInt(y)
	if err != nil {
		return false, fmt.Errorf("'in <range>' requires integer as left operand, not %s", y.Type())
	}
	i, err := starlark.AsInt32(x)
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
