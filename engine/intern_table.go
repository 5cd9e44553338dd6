package engine

import (
	"math/bits"
	"unsafe"

	"starling/engine/rowset"
)

// table numbers keys of one type. It is an open-addressing hash table of the numbers; the keys
// are kept by number. Keys are looked up a page at a time, one step for all of them before
// the next, so that the waits for memory overlap. The owner fills page and hash, and calls
// intern or find.
type table[K comparable] struct {
	numbers
	slots []slot // a power of two long, at most half full
	n     int    // slots that are not free
	keys  []K    // by number
	page  []K
	hash  []uint32
	more  rest // of a page with keys that are more than their K, else nil
}

type slot struct {
	hash uint32
	id   int32 // number + 1; 0 is free
}

// rest is what keys are besides their K.
type rest interface {
	// same reports whether the i-th key of the page, whose K is that of number id, is equal.
	same(i int, id int32) bool
	// take keeps the i-th key of the page as that of number id.
	take(i int, id int32)
}

// intern appends the numbers of the page's keys, new ones to keys not seen, and empties the page.
func (t *table[K]) intern(ids []int32) []int32 {
	from := len(ids)
	ids = t.look(ids)
	for i, id := range ids[from:] {
		if id < 0 {
			ids[from+i] = t.add(i)
		}
	}
	t.reset()
	return ids
}

// find is intern without new numbers: -1 for a key not seen.
func (t *table[K]) find(ids []int32) []int32 {
	from := len(ids)
	ids = t.look(ids)
	for i, id := range ids[from:] {
		if id < 0 && t.n > 0 {
			_, ids[from+i] = t.search(i)
		}
	}
	t.reset()
	return ids
}

// reset empties the page.
func (t *table[K]) reset() {
	t.page, t.hash, t.more = t.page[:0], t.hash[:0], nil
}

// look appends the numbers of the page's keys, -1 where a key is not, or not at once, found.
func (t *table[K]) look(ids []int32) []int32 {
	from := len(ids)
	if t.n == 0 {
		for range t.page {
			ids = append(ids, -1)
		}
		return ids
	}
	mask, slots := uint32(len(t.slots)-1), t.slots
	for _, hash := range t.hash {
		h := hash & mask
		s := slots[h]
		for s.id != 0 && s.hash != hash {
			h = (h + 1) & mask
			s = slots[h]
		}
		ids = append(ids, s.id-1)
	}
	for i, id := range ids[from:] {
		if id >= 0 && (t.keys[id] != t.page[i] || t.more != nil && !t.more.same(i, id)) {
			ids[from+i] = -1
		}
	}
	return ids
}

// search is the number of the i-th key of the page, or -1 and the free slot for it.
func (t *table[K]) search(i int) (h uint32, id int32) {
	hash, mask := t.hash[i], uint32(len(t.slots)-1)
	for h = hash & mask; t.slots[h].id != 0; h = (h + 1) & mask {
		s := t.slots[h]
		if s.hash == hash && t.keys[s.id-1] == t.page[i] && (t.more == nil || t.more.same(i, s.id-1)) {
			return h, s.id - 1
		}
	}
	return h, -1
}

// add is the number of the i-th key of the page, which may be new.
func (t *table[K]) add(i int) int32 {
	if 2*(t.n+1) > len(t.slots) {
		t.rehash(2*len(t.slots), nil)
	}
	h, id := t.search(i)
	if id >= 0 {
		return id
	}
	id = t.next()
	t.slots[h] = slot{t.hash[i], id + 1}
	t.n++
	t.keys = put(t.keys, id, t.page[i])
	if t.more != nil {
		t.more.take(i, id)
	}
	return id
}

// put is s with x at number id, which is at most one beyond its end.
func put[T any](s []T, id int32, x T) []T {
	if int(id) == len(s) {
		return append(s, x)
	}
	s[id] = x
	return s
}

// rehash moves the slots to a table of the given size, without those whose number is not
// live if that is given.
func (t *table[K]) rehash(size int, live *rowset.Marks) {
	old := t.slots
	t.slots, t.n = make([]slot, max(64, size)), 0
	mask := uint32(len(t.slots) - 1)
	for _, s := range old {
		if s.id == 0 || live != nil && !live.Has(s.id-1) {
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

func (t *table[K]) numbered() *numbers { return &t.numbers }

// keep frees the numbers that are not live, whose keys become dead, and leaves room for as many
// again as are live and some more, so that the table does not grow until the next sweep.
func (t *table[K]) keep(live *rowset.Marks, dead K) {
	t.rehash(1<<bits.Len(uint(5*live.Len())), live)
	t.numbers.keep(live)
	for _, id := range t.free {
		t.keys[id] = dead
	}
}

func (t *table[K]) bytes() int {
	var k K
	size := int(unsafe.Sizeof(k))
	return 8*cap(t.slots) + 4*(cap(t.free)+cap(t.reused)) + size*cap(t.keys) + (size+4)*cap(t.page)
}
