package starlib

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"starling/starlib/py"
)

// formality is an object of Deephaven's that scripts take care of there and need not here: an
// execution context, an update graph, a lock, a liveness scope. With statements take them all. Formulas keep what they name,
// cycles never see half of a script's statement, and tables live while something uses them.
type formality struct {
	host    *Host
	class   string
	members []py.Entry
}

func (x *formality) String() string {
	if x.class == "UpdateGraph" {
		return "PeriodicUpdateGraph-DEFAULT" // the name that Deephaven's has
	}
	return "<" + x.class + ">"
}
func (x *formality) Type() string          { return x.class }
func (x *formality) Freeze()               {}
func (x *formality) Truth() starlark.Bool  { return true }
func (x *formality) Hash() (uint32, error) { return starlark.String(x.class).Hash() }

// Attr is an attribute or a method.
func (x *formality) Attr(name string) (starlark.Value, error) {
	if x.class != "UpdateGraph" && strings.HasPrefix(name, "__") {
		return x.host.Attribute(x.context(), x, name)
	}
	return x.host.Attribute(x.members, x, name)
}

// context is what a with statement does with it: nothing. A lock has no value within one.
func (x *formality) context() []py.Entry {
	if x.class == "UpdateGraphLock" {
		return py.ContextEntries(func(*py.Call) (starlark.Value, error) { return starlark.None, nil }, nil)
	}
	return py.ContextEntries(nil, nil)
}

// AttrNames is the names of the attributes and methods.
func (x *formality) AttrNames() []string { return py.EntryNames(x.members) }

// executionEntries is the module deephaven.execution_context.
func executionEntries() []py.Entry {
	return []py.Entry{
		{Sig: "ExecutionContext", Value: py.NewNamespace("ExecutionContext", nil)},
		{Sig: "get_exec_ctx()", Doc: "The execution context; formulas need none here.", Fn: does(execContext)},
		{Sig: "make_user_exec_ctx(freeze_vars=None)", Doc: "An execution context; formulas need none here, they keep the variables that they name.", Fn: does(userContext)},
	}
}

func (h *Host) execContext() *formality {
	return &formality{h, "ExecutionContext", []py.Entry{
		{Sig: "update_graph", Doc: "The graph that updates tables.", Fn: func(c *py.Call) (starlark.Value, error) {
			return &formality{h, "UpdateGraph", nil}, nil
		}},
	}}
}

func execContext(c *call) (starlark.Value, error) { return c.host.execContext(), c.Unpack() }

func userContext(c *call) (starlark.Value, error) {
	var names texts
	if err := c.Unpack("freeze_vars?", &names); err != nil {
		return nil, err
	}
	for _, name := range names {
		if _, ok := c.host.Visible(name); !ok {
			return nil, c.failed(fmt.Errorf("freeze_vars: there is no variable %s", name))
		}
	}
	return c.host.execContext(), nil
}

// updateGraphEntries is the module deephaven.update_graph.
func updateGraphEntries() []py.Entry {
	const lock = "A lock of the graph; there is no need for it here: no statement of a script sees half a cycle."
	return []py.Entry{
		{Sig: "UpdateGraph", Value: py.NewNamespace("UpdateGraph", nil)},
		{Sig: "auto_locking", Doc: "Whether statements that need a lock take it by themselves: none needs one here.", Value: starlark.True},
		{Sig: "auto_locking_ctx(*args, **kwargs)", Doc: lock, Fn: does(autoLock)},
		{Sig: "auto_locking_op(f)", Doc: "Gives a function back as it is: it needs no lock here.", Fn: does(autoLocked)},
		{Sig: "exclusive_lock(ug)", Doc: lock, Fn: does(graphLock)},
		{Sig: "exclusive_locked(ug)", Doc: "Gives a function back as it is: it needs no lock here.", Fn: does(lockedBy)},
		{Sig: "has_exclusive_lock(ug) -> bool", Doc: "Whether the script keeps the graph from changing: never.", Fn: does(hasLock)},
		{Sig: "has_shared_lock(ug) -> bool", Doc: "Whether the script keeps the graph from changing: never.", Fn: does(hasLock)},
		{Sig: "shared_lock(ug)", Doc: lock, Fn: does(graphLock)},
		{Sig: "shared_locked(ug)", Doc: "Gives a function back as it is: it needs no lock here.", Fn: does(lockedBy)},
	}
}

// ofGraph unpacks the argument that says which graph: it, or a table of it.
func (c *call) ofGraph() error {
	var ug starlark.Value
	if err := c.Unpack("ug", &ug); err != nil {
		return err
	}
	if isReferent(ug) {
		return nil
	}
	if x, ok := ug.(*formality); ok && x.class == "UpdateGraph" {
		return nil
	}
	return py.Raise("TypeError", "%s: ug: got %s, want a table or get_exec_ctx().update_graph", c.Name, py.Short(ug))
}

func graphLock(c *call) (starlark.Value, error) {
	return &formality{c.host, "UpdateGraphLock", nil}, c.ofGraph()
}

// autoLock is auto_locking_ctx, which takes whatever the locked call would.
func autoLock(c *call) (starlark.Value, error) {
	return &formality{c.host, "UpdateGraphLock", nil}, nil
}

func autoLocked(c *call) (starlark.Value, error) {
	var f starlark.Callable
	err := c.Unpack("f", &f)
	return f, err
}

func hasLock(c *call) (starlark.Value, error) { return starlark.False, c.ofGraph() }

func lockedBy(c *call) (starlark.Value, error) {
	if err := c.ofGraph(); err != nil {
		return nil, err
	}
	e := py.Entry{Sig: "locked(f)", Doc: "Gives a function back.", Fn: func(c *py.Call) (starlark.Value, error) {
		var f starlark.Callable
		err := c.Unpack("f", &f)
		return f, err
	}}
	return py.NewFunction("locked", e), nil
}

// livenessEntries is the module deephaven.liveness_scope.
func livenessEntries() []py.Entry {
	return []py.Entry{
		{Sig: "LivenessScope()", Doc: "A scope of tables; here tables live while something uses them.", Fn: does(livenessScope)},
		{Sig: "SimpleLivenessScope()", Doc: "A scope of tables; here tables live while something uses them.", Fn: does(livenessScope)},
		{Sig: "is_liveness_referent(referent) -> bool", Doc: "Whether it is a table.", Fn: does(func(c *call) (starlark.Value, error) {
			var v starlark.Value
			err := c.Unpack("referent", &v)
			return starlark.Bool(isReferent(v)), err
		})},
		{Sig: "liveness_scope()", Doc: "A scope of tables; here tables live while something uses them.", Fn: does(livenessScope)},
	}
}

func isReferent(v starlark.Value) bool {
	switch v.(type) {
	case *Table, *PartitionedTable, *Hierarchy:
		return true
	}
	return false
}

func livenessScope(c *call) (starlark.Value, error) {
	const doc = "Takes a table; it lives while something uses it."
	return &formality{c.host, c.Name, []py.Entry{
		{Sig: "manage(referent)", Doc: doc, Fn: does(managed)},
		{Sig: "preserve(referent)", Doc: doc, Fn: does(managed)},
		{Sig: "release()", Doc: "Closes nothing that is in use.", Fn: func(c *py.Call) (starlark.Value, error) { return starlark.None, c.Unpack() }},
		{Sig: "unmanage(referent)", Doc: doc, Fn: does(managed)},
	}}, c.Unpack()
}

func managed(c *call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("referent", &v); err != nil {
		return nil, err
	}
	if !isReferent(v) {
		return nil, py.Raise("TypeError", "%s: referent: got %s, want a table", c.Name, py.Short(v))
	}
	return starlark.None, nil
}
