package py

import "context"

// Host is who has an interpreter, and work of its own that goes on beside scripts.
type Host interface {
	// Begin is called before a script or statement runs, without the session lock, and end
	// with what became of it.
	Begin(ctx context.Context) (end func(err error))
	// Turn is called every few milliseconds of a script that computes, with the session lock.
	// What is given back, unless it is nil, is called as soon as the script has given that up.
	Turn() (release func())
	// Wait is Turn for a script that is about to wait.
	Wait() (release func())
}

// alone is a host without work of its own.
type alone struct{}

func (alone) Begin(context.Context) func(error) { return func(error) {} }
func (alone) Turn() func()                      { return nil }
func (alone) Wait() func()                      { return nil }
