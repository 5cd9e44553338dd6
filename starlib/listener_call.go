package starlib

import (
	"context"

	"go.starlark.net/starlark"
)

// listenerCall is what is called: the script's functions.
type listenerCall struct {
	fn      starlark.Callable
	onError starlark.Callable // nil: the error is printed
	what    string            // "listener f", for messages
}

// call calls the function for d; one that fails is called no more.
func (l *listener) call(d *delivery) {
	ctx, cancel := context.WithCancel(l.queue.host.Life())
	defer cancel()
	if !l.enter(cancel) {
		return
	}
	err := d.err
	if err == nil {
		err = l.queue.host.CallBeside(ctx, func(th *starlark.Thread) error {
			_, err := starlark.Call(th, l.does.fn, starlark.Tuple{l.argument(d), starlark.Bool(d.replay)}, nil)
			return err
		})
	}
	if l.leave(d, err) {
		l.report(ctx, err)
	}
}

// enter says that the function is called now; false if it is not to be.
func (l *listener) enter(cancel context.CancelFunc) bool {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	l.cancel = cancel
	return !l.over
}

// leave says what became of the call; true if that is to be reported.
func (l *listener) leave(d *delivery, err error) bool {
	l.queue.mu.Lock()
	defer l.queue.mu.Unlock()
	l.cancel = nil
	if err == nil || l.over || l.queue.host.Life().Err() != nil {
		return false
	}
	l.over = true
	l.failed = before(d.cycle)
	l.queue.drop(l)
	l.queue.host.cfg.Graph.Wake()
	return true
}

// report tells the script, or else the user, why the listener ended.
func (l *listener) report(ctx context.Context, why error) {
	if l.does.onError != nil {
		text := why.Error()
		why = l.queue.host.CallBeside(ctx, func(th *starlark.Thread) error {
			_, err := starlark.Call(th, l.does.onError, starlark.Tuple{starlark.String(text)}, nil)
			return err
		})
		if why == nil {
			return
		}
	}
	l.queue.say("%s is stopped: an error occurred during table update processing:\n%v", l.does.what, why)
}

// argument is what the function gets: an update, or of a merged listener one by table.
func (l *listener) argument(d *delivery) starlark.Value {
	if !l.merged {
		return &tableUpdate{host: l.queue.host, of: l.tables[0], c: d.changes[0]}
	}
	byTable := starlark.NewDict(len(l.tables))
	for i, t := range l.tables {
		var v starlark.Value = starlark.None
		if c := d.changes[i]; c != nil {
			v = &tableUpdate{host: l.queue.host, of: t, c: c}
		}
		_ = byTable.SetKey(t, v) // a new dict takes every table
	}
	return byTable
}
