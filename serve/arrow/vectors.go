package arrow

import (
	"errors"
	"math"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/bitutil"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"starling/engine/column"
)

// values is the values [lo, hi) of a vector of a type as an array. Numbers are lent, not copied: the vector
// must not change as long as the array lives.
func (w *Writing) values(t column.Type, v column.Vector, lo, hi int) (arrow.Array, error) {
	if l, ok := v.(*column.Lists); ok { // which hold others
		return w.lists(t, l, lo, hi)
	}
	return byType.Of(v)(w, t, v, lo, hi)
}

type converter func(w *Writing, t column.Type, v column.Vector, lo, hi int) (arrow.Array, error)

// byType is how the values of each Go type but lists become an array.
var byType = column.ByType[converter]{
	Int8: small, Int16: lent[int16], Uint16: lent[uint16], Int32: lent[int32], Int64: lent[int64],
	Float32: lent[float32], Float64: lent[float64], String: texts, Any: objects,
}

// number is the Go types that Arrow has as they are.
type number interface {
	int8 | int16 | uint16 | int32 | int64 | float32 | float64
}

// lent is the vector's memory as an array.
func lent[T number](_ *Writing, t column.Type, v column.Vector, lo, hi int) (arrow.Array, error) {
	return lend(TypeOf(t), v.(*column.Vec[T]).V[lo:hi], column.Null[T]()), nil
}

func lend[T number](dt arrow.DataType, of []T, null T) arrow.Array {
	valid := newValidity(len(of))
	for i, x := range of {
		if x == null {
			valid.null(i)
		}
	}
	return valid.array(dt, memory.NewBufferBytes(arrow.GetBytes(of)))
}

// small is Booleans, a bit each, and bytes.
func small(_ *Writing, t column.Type, v column.Vector, lo, hi int) (arrow.Array, error) {
	of := v.(*column.Vec[int8]).V[lo:hi]
	if v.Kind() == column.Byte {
		return lend(TypeOf(t), of, column.NullByte), nil
	}
	valid, bits := newValidity(len(of)), make([]byte, bitutil.BytesForBits(int64(len(of))))
	for i, x := range of {
		switch x {
		case column.NullByte:
			valid.null(i)
		case 0:
		default:
			bitutil.SetBit(bits, i)
		}
	}
	return valid.array(TypeOf(t), memory.NewBufferBytes(bits)), nil
}

// texts is text and bytes, end to end.
func texts(_ *Writing, t column.Type, v column.Vector, lo, hi int) (arrow.Array, error) {
	return joined(TypeOf(t), v.(*column.Vec[string]).V[lo:hi])
}

// errTooMuch is the error of texts that one batch cannot hold.
var errTooMuch = errors.New("a batch has more than 2 GiB of text")

func joined(dt arrow.DataType, of []string) (arrow.Array, error) {
	size := 0
	for _, s := range of {
		size += len(s)
	}
	if size > math.MaxInt32 {
		return nil, errTooMuch
	}
	valid, ends, text := newValidity(len(of)), make([]int32, 1, len(of)+1), make([]byte, 0, size)
	for i, s := range of {
		if column.IsNullString(s) {
			valid.null(i)
		} else {
			text = append(text, s...)
		}
		ends = append(ends, int32(len(text)))
	}
	return valid.array(dt, memory.NewBufferBytes(arrow.GetBytes(ends)), memory.NewBufferBytes(text)), nil
}

// lists is lists, whose elements are put end to end.
func (w *Writing) lists(t column.Type, l *column.Lists, lo, hi int) (arrow.Array, error) {
	elem, _ := t.Elem()
	from, to := l.Elems(), column.NewVector(elem)
	valid, ends := newValidity(hi-lo), make([]int32, 1, hi-lo+1)
	for i := lo; i < hi; i++ {
		if a, b, ok := l.At(i); ok {
			to.AppendRange(from, a, b)
		} else {
			valid.null(i - lo)
		}
		ends = append(ends, int32(to.Len()))
	}
	elems, err := w.values(elem, to, 0, to.Len())
	if err != nil {
		return nil, err
	}
	data := array.NewData(TypeOf(t), hi-lo, []*memory.Buffer{valid.buffer(), memory.NewBufferBytes(arrow.GetBytes(ends))}, []arrow.ArrayData{elems.Data()}, valid.nulls, 0)
	return array.MakeFromData(data), nil
}

// validity is which values of an array are null: a bitmap, made with the first.
type validity struct {
	n, nulls int
	bits     []byte
}

func newValidity(n int) *validity { return &validity{n: n} }

func (v *validity) null(i int) {
	if v.bits == nil {
		v.bits = make([]byte, bitutil.BytesForBits(int64(v.n)))
		bitutil.SetBitsTo(v.bits, 0, int64(v.n), true)
	}
	bitutil.ClearBit(v.bits, i)
	v.nulls++
}

func (v *validity) buffer() *memory.Buffer {
	if v.bits == nil {
		return nil
	}
	return memory.NewBufferBytes(v.bits)
}

// array is the array of the buffers that come behind the validity's.
func (v *validity) array(dt arrow.DataType, buffers ...*memory.Buffer) arrow.Array {
	return array.MakeFromData(array.NewData(dt, v.n, append([]*memory.Buffer{v.buffer()}, buffers...), nil, v.nulls, 0))
}
