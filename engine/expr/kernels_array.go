package expr

import (
	"unsafe"

	"starling/engine/column"
)

// arrays gives the arrays of a vector, which are read and not written: of Bytes as []int8, of
// lists within lists as objects.
type arrays[T any] struct {
	text  []string
	lists *column.Lists
	items []T
	inner bool // the elements are lists
}

func arraysOf[T any](v column.Vector) arrays[T] {
	if s, ok := v.(*column.Vec[string]); ok {
		return arrays[T]{text: s.V}
	}
	l := v.(*column.Lists)
	if flat, ok := l.Elems().(*column.Vec[T]); ok {
		return arrays[T]{lists: l, items: flat.V}
	}
	return arrays[T]{lists: l, inner: true}
}

// at is the i-th array; ok is false for null.
func (a *arrays[T]) at(i int) (s []T, ok bool) {
	if a.lists != nil {
		lo, hi, ok := a.lists.At(i)
		if !ok {
			return nil, false
		}
		if a.inner {
			return any(a.lists.Any(i)).([]T), true
		}
		return a.items[lo:hi:hi], true
	}
	text := a.text[i]
	if column.IsNullString(text) {
		return nil, false
	}
	bytes := unsafe.Slice((*int8)(unsafe.Pointer(unsafe.StringData(text))), len(text))
	s, ok = any(bytes).([]T)
	return s, ok
}

// appendArrayTo appends an array that nobody writes to any more, or null: to a vector of
// Bytes if that is what out is.
func appendArrayTo[T any](out column.Vector, s []T, ok bool) {
	if !ok {
		out.AppendNull()
		return
	}
	if text, isText := out.(*column.Vec[string]); isText {
		b := any(s).([]int8)
		text.Append(unsafe.String((*byte)(unsafe.Pointer(unsafe.SliceData(b))), len(b)))
		return
	}
	l := out.(*column.Lists)
	items := l.Open().(*column.Vec[T])
	items.V = append(items.V, s...)
	l.Close()
}

// arrayKernels are the kernels of arrays by the Go type of their elements.
var arrayKernels = column.ByType[arrayKernel]{
	Int8: arrayKernelOf[int8](), Int16: arrayKernelOf[int16](), Uint16: arrayKernelOf[uint16](), Int32: arrayKernelOf[int32](), Int64: arrayKernelOf[int64](),
	Float32: arrayKernelOf[float32](), Float64: arrayKernelOf[float64](), String: arrayKernelOf[string](), Any: arrayKernelOf[any](),
	Lists: arrayKernel{
		index: indexOfLists, length: lengthOf[any], pack: packLists,
		at: atLists, size: sizeOfLists, sub: subLists, positions: positionsLists, same: sameLists,
	},
}

// arrayKernel is what there is to do with arrays of one Go type.
type arrayKernel struct {
	index, length, pack      kernel // of arrays
	at, size, sub, positions kernel // of groups
	same                     kernel // the array itself
}

func arrayKernelOf[T any]() arrayKernel {
	return arrayKernel{
		index: indexOf[T], length: lengthOf[T], pack: packOf[T],
		at: flip(va(nthOf[T])), size: a1(lenOf[T]), sub: subGroup[T], positions: positionsGroup[T],
		same: sameOf[T],
	}
}

// a1 is a kernel of one array; null gives null.
func a1[T, R any](f func([]T) R) kernel {
	null := column.Null[R]()
	return func(c *call) error {
		in, out := arraysOf[T](c.args[0]), grow[R](c.out, c.n)
		for i := range out {
			if s, ok := in.at(i); ok {
				out[i] = f(s)
			} else {
				out[i] = null
			}
		}
		return nil
	}
}

// va is a kernel of a value and an array, a null array gives null.
func va[A, T, R any](f func(A, []T) R) kernel {
	null := column.Null[R]()
	return func(c *call) error {
		a, in, out := vals[A](c.args[0]), arraysOf[T](c.args[1]), grow[R](c.out, c.n)
		for i := range out {
			if s, ok := in.at(i); ok {
				out[i] = f(a[i], s)
			} else {
				out[i] = null
			}
		}
		return nil
	}
}

// toArray is a kernel from an array to an array of the same or another type.
func toArray[T, R any](f func([]T) []R) kernel {
	return func(c *call) error {
		in := arraysOf[T](c.args[0])
		for i := range c.n {
			s, ok := in.at(i)
			var r []R
			if ok {
				r = f(s)
			}
			appendArrayTo(c.out, r, ok)
		}
		return nil
	}
}

// toArray2 is toArray with a value as the second argument.
func toArray2[T, B, R any](f func([]T, B) []R) kernel {
	return func(c *call) error {
		in, b := arraysOf[T](c.args[0]), vals[B](c.args[1])
		for i := range c.n {
			s, ok := in.at(i)
			var r []R
			if ok {
				r = f(s, b[i])
			}
			appendArrayTo(c.out, r, ok)
		}
		return nil
	}
}

// doublesIn is a kernel of an array as doubles; without a value in it there is none.
func doublesIn[T numeric](f func([]float64) float64) kernel {
	return a1(func(s []T) float64 {
		if countAll(s) == 0 {
			return column.NullDouble
		}
		return f(toDoubles(s))
	})
}

func toDoubles[T numeric](s []T) []float64 {
	out := make([]float64, len(s))
	castLoop(out, s, column.Null[T](), column.NullDouble)
	return out
}
