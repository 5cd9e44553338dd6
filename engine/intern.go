package engine

import (
	"fmt"
	"hash/maphash"
	"math/bits"

	"starling/engine/column"
)

// interner numbers the distinct values of one kind. It is also where those values are kept:
// fill gives them back by number.
type interner interface {
	// intern appends the numbers of the values of v to ids.
	intern(ids []int32, v column.Vector) []int32
	// find is intern without new numbers: -1 for a value not seen.
	find(ids []int32, v column.Vector) []int32
	// fill appends the values of the given numbers to dst.
	fill(dst column.Vector, ids []int32)
	// numbered is the numbers that it has given out.
	numbered() *numbers
	// sweep forgets the values whose numbers are not live. Those numbers are free again.
	sweep(live bitmap)
	// bytes is the memory held, in bytes.
	bytes() int
}

// newInterner is an interner of the values of a column.
func newInterner(f column.Field) interner {
	switch f.Type.Kind {
	case column.String, column.Bytes:
		return &texts{seed: maphash.MakeSeed(), kind: f.Type.Kind}
	case column.Object:
		o := &objects{name: f.Name, key: column.Key, ids: map[any]int32{}}
		if c := f.Type.Class; c != nil {
			o.key = c.Key
		}
		return o
	}
	return &words{}
}

// checkKey reports a column whose values cannot be a key.
func checkKey(f column.Field) error {
	switch {
	case f.Type == column.PyObject:
		return fmt.Errorf("column %s: script objects cannot be a key; cast it, as in (String)%s", f.Name, f.Name)
	case f.Type.Kind == column.List, f.Type == column.Map, f.Type == tableType:
		return fmt.Errorf("column %s: values of type %s cannot be a key", f.Name, f.Type)
	}
	return nil
}

// table is an open-addressing hash table of numbers; the keys are kept by its owner.
type table struct {
	numbers
	slots []slot // a power of two long, at most half full
	n     int    // slots that are not free
}

type slot struct {
	hash uint32
	id   int32 // number + 1; 0 is free
}

// grow makes room for one more.
func (t *table) grow() {
	if 2*(t.n+1) > len(t.slots) {
		t.rehash(2*len(t.slots), nil)
	}
}

// rehash moves the slots to a table of the given size, without those whose number is not
// live if that is given.
func (t *table) rehash(size int, live bitmap) {
	old := t.slots
	t.slots, t.n = make([]slot, max(64, size)), 0
	mask := uint32(len(t.slots) - 1)
	for _, s := range old {
		if s.id == 0 || live != nil && !live.has(s.id-1) {
			continue
		}
		h := s.hash & mask
		for t.slots[h].id != 0 {
			h = (h + 1) & mask
		}
		t.slots[h] = s
		t.n++
	}
}

// take puts a new number into the free slot at h.
func (t *table) take(h, hash uint32) int32 {
	id := t.next()
	t.slots[h] = slot{hash, id + 1}
	t.n++
	return id
}

func (t *table) numbered() *numbers { return &t.numbers }

// keep is keep of the numbers, and leaves room for as many again as are live and some more, so
// that it does not grow until the next sweep.
func (t *table) keep(live bitmap) {
	t.rehash(1<<bits.Len(uint(5*live.len())), live)
	t.numbers.keep(live)
}

func (t *table) bytes() int { return 8*cap(t.slots) + 4*(cap(t.free)+cap(t.reused)) }

// put is keys with x as the key of number id.
func put[T any](keys []T, id int32, x T) []T {
	if int(id) == len(keys) {
		return append(keys, x)
	}
	keys[id] = x
	return keys
}
