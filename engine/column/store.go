package column

import "starling/engine/rowset"

// Writable is a column that is stored. All writes of a cycle are undoable until
// Commit: Prev still reads the old values.
type Writable interface {
	Column
	// Put stores the values of v, one per row of the page.
	Put(p rowset.Page, v Vector)
	// Scatter stores v[i] at rows[i]. A row named twice keeps the later value.
	Scatter(rows []rowset.Row, v Vector)
	// Append stores the values of b at the consecutive rows from lo on, which hold none yet.
	Append(lo rowset.Row, b Builder)
	// Commit ends the cycle: Prev becomes Cur.
	Commit()
	// Rollback undoes the cycle: Cur becomes Prev again.
	Rollback()
	// Trim gives up the values of all rows below, as far as whole pages go.
	// They may be read as Prev until Commit.
	Trim(below rowset.Row)
	// Bytes is the memory held, in bytes.
	Bytes() int
}

// newStores makes empty stored columns of a type.
var newStores = ByType[func(Type) Writable]{
	newStore[int8], newStore[int16], newStore[uint16], newStore[int32], newStore[int64],
	newStore[float32], newStore[float64], newStrings, newStore[any], newListStore,
}

// NewStore is an empty stored column of type t.
func NewStore(t Type) Writable { return newStores.OfKind(t.Kind)(t) }

// NewStoreOf is NewStore with the Go type known.
func NewStoreOf[T any](t Type) *Store[T] { return NewStore(t).(*Store[T]) }

// Store keeps the values of a column of any kind but String, Bytes and List in pages.
type Store[T any] struct {
	typ   Type
	null  T
	pages pages[page[T]]
	dirty []*page[T] // pages of which old values are kept
	undos undos[T]
	high  rowset.Row // highest row written, as of the last Commit
	top   rowset.Row // highest row written
	loose bool       // nobody reads Prev
}

// ForgetPrev says that nobody reads values at Prev, nor rolls the store back: what is
// overwritten is not kept. It is called before the first write.
func (s *Store[T]) ForgetPrev() { s.loose = true }

func newStore[T any](t Type) Writable {
	return &Store[T]{typ: t, null: Null[T](), high: -1, top: -1}
}

func newStrings(t Type) Writable { return &Strings{typ: t, high: -1} }

// Type is the type of the column.
func (s *Store[T]) Type() Type { return s.typ }

// Fill appends the values of the page's rows to dst.
func (s *Store[T]) Fill(dst Vector, p rowset.Page, when When) {
	d := dst.(*Vec[T])
	n := len(d.V)
	d.Grow(p.Len())
	out := d.V[n:]
	s.pages.at(p.Base).fill(out, p, when, until(p.Base, s.high, when), s.null)
}

// Gather appends the values of the given rows to dst.
func (s *Store[T]) Gather(dst Vector, rows []rowset.Row, when When) {
	d := dst.(*Vec[T])
	n := len(d.V)
	d.Grow(len(rows))
	out := d.V[n:]
	for len(rows) > 0 {
		if n := scattered(rows); n > 0 && (when == Cur || s.still()) {
			s.gatherNow(out[:n], rows[:n])
			rows, out = rows[n:], out[n:]
			continue
		}
		n := samePage(rows)
		s.pages.of(rows[0]).gather(out[:n], rows[:n], when, until(rows[0], s.high, when), s.null)
		rows, out = rows[n:], out[n:]
	}
}

// still reports whether nothing was written in this cycle: what is at Cur is at Prev.
func (s *Store[T]) still() bool { return len(s.dirty) == 0 && s.top == s.high && !s.loose }

// At is the value of row r; null for rowset.None.
func (s *Store[T]) At(r rowset.Row, when When) T {
	return s.pages.of(r).at(int(r&rowset.PageMask), when, until(r, s.high, when), s.null)
}

// writable is the page of row r, grown to hold offsets below hi. If n rows from offset lo on
// are to be written, too many for each to be kept by itself, and some may be from before the
// cycle, all that the page held is kept.
func (s *Store[T]) writable(r rowset.Row, lo, hi, n int) *page[T] {
	pg := s.pages.make(r)
	base := pageOf(r)
	pg.reach(hi, s.null)
	s.top = max(s.top, base+rowset.Row(hi-1))
	if n > logMax && pg.undo == nil && base+rowset.Row(lo) <= s.high && !s.loose {
		if pg.log == nil {
			s.dirty = append(s.dirty, pg)
		}
		s.undos.copy(pg)
	}
	return pg
}

// write stores x at row r, offset o of pg.
func (s *Store[T]) write(pg *page[T], r rowset.Row, o int, x T) {
	if r <= s.high && pg.undo == nil && !s.loose {
		if pg.log == nil {
			s.dirty = append(s.dirty, pg)
		}
		s.undos.note(pg, o)
	}
	pg.v[o] = x
}

// Put stores the values of v, one per row of the page.
func (s *Store[T]) Put(p rowset.Page, v Vector) {
	if p.Len() == 0 {
		return
	}
	src := v.(*Vec[T]).V
	pg := s.writable(p.Base, p.Lo, p.Hi, p.Len())
	if p.Off != nil {
		for i, o := range p.Off {
			s.write(pg, p.Base+rowset.Row(o), int(o), src[i])
		}
		return
	}
	if p.Base+rowset.Row(p.Lo) > s.high || pg.undo != nil || s.loose {
		copy(pg.v[p.Lo:p.Hi], src)
		return
	}
	for i, x := range src[:p.Hi-p.Lo] {
		s.write(pg, p.Row(i), p.Lo+i, x)
	}
}

// Scatter stores v[i] at rows[i].
func (s *Store[T]) Scatter(rows []rowset.Row, v Vector) {
	src, ahead := v.(*Vec[T]).V, 0
	for len(rows) > 0 {
		if ahead == 0 {
			ahead = scattered(rows)
			s.touch(rows[:ahead])
		}
		n, lo, hi := onPage(rows)
		ahead = max(ahead-n, 0)
		pg := s.writable(rows[0], lo, hi, n)
		for i, r := range rows[:n] {
			s.write(pg, r, int(r&rowset.PageMask), src[i])
		}
		rows, src = rows[n:], src[n:]
	}
}

// Set stores x at row r.
func (s *Store[T]) Set(r rowset.Row, x T) {
	o := int(r & rowset.PageMask)
	pg := s.pages.at(r)
	if pg == nil || o >= len(pg.v) {
		pg = s.writable(r, o, o+1, 1)
	}
	s.write(pg, r, o, x)
}

// Append stores the values of b at the consecutive rows from lo on.
func (s *Store[T]) Append(lo rowset.Row, b Builder) {
	for src := b.(*Vec[T]).V; len(src) > 0; {
		o := int(lo & rowset.PageMask)
		n := min(len(src), rowset.PageSize-o)
		pg := s.writable(lo, o, o+n, rowset.PageSize)
		copy(pg.v[o:], src[:n])
		src = src[n:]
		lo += rowset.Row(n)
	}
}

// Commit ends the cycle: Prev becomes Cur.
func (s *Store[T]) Commit() {
	for i, pg := range s.dirty {
		s.undos.forget(pg, s.typ.Kind == Object, s.null)
		s.dirty[i] = nil
	}
	s.undos.shed(len(s.dirty))
	s.dirty = s.dirty[:0]
	s.high = s.top
	s.pages.drop()
}

// Rollback undoes the cycle: Cur becomes Prev again.
func (s *Store[T]) Rollback() {
	for i, pg := range s.dirty {
		s.undos.revert(pg)
		s.dirty[i] = nil
	}
	s.dirty = s.dirty[:0]
	s.pages.untrim()
	if pg, n := s.pages.after(s.high); pg != nil && n < len(pg.v) {
		pg.v = pg.v[:n]
	}
	s.top = s.high
}

// Trim gives up the values of all rows below, as far as whole pages go.
func (s *Store[T]) Trim(below rowset.Row) { s.pages.trim(below) }

// Bytes is the memory held, in bytes; of objects only the references count.
func (s *Store[T]) Bytes() int {
	n := s.undos.bytes()
	for _, pg := range s.pages.list {
		if pg != nil {
			n += pg.bytes()
		}
	}
	return n
}
