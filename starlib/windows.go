package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine/plan"
	"starling/engine/window"
	"starling/starlib/py"
)

// windowOp is what rolling_sum_tick("New = Old", 3) gives.
type windowOp struct{ plan.Window }

func (w *windowOp) String() string        { return fmt.Sprintf("<updateby.%s>", w.Name) }
func (w *windowOp) Type() string          { return "UpdateByOperation" }
func (w *windowOp) Freeze()               {}
func (w *windowOp) Truth() starlark.Bool  { return true }
func (w *windowOp) Hash() (uint32, error) { return starlark.String(w.Name).Hash() }

// windowEntries is the module deephaven.updateby: all operations of update_by that there are.
func windowEntries() []py.Entry {
	var out []py.Entry
	for _, d := range window.Defs() {
		for _, sig := range d.Sigs() {
			out = append(out, py.Entry{Sig: sig, Doc: d.Doc, Fn: does(windowOf(d.Name, sig))})
		}
	}
	return inOrder(out)
}

// windowOf makes an operation by the parameters that its signature has.
func windowOf(name, sig string) func(*call) (starlark.Value, error) {
	params := (&py.Entry{Sig: sig}).Params()
	return func(c *call) (starlark.Value, error) {
		w := &windowOp{plan.Window{Name: name}}
		var cols pairs
		u := newUnpacking(c)
		for _, p := range params {
			switch p.Name {
			case "cols":
				u.into(p, &cols)
			case "wcol":
				u.into(p, &w.Weight)
			case "rev_ticks":
				u.into(p, &w.Back)
			case "fwd_ticks":
				u.into(p, &w.Ahead)
			default:
				panic("starlib: no argument of update_by is named " + p.Name)
			}
		}
		err := u.done()
		w.Pairs = cols
		return w, err
	}
}

// windows takes one operation of update_by or a list.
type windows []plan.Window

// Unpack implements starlark.Unpacker.
func (w *windows) Unpack(v starlark.Value) error {
	list := []starlark.Value{v}
	if seq, ok := v.(starlark.Iterable); ok {
		list = list[:0]
		for x := range starlark.Elements(seq) {
			list = append(list, x)
		}
	}
	for _, x := range list {
		op, ok := x.(*windowOp)
		if !ok {
			return fmt.Errorf("got %s, want operations such as cum_sum(\"Qty\") of deephaven.updateby", py.TypeOf(x))
		}
		*w = append(*w, op.Window)
	}
	return nil
}
