package py

import (
	"slices"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// deque is a list that is short to reach at both ends.
type deque struct {
	ip    *Interp
	room  []starlark.Value // the elements, behind room for more in front
	first int
	most  int // unlimited: none is pushed out
	fixed bool

	changes int // so often elements came or went
}

func (d *deque) values() starlark.Tuple { return d.room[d.first:] }

// String is for Starlark; printer is for all else.
func (d *deque) String() string { return plain(d, PlainMost) }
func (d *deque) Type() string   { return "deque" }

// Class is the full name of the class.
func (*deque) Class() string { return "collections.deque" }

func (d *deque) Truth() starlark.Bool  { return d.Len() > 0 }
func (d *deque) Hash() (uint32, error) { return 0, Raise("TypeError", "unhashable type: 'deque'") }

// Freeze makes it immutable.
func (d *deque) Freeze() {
	if !d.fixed {
		d.fixed = true
		d.values().Freeze()
	}
}

// Len is how many elements there are.
func (d *deque) Len() int { return len(d.room) - d.first }

// Index is the element of that number.
func (d *deque) Index(i int) starlark.Value { return d.values()[i] }

// SetIndex assigns to an element.
func (d *deque) SetIndex(i int, v starlark.Value) error {
	if d.fixed {
		return errFixedDeque
	}
	d.values()[i] = v
	return nil
}

// Iterate goes through the elements. That some come or go ends it.
func (d *deque) Iterate() starlark.Iterator { return &dequeIterator{d: d, changes: d.changes} }

type dequeIterator struct {
	d           *deque
	at, changes int
}

// Next is the next element.
func (it *dequeIterator) Next(p *starlark.Value) bool {
	if it.changes != it.d.changes && it.at >= 0 {
		it.at = -1
		r := it.d.ip.gil.holder
		r.stop(it.d.ip.found(r, Raise("RuntimeError", "deque mutated during iteration")))
		return false
	}
	if it.at < 0 || it.at >= it.d.Len() {
		it.at = -1
		return false
	}
	*p = it.d.Index(it.at)
	it.at++
	return true
}

// Done has nothing to end.
func (*dequeIterator) Done() {}

// Has reports whether v is an element.
func (d *deque) Has(v starlark.Value) (bool, error) { return isElement(d.values(), v) }

// CompareSameType compares element by element.
func (d *deque) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	return compare(op, d.values(), y.(*deque).values(), depth)
}

// mutable begins a change of which elements there are.
func (d *deque) mutable() error {
	if d.fixed {
		return errFixedDeque
	}
	d.changes++
	return nil
}

var errFixedDeque = Raise("RuntimeError", "cannot change a frozen deque")

// push adds at the end; what is too many falls off in front.
func (d *deque) push(v starlark.Value) error {
	if err := d.more(); err != nil || d.most == 0 {
		return err
	}
	if d.Len() == d.most {
		d.shift()
	}
	d.room = append(d.room, v)
	return nil
}

// pushLeft adds in front; what is too many falls off at the end.
func (d *deque) pushLeft(v starlark.Value) error {
	if err := d.more(); err != nil || d.most == 0 {
		return err
	}
	if d.Len() == d.most {
		d.pop()
	}
	if d.first == 0 {
		d.first = d.Len() + 8
		d.room = append(make([]starlark.Value, d.first, 2*d.first), d.room...)
	}
	d.first--
	d.room[d.first] = v
	return nil
}

// more is the error of an element too many for a value.
func (d *deque) more() error {
	if err := d.mutable(); err != nil {
		return err
	}
	return d.ip.bounds.Count("deque", d.Len()+1)
}

// shift takes the first element.
func (d *deque) shift() starlark.Value {
	v := d.room[d.first]
	d.room[d.first] = nil
	d.first++
	if d.first == len(d.room) {
		d.room, d.first = d.room[:0], 0
	} else if d.first > d.Len()+64 {
		d.room, d.first = slices.Clone(d.room[d.first:]), 0
	}
	return v
}

// pop takes the last element.
func (d *deque) pop() starlark.Value {
	n := len(d.room) - 1
	v := d.room[n]
	d.room[n] = nil
	d.room = d.room[:n]
	return v
}

// Attr is a method.
func (d *deque) Attr(name string) (starlark.Value, error) {
	return d.ip.Attribute(dequeMethods(), d, name)
}

// AttrNames is the names of the methods.
func (d *deque) AttrNames() []string { return EntryNames(dequeMethods()) }
