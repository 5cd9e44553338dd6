package column

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"starling/engine/rowset"
	"starling/internal/racing"
)

// allTypes is a type of every kind, and lists of several.
var allTypes = func() []Type {
	types := []Type{PyObject, ArrayOf(Of(Int)), GroupOf(Of(String)), ArrayOf(Anything), ArrayOf(ArrayOf(Of(Long))), ArrayOf(ArrayOf(Of(String)))}
	for k := Bool; k < Object; k++ {
		types = append(types, Of(k))
	}
	return types
}()

// random is a value of type t as Any gives it, nil for null.
func random(r *rand.Rand, t Type) any {
	if r.IntN(5) == 0 {
		return nil
	}
	if t.Kind != List {
		return plainly(r, t.Kind)
	}
	v := NewVector(t)
	elem, _ := t.Elem()
	items := make([]any, r.IntN(4))
	for i := range items {
		items[i] = random(r, elem)
	}
	v.AppendAny(items)
	return v.Any(0)
}

// plainly is a value of a kind that is no list.
func plainly(r *rand.Rand, k Kind) any {
	n := r.IntN(1000) - 500
	switch k {
	case Bool:
		return n > 0
	case Byte:
		return int8(n % 100)
	case Short:
		return int16(n)
	case Char:
		return uint16(n + 500)
	case Int:
		return int32(n)
	case Long, Instant:
		return int64(n) << 40
	case Float:
		return float32(n) / 3
	case Double:
		return float64(n) / 3
	case String:
		return fmt.Sprintf("%.*s", r.IntN(12), "né日本 xyz…")
	case Bytes:
		return []byte(fmt.Sprint(n))
	}
	return fmt.Sprint("object ", n)
}

// push appends x, as Any gives it, to a builder.
func push(b Builder, x any) {
	if x == nil {
		b.AppendNull()
		return
	}
	switch d := b.(type) {
	case *Vec[int8]:
		if t, ok := x.(bool); ok {
			x = int8(0)
			if t {
				x = int8(1)
			}
		}
		d.Append(x.(int8))
	case *Vec[int16]:
		d.Append(x.(int16))
	case *Vec[uint16]:
		d.Append(x.(uint16))
	case *Vec[int32]:
		d.Append(x.(int32))
	case *Vec[int64]:
		d.Append(x.(int64))
	case *Vec[float32]:
		d.Append(x.(float32))
	case *Vec[float64]:
		d.Append(x.(float64))
	case *Vec[string]:
		if raw, ok := x.([]byte); ok {
			x = string(raw)
		}
		d.Append(x.(string))
	case *Vec[any]:
		d.Append(x)
	case *Text:
		if s, ok := x.(string); ok {
			d.AppendString(s)
		} else {
			d.Append(x.([]byte))
		}
	case *Lists:
		d.AppendAny(x)
	case *ListBuilder:
		items := reflect.ValueOf(x)
		for i := range items.Len() {
			item := items.Index(i).Interface()
			if v, ok := d.Elems.(Vector); ok && v.Kind() != Object {
				one := reflect.MakeSlice(items.Type(), 0, 1)
				v.appendSlice(reflect.Append(one, items.Index(i)).Interface())
				continue
			}
			if s, ok := item.(string); ok && IsNullString(s) {
				item = nil
			}
			push(d.Elems, item)
		}
		d.Commit()
	default:
		panic(fmt.Sprintf("push to %T", b))
	}
}

// shadow is the model of a store: maps of what is not null.
type shadow struct {
	t         *testing.T
	r         *rand.Rand
	typ       Type
	few       int // the distinct texts there are, 0 for any
	s         Writable
	cur, prev map[rowset.Row]any
	low, next rowset.Row // rows from low to next-1 exist
	highest   rowset.Row // one past the highest row before the cycle
}

func (m *shadow) set(row rowset.Row, x any) {
	if x == nil {
		delete(m.cur, row)
		return
	}
	m.cur[row] = x
}

func (m *shadow) random() any {
	if m.few == 0 || m.r.IntN(10) == 0 {
		return random(m.r, m.typ)
	}
	x := sharedText(m.r.IntN(m.few))
	if m.typ.Kind == Bytes {
		return []byte(x)
	}
	return x
}

func (m *shadow) draw(b Builder, rows []rowset.Row) {
	for _, row := range rows {
		x := m.random()
		push(b, x)
		m.set(row, x)
	}
}

// some is a random set of rows that exist.
func (m *shadow) some() rowset.Set {
	if m.low == m.next {
		return rowset.Set{}
	}
	span := m.next - m.low
	lo := m.low + m.r.Int64N(span)
	n := min(m.next-lo, 1+m.r.Int64N(3*rowset.PageSize))
	if m.r.IntN(2) == 0 {
		return rowset.Run(lo, lo+n)
	}
	var b rowset.Builder
	for row := lo; row < lo+n; row += 1 + m.r.Int64N(4) {
		b.Add(row)
	}
	return b.Set()
}

func (m *shadow) step() {
	switch m.r.IntN(8) {
	case 0, 1:
		m.append(NewBuilder(m.typ))
	case 2:
		m.append(NewVector(m.typ))
	case 3, 4:
		for p := range m.some().Pages() {
			v := NewVector(m.typ)
			m.draw(v, p.AppendRows(nil))
			m.s.Put(p, v)
			v.Reset()
		}
	case 5:
		rows := m.some().AppendTo(nil)
		m.r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		if len(rows) > 3 {
			rows = append(rows, rows[:3]...)
		}
		v := NewVector(m.typ)
		m.draw(v, rows)
		m.s.Scatter(rows, v)
		v.Reset()
	case 6:
		if s, ok := m.s.(*Strings); ok && m.low < m.next {
			row := m.low + m.r.Int64N(m.next-m.low)
			s.Set(row, "set")
			m.set(row, Value(s, row, Cur))
		}
	default:
		if m.r.IntN(4) == 0 {
			m.rollback()
		} else {
			m.commit()
		}
	}
}

func (m *shadow) append(b Builder) {
	n := rowset.Row(m.r.IntN(2 * rowset.PageSize))
	if m.r.IntN(4) == 0 {
		m.next += m.r.Int64N(2 * rowset.PageSize) // rows that exist and were never written: null
	}
	m.draw(b, rowset.Run(m.next, m.next+n).AppendTo(nil))
	m.s.Append(m.next, b)
	b.Reset()
	m.next += n
}

func (m *shadow) commit() {
	m.check()
	low := m.low
	if m.r.IntN(3) == 0 {
		m.low += m.r.Int64N(m.next - m.low + 1)
		m.s.Trim(m.low)
	}
	m.checkWhen(Prev, m.prev, low, m.highest) // until Commit
	m.s.Commit()
	maps.DeleteFunc(m.cur, func(row rowset.Row, _ any) bool { return row < m.low })
	m.prev = maps.Clone(m.cur)
	m.highest = m.next
	m.check()
}

func (m *shadow) rollback() {
	m.check()
	m.s.Trim(m.low + m.r.Int64N(m.next-m.low+1))
	m.s.Rollback()
	m.cur, m.next = maps.Clone(m.prev), m.highest
	m.check()
}

func (m *shadow) check() {
	m.checkWhen(Cur, m.cur, m.low, m.next)
	m.checkWhen(Prev, m.prev, m.low, m.highest)
}

// checkWhen reads rows lo to hi-1 in every way.
func (m *shadow) checkWhen(when When, want map[rowset.Row]any, lo, hi rowset.Row) {
	m.t.Helper()
	if n := hi - lo; n > 3000 { // a window is enough: there are many checks
		lo += m.r.Int64N(n - 3000)
		hi = lo + 3000
	}
	var b rowset.Builder
	for row := lo; row < hi; row += 1 + m.r.Int64N(3) {
		b.Add(row)
	}
	for _, set := range []rowset.Set{rowset.Run(lo, hi), b.Set()} {
		v := NewVector(m.typ)
		for p := range set.Pages() {
			m.s.Fill(v, p, when)
		}
		rows := set.AppendTo(nil)
		m.compare("Fill", v, rows, when, want)
		m.r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		rows = append(rows, rowset.None)
		v.Reset()
		m.s.Gather(v, rows, when)
		m.compare("Gather", v, rows, when, want)
	}
}

func (m *shadow) compare(how string, v Vector, rows []rowset.Row, when When, want map[rowset.Row]any) {
	m.t.Helper()
	if v.Len() != len(rows) {
		m.t.Fatalf("%s of %d rows gave %d", how, len(rows), v.Len())
	}
	for i, row := range rows {
		x, w := v.Any(i), want[row]
		if !reflect.DeepEqual(x, w) || v.Null(i) != (w == nil) {
			m.t.Fatalf("%s row %d, prev %v: %v, want %v", how, row, when, x, w)
		}
	}
}

// TestModel compares stores of every kind with maps over random histories.
func TestModel(t *testing.T) {
	for _, typ := range allTypes {
		for seed := range uint64(racing.Less(3)) {
			t.Run(fmt.Sprint(typ.Name(), seed), func(t *testing.T) { model(t, typ, 0, seed) })
		}
	}
}

// TestModelOfFewTexts is TestModel of columns whose values are mostly some out of a few.
func TestModelOfFewTexts(t *testing.T) {
	for few, k := range map[int]Kind{1: String, 60: Bytes, 900: String, 3000: String} {
		for seed := range uint64(racing.Less(2)) {
			t.Run(fmt.Sprint(k, few, "/", seed), func(t *testing.T) { model(t, Of(k), few, seed) })
		}
	}
}

func model(t *testing.T, typ Type, few int, seed uint64) {
	m := &shadow{
		t: t, r: rand.New(rand.NewPCG(seed, 9)), typ: typ, few: few, s: NewStore(typ),
		cur: map[rowset.Row]any{}, prev: map[rowset.Row]any{},
	}
	if m.s.Type() != typ {
		t.Fatalf("type %v", m.s.Type())
	}
	for range 60 {
		m.step()
	}
	m.commit()
	if m.s.Bytes() <= 0 && len(m.cur) > 0 {
		t.Error("no bytes held")
	}
}

// TestPrevOfUnwritten: a row that exists without having been written is null, also
// as Prev of the cycle that writes it first.
func TestPrevOfUnwritten(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for _, typ := range allTypes {
		s := NewStore(typ)
		high := NewVector(typ)
		push(high, random(r, typ))
		s.Scatter([]rowset.Row{3 * rowset.PageSize}, high)
		s.Commit()
		v := NewVector(typ)
		for v.Len() == 0 || v.Null(0) {
			v.Reset()
			push(v, random(r, typ))
		}
		s.Scatter([]rowset.Row{5}, v)
		if x := Value(s, 5, Prev); x != nil {
			t.Errorf("%v: Prev is %v", typ, x)
		}
		if Value(s, 5, Cur) == nil {
			t.Errorf("%v: nothing stored", typ)
		}
	}
}

// TestTrimAll gives everything up, and then a low row is written again.
func TestTrimAll(t *testing.T) {
	s := NewStoreOf[int64](Of(Long))
	s.Set(0, 1)
	s.Trim(10 * rowset.PageSize)
	s.Commit()
	if s.Bytes() != 0 {
		t.Errorf("%d bytes are held of nothing", s.Bytes())
	}
	s.Set(rowset.PageSize, 7)
	s.Commit()
	s.Commit()
	if got := s.At(rowset.PageSize, Cur); got != 7 {
		t.Errorf("got %d", got)
	}
}

// TestCommitKeepsNoObject: what is kept for reuse must not keep objects alive.
func TestCommitKeepsNoObject(t *testing.T) {
	s := NewStoreOf[any](PyObject)
	v := NewVec[any](Object)
	for range rowset.PageSize {
		v.Append("old")
	}
	for range 2 {
		s.Put(rowset.Page{Hi: rowset.PageSize}, v)
		s.Set(rowset.PageSize, "new")
		s.Commit()
	}
	if len(s.undos.copies) == 0 || len(s.undos.logs) == 0 {
		t.Fatal("nothing is kept for reuse")
	}
	kept := s.undos.copies
	for _, l := range s.undos.logs {
		kept = append(kept, l.old)
	}
	for _, u := range kept {
		for _, x := range u[:cap(u)] {
			if x != nil {
				t.Fatalf("%v is kept", x)
			}
		}
	}
}

// TestFewChangesCopyNoPage: of a page of which a few values are written, these are kept.
func TestFewChangesCopyNoPage(t *testing.T) {
	for _, k := range []Kind{Long, String} {
		s, v := NewStore(Of(k)), NewVector(Of(k))
		for i := range 8 * rowset.PageSize {
			sample(v, i)
		}
		s.Append(0, v)
		s.Commit()
		was := s.Bytes()
		one := NewVector(Of(k))
		sample(one, 1)
		for r := rowset.Row(3); r < 8*rowset.PageSize; r += rowset.PageSize {
			s.Scatter([]rowset.Row{r}, one)
		}
		if more := s.Bytes() - was; more > 8*rowset.PageSize*4 && more > 8*1500 { // text pages grow
			t.Errorf("%v: eight values take %d bytes", k, more)
		}
		for r := rowset.Row(3); r < 8*rowset.PageSize; r += rowset.PageSize {
			if got := Value(s, r, Prev); got != v.Any(int(r)) {
				t.Errorf("%v: row %d was %v, not %v", k, r, v.Any(int(r)), got)
			}
		}
	}
}

// TestStringsStay: strings that were read stay what they are through writes, growth
// and compaction of their page.
func TestStringsStay(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	s := NewStore(Of(String)).(*Strings)
	var read, want []string
	compacted := false
	for range 3000 {
		row := rowset.Row(r.IntN(60))
		s.Set(row, fmt.Sprintf("text %d of %d", r.Int64(), row))
		x := s.At(row, Cur)
		read, want = append(read, x), append(want, string([]byte(x)))
		if r.IntN(50) == 0 {
			before := len(s.pages.list[0].buf)
			s.Commit()
			compacted = compacted || len(s.pages.list[0].buf) < before
		}
	}
	if !slices.Equal(read, want) {
		t.Error("a string changed after it was read")
	}
	if !compacted {
		t.Error("the page was never written anew")
	}
	if pg := s.pages.list[0]; pg.dead > len(pg.buf) {
		t.Errorf("%d of %d bytes are dead", pg.dead, len(pg.buf))
	}
}

// TestSentinels: the values next to null are values.
func TestSentinels(t *testing.T) {
	v := NewVec[float64](Double)
	for _, x := range []float64{math.NaN(), math.Inf(-1), math.Copysign(0, -1), NullDouble, math.MaxFloat64} {
		v.Append(x)
	}
	for i, null := range []bool{false, false, false, true, false} {
		if v.Null(i) != null {
			t.Errorf("%v: null is %v", v.V[i], !null)
		}
	}
	s := NewVec[string](String)
	s.Append(NullString)
	s.Append(string([]byte(NullString))) // the same bytes are no null
	if !s.Null(0) || s.Null(1) {
		t.Error("null is told by its bytes")
	}
	s.SetNull(1)
	if !s.Null(1) {
		t.Error("SetNull")
	}
}
