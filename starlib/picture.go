package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
	"starling/grid"
	"starling/internal/wall"
	"starling/specs/wire"
	"starling/starlib/py"
)

// Layout is how pictures of tables are laid out where scripts print to. It may be called from
// any goroutine.
func (h *Host) Layout() grid.Layout {
	var l grid.Layout
	if h.cfg.Layout != nil {
		l = h.cfg.Layout()
	}
	l.Now, l.Object, l.Nested = wall.Now(), h.objectText, valuesIn
	return l
}

// objectText is how values of the script are shown in a table.
func (h *Host) objectText(x any) string {
	switch x := x.(type) {
	case starlark.String:
		return string(x)
	case starlark.Value:
		return h.Repr(x)
	}
	return string(column.Java.Append(nil, x))
}

// valuesIn is what is in a value of a column, see grid.Layout.
func valuesIn(x any) (names []string, values []any, ok bool) {
	switch x := x.(type) {
	case *wire.Record:
		return x.Names, x.Values, true
	case *wire.Map:
		for _, k := range x.Keys {
			names = append(names, string(column.Java.Append(nil, k)))
		}
		return append([]string{}, names...), x.Values, true
	case *starlark.Dict:
		names = []string{}
		for k, v := range x.Entries() {
			names, values = append(names, keyText(k)), append(values, held(v))
		}
		return names, values, true
	case *starlark.List, starlark.Tuple:
		for v := range starlark.Elements(x.(starlark.Iterable)) {
			values = append(values, held(v))
		}
		return nil, values, true
	}
	return nil, nil, false
}

func keyText(k starlark.Value) string {
	if s, ok := starlark.AsString(k); ok {
		return s
	}
	return py.Short(k)
}

// held is a script value as a column of objects may hold it.
func held(v starlark.Value) any {
	switch x := v.(type) {
	case starlark.NoneType:
		return nil
	case starlark.String:
		return string(x)
	}
	return v
}

// KindOf is how a table changes, in a word: static, blink, append, add, ring, or live for any way.
func KindOf(t *engine.Table) string {
	a := t.Attrs
	switch {
	case !a.Refreshing:
		return "static"
	case a.Blink:
		return "blink"
	case a.AppendOnly:
		return "append"
	case a.AddOnly:
		return "add"
	case capacity(t.Plan().Op) > 0:
		return "ring"
	}
	return "live"
}

// StateOf says how a table of so many rows changes: "static", "live, append-only".
func StateOf(t *engine.Table, size int) string {
	switch KindOf(t) {
	case "static":
		return "static"
	case "blink":
		return "live, blink: the rows of one cycle"
	case "append":
		return "live, append-only"
	case "add":
		return "live, add-only"
	case "ring":
		n := capacity(t.Plan().Op)
		return fmt.Sprintf("live, ring(%d), %d of %d", n, size, n)
	}
	return "live"
}

// capacity is that of a ring, 0 of what is none.
func capacity(op plan.Op) int {
	switch o := op.(type) {
	case plan.RingTable:
		return o.Capacity
	case plan.Source:
		if o.Keep == plan.Last {
			return o.Size
		}
	}
	return 0
}
