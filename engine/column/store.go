package column

import (
	"starling/engine/rowset"
	"starling/internal/invariants"
)

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
	newStore[float32], newStore[float64], newStrings, newStore[any],
}

// NewStore is an empty stored column of type t.
func NewStore(t Type) Writable { return newStores.OfKind(t.Kind)(t) }

// NewStoreOf is NewStore with the Go type known.
func NewStoreOf[T any](t Type) *Store[T] { return NewStore(t).(*Store[T]) }

// Store keeps the values of a column of any kind but String and Bytes in pages.
type Store[T any] struct {
	typ   Type
	null  T
	pages pages[page[T]]
	dirty []*page[T] // pages with an undo copy
	spare [][]T      // undo copies for reuse
	high  rowset.Row // highest row written, as of the last Commit
	top   rowset.Row // highest row written
}

// page holds the values of up to PageSize rows. It grows to what is used.
type page[T any] struct {
	v    []T
	undo []T // the values before the cycle, nil if untouched; may be shorter than v
}

func newStore[T any](t Type) Writable {
	return &Store[T]{typ: t, null: Null[T](), high: -1, top: -1}
}

func newStrings(t Type) Writable { return &Strings{typ: t, high: -1} }

// Type is the type of the column.
func (s *Store[T]) Type() Type { return s.typ }

func (s *Store[T]) values(pg *page[T], when When) []T {
	if pg == nil {
		return nil
	}
	if when == Prev && pg.undo != nil {
		return pg.undo
	}
	return pg.v
}

// Fill appends the values of the page's rows to dst.
func (s *Store[T]) Fill(dst Vector, p rowset.Page, when When) {
	d := dst.(*Vec[T])
	n := len(d.V)
	d.Grow(p.Len())
	out := d.V[n:]
	src := s.values(s.pages.at(p.Base), when)
	if p.Off == nil {
		k := 0
		if p.Lo < len(src) {
			k = copy(out, src[p.Lo:min(p.Hi, len(src))])
		}
		for ; k < len(out); k++ {
			out[k] = s.null
		}
		return
	}
	for i, o := range p.Off {
		if int(o) < len(src) {
			out[i] = src[o]
		} else {
			out[i] = s.null
		}
	}
}

// Gather appends the values of the given rows to dst.
func (s *Store[T]) Gather(dst Vector, rows []rowset.Row, when When) {
	d := dst.(*Vec[T])
	n := len(d.V)
	d.Grow(len(rows))
	out := d.V[n:]
	for i, r := range rows {
		out[i] = s.At(r, when)
	}
}

// At is the value of row r; null for rowset.None.
func (s *Store[T]) At(r rowset.Row, when When) T {
	if r < 0 {
		return s.null
	}
	src := s.values(s.pages.at(r), when)
	if o := int(r & rowset.PageMask); o < len(src) {
		return src[o]
	}
	return s.null
}

// writable is the page of row r, grown to hold offsets below hi; with the old values
// kept if there can be rows from before the cycle at or above offset lo, written or not.
func (s *Store[T]) writable(r rowset.Row, lo, hi int) *page[T] {
	pg := s.pages.make(r)
	base := r &^ rowset.PageMask
	if base+rowset.Row(lo) <= s.high && pg.undo == nil {
		s.keep(pg)
	}
	if old := len(pg.v); hi > old {
		if hi > cap(pg.v) {
			c := min(max(16, 2*cap(pg.v), hi), rowset.PageSize)
			v := make([]T, old, c)
			copy(v, pg.v)
			pg.v = v
		}
		pg.v = pg.v[:hi]
		for i := old; i < hi; i++ {
			pg.v[i] = s.null
		}
	}
	s.top = max(s.top, base+rowset.Row(hi-1))
	return pg
}

func (s *Store[T]) keep(pg *page[T]) {
	u := []T{} // nil would say that nothing is kept
	if n := len(s.spare); n > 0 {
		u, s.spare = s.spare[n-1], s.spare[:n-1]
	}
	pg.undo = append(u[:0], pg.v...)
	s.dirty = append(s.dirty, pg)
}

// Put stores the values of v, one per row of the page.
func (s *Store[T]) Put(p rowset.Page, v Vector) {
	if p.Len() == 0 {
		return
	}
	src := v.(*Vec[T]).V
	pg := s.writable(p.Base, p.Lo, p.Hi)
	if p.Off == nil {
		copy(pg.v[p.Lo:p.Hi], src)
		return
	}
	for i, o := range p.Off {
		pg.v[o] = src[i]
	}
}

// Scatter stores v[i] at rows[i].
func (s *Store[T]) Scatter(rows []rowset.Row, v Vector) {
	src := v.(*Vec[T]).V
	for i, r := range rows {
		s.Set(r, src[i])
	}
}

// Set stores x at row r.
func (s *Store[T]) Set(r rowset.Row, x T) {
	o := int(r & rowset.PageMask)
	pg := s.pages.at(r)
	if pg == nil || o >= len(pg.v) || pg.undo == nil && r <= s.high {
		pg = s.writable(r, o, o+1)
	}
	pg.v[o] = x
}

// Append stores the values of b at the consecutive rows from lo on.
func (s *Store[T]) Append(lo rowset.Row, b Builder) {
	for src := b.(*Vec[T]).V; len(src) > 0; {
		o := int(lo & rowset.PageMask)
		n := min(len(src), rowset.PageSize-o)
		pg := s.writable(lo, o, o+n)
		copy(pg.v[o:], src[:n])
		src = src[n:]
		lo += rowset.Row(n)
	}
}

// Commit ends the cycle: Prev becomes Cur.
func (s *Store[T]) Commit() {
	limit := max(spareMax, len(s.dirty))
	for i, pg := range s.dirty {
		if invariants.Enabled {
			for j := range pg.undo {
				pg.undo[j] = s.null
			}
		}
		if len(s.spare) < limit {
			clear(pg.undo[:min(len(pg.undo), clearFor(s.typ))])
			s.spare = append(s.spare, pg.undo)
		}
		pg.undo = nil
		s.dirty[i] = nil
	}
	s.dirty = s.dirty[:0]
	if len(s.spare) > limit {
		clear(s.spare[limit:])
		s.spare = s.spare[:limit]
	}
	s.high = s.top
	s.pages.drop()
}

// Rollback undoes the cycle: Cur becomes Prev again.
func (s *Store[T]) Rollback() {
	for i, pg := range s.dirty {
		pg.v, pg.undo = pg.undo, nil
		s.dirty[i] = nil
	}
	s.dirty = s.dirty[:0]
	s.pages.untrim()
	if pg, n := s.pages.after(s.high); pg != nil && n < len(pg.v) {
		pg.v = pg.v[:n]
	}
	s.top = s.high
}

// spareMax bounds the undo copies a store keeps for reuse, unless the last cycle
// needed more.
const spareMax = 64

// clearFor is how many values of a spare copy to clear: those of objects, which would
// otherwise be kept alive.
func clearFor(t Type) int {
	if t.Kind == Object || t.Kind == List {
		return rowset.PageSize
	}
	return 0
}

// Trim gives up the values of all rows below, as far as whole pages go.
func (s *Store[T]) Trim(below rowset.Row) { s.pages.trim(below) }

// Bytes is the memory held, in bytes; of objects only the references count.
func (s *Store[T]) Bytes() int {
	var x T
	n := 0
	for _, pg := range s.pages.list {
		if pg != nil {
			n += (cap(pg.v) + cap(pg.undo)) * sizeOf(x)
		}
	}
	for _, u := range s.spare {
		n += cap(u) * sizeOf(x)
	}
	return n
}
