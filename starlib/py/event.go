package py

import "go.starlark.net/starlark"

// event is a flag that threads wait for; guarded by the session lock.
type event struct {
	ip  *Interp
	set chan struct{} // closed when it is set
}

func newEvent(c *Call) (starlark.Value, error) {
	return &event{c.Interp, make(chan struct{})}, c.Unpack()
}

func (e *event) String() string        { return "<threading.Event>" }
func (e *event) Type() string          { return "Event" }
func (e *event) Freeze()               {}
func (e *event) Truth() starlark.Bool  { return true }
func (e *event) Hash() (uint32, error) { return uint32(PointerOf(e) >> 4), nil }
func (e *event) AttrNames() []string   { return EntryNames(eventMethods()) }

// Attr is a method.
func (e *event) Attr(name string) (starlark.Value, error) {
	return e.ip.Attribute(eventMethods(), e, name)
}

func (e *event) isSet() bool {
	select {
	case <-e.set:
		return true
	default:
		return false
	}
}

// eventMethods is THE table of what events have.
func eventMethods() []Entry {
	return []Entry{
		{Sig: "clear()", Doc: "Takes the flag down.", Fn: func(c *Call) (starlark.Value, error) {
			if e := c.Recv.(*event); e.isSet() {
				e.set = make(chan struct{})
			}
			return starlark.None, c.Unpack()
		}},
		{Sig: "is_set() -> bool", Doc: "Whether the flag is up.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.Bool(c.Recv.(*event).isSet()), c.Unpack()
		}},
		{Sig: "set()", Doc: "Puts the flag up: nobody waits any longer.", Fn: func(c *Call) (starlark.Value, error) {
			if e := c.Recv.(*event); !e.isSet() {
				close(e.set)
			}
			return starlark.None, c.Unpack()
		}},
		{Sig: "wait(timeout=None) -> bool", Doc: "Waits until the flag is up; False if the seconds of timeout went by.", Fn: func(c *Call) (starlark.Value, error) {
			late, err := timeoutOf(c)
			if err != nil {
				return nil, err
			}
			there, err := c.await(c.Recv.(*event).set, late)
			return starlark.Bool(there), err
		}},
	}
}
