package py

import (
	"time"

	"go.starlark.net/starlark"
)

// lock is what one thread at a time has.
type lock struct {
	ip   *Interp
	free chan struct{} // holds one token while nobody has it
}

func newLock(c *Call) (starlark.Value, error) {
	l := &lock{c.Interp, make(chan struct{}, 1)}
	l.free <- struct{}{}
	return l, c.Unpack()
}

func (l *lock) String() string        { return "<threading.Lock>" }
func (l *lock) Type() string          { return "lock" }
func (l *lock) Freeze()               {}
func (l *lock) Truth() starlark.Bool  { return true }
func (l *lock) Hash() (uint32, error) { return uint32(PointerOf(l) >> 4), nil }
func (l *lock) AttrNames() []string   { return EntryNames(lockMethods()) }

// Attr is a method.
func (l *lock) Attr(name string) (starlark.Value, error) {
	return l.ip.Attribute(lockMethods(), l, name)
}

// lockMethods is THE table of what locks have.
func lockMethods() []Entry {
	return append(ContextEntries(acquire, release), []Entry{
		{Sig: "acquire(blocking=True, timeout=-1) -> bool", Doc: "Waits for the lock and takes it; False if it is not to be had.", Fn: acquire},
		{Sig: "locked() -> bool", Doc: "Whether somebody has it.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.Bool(len(c.Recv.(*lock).free) == 0), c.Unpack()
		}},
		{Sig: "release()", Doc: "Gives it back.", Fn: func(c *Call) (starlark.Value, error) {
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			return release(c)
		}},
	}...)
}

func release(c *Call) (starlark.Value, error) {
	select {
	case c.Recv.(*lock).free <- struct{}{}:
		return starlark.None, nil
	default:
		return nil, Raise("RuntimeError", "release unlocked lock")
	}
}

func acquire(c *Call) (starlark.Value, error) {
	l, blocking, timeout := c.Recv.(*lock), true, starlark.Float(-1)
	if err := c.Unpack("blocking?", &blocking, "timeout?", FloatArg(&timeout)); err != nil {
		return nil, err
	}
	select {
	case <-l.free:
		return starlark.True, nil
	default:
		if !blocking {
			return starlark.False, nil
		}
	}
	var late <-chan time.Time
	if timeout >= 0 {
		late = time.After(seconds(timeout))
	}
	there, err := c.await(l.free, late)
	return starlark.Bool(there), err
}
