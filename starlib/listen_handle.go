package starlib

import (
	"go.starlark.net/starlark"

	"starling/engine"
	"starling/starlib/py"
)

// listenerHandle starts and stops a listener. The listening goes on without it: it ends when
// it is stopped, or with the script's host.
type listenerHandle struct {
	host   *Host
	tables []*Table
	merged bool
	call   listenerCall

	now  *listener // since the start, nil when stopped; guarded by the session lock
	stop func()
}

func (h *listenerHandle) String() string        { return "<" + h.Type() + " of " + h.call.what + ">" }
func (h *listenerHandle) Freeze()               {}
func (h *listenerHandle) Truth() starlark.Bool  { return true }
func (h *listenerHandle) Hash() (uint32, error) { return uint32(py.PointerOf(h) >> 4), nil }

func (h *listenerHandle) Type() string {
	if h.merged {
		return "MergedListenerHandle"
	}
	return "TableListenerHandle"
}

// Attr is a method.
func (h *listenerHandle) Attr(name string) (starlark.Value, error) {
	return h.host.Attribute(handleMethods(), h, name)
}

// AttrNames is the names of the methods.
func (h *listenerHandle) AttrNames() []string { return py.EntryNames(handleMethods()) }

// Documentation is what help says of it.
func (h *listenerHandle) Documentation() (string, []py.Entry) {
	return "A listener of tables.", handleMethods()
}

// handleMethods is THE table of what handles have.
func handleMethods() []py.Entry {
	return []py.Entry{
		{Sig: "start(do_replay=False)", Doc: "Begins to listen; do_replay has the present rows come first.", Fn: does(startListener)},
		{Sig: "stop()", Doc: "Ends the listening; what was not handled yet is dropped.", Fn: does(stopListener)},
	}
}

func startListener(c *call) (starlark.Value, error) {
	replay := false
	if err := c.Unpack("do_replay?", &replay); err != nil {
		return nil, err
	}
	return starlark.None, c.start(c.Recv.(*listenerHandle), replay)
}

// start begins the listening. With replay, the function has been called with the present rows
// when it returns.
func (c *call) start(h *listenerHandle, replay bool) error {
	if h.now != nil {
		return py.Raise("RuntimeError", "%s: the listener is started already; stop() ends that", c.Name)
	}
	l := &listener{queue: c.host.listeners, tables: h.tables, merged: h.merged, does: h.call, failed: engine.Everything}
	begin := func() error { return nil }
	if replay {
		begin = l.replay
	}
	var tables []*engine.Table
	for _, t := range h.tables {
		tables = append(tables, t.t)
	}
	heard, ctx := c.heard(), c.Context()
	h.now = l
	var stop func()
	err := c.host.build(func() (err error) {
		stop, err = c.host.cfg.Graph.ListenAll(tables, l, begin)
		return err
	})
	if err != nil {
		h.now = nil
		return c.failed(err)
	}
	h.stop = stop
	if !replay {
		return nil
	}
	return c.Outside(func() error { return heard(ctx) })
}

func stopListener(c *call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	h := c.Recv.(*listenerHandle)
	if h.stop == nil {
		return starlark.None, nil
	}
	l, stop := h.now, h.stop
	h.now, h.stop = nil, nil
	l.end(c.Beside())
	return starlark.None, c.Outside(func() error { stop(); return nil })
}
