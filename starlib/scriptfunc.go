package starlib

import (
	"errors"
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/engine/expr"
	"starling/starlib/py"
)

// scriptFunc is a function of the script in a formula.
type scriptFunc struct {
	h     *Host
	fn    starlark.Callable
	name  string
	typ   column.Type
	typed bool
	takes []takes // of the parameters, as far as they are known
}

func (f *scriptFunc) Name() string { return f.name }

// Result is the type that the function's annotation names.
func (f *scriptFunc) Result() (column.Type, bool) { return f.typ, f.typed }

// Check is an error if the annotations exclude arguments of these types.
func (f *scriptFunc) Check(args []column.Type) error {
	for i, t := range args {
		if err := f.param(i).check(f.name, t); err != nil {
			return err
		}
	}
	return nil
}

func (f *scriptFunc) param(i int) takes {
	if i < len(f.takes) {
		return f.takes[i]
	}
	return takes{}
}

// Call calls the function once per row.
func (f *scriptFunc) Call(args []expr.Values, n int, out column.Vector) error {
	return f.h.inFormula(func(th *starlark.Thread) error {
		cols := make([][]starlark.Value, len(args))
		for i, a := range args {
			cols[i] = f.param(i).arguments(make([]starlark.Value, 0, n), a.Vector, a.Type)
		}
		put, row := sinkOf(out), make(starlark.Tuple, len(args))
		for i := range n {
			for j, c := range cols {
				row[j] = c[i]
			}
			v, err := f.h.callRow(th, f.fn, row)
			if err == nil {
				err = put(v)
			}
			if err != nil {
				return f.h.rowError(i, f.name, err)
			}
		}
		return nil
	})
}

// callRow calls a function for a row of a formula. A builtin that was stopped has a result
// all the same, a part of what it is to be.
func (h *Host) callRow(th *starlark.Thread, fn starlark.Value, row starlark.Tuple) (starlark.Value, error) {
	v, err := starlark.Call(th, fn, row, nil)
	if err == nil {
		err = h.Err()
	}
	return v, err
}

// rowError is an error of script code in row i, with its place in the script.
func (h *Host) rowError(i int, name string, err error) error {
	err = h.Blame(err)
	if errors.Is(err, py.ErrInterrupted) {
		return &expr.RowError{Index: i, Err: fmt.Errorf("%s: %w", name, err)}
	}
	kind, msg := h.Explain(err)
	where := ""
	var ev *starlark.EvalError
	if errors.As(err, &ev) {
		if f := h.Frames(ev.CallStack); len(f) > 0 {
			p := f[len(f)-1]
			where = fmt.Sprintf(" (%s, line %d)", p.File, p.Line)
		}
	}
	return &expr.RowError{Index: i, Err: fmt.Errorf("%s%s: %w", name, where, py.OfKind("DHError", fmt.Errorf("%s: %s", kind, msg)))}
}

// resultType is the type of the column that a function's return annotation names.
func (h *Host) resultType(fn *starlark.Function) (column.Type, bool) {
	name, ok := h.Returns(fn)
	if !ok {
		return column.Type{}, false
	}
	return typeNamed(name)
}
