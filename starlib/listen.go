package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/starlib/py"
)

// listenerEntries is the module deephaven.table_listener.
func listenerEntries() []py.Entry {
	return []py.Entry{
		{Sig: "MergedListener", Make: py.BaseClass("deephaven.table_listener", "MergedListener")},
		{Sig: "MergedListenerHandle(tables, listener, description=None, dependencies=None, on_error=None)", Doc: "A listener of several tables, to be started.", Fn: does(mergedHandle)},
		{Sig: "TableListener", Make: py.BaseClass("deephaven.table_listener", "TableListener")},
		{Sig: "TableListenerHandle(t, listener, description=None, dependencies=None, on_error=None)", Doc: "A listener of a table, to be started.", Fn: does(tableHandle)},
		{Sig: "TableUpdate", Value: py.TypeName("TableUpdate")},
		{Sig: "listen(t, listener, description=None, do_replay=False, dependencies=None, on_error=None)", Doc: "Calls listener(update, is_replay) after every update of a table.", Fn: does(listen)},
		{Sig: "merged_listen(tables, listener, do_replay=False, description=None, dependencies=None, on_error=None)", Doc: "Calls listener({table: update or None}, is_replay) after every update of any of the tables.", Fn: does(mergedListen)},
	}
}

// listening is the arguments of a listener.
type listening struct {
	listener, onError, dependencies starlark.Value
	description                     starlark.Value
	replay                          bool
}

func (a *listening) params() []any {
	return []any{"description?", &a.description, "dependencies?", &a.dependencies, "on_error?", &a.onError}
}

func newListening() *listening {
	return &listening{onError: starlark.None, dependencies: starlark.None, description: starlark.None}
}

func listen(c *call) (starlark.Value, error) {
	a, t := newListening(), (*Table)(nil)
	if err := c.Unpack("t", &t, "listener", &a.listener, "description?", &a.description, "do_replay?", &a.replay, "dependencies?", &a.dependencies, "on_error?", &a.onError); err != nil {
		return nil, err
	}
	return c.begin(a, []*Table{t}, false)
}

func mergedListen(c *call) (starlark.Value, error) {
	a, tables := newListening(), someTables(nil)
	if err := c.Unpack("tables", &tables, "listener", &a.listener, "do_replay?", &a.replay, "description?", &a.description, "dependencies?", &a.dependencies, "on_error?", &a.onError); err != nil {
		return nil, err
	}
	return c.begin(a, tables, true)
}

// begin makes a handle and starts it.
func (c *call) begin(a *listening, tables []*Table, merged bool) (starlark.Value, error) {
	h, err := c.newHandle(a, tables, merged)
	if err != nil {
		return nil, err
	}
	return h, c.start(h, a.replay)
}

func tableHandle(c *call) (starlark.Value, error) {
	a, t := newListening(), (*Table)(nil)
	if err := c.Unpack(append([]any{"t", &t, "listener", &a.listener}, a.params()...)...); err != nil {
		return nil, err
	}
	return c.handle(a, []*Table{t}, false)
}

func mergedHandle(c *call) (starlark.Value, error) {
	a, tables := newListening(), someTables(nil)
	if err := c.Unpack(append([]any{"tables", &tables, "listener", &a.listener}, a.params()...)...); err != nil {
		return nil, err
	}
	return c.handle(a, tables, true)
}

func (c *call) handle(a *listening, tables []*Table, merged bool) (starlark.Value, error) {
	h, err := c.newHandle(a, tables, merged)
	if err != nil {
		return nil, err
	}
	return h, nil
}

// someTables takes a list of tables.
type someTables []*Table

// Unpack implements starlark.Unpacker.
func (l *someTables) Unpack(v starlark.Value) error {
	list, ok := v.(starlark.Iterable)
	if !ok {
		return fmt.Errorf("got %s, want a list of tables", py.TypeOf(v))
	}
	for x := range starlark.Elements(list) {
		t, ok := x.(*Table)
		if !ok {
			return fmt.Errorf("got a list with %s, want tables", py.TypeOf(x))
		}
		*l = append(*l, t)
	}
	return nil
}

// newHandle checks the arguments of a listener.
func (c *call) newHandle(a *listening, tables []*Table, merged bool) (*listenerHandle, error) {
	h := &listenerHandle{host: c.host, tables: tables, merged: merged}
	if merged && len(tables) < 2 {
		return nil, c.failed(fmt.Errorf("tables: a merged listener listens to at least 2 tables, got %d; listen is for one", len(tables)))
	}
	seen := map[*engine.Table]bool{}
	for _, t := range tables {
		if !t.t.Attrs.Refreshing {
			return nil, c.failed(fmt.Errorf("the table must be a refreshing table: %v never changes", t))
		}
		if seen[t.t] {
			return nil, c.failed(fmt.Errorf("tables: %v is there twice", t))
		}
		seen[t.t] = true
	}
	if err := checkDependencies(a.dependencies); err != nil {
		return nil, c.failed(fmt.Errorf("dependencies: %w", err))
	}
	if err := h.functions(c, a); err != nil {
		return nil, err
	}
	what := "listener " + h.call.fn.Name()
	if s, ok := starlark.AsString(a.description); ok {
		what += " (" + s + ")"
	} else if a.description != starlark.None {
		return nil, c.failed(fmt.Errorf("description: got %s, want a text", py.TypeOf(a.description)))
	}
	h.call.what = what
	return h, nil
}

// checkDependencies takes a table, some, or None. All tables are through with a cycle when
// listeners' functions are called, so there is nothing to wait for.
func checkDependencies(v starlark.Value) error {
	switch v := v.(type) {
	case starlark.NoneType, *Table:
		return nil
	default:
		return new(someTables).Unpack(v)
	}
}

// functions finds what is to be called: a function, or the methods of an object.
func (h *listenerHandle) functions(c *call, a *listening) error {
	if fn, ok := a.listener.(starlark.Callable); ok && py.IsCallable(fn) {
		h.call.fn = fn
		if a.onError != starlark.None {
			if h.call.onError, ok = a.onError.(starlark.Callable); !ok || !py.IsCallable(a.onError) {
				return c.failed(fmt.Errorf("on_error: got %s, want a function", py.TypeOf(a.onError)))
			}
		}
		return wants2(fn, c.Name+": listener: the function must have 2 parameters, (update, is_replay)")
	}
	v, err := py.GetAttr(a.listener, "on_update")
	fn, ok := v.(starlark.Callable)
	if err != nil || !ok {
		return c.failed(fmt.Errorf("listener is neither callable nor a TableListener object: got %s, want a function of (update, is_replay), or an object with on_update", py.TypeOf(a.listener)))
	}
	h.call.fn = fn
	if a.onError != starlark.None {
		return c.failed(fmt.Errorf("on_error: the listener is an object, whose own on_error is called"))
	}
	if v, err := py.GetAttr(a.listener, "on_error"); err == nil {
		h.call.onError, _ = v.(starlark.Callable)
	}
	return wants2(fn, c.Name+": listener: on_update must have 2 parameters, (update, is_replay)")
}

// wants2 reports that a function of the script does not take two arguments.
func wants2(fn starlark.Callable, what string) error {
	if f, ok := fn.(*starlark.Function); ok && f.NumParams() != 2 {
		return py.Raise("ValueError", "%s: it has %d", what, f.NumParams())
	}
	return nil
}
