package column

import (
	"starling/engine/rowset"
	"starling/internal/invariants"
)

// Vector is a sequence of values of one kind: a *Vec of the kind's Go type, or *Lists. Code
// dispatches on it once per page, by a method or by ByType, and then works on V. Vectors
// that meet are of one Go type, and lists of one type of elements.
type Vector interface {
	Builder
	// Grow appends n values, whatever they are, to be overwritten.
	Grow(n int)
	// AppendFrom appends the i-th value of src.
	AppendFrom(src Vector, i int)
	// AppendRange appends the values [lo, hi) of src.
	AppendRange(src Vector, lo, hi int)
	// AppendRows appends the values of src at the given places.
	AppendRows(src Vector, at []int32)
	// AppendRepeat appends the first value of src n times.
	AppendRepeat(src Vector, n int)
	// AppendChoice appends for each of cond the value of a where it is 1, else that of b.
	AppendChoice(cond []int8, a, b Vector)
	// AppendAny appends x as Any gives it; ok is false if it is not of the kind.
	AppendAny(x any) (ok bool)
	// Scatter overwrites the value at base+at[i] with the i-th of src.
	Scatter(src Vector, base int, at []int32)
	// Null reports whether the i-th value is null.
	Null(i int) bool
	// SetNull makes the i-th value null.
	SetNull(i int)
	// Any is the i-th value as a Go value (bool, int8 … string, []byte for Bytes, a copy of a
	// list as a slice of the Go type of its elements), nil for null.
	Any(i int) any

	// alias makes the vector read what src holds now, without a copy; nothing is appended to it.
	alias(src Vector)
	// slice is the values [lo, hi) as Any of a list has them.
	slice(lo, hi int) any
	// appendSlice appends the values of x, as slice or as Any gives them.
	appendSlice(x any) (ok bool)
	// bytes is the memory held.
	bytes() int
}

// Builder takes in values of one kind, in order. A *Vec is one for every kind but String and
// Bytes, whose builder is *Text, and List, whose builder is *ListBuilder.
type Builder interface {
	Kind() Kind
	Len() int
	AppendNull()
	// Truncate drops all values from the n-th on.
	Truncate(n int)
	// Reset drops all values and keeps the memory.
	Reset()
	// Free drops all values and the memory.
	Free()
}

// Vec is a vector of values of Go type T. The kinds of one Go type share it.
type Vec[T any] struct {
	kind Kind
	null T
	V    []T
}

// newVectors makes empty vectors of a type that is not of lists.
var newVectors = ByType[func(Type) Vector]{
	newVector[int8], newVector[int16], newVector[uint16], newVector[int32], newVector[int64],
	newVector[float32], newVector[float64], newVector[string], newVector[any], nil,
}

// NewVector is an empty vector of type t.
func NewVector(t Type) Vector {
	if t.Kind == List {
		return NewLists(t)
	}
	return newVectors.OfKind(t.Kind)(t)
}

func newVector[T any](t Type) Vector { return &Vec[T]{kind: t.Kind, null: Null[T]()} }

// NewVec is an empty vector of kind k, which is not List, whose Go type must be T.
func NewVec[T any](k Kind) *Vec[T] { return NewVector(Of(k)).(*Vec[T]) }

// Kind is the kind of the values.
func (v *Vec[T]) Kind() Kind { return v.kind }

// Len is the number of values.
func (v *Vec[T]) Len() int { return len(v.V) }

// AppendNull appends a null.
func (v *Vec[T]) AppendNull() { v.V = append(v.V, v.null) }

// Append appends x.
func (v *Vec[T]) Append(x T) { v.V = append(v.V, x) }

// Truncate drops all values from the n-th on.
func (v *Vec[T]) Truncate(n int) { v.V = v.V[:n] }

// Reset drops all values and keeps the memory; under the invariants tag it
// overwrites them, so that a view kept too long shows.
func (v *Vec[T]) Reset() {
	if invariants.Enabled {
		for i := range v.V {
			v.V[i] = v.null
		}
	}
	v.V = v.V[:0]
}

// Free drops all values and the memory.
func (v *Vec[T]) Free() { v.V = nil }

// Grow appends n values to be overwritten by the caller.
func (v *Vec[T]) Grow(n int) {
	if need := len(v.V) + n; need <= cap(v.V) {
		v.V = v.V[:need]
		return
	}
	v.V = append(v.V, make([]T, n)...)
}

// Held is how many bytes a vector holds; of text and objects only the references count.
func Held(v Vector) int { return v.bytes() }

// AppendFrom appends the i-th value of src, which is a *Vec[T].
func (v *Vec[T]) AppendFrom(src Vector, i int) { v.V = append(v.V, src.(*Vec[T]).V[i]) }

// Null reports whether the i-th value is null.
func (v *Vec[T]) Null(i int) bool {
	switch v := any(v).(type) { // of kinds whose values Any would have to allocate
	case *Vec[int32]:
		return v.V[i] == NullInt
	case *Vec[int64]:
		return v.V[i] == NullLong
	case *Vec[float32]:
		return v.V[i] == NullFloat
	case *Vec[float64]:
		return v.V[i] == NullDouble
	case *Vec[string]:
		return IsNullString(v.V[i])
	}
	return v.Any(i) == nil
}

// SetNull makes the i-th value null.
func (v *Vec[T]) SetNull(i int) { v.V[i] = v.null }

// Any is the i-th value as a Go value; nil for null.
func (v *Vec[T]) Any(i int) any {
	switch x := any(v.V[i]).(type) {
	case int8:
		if x == NullByte {
			return nil
		}
		if v.kind == Bool {
			return x != 0
		}
	case int16:
		if x == NullShort {
			return nil
		}
	case uint16:
		if x == NullChar {
			return nil
		}
	case int32:
		if x == NullInt {
			return nil
		}
	case int64:
		if x == NullLong {
			return nil
		}
	case float32:
		if x == NullFloat {
			return nil
		}
	case float64:
		if x == NullDouble {
			return nil
		}
	case string:
		if IsNullString(x) {
			return nil
		}
		if v.kind == Bytes {
			return []byte(x)
		}
	}
	return v.V[i]
}

// Column is a column of a table: values by row, as of now and as of before the cycle.
type Column interface {
	Type() Type
	// Fill appends the values of the page's rows to dst, a vector of the column's kind.
	// Strings are views: they stay valid, but keep their page of text alive.
	Fill(dst Vector, p rowset.Page, when When)
	// Gather appends the values of the given rows, in their order; rowset.None gives null.
	Gather(dst Vector, rows []rowset.Row, when When)
}

// Value is one value of a column, nil for null. It is for display and tests; kernels use Fill.
func Value(c Column, r rowset.Row, when When) any {
	v := NewVector(c.Type())
	c.Gather(v, []rowset.Row{r}, when)
	return v.Any(0)
}
