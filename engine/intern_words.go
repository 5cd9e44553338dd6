package engine

import (
	"math"

	"starling/engine/column"
	"starling/engine/rowset"
	"starling/internal/invariants"
)

// words interns every kind of at most 64 bits, as its bits.
type words struct {
	table
	keys []uint64
	buf  []uint64
}

func hashWord(x uint64) uint32 {
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	x ^= x >> 32
	return uint32(x ^ x>>17)
}

func (w *words) intern(ids []int32, v column.Vector) []int32 {
	w.buf = toWords(w.buf[:0], v)
	return w.internWords(ids, w.buf)
}

func (w *words) internWords(ids []int32, keys []uint64) []int32 {
	for _, x := range keys {
		w.grow()
		mask := uint32(len(w.slots) - 1)
		hash := hashWord(x)
		h := hash & mask
		for {
			s := w.slots[h]
			if s.id == 0 {
				id := w.take(h, hash)
				w.keys = put(w.keys, id, x)
				ids = append(ids, id)
				break
			}
			if s.hash == hash && w.keys[s.id-1] == x {
				ids = append(ids, s.id-1)
				break
			}
			h = (h + 1) & mask
		}
	}
	return ids
}

func (w *words) find(ids []int32, v column.Vector) []int32 {
	w.buf = toWords(w.buf[:0], v)
	return w.findWords(ids, w.buf)
}

func (w *words) findWords(ids []int32, keys []uint64) []int32 {
	for _, x := range keys {
		id := int32(-1)
		if w.n > 0 {
			mask := uint32(len(w.slots) - 1)
			hash := hashWord(x)
			for h := hash & mask; w.slots[h].id != 0; h = (h + 1) & mask {
				if s := w.slots[h]; s.hash == hash && w.keys[s.id-1] == x {
					id = s.id - 1
					break
				}
			}
		}
		ids = append(ids, id)
	}
	return ids
}

func (w *words) sweep(live *rowset.Marks) {
	w.keep(live)
	if invariants.Enabled {
		for _, id := range w.free {
			w.keys[id] = 0xDEADDEADDEADDEAD
		}
	}
}

func (w *words) bytes() int { return w.table.bytes() + 8*(cap(w.keys)+cap(w.buf)) }

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
