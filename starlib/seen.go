package starlib

import (
	"runtime"

	"go.starlark.net/starlark"

	"starling/engine"
)

// Seen is what is seen of a variable of the script: its table, the open rows of a hierarchy, or the
// table of keys and tables of a partitioned one.
type Seen struct {
	Table *engine.Table
	value starlark.Value
}

// Keep holds the table until it is called: who is to have it for longer retains it before.
func (s Seen) Keep() { runtime.KeepAlive(s.value) }

// Seen is what is seen of the variable of that name; ok is false if there is none, or nothing to be
// seen of it. It takes the session lock.
func (h *Host) Seen(name string) (s Seen, ok bool) {
	v, ok := h.Globals()[name]
	if !ok || name == "_" {
		return Seen{}, false
	}
	return seenOf(v)
}

// SeenAll is what is seen of the script's variables, by name.
func (h *Host) SeenAll() map[string]Seen {
	out := map[string]Seen{}
	for name, v := range h.Globals() {
		if s, ok := seenOf(v); ok && name != "_" {
			out[name] = s
		}
	}
	return out
}

func seenOf(v starlark.Value) (s Seen, ok bool) {
	switch t := v.(type) {
	case *Table:
		return Seen{t.t, v}, true
	case *PartitionedTable:
		return Seen{t.p.Table(), v}, true
	case *Hierarchy:
		return Seen{t.Shown(), v}, true
	}
	return Seen{}, false
}
