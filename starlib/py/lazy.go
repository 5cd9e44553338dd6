package py

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// lazy is what map, zip, enumerate, filter and reversed give: as in Python it makes its
// values when they are asked for, and each once.
type lazy struct {
	ip   *Interp
	kind string
	deep int                                   // how many lie one over the other
	make func(p *starlark.Value) (bool, error) // the next value; false at the end
	over bool
	steps
}

func (l *lazy) String() string        { return fmt.Sprintf("<%s object>", l.kind) }
func (l *lazy) Type() string          { return l.kind }
func (l *lazy) Freeze()               {}
func (l *lazy) Truth() starlark.Bool  { return true }
func (l *lazy) Hash() (uint32, error) { return uint32(PointerOf(l) >> 4), nil }

// Iterate goes on where the iteration before stands.
func (l *lazy) Iterate() starlark.Iterator { return l }

// Done leaves the rest for later.
func (l *lazy) Done() {}

// Next is the next value. An error, such as that of a mapped function, stops the thread.
func (l *lazy) Next(p *starlark.Value) bool {
	if l.over || !l.within(l.ip, l.kind, 1) {
		return false
	}
	ok, err := l.make(p)
	if r := l.ip.gil.holder; err != nil {
		r.stop(r.blame(err))
	}
	l.after(l.ip)
	l.over = !ok || err != nil
	return !l.over
}

// Has looks for y among the values that are left, up to where it is.
func (l *lazy) Has(y starlark.Value) (bool, error) {
	defer (&Call{Interp: l.ip}).count()()
	var x starlark.Value
	for l.Next(&x) {
		if same, err := starlark.Equal(x, y); err != nil || same {
			return same, err
		}
	}
	return false, nil
}

// newLazy is a lazy over sources, of which the deepest counts.
func (c *Call) newLazy(make func(p *starlark.Value) (bool, error), over ...starlark.Value) (starlark.Value, error) {
	l := &lazy{ip: c.Interp, kind: c.Name, deep: 1, make: make}
	for _, v := range over {
		if inner, ok := v.(*lazy); ok {
			l.deep = max(l.deep, inner.deep+1)
		}
	}
	if l.deep > bounds.Depth {
		return nil, Raise("RecursionError", "maximum recursion depth exceeded: %d iterators, one over the other", l.deep)
	}
	return l, nil
}

// cursor walks over an iterable bit by bit, without keeping a list or dict locked meanwhile:
// false at the end.
type cursor func(p *starlark.Value) bool

func newCursor(seq starlark.Iterable) cursor {
	switch seq := seq.(type) {
	case *starlark.List:
		return indexed(seq, 0, 1)
	case *starlark.Dict:
		return indexed(starlark.Tuple(seq.Keys()), 0, 1)
	case *starlark.Set:
		all := make(starlark.Tuple, 0, seq.Len())
		for v := range seq.Elements() {
			all = append(all, v)
		}
		return indexed(all, 0, 1)
	}
	return seq.Iterate().Next // of a value that is not locked by it
}

// indexed walks over list from i on, as it is by then.
func indexed(list starlark.Indexable, i, step int) cursor {
	return func(p *starlark.Value) bool {
		if i < 0 || i >= list.Len() {
			return false
		}
		*p = list.Index(i)
		i += step
		return true
	}
}

// tuples makes tuples, many of them of one allocation.
type tuples struct {
	size  int
	spare starlark.Tuple
}

// next is a tuple of n values, the same n each time.
func (t *tuples) next(n int) starlark.Tuple {
	if len(t.spare) < n {
		t.size = min(max(2*t.size, 4), 128)
		t.spare = make(starlark.Tuple, t.size*n)
	}
	made := t.spare[:n:n]
	t.spare = t.spare[n:]
	return made
}

// together walks over several iterables, to the end of the first that has no more.
type together struct {
	in []cursor
	tuples
}

func (c *Call) together(args starlark.Tuple, first int) (*together, error) {
	all := &together{in: make([]cursor, len(args))}
	for i, v := range args {
		seq, ok := looped(v).(starlark.Iterable)
		if !ok {
			return nil, Raise("TypeError", "%s: argument #%d is not iterable: %s", c.Name, first+i, v.Type())
		}
		all.in[i] = newCursor(seq)
	}
	return all, nil
}

// row is the next value of each.
func (t *together) row() (starlark.Tuple, bool) {
	values := t.next(len(t.in))
	for i, next := range t.in {
		if !next(&values[i]) {
			return nil, false
		}
	}
	return values, len(t.in) > 0
}

func mapped(c *Call) (starlark.Value, error) {
	if len(c.Args) < 2 || len(c.Kwargs) > 0 {
		return nil, Raise("TypeError", "map: want a function and one or more lists")
	}
	in, err := c.together(c.Args[1:], 2)
	if err != nil {
		return nil, err
	}
	f := c.Args[0]
	return c.newLazy(func(p *starlark.Value) (ok bool, err error) {
		row, ok := in.row()
		if ok {
			*p, err = starlark.Call(c.gil.holder.th, f, row, nil)
		}
		return ok, err
	}, c.Args[1:]...)
}

func zipped(c *Call) (starlark.Value, error) {
	if len(c.Kwargs) > 0 {
		return nil, fmt.Errorf("zip does not accept keyword arguments")
	}
	in, err := c.together(c.Args, 1)
	if err != nil {
		return nil, err
	}
	return c.newLazy(func(p *starlark.Value) (bool, error) {
		row, ok := in.row()
		*p = row
		return ok, nil
	}, c.Args...)
}

func enumerated(c *Call) (starlark.Value, error) {
	var seq starlark.Iterable
	var n int
	if err := starlark.UnpackPositionalArgs(c.Name, c.Args, c.Kwargs, 1, &seq, &n); err != nil {
		return nil, err
	}
	next, pairs := newCursor(seq), new(tuples)
	return c.newLazy(func(p *starlark.Value) (bool, error) {
		pair := pairs.next(2)
		pair[0] = starlark.MakeInt(n)
		n++
		*p = pair
		return next(&pair[1]), nil
	}, seq)
}

func filtered(c *Call) (starlark.Value, error) {
	var f, over starlark.Value
	if err := c.Unpack("function", &f, "iterable", &over); err != nil {
		return nil, err
	}
	seq, ok := looped(over).(starlark.Iterable)
	if !ok {
		return nil, Raise("TypeError", "'%s' object is not iterable", TypeOf(over))
	}
	next, p := newCursor(seq), c.Pace
	return c.newLazy(func(out *starlark.Value) (bool, error) {
		for rest := p(); next(out); {
			keep := *out
			var err error
			if f != starlark.None {
				keep, err = starlark.Call(c.gil.holder.th, f, starlark.Tuple{keep}, nil)
			} else {
				err = rest.Step()
			}
			if err != nil || keep.Truth() {
				return true, err
			}
		}
		return false, nil
	}, seq)
}

func reversedOf(c *Call) (starlark.Value, error) {
	var seq starlark.Iterable
	if err := starlark.UnpackPositionalArgs(c.Name, c.Args, c.Kwargs, 1, &seq); err != nil {
		return nil, err
	}
	list, ok := seq.(starlark.Indexable)
	if !ok {
		var all starlark.Tuple
		var err error
		for v := range c.Each(seq, c.bounds.Elements, &err) {
			all = append(all, v)
		}
		if err != nil {
			return nil, err
		}
		list = all
	}
	next := indexed(list, list.Len()-1, -1)
	return c.newLazy(func(p *starlark.Value) (bool, error) { return next(p), nil })
}
