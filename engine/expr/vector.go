package expr

import (
	"fmt"

	"starling/engine/column"
)

// vals are the values of v, whose Go type is T.
func vals[T any](v column.Vector) []T { return v.(*column.Vec[T]).V }

// grow appends n values to v and gives them, to be overwritten.
func grow[T any](v column.Vector, n int) []T {
	w := v.(*column.Vec[T])
	k := len(w.V)
	w.Grow(n)
	return w.V[k : k+n]
}

// pick appends the values of src in the rows of f to dst, of the same Go type.
func pick(dst, src column.Vector, f *frame) {
	switch s := src.(type) {
	case *column.Vec[int8]:
		pickRows(grow[int8](dst, f.n), s.V, f.sel)
	case *column.Vec[int16]:
		pickRows(grow[int16](dst, f.n), s.V, f.sel)
	case *column.Vec[uint16]:
		pickRows(grow[uint16](dst, f.n), s.V, f.sel)
	case *column.Vec[int32]:
		pickRows(grow[int32](dst, f.n), s.V, f.sel)
	case *column.Vec[int64]:
		pickRows(grow[int64](dst, f.n), s.V, f.sel)
	case *column.Vec[float32]:
		pickRows(grow[float32](dst, f.n), s.V, f.sel)
	case *column.Vec[float64]:
		pickRows(grow[float64](dst, f.n), s.V, f.sel)
	case *column.Vec[string]:
		pickRows(grow[string](dst, f.n), s.V, f.sel)
	case *column.Vec[any]:
		pickRows(grow[any](dst, f.n), s.V, f.sel)
	default:
		panic(fmt.Sprintf("expr: vector %T", src))
	}
}

func pickRows[T any](dst, src []T, sel []int32) {
	if sel == nil {
		copy(dst, src)
		return
	}
	for i, r := range sel {
		dst[i] = src[r]
	}
}

// broadcast appends n times the first value of one to out.
func broadcast(out, one column.Vector, n int) {
	switch o := one.(type) {
	case *column.Vec[int8]:
		fill(grow[int8](out, n), o.V[0])
	case *column.Vec[int16]:
		fill(grow[int16](out, n), o.V[0])
	case *column.Vec[uint16]:
		fill(grow[uint16](out, n), o.V[0])
	case *column.Vec[int32]:
		fill(grow[int32](out, n), o.V[0])
	case *column.Vec[int64]:
		fill(grow[int64](out, n), o.V[0])
	case *column.Vec[float32]:
		fill(grow[float32](out, n), o.V[0])
	case *column.Vec[float64]:
		fill(grow[float64](out, n), o.V[0])
	case *column.Vec[string]:
		fill(grow[string](out, n), o.V[0])
	case *column.Vec[any]:
		fill(grow[any](out, n), o.V[0])
	default:
		panic(fmt.Sprintf("expr: vector %T", one))
	}
}

func fill[T any](dst []T, x T) {
	for i := range dst {
		dst[i] = x
	}
}

// repeat makes out n times the constant one; out holds nothing else from page to page.
func repeat(out, one column.Vector, n int) {
	if k := out.Len(); k < n {
		broadcast(out, one, n-k)
	}
	out.Truncate(n)
}

// scatter writes src[i] to dst[at[i]] for values of the same Go type.
func scatter(dst, src column.Vector, base int, at []int32) {
	switch s := src.(type) {
	case *column.Vec[int8]:
		scatterRows(vals[int8](dst)[base:], s.V, at)
	case *column.Vec[int16]:
		scatterRows(vals[int16](dst)[base:], s.V, at)
	case *column.Vec[uint16]:
		scatterRows(vals[uint16](dst)[base:], s.V, at)
	case *column.Vec[int32]:
		scatterRows(vals[int32](dst)[base:], s.V, at)
	case *column.Vec[int64]:
		scatterRows(vals[int64](dst)[base:], s.V, at)
	case *column.Vec[float32]:
		scatterRows(vals[float32](dst)[base:], s.V, at)
	case *column.Vec[float64]:
		scatterRows(vals[float64](dst)[base:], s.V, at)
	case *column.Vec[string]:
		scatterRows(vals[string](dst)[base:], s.V, at)
	case *column.Vec[any]:
		scatterRows(vals[any](dst)[base:], s.V, at)
	default:
		panic(fmt.Sprintf("expr: vector %T", src))
	}
}

func scatterRows[T any](dst, src []T, at []int32) {
	for i, r := range at {
		dst[r] = src[i]
	}
}

// choose appends src[0][i] where cond[i] is 1, else src[1][i].
func choose(out column.Vector, cond []int8, a, b column.Vector) {
	switch x := a.(type) {
	case *column.Vec[int8]:
		chooseRows(grow[int8](out, len(cond)), cond, x.V, vals[int8](b))
	case *column.Vec[int16]:
		chooseRows(grow[int16](out, len(cond)), cond, x.V, vals[int16](b))
	case *column.Vec[uint16]:
		chooseRows(grow[uint16](out, len(cond)), cond, x.V, vals[uint16](b))
	case *column.Vec[int32]:
		chooseRows(grow[int32](out, len(cond)), cond, x.V, vals[int32](b))
	case *column.Vec[int64]:
		chooseRows(grow[int64](out, len(cond)), cond, x.V, vals[int64](b))
	case *column.Vec[float32]:
		chooseRows(grow[float32](out, len(cond)), cond, x.V, vals[float32](b))
	case *column.Vec[float64]:
		chooseRows(grow[float64](out, len(cond)), cond, x.V, vals[float64](b))
	case *column.Vec[string]:
		chooseRows(grow[string](out, len(cond)), cond, x.V, vals[string](b))
	case *column.Vec[any]:
		chooseRows(grow[any](out, len(cond)), cond, x.V, vals[any](b))
	default:
		panic(fmt.Sprintf("expr: vector %T", a))
	}
}

func chooseRows[T any](dst []T, cond []int8, a, b []T) {
	for i, c := range cond {
		if c == 1 {
			dst[i] = a[i]
		} else {
			dst[i] = b[i]
		}
	}
}
