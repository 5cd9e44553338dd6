package engine

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"starling/engine/column"
	"starling/engine/rowset"
)

// sortKey is a column to sort by. Order is that of Java and Deephaven: null first, NaN
// last, text by UTF-16 units; the other way round if descending.
type sortKey interface {
	// note takes over the values of rows that are new or may have changed.
	note(rows rowset.Set)
	// moved is those of the rows whose value differs from before the cycle.
	moved(rows rowset.Set) rowset.Set
	// rank sets the rank of each row: a number that is lower where the value comes
	// earlier. With more, values of equal rank may still differ, by their rank at the
	// next depth; depth 0 is the first.
	rank(rows []ranked, depth int) (more bool)
	// compare is the order of two rows' values.
	compare(a, b rowset.Row, when column.When) int
	commit(below rowset.Row)
	bytes() int // held
}

// ranked is a row being sorted.
type ranked struct {
	rank uint64
	row  rowset.Row
}

func newSortKey(t *Table, at int, descending bool) (sortKey, error) {
	f := t.Schema[at]
	var flip uint64
	if descending {
		flip = math.MaxUint64
	}
	switch f.Type.Kind {
	case column.Bool, column.Byte:
		return &wholeKey[int8]{keep[int8](t, at), flip}, nil
	case column.Short:
		return &wholeKey[int16]{keep[int16](t, at), flip}, nil
	case column.Char:
		return &charKey{keep[uint16](t, at), flip}, nil
	case column.Int:
		return &wholeKey[int32]{keep[int32](t, at), flip}, nil
	case column.Long, column.Instant:
		return &wholeKey[int64]{keep[int64](t, at), flip}, nil
	case column.Float:
		return &floatKey[float32]{keep[float32](t, at), column.NullFloat, flip}, nil
	case column.Double:
		return &floatKey[float64]{keep[float64](t, at), column.NullDouble, flip}, nil
	case column.String:
		return &textKey{keep[string](t, at), flip}, nil
	case column.Object:
		if f.Type.Ordered() {
			return &objectKey{keep[any](t, at), f.Type.Class.Compare, descending}, nil
		}
	}
	return nil, fmt.Errorf("column %s: values of type %s have no order", f.Name, f.Type)
}

// stored is what Store[T] and Strings have in common.
type stored[T any] interface {
	column.Writable
	At(r rowset.Row, when column.When) T
}

// kept is the values of a key column: the column itself if it is stored, else a copy.
type kept[T comparable] struct {
	stored[T]
	t           *Table
	src         column.Column // nil if stored is the column itself
	buf, before *column.Vec[T]
	at          []rowset.Row
}

func keep[T comparable](t *Table, at int) *kept[T] {
	src := t.Cols[at]
	k := &kept[T]{t: t, buf: column.NewVec[T](src.Type().Kind), before: column.NewVec[T](src.Type().Kind)}
	var ok bool
	if k.stored, ok = src.(stored[T]); !ok {
		k.src, k.stored = src, column.NewStore(src.Type()).(stored[T])
	}
	return k
}

func (k *kept[T]) note(rows rowset.Set) {
	if k.src == nil {
		return
	}
	for p := range rows.Pages() {
		k.t.heed()
		k.buf.Reset()
		k.src.Fill(k.buf, p, column.Cur)
		k.Put(p, k.buf)
	}
}

func (k *kept[T]) moved(rows rowset.Set) rowset.Set {
	var b rowset.Builder
	for p := range rows.Pages() {
		k.buf.Reset()
		k.before.Reset()
		k.Fill(k.buf, p, column.Cur)
		k.Fill(k.before, p, column.Prev)
		for i, x := range k.buf.V {
			if y := k.before.V[i]; x != y && (x == x || y == y) { // NaN stays NaN
				b.Add(p.Row(i))
			}
		}
	}
	return b.Set()
}

// gather is the values of rows, valid until the next call.
func (k *kept[T]) gather(rows []ranked) []T {
	k.at = k.at[:0]
	for _, r := range rows {
		k.at = append(k.at, r.row)
	}
	k.buf.V = slices.Grow(k.buf.V[:0], len(rows))
	for part := range slices.Chunk(k.at, readPortion) {
		k.t.heed()
		k.Gather(k.buf, part, column.Cur)
	}
	return k.buf.V
}

func (k *kept[T]) commit(below rowset.Row) {
	if k.src != nil {
		k.Trim(below)
		k.Commit()
	}
}

// wholeKey: the null of whole numbers is the lowest of them.
type wholeKey[T int8 | int16 | int32 | int64] struct {
	*kept[T]
	flip uint64 // all ones if descending
}

func wholeRank[T int8 | int16 | int32 | int64](x T) uint64 { return uint64(int64(x)) ^ 1<<63 }

func (k *wholeKey[T]) rank(rows []ranked, _ int) bool {
	for i, x := range k.gather(rows) {
		rows[i].rank = wholeRank(x) ^ k.flip
	}
	return false
}

func (k *wholeKey[T]) compare(a, b rowset.Row, when column.When) int {
	return cmp.Compare(wholeRank(k.At(a, when))^k.flip, wholeRank(k.At(b, when))^k.flip)
}

// charKey: the null of chars is the highest of them.
type charKey struct {
	*kept[uint16]
	flip uint64
}

func charRank(x uint16) uint64 { return uint64(x + 1) }

func (k *charKey) rank(rows []ranked, _ int) bool {
	for i, x := range k.gather(rows) {
		rows[i].rank = charRank(x) ^ k.flip
	}
	return false
}

func (k *charKey) compare(a, b rowset.Row, when column.When) int {
	return cmp.Compare(charRank(k.At(a, when))^k.flip, charRank(k.At(b, when))^k.flip)
}

type floatKey[T float32 | float64] struct {
	*kept[T]
	null T
	flip uint64
}

// floatRank makes -0.0 equal to 0.0.
func floatRank[T float32 | float64](x, null T) uint64 {
	switch {
	case x == null:
		return 0
	case x != x:
		return math.MaxUint64
	case x == 0:
		return 1 << 63
	}
	if b := math.Float64bits(float64(x)); b>>63 == 0 {
		return b | 1<<63
	} else {
		return ^b
	}
}

func (k *floatKey[T]) rank(rows []ranked, _ int) bool {
	for i, x := range k.gather(rows) {
		rows[i].rank = floatRank(x, k.null) ^ k.flip
	}
	return false
}

func (k *floatKey[T]) compare(a, b rowset.Row, when column.When) int {
	return cmp.Compare(floatRank(k.At(a, when), k.null)^k.flip, floatRank(k.At(b, when), k.null)^k.flip)
}

// textKey ranks text by eight bytes at a time, and when all are seen by its length, which
// tells null, the empty text and zeros at the end apart.
type textKey struct {
	*kept[string]
	flip uint64
}

func (k *textKey) rank(rows []ranked, depth int) bool {
	texts, longest := k.gather(rows), 0
	for _, x := range texts {
		longest = max(longest, len(x))
	}
	for i, x := range texts {
		switch {
		case longest > 8*depth:
			rows[i].rank = textRank(x, depth) ^ k.flip
		case column.IsNullString(x):
			rows[i].rank = k.flip
		default:
			rows[i].rank = uint64(len(x)+1) ^ k.flip
		}
	}
	return longest > 8*depth
}

func (k *textKey) compare(a, b rowset.Row, when column.When) int {
	c := column.CompareText(k.At(a, when), k.At(b, when))
	if k.flip != 0 {
		return -c
	}
	return c
}

// textRank is the eight bytes of x from 8*depth on.
func textRank(x string, depth int) uint64 {
	if column.IsNullString(x) || 8*depth >= len(x) {
		return 0
	}
	var w uint64
	for i, b := range []byte(x[8*depth : min(len(x), 8*depth+8)]) {
		w |= uint64(column.UnitByte(b)) << (56 - 8*i)
	}
	return w
}

// objectKey sorts dates and the like, which have no rank of their own: theirs is the
// place among the rows being sorted.
type objectKey struct {
	*kept[any]
	of         func(x, y any) int
	descending bool
}

func (k *objectKey) order(x, y any) int {
	if k.descending {
		x, y = y, x
	}
	return k.of(x, y)
}

func (k *objectKey) rank(rows []ranked, _ int) bool {
	values := k.gather(rows)
	at := make([]int, len(rows))
	for i := range at {
		at[i] = i
	}
	slices.SortFunc(at, heeding(k.t.heed, func(i, j int) int { return k.order(values[i], values[j]) }))
	rank := uint64(0)
	for n, i := range at {
		if n > 0 && k.order(values[at[n-1]], values[i]) != 0 {
			rank++
		}
		rows[i].rank = rank
	}
	return false
}

func (k *objectKey) compare(a, b rowset.Row, when column.When) int {
	return k.order(k.At(a, when), k.At(b, when))
}

// across compares a row of the table of key x with one of y's, which is of the same type.
func across(x, y sortKey) func(a rowset.Row, aw column.When, b rowset.Row, bw column.When) int {
	switch x := x.(type) {
	case *wholeKey[int8]:
		return acrossOf(x.kept, y.(*wholeKey[int8]).kept, compareRanks(wholeRank[int8]))
	case *wholeKey[int16]:
		return acrossOf(x.kept, y.(*wholeKey[int16]).kept, compareRanks(wholeRank[int16]))
	case *charKey:
		return acrossOf(x.kept, y.(*charKey).kept, compareRanks(charRank))
	case *wholeKey[int32]:
		return acrossOf(x.kept, y.(*wholeKey[int32]).kept, compareRanks(wholeRank[int32]))
	case *wholeKey[int64]:
		return acrossOf(x.kept, y.(*wholeKey[int64]).kept, compareRanks(wholeRank[int64]))
	case *floatKey[float32]:
		return acrossOf(x.kept, y.(*floatKey[float32]).kept, compareRanks(func(v float32) uint64 { return floatRank(v, x.null) }))
	case *floatKey[float64]:
		return acrossOf(x.kept, y.(*floatKey[float64]).kept, compareRanks(func(v float64) uint64 { return floatRank(v, x.null) }))
	case *textKey:
		return acrossOf(x.kept, y.(*textKey).kept, column.CompareText)
	}
	o := x.(*objectKey)
	return acrossOf(o.kept, y.(*objectKey).kept, o.of)
}

func compareRanks[T any](rank func(T) uint64) func(x, y T) int {
	return func(x, y T) int { return cmp.Compare(rank(x), rank(y)) }
}

func acrossOf[T comparable](x, y *kept[T], compare func(x, y T) int) func(a rowset.Row, aw column.When, b rowset.Row, bw column.When) int {
	return func(a rowset.Row, aw column.When, b rowset.Row, bw column.When) int {
		return compare(x.At(a, aw), y.At(b, bw))
	}
}
