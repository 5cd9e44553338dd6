package agg

import (
	"unsafe"

	"starling/engine/column"
)

// objectKeys makes order keys of a page of objects of a class that has an order.
type objectKeys struct {
	order *column.Order
	text  []byte
	keys  []string
}

// of is the keys of the values of v, NullString for null, until the next call.
func (b *objectKeys) of(v column.Vector) []string {
	values := v.(*column.Vec[any]).V
	keys := sized(&b.keys, len(values))
	b.text = b.text[:0]
	for i, x := range values {
		if keys[i] = column.NullString; x == nil {
			continue
		}
		from := len(b.text)
		b.text = b.order.Append(b.text, x) // if it moves, what is written before stays
		keys[i] = unsafe.String(&b.text[from], len(b.text)-from)
	}
	return keys
}

// objectSet is a set of objects. Equal ones are one value of it, of numbers the one with the
// least scale.
type objectSet struct {
	values bags[string] // what equal values have in common of their order keys
	shown  bags[string] // whole order keys
	nulls  nullCounts
	from   objectKeys
	buf    []string
}

func newObjectSet(t column.Type, nulls bool) *objectSet {
	return &objectSet{values: newTextBags(), shown: newTextBags(), nulls: nullCounts{on: nulls}, from: objectKeys{order: t.Class.Order}}
}

func (s *objectSet) grow(groups int) {
	s.values.grow(groups)
	s.shown.grow(groups)
	s.nulls.grow(groups)
}

func (s *objectSet) apply(groups []int32, v column.Vector, sign int64) {
	keys := s.from.of(v)
	for i, g := range groups {
		switch k := keys[i]; {
		case column.IsNullString(k):
			s.nulls.apply(g, sign)
		case sign > 0:
			s.values.add(g, s.from.order.Same(k))
			s.shown.add(g, k)
		default:
			s.values.remove(g, s.from.order.Same(k))
			s.shown.remove(g, k)
		}
	}
}

func (s *objectSet) count(g int32) int {
	n := int(s.values.distinct[g])
	if s.nulls.has(g) {
		n++
	}
	return n
}

func (s *objectSet) appendTo(dst column.Vector, g int32) {
	if s.nulls.has(g) {
		dst.AppendNull()
	}
	d, last := dst.(*column.Vec[any]), ""
	s.buf = s.shown.appendKeys(s.buf[:0], s.shown.roots[g])
	for _, k := range s.buf {
		if v := s.from.order.Same(k); v != last {
			d.Append(s.from.order.Value(k))
			last = v
		}
	}
}

func (s *objectSet) bytes() int { return s.values.bytes() + s.shown.bytes() + s.nulls.bytes() }

// onceObject is a set of objects as newOnce has it: of equal ones the first is shown.
type onceObject struct {
	onceText
	from objectKeys
}

func newOnceObject(t column.Type, nulls bool) *onceObject {
	o := t.Class.Order
	return &onceObject{onceText: onceText{nulls: nulls, value: o.Same}, from: objectKeys{order: o}}
}

func (s *onceObject) apply(groups []int32, v column.Vector, _ int64) { s.take(groups, s.from.of(v)) }

func (s *onceObject) appendTo(dst column.Vector, g int32) {
	if column.IsNullString(s.key[g]) {
		dst.AppendNull()
		return
	}
	dst.(*column.Vec[any]).Append(s.from.order.Value(s.key[g]))
}
