package py

import (
	"unsafe"

	"go.starlark.net/starlark"
)

// How Python goes through what changes meanwhile.
//
// Starlark locks a list, dict or set while a loop goes through it. Python does not: a loop over a
// list comes to the elements that are appended in it, values of a dict may be assigned, and only
// a dict or a set whose size changes ends the loop. So loops, and all iterators, go through these
// by iterators of ours, which lock nothing.

// listLoop goes through a list, as it is by then: it is its own iterator.
type listLoop struct {
	guard
	list *starlark.List
	at   int
}

func (l *listLoop) Iterate() starlark.Iterator { return l }

// Done has nothing to end.
func (*listLoop) Done() {}

// Next is the next element.
func (l *listLoop) Next(p *starlark.Value) bool {
	if l.at < 0 || l.at >= l.list.Len() {
		l.at = -1 // the end is final
		return false
	}
	*p = l.list.Index(l.at)
	l.at++
	return true
}

// entry is what Starlark has of an entry of a dict or a set, which it gives out in parts only. The
// order and types of the fields are Starlark's; TestEntries holds that they are still.
type entry struct {
	_          uint32 // hash
	key, value starlark.Value
	next       *entry
	_          **entry // prevLink
}

// firstEntry is the first entry of a dict or a set.
func firstEntry(seq starlark.Iterable) *entry {
	it := seq.Iterate()
	it.Done()
	type iterator struct {
		_  unsafe.Pointer // the table
		at *entry
	}
	type face struct {
		typ  unsafe.Pointer
		data *iterator
	}
	return (*face)(unsafe.Pointer(&it)).data.at
}

// entryPart is what a loop over a dict or a set gives of its entries.
type entryPart int8

const (
	keyPart entryPart = iota
	valuePart
	itemPart
)

// entryLoop goes through a dict or a set: it is its own iterator. That an entry is gone ends it.
type entryLoop struct {
	guard
	ip   *Interp
	of   starlark.Sequence
	what string // "dictionary" or "Set", for the error
	part entryPart
	at   *entry
	n    int // entries at the beginning
	over bool
	tuples
}

func (ip *Interp) loopOver(d *starlark.Dict, part entryPart) *entryLoop {
	return &entryLoop{ip: ip, of: d, what: "dictionary", part: part, at: firstEntry(d), n: d.Len()}
}

func (ip *Interp) loopOverSet(s *starlark.Set) *entryLoop {
	return &entryLoop{ip: ip, of: s, what: "Set", at: firstEntry(s), n: s.Len()}
}

func (l *entryLoop) Iterate() starlark.Iterator { return l }

// Done has nothing to end.
func (*entryLoop) Done() {}

// Next is the next entry, or what is wanted of it.
func (l *entryLoop) Next(p *starlark.Value) bool {
	switch {
	case l.over:
		return false
	case l.of.Len() != l.n:
		return l.changed("size")
	case l.at == nil:
		l.over = true
		return false
	case l.at.key == nil: // it was deleted, and another came
		return l.changed("keys")
	}
	e := l.at
	l.at = e.next
	switch l.part {
	case valuePart:
		*p = e.value
	case itemPart:
		t := l.next(2)
		t[0], t[1] = e.key, e.value
		*p = t
	default:
		*p = e.key
	}
	return true
}

// changed ends the script: something about the entries is not as it was.
func (l *entryLoop) changed(what string) bool {
	l.over = true
	r := l.ip.gil.holder
	r.stop(l.ip.found(r, Raise("RuntimeError", "%s changed %s during iteration", l.what, what)))
	return false
}
