package py

import (
	"math"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// slice is slice(start, stop, step): what stands between the brackets of x[start:stop:step].
type slice struct{ start, stop, step starlark.Value }

func (s *slice) parts() starlark.Tuple { return starlark.Tuple{s.start, s.stop, s.step} }
func (s *slice) String() string        { return "slice" + plain(s.parts(), PlainMost) }
func (s *slice) Type() string          { return "slice" }
func (s *slice) Freeze()               {}
func (s *slice) Truth() starlark.Bool  { return true }
func (s *slice) Hash() (uint32, error) {
	return 0, Raise("TypeError", "unhashable type: 'slice'")
}

// CompareSameType compares the parts.
func (s *slice) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	return compare(op, s.parts(), y.(*slice).parts(), depth)
}

// sliceMethods is the attributes of slices.
func sliceMethods() []Entry {
	return []Entry{
		{Sig: "indices(length)", Fn: sliceIndices},
		{Sig: "start", Fn: func(c *Call) (starlark.Value, error) { return c.Recv.(*slice).start, nil }},
		{Sig: "step", Fn: func(c *Call) (starlark.Value, error) { return c.Recv.(*slice).step, nil }},
		{Sig: "stop", Fn: func(c *Call) (starlark.Value, error) { return c.Recv.(*slice).stop, nil }},
	}
}

// newSlice is slice(stop) or slice(start, stop, step).
func newSlice(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 3); err != nil {
		return nil, err
	}
	parts := [3]starlark.Value{starlark.None, starlark.None, starlark.None}
	copy(parts[:], c.Args)
	if len(c.Args) == 1 {
		parts[0], parts[1] = starlark.None, c.Args[0]
	}
	return &slice{parts[0], parts[1], parts[2]}, nil
}

// over is the first place, the one behind the last and the step among n elements.
func (s *slice) over(n int) (start, stop, step int, err error) {
	return overSlice(s.start, s.stop, s.step, n)
}

// overSlice is where a slice begins and ends among n elements, and its step.
func overSlice(from, to, by starlark.Value, n int) (start, stop, step int, err error) {
	if step, err = bound(by, 1, -1<<40, 1<<40, 0); err != nil {
		return 0, 0, 0, err
	}
	if step == 0 {
		return 0, 0, 0, Raise("ValueError", "slice step cannot be zero")
	}
	low, high, first, last := 0, n, 0, n
	if step < 0 {
		low, high, first, last = -1, n-1, n-1, -1
	}
	if start, err = bound(from, first, low, high, n); err != nil {
		return 0, 0, 0, err
	}
	stop, err = bound(to, last, low, high, n)
	return start, stop, step, err
}

// sliceIndices is s.indices(length).
func sliceIndices(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 1); err != nil {
		return nil, err
	}
	n, err := starlark.AsInt32(c.Args[0])
	if err != nil {
		return nil, Raise("TypeError", "'%s' object cannot be interpreted as an integer", TypeOf(c.Args[0]))
	}
	if n < 0 {
		return nil, Raise("ValueError", "length should not be negative")
	}
	start, stop, step, err := c.Recv.(*slice).over(n)
	return starlark.Tuple{starlark.MakeInt(start), starlark.MakeInt(stop), starlark.MakeInt(step)}, err
}

// boundGuard stands before a bound of a slice that may be larger than Starlark takes.
type boundGuard struct{ guard }

// Get is the bound, or one that is as good for whatever there is.
func (boundGuard) Get(v starlark.Value) (starlark.Value, bool, error) {
	n, ok := v.(starlark.Int)
	if !ok {
		return v, true, nil
	}
	if i, fits := n.Int64(); !fits || i > math.MaxInt32 || i < math.MinInt32 {
		if n.Sign() < 0 {
			return starlark.MakeInt(math.MinInt32), true, nil
		}
		return starlark.MakeInt(math.MaxInt32), true, nil
	}
	return v, true, nil
}

// mayBeHuge reports whether the text of a bound says that it may be larger than any list: it has an attribute
// in it, such as sys.maxsize, a power, a shift or a large literal.
func mayBeHuge(x syntax.Expr) bool {
	huge := false
	syntax.Walk(x, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.DotExpr:
			huge = true
		case *syntax.BinaryExpr:
			huge = huge || n.Op == syntax.LTLT
		case *syntax.CallExpr:
			huge = huge || isPower(n)
			return false
		case *syntax.Literal:
			i, small := n.Value.(int64)
			huge = huge || n.Token == syntax.INT && (!small || i > math.MaxInt32)
		}
		return !huge
	})
	return huge
}

// subscript is the guard of x[y] in a text that makes slices: x waits for y.
type subscript struct{ guard }

// Get waits with x for y.
func (s subscript) Get(x starlark.Value) (starlark.Value, bool, error) {
	return &waitingSubscript{s.guard, x}, true, nil
}

type waitingSubscript struct {
	guard
	x starlark.Value
}

// Get is x[y].
func (s *waitingSubscript) Get(y starlark.Value) (starlark.Value, bool, error) {
	by, ok := y.(*slice)
	if !ok {
		if _, keyed := s.x.(starlark.Mapping); !keyed {
			n, err := indexOfValue(y)
			if err != nil {
				return nil, false, err
			}
			y = n
		}
		v, err := Index(s.x, y)
		return v, err == nil, err
	}
	x := untagged(s.x)
	if t, ok := x.(starlark.String); ok {
		x = charactersOf(string(t))
	}
	of, ok := x.(starlark.Sliceable)
	if !ok {
		v, err := Index(s.x, y)
		return v, err == nil, err
	}
	start, stop, step, err := by.over(of.Len())
	if err != nil {
		return nil, false, err
	}
	if step > 0 {
		stop = max(start, stop)
	} else {
		stop = min(start, stop)
	}
	return of.Slice(start, stop, step), true, nil
}

// pyCut is x[start:stop:step], of an instance too.
func pyCut(c *Call) (starlark.Value, error) {
	x, by := c.Args[0], &slice{c.Args[1], c.Args[2], c.Args[3]}
	if o, ok := x.(*instance); ok {
		if v, ok, err := o.ask("__getitem__", by); ok {
			return v, err
		}
		if own := o.value(); own != nil {
			x = untagged(own)
		}
	}
	for i, part := range by.parts() {
		n, err := indexOfValue(part)
		if err != nil {
			return nil, err
		}
		*[]*starlark.Value{&by.start, &by.stop, &by.step}[i] = n
	}
	v, _, err := (&waitingSubscript{"__cut__", x}).Get(by)
	return v, err
}
