package engine

import (
	"fmt"
	"hash/maphash"
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
