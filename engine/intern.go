package engine

import (
	"fmt"
	"hash/maphash"

	"starling/engine/column"
	"starling/engine/rowset"
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
	sweep(live *rowset.Marks)
	// bytes is the memory held, in bytes.
	bytes() int
}

// newInterner is an interner of the values of a column.
func newInterner(f column.Field) interner {
	switch f.Type.Kind {
	case column.String, column.Bytes:
		return newTexts()
	case column.Object:
		o := &objects{name: f.Name, key: column.Key, seed: maphash.MakeSeed()}
		if c := f.Type.Class; c != nil {
			o.key = c.Key
		}
		return o
	}
	return &words{}
}

// Keyable reports whether values of the column can be keys.
func Keyable(f column.Field) bool { return checkKey(f) == nil }

// checkKey reports a column whose values cannot be a key.
func checkKey(f column.Field) error {
	switch {
	case f.Type == column.PyObject:
		return fmt.Errorf("column %s: script objects cannot be a key; cast it, as in (String)%s", f.Name, f.Name)
	case f.Type.Kind == column.List, f.Type == column.Map, holdsTables(f):
		return fmt.Errorf("column %s: values of type %s cannot be a key", f.Name, f.Type)
	}
	return nil
}
