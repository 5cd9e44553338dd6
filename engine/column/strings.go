package column

import (
	"starling/engine/rowset"
	"starling/internal/invariants"
)

// Strings keeps the values of a String or Bytes column. A page holds its text in one
// byte slice that is only appended to, so a string once read stays valid and the
// garbage collector sees one pointer per page.
type Strings struct {
	typ   Type
	pages pages[textPage]
	dirty []*textPage
	spare [][]ref
	high  rowset.Row
	top   rowset.Row
}

// ref is where a value lies in its page's text.
type ref struct{ off, n uint32 }

const nullLen = ^uint32(0)

var nullRef = ref{n: nullLen}

type textPage struct {
	refs []ref
	undo []ref
	buf  []byte
	dead int // bytes of buf that no ref names
}

// Type is the type of the column.
func (s *Strings) Type() Type { return s.typ }

func (pg *textPage) values(when When) []ref {
	if pg == nil {
		return nil
	}
	if when == Prev && pg.undo != nil {
		return pg.undo
	}
	return pg.refs
}

func (pg *textPage) get(refs []ref, o int) string {
	if o >= len(refs) || refs[o].n == nullLen {
		return NullString
	}
	return view(pg.buf, refs[o].off, refs[o].n)
}

// Fill appends the values of the page's rows to dst.
func (s *Strings) Fill(dst Vector, p rowset.Page, when When) {
	d := dst.(*Vec[string])
	n := len(d.V)
	d.Grow(p.Len())
	out := d.V[n:]
	pg := s.pages.at(p.Base)
	refs := pg.values(when)
	if p.Off == nil {
		for i := range out {
			out[i] = pg.get(refs, p.Lo+i)
		}
		return
	}
	for i, o := range p.Off {
		out[i] = pg.get(refs, int(o))
	}
}

// Gather appends the values of the given rows to dst.
func (s *Strings) Gather(dst Vector, rows []rowset.Row, when When) {
	d := dst.(*Vec[string])
	n := len(d.V)
	d.Grow(len(rows))
	out := d.V[n:]
	for i := 0; i < len(rows); {
		base, pg, refs := pageOf(rows[i]), (*textPage)(nil), []ref(nil)
		if base >= 0 {
			pg = s.pages.at(base)
			refs = pg.values(when)
		}
		for ; i < len(rows) && pageOf(rows[i]) == base; i++ {
			out[i] = pg.get(refs, int(rows[i]&rowset.PageMask))
		}
	}
}

// At is the value of row r; NullString for rowset.None.
func (s *Strings) At(r rowset.Row, when When) string {
	if r < 0 {
		return NullString
	}
	pg := s.pages.at(r)
	return pg.get(pg.values(when), int(r&rowset.PageMask))
}

func (s *Strings) writable(r rowset.Row, lo, hi int) *textPage {
	pg := s.pages.make(r)
	base := r &^ rowset.PageMask
	if base+rowset.Row(lo) <= s.high && pg.undo == nil {
		u := []ref{} // nil would say that nothing is kept
		if n := len(s.spare); n > 0 {
			u, s.spare = s.spare[n-1], s.spare[:n-1]
		}
		pg.undo = append(u[:0], pg.refs...)
		s.dirty = append(s.dirty, pg)
	}
	if old := len(pg.refs); hi > old {
		if hi > cap(pg.refs) {
			refs := make([]ref, old, min(max(16, 2*cap(pg.refs), hi), rowset.PageSize))
			copy(refs, pg.refs)
			pg.refs = refs
		}
		pg.refs = pg.refs[:hi]
		for i := old; i < hi; i++ {
			pg.refs[i] = nullRef
		}
	}
	s.top = max(s.top, base+rowset.Row(hi-1))
	return pg
}

// set stores x at offset o. Text is never overwritten: it may have been read. A value that
// stays the same takes no text.
func (s *Strings) set(pg *textPage, o int, x string) {
	old := &pg.refs[o]
	if old.n != nullLen {
		if int(old.n) == len(x) && x == view(pg.buf, old.off, old.n) && !IsNullString(x) {
			return
		}
		pg.dead += int(old.n)
	}
	if IsNullString(x) {
		*old = nullRef
		return
	}
	checkText(s, len(pg.buf), len(x))
	*old = ref{off: uint32(len(pg.buf)), n: uint32(len(x))}
	pg.buf = append(pg.buf, x...)
}

// Put stores the values of v, one per row of the page.
func (s *Strings) Put(p rowset.Page, v Vector) {
	if p.Len() == 0 {
		return
	}
	src := v.(*Vec[string]).V
	pg := s.writable(p.Base, p.Lo, p.Hi)
	for i, x := range src {
		o := p.Lo + i
		if p.Off != nil {
			o = int(p.Off[i])
		}
		s.set(pg, o, x)
	}
}

// Scatter stores v[i] at rows[i].
func (s *Strings) Scatter(rows []rowset.Row, v Vector) {
	src := v.(*Vec[string]).V
	for len(rows) > 0 {
		n, lo, hi := onPage(rows)
		pg := s.writable(rows[0], lo, hi)
		for i, r := range rows[:n] {
			s.set(pg, int(r&rowset.PageMask), src[i])
		}
		rows, src = rows[n:], src[n:]
	}
}

// Set stores x at row r.
func (s *Strings) Set(r rowset.Row, x string) {
	o := int(r & rowset.PageMask)
	pg := s.pages.at(r)
	if pg == nil || o >= len(pg.refs) || pg.undo == nil && r <= s.high {
		pg = s.writable(r, o, o+1)
	}
	s.set(pg, o, x)
}

// Append stores the values of b, a *Text, at the consecutive rows from lo on.
func (s *Strings) Append(lo rowset.Row, b Builder) {
	if v, ok := b.(*Vec[string]); ok {
		for i, x := range v.V {
			s.Set(lo+rowset.Row(i), x)
		}
		return
	}
	t := b.(*Text)
	for i := 0; i < t.Len(); {
		o := int(lo & rowset.PageMask)
		n := min(t.Len()-i, rowset.PageSize-o)
		pg := s.writable(lo, o, o+n)
		from := t.start(i)
		checkText(s, len(pg.buf), int(t.End[i+n-1]-from))
		shift := uint32(len(pg.buf)) - from
		pg.buf = append(pg.buf, t.Buf[from:t.End[i+n-1]]...)
		refs := pg.refs[o : o+n]
		for k := range refs {
			refs[k] = ref{off: from + shift, n: t.End[i+k] - from}
			from = t.End[i+k]
		}
		if len(t.null) > 0 {
			for k := range refs {
				if t.Null(i + k) {
					refs[k] = nullRef
				}
			}
		}
		i += n
		lo += rowset.Row(n)
	}
}

// Commit ends the cycle: Prev becomes Cur, and pages that are mostly dead text are written anew.
func (s *Strings) Commit() {
	limit := max(spareMax, len(s.dirty))
	for i, pg := range s.dirty {
		if invariants.Enabled {
			for j := range pg.undo {
				pg.undo[j] = nullRef
			}
		}
		if len(s.spare) < limit {
			s.spare = append(s.spare, pg.undo)
		}
		pg.undo = nil
		if pg.dead > 256 && pg.dead > len(pg.buf)/2 {
			pg.compact()
		}
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
func (s *Strings) Rollback() {
	for i, pg := range s.dirty {
		pg.refs, pg.undo = pg.undo, nil
		pg.count()
		s.dirty[i] = nil
	}
	s.dirty = s.dirty[:0]
	s.pages.untrim()
	if pg, n := s.pages.after(s.high); pg != nil && n < len(pg.refs) {
		pg.refs = pg.refs[:n]
		pg.count()
	}
	s.top = s.high
}

// count finds dead anew.
func (pg *textPage) count() {
	pg.dead = len(pg.buf)
	for _, r := range pg.refs {
		if r.n != nullLen {
			pg.dead -= int(r.n)
		}
	}
}

func (pg *textPage) compact() {
	buf := make([]byte, 0, 2*(len(pg.buf)-pg.dead)) // it is full when half of it is dead again
	for i, r := range pg.refs {
		if r.n == nullLen {
			continue
		}
		pg.refs[i].off = uint32(len(buf))
		buf = append(buf, pg.buf[r.off:r.off+r.n]...)
	}
	pg.buf, pg.dead = buf, 0
}

// Trim gives up the values of all rows below, as far as whole pages go.
func (s *Strings) Trim(below rowset.Row) { s.pages.trim(below) }

// Bytes is the memory held, in bytes.
func (s *Strings) Bytes() int {
	n := 0
	for _, pg := range s.pages.list {
		if pg != nil {
			n += 8*(cap(pg.refs)+cap(pg.undo)) + cap(pg.buf)
		}
	}
	for _, u := range s.spare {
		n += 8 * cap(u)
	}
	return n
}
