package column

// Lists is a vector of lists: their elements lie end to end in one vector, lists again
// where they are nested, and each list is a place in it. Lists that were read from a
// store share the elements of its page, which never change; they are copied when others
// join them.
type Lists struct {
	typ  Type
	refs []ref
	own  Vector // elements of its own
	done int    // how many of them are in lists
	view Vector // elements shared with from
	from Vector // the elements of a store's page, nil if they are in own
	rest bool   // it is of a store, and shares nothing
}

// ref is where a value lies among others that lie end to end.
type ref struct{ off, n uint32 }

const nullLen = ^uint32(0)

var nullRef = ref{n: nullLen}

// NewLists is an empty vector of lists of type t.
func NewLists(t Type) *Lists {
	elem, _ := t.Elem()
	return &Lists{typ: t, own: NewVector(elem)}
}

// Kind is List.
func (l *Lists) Kind() Kind { return List }

// Type is the type of the lists.
func (l *Lists) Type() Type { return l.typ }

// Len is the number of lists.
func (l *Lists) Len() int { return len(l.refs) }

// Elems is the vector that the lists are places in, to be read.
func (l *Lists) Elems() Vector {
	if l.from != nil {
		return l.view
	}
	return l.own
}

// At is where in Elems the i-th list lies; ok is false for null.
func (l *Lists) At(i int) (lo, hi int, ok bool) {
	r := l.refs[i]
	if r.n == nullLen {
		return 0, 0, false
	}
	return int(r.off), int(r.off) + int(r.n), true
}

// SameStart reports whether the i-th list begins where that of m does in the same elements of a
// store, so that they are the same as far as both go. Elements that are the same but lie
// elsewhere are not found out.
func (l *Lists) SameStart(i int, m *Lists) bool {
	return l.from != nil && l.from == m.from && l.refs[i].off == m.refs[i].off
}

// Open is the vector that takes the elements of the next list, until Close. Nothing else is
// done with l meanwhile.
func (l *Lists) Open() Vector {
	if l.from != nil {
		l.part()
	}
	return l.own
}

// Close appends as one list what was appended to Open's vector.
func (l *Lists) Close() {
	l.refs = append(l.refs, listAt(l.done, l.own.Len()))
	l.done = l.own.Len()
}

// Drop takes back what was appended to Open's vector.
func (l *Lists) Drop() { l.own.Truncate(l.done) }

// part gives l elements of its own.
func (l *Lists) part() {
	l.own.Reset()
	for i, r := range l.refs {
		if r.n != nullLen {
			n := l.own.Len()
			l.own.AppendRange(l.view, int(r.off), int(r.off)+int(r.n))
			l.refs[i] = listAt(n, l.own.Len())
		}
	}
	l.done = l.own.Len()
	l.from = nil
	l.view.Free()
}

// maxElems is how many elements a page of lists or a builder may hold: places have 32 bits.
const maxElems = 1<<32 - 2

// listAt is the place of the list of the elements [lo, hi); the empty list has the same
// one in all vectors.
func listAt(lo, hi int) ref {
	if lo == hi {
		return ref{}
	}
	if hi > maxElems {
		panic(&TextError{Elements: hi})
	}
	return ref{off: uint32(lo), n: uint32(hi - lo)}
}

// join reports whether places in the elements of src are places in those of l too.
func (l *Lists) join(src *Lists) bool {
	return src.from != nil && l.share(src.from, src.view)
}

// share makes l read elements, which are those of a store's page from, if it can.
func (l *Lists) share(from, elems Vector) bool {
	if l.rest || l.from != from && (l.from != nil || l.done > 0) {
		return false
	}
	if l.from == nil && !blank(l.refs) {
		return false
	}
	l.from = from
	if l.view == nil {
		elem, _ := l.typ.Elem()
		l.view = NewVector(elem)
	}
	if l.view.Len() < elems.Len() {
		l.view.alias(elems)
	}
	return true
}

// blank reports whether no list has an element.
func blank(refs []ref) bool {
	for _, r := range refs {
		if r.n != nullLen && r.n > 0 {
			return false
		}
	}
	return true
}

// alias makes l read what src holds now, without a copy.
func (l *Lists) alias(src Vector) {
	s := src.(*Lists)
	l.refs, l.from = s.refs[:len(s.refs):len(s.refs)], s.Elems()
	if l.view == nil {
		elem, _ := l.typ.Elem()
		l.view = NewVector(elem)
	}
	l.view.alias(s.Elems())
}

// AppendNull appends a null.
func (l *Lists) AppendNull() { l.refs = append(l.refs, nullRef) }

// Truncate drops all lists from the n-th on.
func (l *Lists) Truncate(n int) {
	l.refs = l.refs[:n]
	if n == 0 {
		l.Reset()
		return
	}
	if l.from == nil {
		l.own.Truncate(l.done)
	}
}

// Reset drops all lists and keeps the memory.
func (l *Lists) Reset() {
	l.refs, l.done = l.refs[:0], 0
	l.own.Reset()
	if l.from != nil {
		l.from = nil
		l.view.Free()
	}
}

// Free drops all lists and the memory.
func (l *Lists) Free() {
	l.refs, l.done, l.from, l.view = nil, 0, nil, nil
	l.own.Free()
}

// Grow appends n nulls to be overwritten.
func (l *Lists) Grow(n int) {
	for range n {
		l.refs = append(l.refs, nullRef)
	}
}

// place makes a place of one of src, which lists of l may have.
func (l *Lists) place(src *Lists, r ref, joined bool) ref {
	if joined || r.n == nullLen {
		return r
	}
	own, n := l.Open(), l.done
	own.AppendRange(src.Elems(), int(r.off), int(r.off)+int(r.n))
	l.done = own.Len()
	return listAt(n, l.done)
}

// AppendFrom appends the i-th list of src.
func (l *Lists) AppendFrom(src Vector, i int) {
	s := src.(*Lists)
	r := l.place(s, s.refs[i], l.join(s))
	l.refs = append(l.refs, r)
}

// AppendRange appends the lists [lo, hi) of src.
func (l *Lists) AppendRange(src Vector, lo, hi int) {
	s := src.(*Lists)
	joined := l.join(s)
	for _, r := range s.refs[lo:hi] {
		r = l.place(s, r, joined)
		l.refs = append(l.refs, r)
	}
}

// AppendRows appends the lists of src at the given places.
func (l *Lists) AppendRows(src Vector, at []int32) {
	s := src.(*Lists)
	joined := l.join(s)
	for _, k := range at {
		r := l.place(s, s.refs[k], joined)
		l.refs = append(l.refs, r)
	}
}

// AppendRepeat appends the first list of src n times.
func (l *Lists) AppendRepeat(src Vector, n int) {
	s := src.(*Lists)
	r := l.place(s, s.refs[0], l.join(s))
	for range n {
		l.refs = append(l.refs, r)
	}
}

// AppendChoice appends for each of cond the list of a where it is 1, else that of b.
func (l *Lists) AppendChoice(cond []int8, a, b Vector) {
	for i, c := range cond {
		if c == 1 {
			l.AppendFrom(a, i)
		} else {
			l.AppendFrom(b, i)
		}
	}
}

// Scatter overwrites the list at base+at[i] with the i-th of src.
func (l *Lists) Scatter(src Vector, base int, at []int32) {
	s := src.(*Lists)
	joined := l.join(s)
	for i, k := range at {
		l.refs[base+int(k)] = l.place(s, s.refs[i], joined)
	}
}

// Null reports whether the i-th list is null.
func (l *Lists) Null(i int) bool { return l.refs[i].n == nullLen }

// SetNull makes the i-th list null.
func (l *Lists) SetNull(i int) { l.refs[i] = nullRef }

// Any is a copy of the i-th list as a Go slice of what its elements are in a Vec, []any of
// lists; nil for null.
func (l *Lists) Any(i int) any {
	lo, hi, ok := l.At(i)
	if !ok {
		return nil
	}
	return l.Elems().slice(lo, hi)
}

// AppendAny appends a list as Any gives it, or of elements as Any gives those.
func (l *Lists) AppendAny(x any) (ok bool) {
	if x == nil {
		l.AppendNull()
		return true
	}
	own := l.Open()
	if !own.appendSlice(x) {
		l.Drop()
		return false
	}
	l.Close()
	return true
}

// slice is the lists [lo, hi) as Any gives them.
func (l *Lists) slice(lo, hi int) any {
	out := make([]any, hi-lo)
	for i := range out {
		out[i] = l.Any(lo + i)
	}
	return out
}

// appendSlice appends the lists of x.
func (l *Lists) appendSlice(x any) bool { return appendAnys(l, x) }

// appendAnys appends the elements of x, a []any.
func appendAnys(v Vector, x any) bool {
	items, ok := x.([]any)
	for _, item := range items {
		ok = ok && v.AppendAny(item)
	}
	return ok
}

// bytes is the memory of l's own.
func (l *Lists) bytes() int { return cap(l.refs)*sizeOf(nullRef) + l.own.bytes() }

// ListOf is the i-th list of v, a *Lists of elements of Go type T that are no lists; ok is
// false for null.
func ListOf[T any](v Vector, i int) (items []T, ok bool) {
	l := v.(*Lists)
	lo, hi, ok := l.At(i)
	if !ok {
		return nil, false
	}
	return l.Elems().(*Vec[T]).V[lo:hi:hi], true
}

// texts is the strings within v, at whatever depth, nil if there are none.
func texts(v Vector) *Vec[string] {
	switch v := v.(type) {
	case *Lists:
		return texts(v.own)
	case *Vec[string]:
		return v
	}
	return nil
}

// restingElems makes the elements of a store's page.
func restingElems(t Type) Vector {
	v := NewVector(t)
	for l, ok := v.(*Lists); ok; l, ok = l.own.(*Lists) {
		l.rest = true
	}
	return v
}
