package engine

import (
	"fmt"
	"hash/maphash"
	"math"
	"strings"

	"starling/engine/column"
)

// interner numbers the distinct values of one kind from 0, by first appearance.
// It is also where those values are kept: fill gives them back by number.
type interner interface {
	// intern appends the numbers of the values of v to ids.
	intern(ids []int32, v column.Vector) []int32
	// find is intern without new numbers: -1 for a value not seen.
	find(ids []int32, v column.Vector) []int32
	// fill appends the values of the given numbers to dst.
	fill(dst column.Vector, ids []int32)
	len() int
}

// newInterner is an interner of the values of a column.
func newInterner(f column.Field) interner {
	switch f.Type.Kind {
	case column.String, column.Bytes:
		return &texts{seed: maphash.MakeSeed(), kind: f.Type.Kind}
	case column.Object:
		return &objects{name: f.Name, ids: map[any]int32{}}
	}
	return &words{}
}

// checkKey reports a column whose values cannot be a key.
func checkKey(f column.Field) error {
	class := ""
	if f.Type.Kind == column.Object {
		class = f.Type.Class
	}
	switch {
	case f.Type == column.PyObject:
		return fmt.Errorf("column %s: script objects cannot be a key; cast it, as in (String)%s", f.Name, f.Name)
	case strings.HasPrefix(class, "["), strings.HasPrefix(class, "io.deephaven.vector."), class == "java.util.Map", f.Type == tableType:
		return fmt.Errorf("column %s: values of type %s cannot be a key", f.Name, f.Type)
	}
	return nil
}

// table is an open-addressing hash table of numbers; the keys are kept by its owner.
type table struct {
	slots []slot // a power of two long, at most half full
	n     int
}

type slot struct {
	hash uint32
	id   int32 // number + 1; 0 is free
}

// grow makes room for one more, with the hash of a number given by hash only where slots lack it.
func (t *table) grow() {
	if 2*(t.n+1) <= len(t.slots) {
		return
	}
	old := t.slots
	t.slots = make([]slot, max(64, 2*len(old)))
	mask := uint32(len(t.slots) - 1)
	for _, s := range old {
		if s.id == 0 {
			continue
		}
		h := s.hash & mask
		for t.slots[h].id != 0 {
			h = (h + 1) & mask
		}
		t.slots[h] = s
	}
}

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

func (w *words) len() int { return len(w.keys) }

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
				w.keys = append(w.keys, x)
				w.n++
				w.slots[h] = slot{hash, int32(w.n)}
				ids = append(ids, int32(w.n-1))
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

// texts interns String and Bytes. The text of all keys lies end to end.
type texts struct {
	table
	seed maphash.Seed
	kind column.Kind
	keys []string // views of chunks
	buf  []byte   // the chunk being filled
}

func (t *texts) len() int { return len(t.keys) }

const textChunk = 64 << 10

// keep copies s, many small copies to one allocation.
func (t *texts) keep(s string) string {
	if column.IsNullString(s) {
		return s
	}
	if len(s) > textChunk/8 {
		return strings.Clone(s)
	}
	if len(t.buf)+len(s) > cap(t.buf) {
		t.buf = make([]byte, 0, min(textChunk, max(256, 2*cap(t.buf))))
	}
	n := len(t.buf)
	t.buf = append(t.buf, s...)
	return viewOf(t.buf[n:])
}

func sameText(a, b string) bool {
	return a == b && column.IsNullString(a) == column.IsNullString(b)
}

func (t *texts) intern(ids []int32, v column.Vector) []int32 {
	for _, x := range v.(*column.Vec[string]).V {
		t.grow()
		mask := uint32(len(t.slots) - 1)
		hash := uint32(maphash.String(t.seed, x))
		h := hash & mask
		for {
			s := t.slots[h]
			if s.id == 0 {
				t.keys = append(t.keys, t.keep(x))
				t.n++
				t.slots[h] = slot{hash, int32(t.n)}
				ids = append(ids, int32(t.n-1))
				break
			}
			if s.hash == hash && sameText(t.keys[s.id-1], x) {
				ids = append(ids, s.id-1)
				break
			}
			h = (h + 1) & mask
		}
	}
	return ids
}

func (t *texts) find(ids []int32, v column.Vector) []int32 {
	for _, x := range v.(*column.Vec[string]).V {
		id := int32(-1)
		if t.n > 0 {
			mask := uint32(len(t.slots) - 1)
			hash := uint32(maphash.String(t.seed, x))
			for h := hash & mask; t.slots[h].id != 0; h = (h + 1) & mask {
				if s := t.slots[h]; s.hash == hash && sameText(t.keys[s.id-1], x) {
					id = s.id - 1
					break
				}
			}
		}
		ids = append(ids, id)
	}
	return ids
}

func (t *texts) fill(dst column.Vector, ids []int32) {
	d := dst.(*column.Vec[string])
	for _, id := range ids {
		d.V = append(d.V, t.keys[id])
	}
}

// objects interns objects, such as dates, by column.Key.
type objects struct {
	name string // of the column
	ids  map[any]int32
	keys []any
}

func (o *objects) len() int { return len(o.keys) }

func (o *objects) intern(ids []int32, v column.Vector) []int32 {
	for _, x := range v.(*column.Vec[any]).V {
		k, ok := column.Key(x)
		if !ok {
			panic(fault{fmt.Errorf("column %s: the value %v cannot be a key; cast it, as in (String)%s", o.name, x, o.name)})
		}
		id, ok := o.ids[k]
		if !ok {
			id = int32(len(o.keys))
			o.ids[k] = id
			o.keys = append(o.keys, x)
		}
		ids = append(ids, id)
	}
	return ids
}

func (o *objects) find(ids []int32, v column.Vector) []int32 {
	for _, x := range v.(*column.Vec[any]).V {
		k, ok := column.Key(x)
		id, found := o.ids[k]
		if !ok || !found {
			id = -1
		}
		ids = append(ids, id)
	}
	return ids
}

func (o *objects) fill(dst column.Vector, ids []int32) {
	d := dst.(*column.Vec[any])
	for _, id := range ids {
		d.V = append(d.V, o.keys[id])
	}
}
