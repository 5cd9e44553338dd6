package py

import (
	"context"
	"fmt"
	"math"
	"time"

	"go.starlark.net/starlark"
)

// threadingEntries is the module threading.
func threadingEntries() []Entry {
	return []Entry{
		{Sig: "Event()", Doc: "A flag that threads wait for.", Fn: newEvent},
		{Sig: "Lock()", Doc: "What one thread at a time has.", Fn: newLock},
		{Sig: "Thread(group=None, target=None, name=None, args=(), kwargs=None, daemon=None)", Doc: "A function that runs beside the script, in turns with it. The run waits for it to end, unless daemon is True.", Fn: newThreadOf},
		{Sig: "Timer(interval, function, args=None, kwargs=None)", Doc: "A thread that begins so many seconds after its start, if it is not canceled before.", Fn: newTimer},
	}
}

// newThreadOf makes a Thread.
func newThreadOf(c *Call) (starlark.Value, error) {
	var group, name, kwargs, daemon starlark.Value = starlark.None, starlark.None, starlark.None, starlark.None
	t := &thread{ip: c.Interp, fn: starlark.None}
	var args starlark.Value = starlark.None
	if err := c.Unpack("group?", &group, "target?", &t.fn, "name?", &name, "args?", &args, "kwargs?", &kwargs, "daemon?", &daemon); err != nil {
		return nil, err
	}
	t.daemon = bool(daemon.Truth())
	return t, t.called(c, name, args, kwargs)
}

func newTimer(c *Call) (starlark.Value, error) {
	var secs starlark.Float
	var args, kwargs starlark.Value = starlark.None, starlark.None
	t := &thread{ip: c.Interp, timer: true, off: make(chan struct{})}
	if err := c.Unpack("interval", FloatArg(&secs), "function", &t.fn, "args?", &args, "kwargs?", &kwargs); err != nil {
		return nil, err
	}
	t.delay = seconds(secs)
	return t, t.called(c, starlark.None, args, kwargs)
}

// called takes what the function gets, and the name or one by number and function.
func (t *thread) called(c *Call, name, args, kwargs starlark.Value) error {
	if fn, ok := t.fn.(starlark.Callable); !ok && t.fn != starlark.None {
		return Raise("TypeError", "%s: target: '%s' object is not callable", c.Name, TypeOf(t.fn))
	} else if name != starlark.None {
		if err := t.named(name); err != nil {
			return err
		}
	} else {
		c.threadCount++
		t.name = fmt.Sprintf("Thread-%d", c.threadCount)
		if ok {
			t.name += " (" + fn.Name() + ")"
		}
	}
	if args != starlark.None {
		list, ok := args.(starlark.Iterable)
		if !ok {
			return Raise("TypeError", "%s: args: got %s, want a tuple or a list", c.Name, TypeOf(args))
		}
		for v := range starlark.Elements(list) {
			t.args = append(t.args, v)
		}
	}
	if kwargs != starlark.None {
		d, ok := kwargs.(*starlark.Dict)
		if !ok {
			return Raise("TypeError", "%s: kwargs: got %s, want a dict", c.Name, TypeOf(kwargs))
		}
		t.kwargs = d.Items()
	}
	return nil
}

// seconds is a duration of so many of them.
func seconds(s starlark.Float) time.Duration {
	if n := float64(s) * 1e9; n < math.MaxInt64 {
		return time.Duration(n)
	}
	return math.MaxInt64
}

// timeoutOf takes the argument timeout: nil is none.
func timeoutOf(c *Call) (<-chan time.Time, error) {
	var timeout starlark.Value = starlark.None
	if err := c.Unpack("timeout?", &timeout); err != nil || timeout == starlark.None {
		return nil, err
	}
	secs, ok := starlark.AsFloat(timeout)
	if !ok {
		return nil, Raise("TypeError", "%s: timeout: got %s, want a number of seconds", c.Name, TypeOf(timeout))
	}
	return time.After(seconds(starlark.Float(max(secs, 0)))), nil
}

// await waits with the session lock released until there is something in done, or late: then it is false.
func (c *Call) await(done <-chan struct{}, late <-chan time.Time) (there bool, err error) {
	ctx := c.Context()
	err = c.Waiting(func() error {
		select {
		case <-done:
			there = true
		case <-late:
		case <-ctx.Done():
			return ctx.Err()
		}
		return nil
	})
	return there, err
}

// Join waits until no thread runs that is no daemon, or ctx ends.
func (ip *Interp) Join(ctx context.Context) {
	for {
		var done chan struct{}
		ip.Locked(func() {
			for t := range ip.running {
				done = t.done
			}
		})
		if done == nil {
			return
		}
		select {
		case <-done:
		case <-ctx.Done():
			return
		}
	}
}
