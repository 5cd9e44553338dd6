package agg

import (
	"unsafe"

	"starling/engine/column"
)

// bigKeys makes order keys of a page of BigDecimals or BigIntegers.
type bigKeys struct {
	text []byte
	keys []string
}

// of is the keys of the values of v, NullString for null, until the next call.
func (b *bigKeys) of(v column.Vector) []string {
	values := v.(*column.Vec[any]).V
	keys := sized(&b.keys, len(values))
	b.text = b.text[:0]
	for i, x := range values {
		if keys[i] = column.NullString; x == nil {
			continue
		}
		from := len(b.text)
		b.text = column.AppendOrderKey(b.text, x) // if it moves, what is written before stays
		keys[i] = unsafe.String(&b.text[from], len(b.text)-from)
	}
	return keys
}

// bigSet is a set of BigDecimals or BigIntegers. Equal numbers are one value of it, which
// is shown with the least of their scales.
type bigSet struct {
	typ    column.Type
	values bags[string] // order keys without the scales
	shown  bags[string] // whole order keys
	nulls  nullCounts
	from   bigKeys
	buf    []string
}

func newBigSet(t column.Type, nulls bool) *bigSet {
	return &bigSet{typ: t, values: newTextBags(), shown: newTextBags(), nulls: nullCounts{on: nulls}}
}

func (s *bigSet) grow(groups int) {
	s.values.grow(groups)
	s.shown.grow(groups)
	s.nulls.grow(groups)
}

func (s *bigSet) apply(groups []int32, v column.Vector, sign int64) {
	keys := s.from.of(v)
	for i, g := range groups {
		switch k := keys[i]; {
		case column.IsNullString(k):
			s.nulls.apply(g, sign)
		case sign > 0:
			s.values.add(g, column.OrderKeyValue(k))
			s.shown.add(g, k)
		default:
			s.values.remove(g, column.OrderKeyValue(k))
			s.shown.remove(g, k)
		}
	}
}

func (s *bigSet) count(g int32) int {
	n := int(s.values.distinct[g])
	if s.nulls.has(g) {
		n++
	}
	return n
}

func (s *bigSet) appendTo(dst column.Vector, g int32) {
	if s.nulls.has(g) {
		dst.AppendNull()
	}
	d, last := dst.(*column.Vec[any]), ""
	s.buf = s.shown.appendKeys(s.buf[:0], s.shown.roots[g])
	for _, k := range s.buf {
		if v := column.OrderKeyValue(k); v != last {
			d.Append(column.OrderKeyNumber(s.typ, k))
			last = v
		}
	}
}

func (s *bigSet) bytes() int { return s.values.bytes() + s.shown.bytes() + s.nulls.bytes() }

// onceBig is a set of BigDecimals or BigIntegers as newOnce has it: of equal numbers the
// first is shown.
type onceBig struct {
	onceText
	typ  column.Type
	from bigKeys
}

func newOnceBig(t column.Type, nulls bool) *onceBig {
	return &onceBig{onceText: onceText{nulls: nulls, value: column.OrderKeyValue}, typ: t}
}

func (s *onceBig) apply(groups []int32, v column.Vector, _ int64) { s.take(groups, s.from.of(v)) }

func (s *onceBig) appendTo(dst column.Vector, g int32) {
	if column.IsNullString(s.key[g]) {
		dst.AppendNull()
		return
	}
	dst.(*column.Vec[any]).Append(column.OrderKeyNumber(s.typ, s.key[g]))
}
