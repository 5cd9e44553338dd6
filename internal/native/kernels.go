package native

import (
	"starling/engine/column"
)

// typed is the kernel of a function of a common type, without reflection for its rows; nil for others.
func typed(f *Func, fn any) kernel {
	switch fn := fn.(type) {
	case func(float64) float64:
		return one(fn)
	case func(float64) (float64, error):
		return tryOne(f, fn)
	case func(float64, float64) float64:
		return two(fn)
	case func(float64, float64) (float64, error):
		return tryTwo(f, fn)
	case func(int64) int64:
		return one(fn)
	case func(int64, int64) int64:
		return two(fn)
	case func(int64, int64) (int64, error):
		return tryTwo(f, fn)
	case func(int64) float64:
		return one(fn)
	case func(string) string:
		return one(fn)
	case func(string) (string, error):
		return tryOne(f, fn)
	case func(string) int64:
		return one(fn)
	case func(string) (int64, error):
		return tryOne(f, fn)
	case func(string) float64:
		return one(fn)
	case func(string) (float64, error):
		return tryOne(f, fn)
	case func(string, string) string:
		return two(fn)
	case func(string) bool:
		return one(func(x string) int8 { return truth(fn(x)) })
	case func(float64) bool:
		return one(func(x float64) int8 { return truth(fn(x)) })
	case func(int64) bool:
		return one(func(x int64) int8 { return truth(fn(x)) })
	}
	return nil
}

func truth(b bool) int8 {
	if b {
		return 1
	}
	return 0
}

// The kernels of functions of Go types that vectors have.

func one[A, R any](fn func(A) R) kernel {
	return func(args []column.Vector, skip []bool, n int, out column.Vector) error {
		a, to := args[0].(*column.Vec[A]).V, room[R](out, n)
		for i, x := range a[:n] {
			if skip == nil || !skip[i] {
				to[i] = fn(x)
			}
		}
		return nil
	}
}

func tryOne[A, R any](f *Func, fn func(A) (R, error)) kernel {
	return func(args []column.Vector, skip []bool, n int, out column.Vector) (err error) {
		a, to := args[0].(*column.Vec[A]).V, room[R](out, n)
		for i, x := range a[:n] {
			if skip != nil && skip[i] {
				continue
			}
			if to[i], err = fn(x); err != nil {
				return f.rowError(i, err)
			}
		}
		return nil
	}
}

func two[A, B, R any](fn func(A, B) R) kernel {
	return func(args []column.Vector, skip []bool, n int, out column.Vector) error {
		a, b, to := args[0].(*column.Vec[A]).V, args[1].(*column.Vec[B]).V, room[R](out, n)
		for i, x := range a[:n] {
			if skip == nil || !skip[i] {
				to[i] = fn(x, b[i])
			}
		}
		return nil
	}
}

func tryTwo[A, B, R any](f *Func, fn func(A, B) (R, error)) kernel {
	return func(args []column.Vector, skip []bool, n int, out column.Vector) (err error) {
		a, b, to := args[0].(*column.Vec[A]).V, args[1].(*column.Vec[B]).V, room[R](out, n)
		for i, x := range a[:n] {
			if skip != nil && skip[i] {
				continue
			}
			if to[i], err = fn(x, b[i]); err != nil {
				return f.rowError(i, err)
			}
		}
		return nil
	}
}

// room appends n nulls to out, which are to be overwritten.
func room[R any](out column.Vector, n int) []R {
	v := out.(*column.Vec[R])
	k, null := len(v.V), column.Null[R]()
	v.Grow(n)
	to := v.V[k:]
	for i := range to {
		to[i] = null
	}
	return to
}
