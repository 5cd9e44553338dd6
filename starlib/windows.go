package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine/column"
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

// windowEntries is the module deephaven.updateby: all operations of update_by that there are, and
// what they take.
func windowEntries() []py.Entry {
	out := []py.Entry{
		{Sig: "BadDataBehavior", Value: py.Enums("BadDataBehavior", "SKIP", "RESET", "THROW", "POISON")},
		{Sig: "DeltaControl", Value: py.Enums("DeltaControl", "NULL_DOMINATES", "VALUE_DOMINATES", "ZERO_DOMINATES")},
		{Sig: "MathContext", Value: py.Enums("MathContext", "DECIMAL128", "DECIMAL64", "DECIMAL32", "UNLIMITED")},
		{Sig: "OperationControl(on_null=BadDataBehavior.SKIP, on_nan=BadDataBehavior.SKIP, big_value_context=MathContext.DECIMAL128)", Doc: "What nulls and NaN do to a moving value, and how exact BigDecimal is.", Fn: does(newControl)},
		{Sig: "UpdateByOperation", Doc: "What the functions here make.", Value: py.TypeName("UpdateByOperation")},
	}
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
		u := newUnpacking(c)
		for _, p := range params {
			w.take(u, p)
		}
		return w, u.done()
	}
}

// take takes a parameter of an operation.
func (w *windowOp) take(u *unpacking, p py.Param) {
	switch p.Name {
	case "col":
		w.Pairs = []plan.Pair{{}}
		u.into(p, &w.Pairs[0].New)
	case "cols":
		u.into(p, (*pairs)(&w.Pairs))
	case "filters":
		u.into(p, (*filters)(&w.Filters))
	case "formula":
		u.into(p, &w.Formula.Text)
	case "formula_param":
		u.optional(p, &w.Param)
	case "wcol":
		u.into(p, &w.Weight)
	case "ts_col":
		u.into(p, &w.Time)
	case "rev_ticks":
		u.into(p, &w.Back)
	case "fwd_ticks":
		u.into(p, &w.Ahead)
	case "rev_time":
		u.value(p, "TypeError", nanoseconds(&w.Back))
	case "fwd_time":
		u.value(p, "TypeError", nanoseconds(&w.Ahead))
	case "decay_ticks":
		u.into(p, py.FloatArg((*starlark.Float)(&w.Args.Decay)))
	case "decay_time":
		n := new(int)
		u.value(p, "TypeError", nanoseconds(n))
		u.then = append(u.then, func() error { w.Args.Decay = float64(*n); return nil })
	case "delta_control":
		u.value(p, "TypeError", choice("DeltaControl", &w.Args.Delta))
	case "op_control":
		u.value(p, "TypeError", w.control)
	default:
		panic("starlib: no argument of update_by is named " + p.Name)
	}
}

// nanoseconds takes a time as duration does; None, which is left out, is 0.
func nanoseconds(n *int) func(starlark.Value) error {
	return func(v starlark.Value) error {
		if v == starlark.None {
			return nil
		}
		d, err := duration(v)
		*n = int(d)
		return err
	}
}

// choice takes a constant of a class; None is the first.
func choice[T ~uint8](class string, dst *T) func(starlark.Value) error {
	return func(v starlark.Value) error {
		n, err := py.Choice(v, class, 0)
		*dst = T(n)
		return err
	}
}

// control is what OperationControl(on_null=BadDataBehavior.RESET) gives.
type control struct {
	null, nan window.BadData
	exact     uint8 // a MathContext
}

func (o *control) String() string       { return "<updateby.OperationControl>" }
func (o *control) Type() string         { return "OperationControl" }
func (o *control) Freeze()              {}
func (o *control) Truth() starlark.Bool { return true }
func (o *control) Hash() (uint32, error) {
	return uint32(o.null)<<16 | uint32(o.nan)<<8 | uint32(o.exact), nil
}

func newControl(c *call) (starlark.Value, error) {
	o := &control{}
	u := newUnpacking(c)
	for _, p := range (&py.Entry{Sig: "(on_null=, on_nan=, big_value_context=)"}).Params() {
		switch p.Name {
		case "on_null":
			u.value(p, "TypeError", choice("BadDataBehavior", &o.null))
		case "on_nan":
			u.value(p, "TypeError", choice("BadDataBehavior", &o.nan))
		case "big_value_context":
			u.value(p, "TypeError", choice("MathContext", &o.exact))
		}
	}
	return o, u.done()
}

// control takes what OperationControl gives.
func (w *windowOp) control(v starlark.Value) error {
	if v == starlark.None {
		return nil
	}
	o, ok := v.(*control)
	if !ok {
		return fmt.Errorf("got %s, want an OperationControl", py.TypeOf(v))
	}
	digits := [...]int32{34, 16, 7, 0}
	w.Args.Null, w.Args.NaN = o.null, o.nan
	w.Args.Exact = &column.MathContext{Digits: digits[o.exact], Mode: column.HalfEven}
	return nil
}

// windows takes one operation of update_by or a list.
type windows []plan.Window

// Unpack implements starlark.Unpacker.
func (w *windows) Unpack(v starlark.Value) error {
	for _, x := range oneOrMore(v) {
		op, ok := x.(*windowOp)
		if !ok {
			return fmt.Errorf("got %s, want operations such as cum_sum(\"Qty\") of deephaven.updateby", py.TypeOf(x))
		}
		*w = append(*w, op.Window)
	}
	return nil
}
