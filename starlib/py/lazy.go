package py

import (
	"fmt"
	"strings"

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
	text func(w *reprWriter) error             // writes its repr, nil: it has none of its own
	over bool
	why  error // the StopIteration by which a function ended it, for who asks for the next value; nil: it just ended
	steps
}

func (l *lazy) String() string { return plain(l, PlainMost) }

// lazy writes one that is no generator, which has it within.
func (w *reprWriter) lazy(l *lazy) error {
	if l.text != nil {
		return l.text(w)
	}
	fmt.Fprintf(w, "<%s object at %s>", l.kind, address(l))
	return nil
}

// Type is the name of the class, without its module.
func (l *lazy) Type() string          { return l.kind[strings.LastIndexByte(l.kind, '.')+1:] }
func (l *lazy) Freeze()               {}
func (l *lazy) Truth() starlark.Bool  { return true }
func (l *lazy) Hash() (uint32, error) { return uint32(PointerOf(l) >> 4), nil }

// Class is the name with the module.
func (l *lazy) Class() string { return l.kind }

// Attr is what all iterators have.
func (l *lazy) Attr(name string) (starlark.Value, error) {
	return l.ip.Attribute(iteratorMethods, l, name)
}

// AttrNames is the names of the methods.
func (l *lazy) AttrNames() []string { return EntryNames(iteratorMethods) }

// Iterate goes on where the iteration before stands.
func (l *lazy) Iterate() starlark.Iterator { return l }

// Done leaves the rest for later.
func (l *lazy) Done() {}

// Next is the next value. An error, such as that of a mapped function, stops the thread, but for a
// StopIteration, which ends the iteration whoever raised it.
func (l *lazy) Next(p *starlark.Value) bool {
	if l.over || !l.within(l.ip, l.kind, 1) {
		return false
	}
	ok, err := l.make(p)
	if err != nil {
		l.failed(err)
	}
	l.after(l.ip)
	l.over = !ok || err != nil
	return !l.over
}

// failed ends the iteration by an error of what it asks.
func (l *lazy) failed(err error) {
	r := l.ip.gil.holder
	if r.err() == nil && isStopIteration(err) {
		l.why = err
		return
	}
	r.stop(l.ip.found(r, r.blame(err)))
}

// Has looks for y among the values that are left, up to where it is.
func (l *lazy) Has(y starlark.Value) (bool, error) {
	defer (&Call{Interp: l.ip}).count()()
	var x starlark.Value
	for l.Next(&x) {
		if same, err := identical(x, y, starlark.CompareLimit); err != nil || same {
			return same, err
		}
	}
	return false, nil
}

// newLazy is a lazy over sources, of which the deepest counts.
func (c *Call) newLazy(make func(p *starlark.Value) (bool, error), over ...starlark.Value) (starlark.Value, error) {
	return c.newLazyOf(c.Name, make, over...)
}

// newLazyOf is newLazy of a class that has another name than what makes it.
func (c *Call) newLazyOf(kind string, make func(p *starlark.Value) (bool, error), over ...starlark.Value) (starlark.Value, error) {
	l := &lazy{ip: c.Interp, kind: kind, deep: 1, make: make}
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
	in    []cursor
	ended int // which of them had no more
	tuples
}

func (c *Call) together(args starlark.Tuple) (*together, error) {
	all := &together{in: make([]cursor, len(args))}
	for i, v := range args {
		next, err := c.cursorOf(v)
		if err != nil {
			return nil, err
		}
		all.in[i] = next
	}
	return all, nil
}

// row is the next value of each.
func (t *together) row() (starlark.Tuple, bool) {
	values := t.next(len(t.in))
	for i, next := range t.in {
		if !next(&values[i]) {
			t.ended = i
			return nil, false
		}
	}
	return values, len(t.in) > 0
}
