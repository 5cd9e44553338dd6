package engine

import (
	"math"

	"starling/engine/column"
	"starling/engine/rowset"
)

// words interns every kind of at most 64 bits, as its bits.
type words struct{ table[uint64] }

// load makes hashes of the page's words.
func (w *words) load() {
	for _, x := range w.page {
		w.hash = append(w.hash, hashWords(x, 0))
	}
}

func (w *words) intern(ids []int32, v column.Vector) []int32 {
	w.page = toWords(w.page, v)
	w.load()
	return w.table.intern(ids)
}

func (w *words) find(ids []int32, v column.Vector) []int32 {
	w.page = toWords(w.page, v)
	w.load()
	return w.table.find(ids)
}

// pairs makes a page of pairs of numbers.
func (w *words) pairs(a, b []int32) {
	for i, x := range a {
		w.page = append(w.page, uint64(uint32(x))<<32|uint64(uint32(b[i])))
	}
	w.load()
}

func (w *words) sweep(live *rowset.Marks) { w.keep(live, 0xDEADDEADDEADDEAD) }

func (w *words) fill(dst column.Vector, ids []int32) { fromWords(dst, ids, w.keys) }

// toWords appends the bits of the values: equal values have equal words, so all NaNs
// are one, and -0.0 is 0.0.
func toWords(dst []uint64, v column.Vector) []uint64 {
	switch v := v.(type) {
	case *column.Vec[int8]:
		return integers(dst, v.V)
	case *column.Vec[int16]:
		return integers(dst, v.V)
	case *column.Vec[uint16]:
		return integers(dst, v.V)
	case *column.Vec[int32]:
		return integers(dst, v.V)
	case *column.Vec[int64]:
		return integers(dst, v.V)
	case *column.Vec[float32]:
		for _, x := range v.V {
			if x != x {
				x = float32(math.NaN())
			}
			dst = append(dst, uint64(math.Float32bits(x+0)))
		}
	case *column.Vec[float64]:
		for _, x := range v.V {
			if x != x {
				x = math.NaN()
			}
			dst = append(dst, math.Float64bits(x+0))
		}
	}
	return dst
}

func integers[T int8 | int16 | uint16 | int32 | int64](dst []uint64, v []T) []uint64 {
	for _, x := range v {
		dst = append(dst, uint64(x))
	}
	return dst
}

func fromWords(dst column.Vector, ids []int32, keys []uint64) {
	switch d := dst.(type) {
	case *column.Vec[int8]:
		fromIntegers(d, ids, keys)
	case *column.Vec[int16]:
		fromIntegers(d, ids, keys)
	case *column.Vec[uint16]:
		fromIntegers(d, ids, keys)
	case *column.Vec[int32]:
		fromIntegers(d, ids, keys)
	case *column.Vec[int64]:
		fromIntegers(d, ids, keys)
	case *column.Vec[float32]:
		for _, id := range ids {
			d.V = append(d.V, math.Float32frombits(uint32(keys[id])))
		}
	case *column.Vec[float64]:
		for _, id := range ids {
			d.V = append(d.V, math.Float64frombits(keys[id]))
		}
	}
}

func fromIntegers[T int8 | int16 | uint16 | int32 | int64](d *column.Vec[T], ids []int32, keys []uint64) {
	for _, id := range ids {
		d.V = append(d.V, T(keys[id]))
	}
}
