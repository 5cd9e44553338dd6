package expr

import "starling/engine/column"

// vals are the values of v, whose Go type is T.
func vals[T any](v column.Vector) []T { return v.(*column.Vec[T]).V }

// grow appends n values to v and gives them, to be overwritten.
func grow[T any](v column.Vector, n int) []T {
	w := v.(*column.Vec[T])
	k := len(w.V)
	w.Grow(n)
	return w.V[k : k+n]
}

// pick appends the values of src in the rows of f to dst.
func pick(dst, src column.Vector, f *frame) {
	if f.sel == nil {
		dst.AppendRange(src, 0, f.n)
		return
	}
	dst.AppendRows(src, f.sel)
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

func fill[T any](dst []T, x T) {
	for i := range dst {
		dst[i] = x
	}
}

// repeat makes out n times the constant one; out holds nothing else from page to page.
func repeat(out, one column.Vector, n int) {
	if k := out.Len(); k < n {
		out.AppendRepeat(one, n-k)
	}
	out.Truncate(n)
}
