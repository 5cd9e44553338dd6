package column

import "starling/engine/rowset"

// ListStore keeps the values of a column of lists. A page holds the elements of its lists in
// one vector that is only appended to, with the text in them, so what was read stays valid.
type ListStore struct {
	typ    Type
	refs   Store[ref] // places in the elements of the row's page
	bodies pages[elements]
	dirty  []*elements // of which lists were overwritten in the cycle
}

// elements is what the lists of a page hold.
type elements struct {
	v     Vector
	texts chunks   // of the strings in v
	dead  int      // elements that no list has
	room  []uint32 // by offset, what a list that grows may take from its place on; nil if none did
	base  rowset.Row
	dirty bool
}

func newListStore(t Type) Writable {
	return &ListStore{typ: t, refs: Store[ref]{typ: Of(Long), null: nullRef, high: -1, top: -1}}
}

// Type is the type of the column.
func (s *ListStore) Type() Type { return s.typ }

// Fill appends the values of the page's rows to dst.
func (s *ListStore) Fill(dst Vector, p rowset.Page, when When) {
	d := dst.(*Lists)
	k := len(d.refs)
	d.Grow(p.Len())
	s.refs.pages.at(p.Base).fill(d.refs[k:], p, when, until(p.Base, s.refs.high, when), nullRef)
	d.settle(k, s.bodies.at(p.Base))
}

// Gather appends the values of the given rows to dst.
func (s *ListStore) Gather(dst Vector, rows []rowset.Row, when When) {
	d := dst.(*Lists)
	for len(rows) > 0 {
		k, n := len(d.refs), samePage(rows)
		d.Grow(n)
		s.refs.pages.of(rows[0]).gather(d.refs[k:], rows[:n], when, until(rows[0], s.refs.high, when), nullRef)
		d.settle(k, s.bodies.of(rows[0]))
		rows = rows[n:]
	}
}

// settle makes the lists from the k-th on, which are places in e, places in l's elements.
func (l *Lists) settle(k int, e *elements) {
	added := l.refs[k:]
	if e == nil || blank(added) {
		return
	}
	l.refs = l.refs[:k]
	var own Vector
	if !l.share(e.v, e.v) {
		own = l.Open()
	}
	l.refs = l.refs[:k+len(added)]
	if own == nil {
		return
	}
	for i, r := range added {
		if r.n != nullLen {
			own.AppendRange(e.v, int(r.off), int(r.off)+int(r.n))
			added[i] = listAt(l.done, own.Len())
			l.done = own.Len()
		}
	}
}

// body is the elements of the page of row r.
func (s *ListStore) body(r rowset.Row) *elements {
	e := s.bodies.make(r)
	if e.v == nil {
		elem, _ := s.typ.Elem()
		e.v, e.base = restingElems(elem), pageOf(r)
	}
	return e
}

// gone notes that n elements of e are in no list any more.
func (s *ListStore) gone(e *elements, n int) {
	e.dead += n
	if !e.dirty {
		e.dirty = true
		s.dirty = append(s.dirty, e)
	}
}

// set stores the i-th list of src at row r.
func (s *ListStore) set(e *elements, r rowset.Row, src *Lists, i int) {
	old, x := s.refs.At(r, Cur), src.refs[i]
	if x.n != nullLen {
		n := e.v.Len()
		e.take(e.v, src.Elems(), int(x.off), int(x.off)+int(x.n))
		x = listAt(n, e.v.Len())
	}
	if old.n != nullLen {
		s.gone(e, int(old.n))
	}
	if o := int(r & rowset.PageMask); o < len(e.room) {
		e.room[o] = x.n
	}
	s.refs.Set(r, x)
}

// Put stores the values of v, one per row of the page.
func (s *ListStore) Put(p rowset.Page, v Vector) {
	if p.Len() == 0 {
		return
	}
	e, src := s.body(p.Base), v.(*Lists)
	for i := range p.Len() {
		s.set(e, p.Row(i), src, i)
	}
}

// Scatter stores v[i] at rows[i].
func (s *ListStore) Scatter(rows []rowset.Row, v Vector) {
	src := v.(*Lists)
	for i, r := range rows {
		s.set(s.body(r), r, src, i)
	}
}

// Append stores the values of b, a *ListBuilder, at the consecutive rows from lo on.
func (s *ListStore) Append(lo rowset.Row, b Builder) {
	if v, ok := b.(*Lists); ok {
		for i := range v.refs {
			r := lo + rowset.Row(i)
			s.set(s.body(r), r, v, i)
		}
		return
	}
	for i, l := 0, b.(*ListBuilder); i < l.Len(); {
		o := int(lo & rowset.PageMask)
		n := min(l.Len()-i, rowset.PageSize-o)
		e, from := s.body(lo), l.start(i)
		pg := s.refs.writable(lo, o, o+n, rowset.PageSize)
		shift := e.v.Len() - int(from)
		e.take(e.v, l.Elems, int(from), int(l.End[i+n-1]))
		l.places(pg.v[o:o+n], i, shift)
		i += n
		lo += rowset.Row(n)
	}
}

// places is where the lists from the i-th on lie, moved by shift.
func (b *ListBuilder) places(out []ref, i, shift int) {
	for k := range out {
		if out[k] = nullRef; !b.null.has(i + k) {
			out[k] = listAt(int(b.start(i+k))+shift, int(b.End[i+k])+shift)
		}
	}
}

// take appends the elements [lo, hi) of src to v, which is of e.
func (e *elements) take(v Vector, src Builder, lo, hi int) {
	switch b := src.(type) {
	case *ListBuilder:
		l := v.(*Lists)
		shift := l.own.Len() - int(b.start(lo))
		if lo < hi {
			e.take(l.own, b.Elems, int(b.start(lo)), int(b.End[hi-1]))
		}
		n := len(l.refs)
		l.Grow(hi - lo)
		b.places(l.refs[n:], lo, shift)
		l.done = l.own.Len()
	case *Text:
		d := v.(*Vec[string])
		for i := lo; i < hi; i++ {
			d.V = append(d.V, e.texts.keep(b.At(i)))
		}
	case Vector:
		t := texts(v)
		n := 0
		if t != nil {
			n = len(t.V)
		}
		v.AppendRange(b, lo, hi)
		if t != nil {
			for i, x := range t.V[n:] {
				t.V[n+i] = e.texts.keep(x)
			}
		}
	}
}

// Commit ends the cycle: Prev becomes Cur, and pages most of whose elements are in no list
// are written anew.
func (s *ListStore) Commit() {
	s.refs.Commit()
	for i, e := range s.dirty {
		e.dirty = false
		if e.dead > 256 && e.dead > e.v.Len()/2 {
			s.compact(e)
		}
		s.dirty[i] = nil
	}
	s.dirty = s.dirty[:0]
	s.bodies.drop()
}

// compact writes the elements of a page anew; those who read it keep the old ones.
func (s *ListStore) compact(e *elements) {
	pg := s.refs.pages.at(e.base)
	if pg == nil {
		return // given up
	}
	elem, _ := s.typ.Elem()
	fresh := &elements{v: restingElems(elem)}
	for o, r := range pg.v {
		if r.n == nullLen {
			continue
		}
		n := fresh.v.Len()
		fresh.take(fresh.v, e.v, int(r.off), int(r.off+r.n))
		pg.v[o] = listAt(n, fresh.v.Len())
		if o < len(e.room) && e.room[o] > r.n {
			fresh.v.Grow(int(e.room[o] - r.n))
		}
	}
	e.v, e.texts, e.dead = fresh.v, fresh.texts, 0
}

// Rollback undoes the cycle: Cur becomes Prev again.
func (s *ListStore) Rollback() {
	s.refs.Rollback()
	s.bodies.untrim()
	s.bodies.after(s.refs.high)
	for i, e := range s.dirty {
		e.dirty = false
		e.count(s.refs.pages.at(e.base))
		s.dirty[i] = nil
	}
	s.dirty = s.dirty[:0]
}

// count finds dead anew.
func (e *elements) count(pg *page[ref]) {
	e.dead = e.v.Len()
	if pg == nil {
		return
	}
	e.room = e.room[:min(len(e.room), len(pg.v))]
	for o, r := range pg.v {
		if r.n == nullLen {
			continue
		}
		if o < len(e.room) {
			e.room[o] = r.n // it may have moved
		}
		e.dead -= int(r.n)
	}
}

// Trim gives up the values of all rows below, as far as whole pages go.
func (s *ListStore) Trim(below rowset.Row) {
	s.refs.Trim(below)
	s.bodies.trim(below)
}

// Bytes is the memory held, in bytes; of objects only the references count.
func (s *ListStore) Bytes() int {
	n := s.refs.Bytes()
	for _, e := range s.bodies.list {
		if e != nil {
			n += e.v.bytes() + e.texts.held + 4*cap(e.room)
		}
	}
	return n
}

// chunks keeps texts in pieces of memory that are only appended to.
type chunks struct {
	last []byte
	held int
}

// keep is a copy of x.
func (c *chunks) keep(x string) string {
	if x == "" || IsNullString(x) {
		return x
	}
	n := len(c.last)
	if n+len(x) > cap(c.last) {
		c.last, n = make([]byte, 0, max(min(max(2*cap(c.last), 1<<8), 1<<16), len(x))), 0
		c.held += cap(c.last)
	}
	c.last = append(c.last, x...)
	return view(c.last, uint32(n), uint32(len(x)))
}

// Extend appends the i-th value of src to the list of row rows[i], for each. A null list
// is as an empty one.
func (s *ListStore) Extend(rows []int32, src Vector) {
	elem, _ := s.typ.Elem()
	extends.OfKind(elem.Kind)(s, rows, src)
}

// extends is Extend for each Go type of elements.
var extends = ByType[func(*ListStore, []int32, Vector)]{
	extend[int8], extend[int16], extend[uint16], extend[int32], extend[int64],
	extend[float32], extend[float64], extendTexts, extend[any], extendLists,
}

func extend[T any](s *ListStore, rows []int32, src Vector) {
	for i, x := range src.(*Vec[T]).V {
		e, at := s.place(rows[i])
		e.v.(*Vec[T]).V[at] = x
	}
}

func extendTexts(s *ListStore, rows []int32, src Vector) {
	for i, x := range src.(*Vec[string]).V {
		e, at := s.place(rows[i])
		e.v.(*Vec[string]).V[at] = e.texts.keep(x)
	}
}

func extendLists(s *ListStore, rows []int32, src Vector) {
	from := src.(*Lists)
	for i, x := range from.refs {
		e, at := s.place(rows[i])
		l := e.v.(*Lists)
		if x.n != nullLen {
			n := l.own.Len()
			e.take(l.own, from.Elems(), int(x.off), int(x.off+x.n))
			l.done = l.own.Len()
			x = listAt(n, l.done)
		}
		l.refs[at] = x
	}
}

// place makes the list of a row longer by an element, to be written, and says where that
// lies. A list without room moves to the end of the page's elements.
func (s *ListStore) place(row int32) (e *elements, at int) {
	r := rowset.Row(row)
	o := int(r & rowset.PageMask)
	e = s.body(r)
	if o >= len(e.room) {
		e.room = append(e.room, make([]uint32, o+1-len(e.room))...)
	}
	x := s.refs.At(r, Cur)
	if x.n == nullLen {
		x, e.room[o] = ref{}, 0
	}
	if x.n == e.room[o] {
		n, room := e.v.Len(), x.n+x.n/2+1
		listAt(0, n+int(room)) // has room
		e.v.AppendRange(e.v, int(x.off), int(x.off+x.n))
		e.v.Grow(int(room - x.n))
		s.gone(e, int(x.n))
		x.off, e.room[o] = uint32(n), room
	}
	x.n++
	s.refs.Set(r, x)
	return e, int(x.off + x.n - 1)
}

// Cut takes the elements from the n-th on out of the list of a row, and says how many are left.
// What comes next does not take their places, which others may read.
func (s *ListStore) Cut(row int32, n int) int {
	r := rowset.Row(row)
	x := s.refs.At(r, Cur)
	if x.n == nullLen {
		return 0
	}
	if n >= int(x.n) {
		return int(x.n)
	}
	e := s.body(r)
	s.gone(e, int(x.n)-n)
	if o := int(r & rowset.PageMask); o < len(e.room) {
		e.room[o] = uint32(n)
	}
	s.refs.Set(r, listAt(int(x.off), int(x.off)+n))
	return n
}
