package py

import (
	"go.starlark.net/starlark"
)

// instance is a value of a class. It is used with the session lock held.
type instance struct {
	class *class
	attrs attributes // __dict__
	own   any        // what Go keeps of it: an *exception, the value of an int that it is
}

func (o *instance) Type() string { return o.class.name }

// String is for Starlark; printer is for all else.
func (o *instance) String() string { return plain(o, PlainMost) }

// Freeze does nothing: instances change.
func (o *instance) Freeze() {}

// IsA reports whether a class of that name is among those of o.
func (o *instance) IsA(name string) bool {
	for _, k := range o.class.mro {
		if k.stands != nil && k.name == name {
			return true
		}
	}
	return false
}

// newInstance is object's instance of k.
func newInstance(k *class) *instance { return &instance{class: k} }

// Truth and Hash as object has them.
func (o *instance) Truth() starlark.Bool  { return true }
func (o *instance) Hash() (uint32, error) { return uint32(PointerOf(o) >> 4), nil }
