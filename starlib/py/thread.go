package py

import (
	"fmt"
	"time"

	"go.starlark.net/starlark"
)

// threadMethods is THE table of what threads have.
func threadMethods() []Entry {
	return []Entry{
		{Sig: "cancel()", Doc: "Keeps a timer from beginning.", Fn: cancelTimer},
		{Sig: "daemon", Doc: "Whether the run ends without waiting for it.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.Bool(c.Recv.(*thread).daemon), nil
		}},
		{Sig: "is_alive() -> bool", Doc: "Whether it was started and has not ended.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.Bool(c.Recv.(*thread).alive()), c.Unpack()
		}},
		{Sig: "join(timeout=None)", Doc: "Waits until it has ended, or so many seconds.", Fn: joinThread},
		{Sig: "name", Doc: "Its name.", Fn: func(c *Call) (starlark.Value, error) { return starlark.String(c.Recv.(*thread).name), nil }},
		{Sig: "start()", Doc: "Has it run.", Fn: startThread},
	}
}

// thread is a Thread or, with a delay, a Timer. Its fields are guarded by the session lock.
type thread struct {
	ip     *Interp
	name   string
	fn     starlark.Value
	args   starlark.Tuple
	kwargs []starlark.Tuple
	daemon bool
	timer  bool
	delay  time.Duration
	off    chan struct{} // closed when a timer is canceled
	done   chan struct{} // closed at the end; nil before the start
}

func (t *thread) String() string        { return fmt.Sprintf("<Thread(%s)>", t.name) }
func (t *thread) Type() string          { return "Thread" }
func (t *thread) Freeze()               {}
func (t *thread) Truth() starlark.Bool  { return true }
func (t *thread) Hash() (uint32, error) { return uint32(PointerOf(t) >> 4), nil }
func (t *thread) AttrNames() []string   { return EntryNames(threadMethods()) }

// Attr is an attribute or a method.
func (t *thread) Attr(name string) (starlark.Value, error) {
	return t.ip.Attribute(threadMethods(), t, name)
}

// SetField assigns to daemon or name, before the start.
func (t *thread) SetField(name string, v starlark.Value) error {
	switch name {
	case "daemon":
		if t.done != nil {
			return Raise("RuntimeError", "cannot set daemon status of active thread")
		}
		t.daemon = bool(v.Truth())
		return nil
	case "name":
		return t.named(v)
	}
	return Raise("AttributeError", "'Thread' object has no attribute '%s' to assign to", name)
}

func (t *thread) named(v starlark.Value) error {
	name, ok := starlark.AsString(v)
	if !ok {
		return Raise("TypeError", "name: got %s, want a string", TypeOf(v))
	}
	t.name = name
	return nil
}

// Documentation is what help says of it.
func (t *thread) Documentation() (string, []Entry) {
	return "A function that runs beside the script.", threadMethods()
}

func (t *thread) alive() bool {
	if t.done == nil {
		return false
	}
	select {
	case <-t.done:
		return false
	default:
		return true
	}
}

func startThread(c *Call) (starlark.Value, error) {
	t := c.Recv.(*thread)
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	if t.done != nil {
		return nil, Raise("RuntimeError", "threads can only be started once")
	}
	t.done = make(chan struct{})
	if !t.daemon {
		c.running[t] = true
	}
	go t.run()
	return starlark.None, nil
}

// run calls the function beside the script. What it fails with is printed.
func (t *thread) run() {
	ip := t.ip
	defer close(t.done)
	defer ip.Locked(func() { delete(ip.running, t) })
	if t.timer {
		select {
		case <-time.After(t.delay):
		case <-t.off:
			return
		case <-ip.ctx.Done():
			return
		}
	}
	if t.fn == starlark.None {
		return
	}
	err := ip.CallBeside(ip.ctx, func(th *starlark.Thread) error {
		_, err := starlark.Call(th, t.fn, t.args, t.kwargs)
		return err
	})
	if err != nil && ip.ctx.Err() == nil {
		ip.Locked(func() { fmt.Fprintf(ip.cfg.Stderr, "Exception in thread %s:\n%v\n", t.name, err) })
	}
}

func cancelTimer(c *Call) (starlark.Value, error) {
	t := c.Recv.(*thread)
	if !t.timer {
		return nil, Raise("AttributeError", "'Thread' object has no attribute 'cancel': only a Timer has")
	}
	select {
	case <-t.off:
	default:
		close(t.off)
	}
	return starlark.None, c.Unpack()
}

func joinThread(c *Call) (starlark.Value, error) {
	t := c.Recv.(*thread)
	late, err := timeoutOf(c)
	if err != nil {
		return nil, err
	}
	if t.done == nil {
		return nil, Raise("RuntimeError", "cannot join thread before it is started")
	}
	_, err = c.await(t.done, late)
	return starlark.None, err
}
