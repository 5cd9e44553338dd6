package column

import (
	"sync"

	"starling/engine/rowset"
)

// Strings keeps the values of a String or Bytes column. A page holds its text in one
// byte slice that is only appended to, so a string once read stays valid and the
// garbage collector sees few pointers per page. Of a page that is appended to, values that
// are equal share their text if many are; what is written over a value has text of its own.
type Strings struct {
	typ   Type
	pages pages[textPage]
	dirty []*textPage
	undos undos[textRef]
	same  sharing
	high  rowset.Row
	top   rowset.Row
}

// refs is the page's references, nil for no page.
func (pg *textPage) refs() *page[textRef] {
	if pg == nil {
		return nil
	}
	return &pg.page
}

// Type is the type of the column.
func (s *Strings) Type() Type { return s.typ }

// refBufs lends buffers of references, so that columns can be read by several nodes at once.
var refBufs = sync.Pool{New: func() any { return new([]textRef) }}

// read puts what get gives for a page, as references, into out as texts.
func (pg *textPage) read(out []string, get func(refs []textRef)) {
	buf := refBufs.Get().(*[]textRef)
	if cap(*buf) < len(out) {
		*buf = make([]textRef, max(len(out), rowset.PageSize))
	}
	refs := (*buf)[:len(out)]
	get(refs)
	pg.views(out, refs)
	refBufs.Put(buf)
}

// Fill appends the values of the page's rows to dst.
func (s *Strings) Fill(dst Vector, p rowset.Page, when When) {
	d := dst.(*Vec[string])
	n := len(d.V)
	d.Grow(p.Len())
	out := d.V[n:]
	pg := s.pages.at(p.Base)
	lim := until(p.Base, s.high, when)
	switch refs, log := pg.refs().copied(when, lim); {
	case log != nil:
		pg.read(out, func(refs []textRef) { pg.refs().fill(refs, p, when, lim, noText) })
	case p.Off == nil:
		lo := min(p.Lo, len(refs))
		k := pg.views(out, refs[lo:min(p.Hi, len(refs))])
		for i := range out[k:] {
			out[k+i] = NullString
		}
	default:
		for i, o := range p.Off {
			x := NullString
			if int(o) < len(refs) {
				x = pg.text(refs[o])
			}
			out[i] = x
		}
	}
}

// Gather appends the values of the given rows to dst.
func (s *Strings) Gather(dst Vector, rows []rowset.Row, when When) {
	d := dst.(*Vec[string])
	k := len(d.V)
	d.Grow(len(rows))
	out := d.V[k:]
	for len(rows) > 0 {
		n := samePage(rows)
		pg := s.pages.of(rows[0])
		lim := until(rows[0], s.high, when)
		if refs, log := pg.refs().copied(when, lim); log != nil {
			pg.read(out[:n], func(refs []textRef) { pg.refs().gather(refs, rows[:n], when, lim, noText) })
		} else {
			for i, r := range rows[:n] {
				x := NullString
				if o := int(r & rowset.PageMask); o < len(refs) {
					x = pg.text(refs[o])
				}
				out[i] = x
			}
		}
		rows, out = rows[n:], out[n:]
	}
}

// At is the value of row r; NullString for rowset.None.
func (s *Strings) At(r rowset.Row, when When) string {
	pg := s.pages.of(r)
	return pg.text(pg.refs().at(int(r&rowset.PageMask), when, until(r, s.high, when), noText))
}

func (s *Strings) writable(r rowset.Row, hi int) *textPage {
	pg := s.pages.make(r)
	pg.reach(hi, noText)
	s.top = max(s.top, pageOf(r)+rowset.Row(hi-1))
	return pg
}

// keep keeps the value of row r at offset o of pg as it was before the cycle.
func (s *Strings) keep(pg *textPage, r rowset.Row, o int) {
	if r > s.high || pg.undo != nil {
		return
	}
	if pg.log == nil {
		s.dirty = append(s.dirty, pg)
	}
	s.undos.note(&pg.page, o)
}

// set stores x at row r, offset o of pg. Text is never overwritten: it may have been read. A value that
// stays the same takes no text.
func (s *Strings) set(pg *textPage, r rowset.Row, o int, x string) {
	old := &pg.v[o]
	if *old != noText && !IsNullString(x) && x == pg.text(*old) {
		return
	}
	s.keep(pg, r, o)
	pg.dead += pg.size(*old)
	if IsNullString(x) {
		*old = noText
		return
	}
	checkText(s, len(pg.buf), len(x))
	*old = s.place(pg, len(pg.buf), len(x))
	pg.buf = append(pg.buf, x...)
}

// Put stores the values of v, one per row of the page.
func (s *Strings) Put(p rowset.Page, v Vector) {
	if p.Len() == 0 {
		return
	}
	src := v.(*Vec[string]).V
	pg := s.writable(p.Base, p.Hi)
	for i, x := range src {
		r := p.Row(i)
		s.set(pg, r, int(r&rowset.PageMask), x)
	}
}

// Scatter stores v[i] at rows[i].
func (s *Strings) Scatter(rows []rowset.Row, v Vector) {
	src := v.(*Vec[string]).V
	for len(rows) > 0 {
		n, _, hi := onPage(rows)
		pg := s.writable(rows[0], hi)
		for i, r := range rows[:n] {
			s.set(pg, r, int(r&rowset.PageMask), src[i])
		}
		rows, src = rows[n:], src[n:]
	}
}

// Set stores x at row r.
func (s *Strings) Set(r rowset.Row, x string) {
	o := int(r & rowset.PageMask)
	s.set(s.writable(r, o+1), r, o, x)
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
		pg := s.writable(lo, o+n)
		for k := range min(rowset.Row(n), s.high+1-lo) { // none, where rows come for the first time
			s.keep(pg, lo+k, o+int(k))
		}
		k := s.share(pg, pg.v[o:o+n], t, i)
		s.copyText(pg, pg.v[o+k:o+n], t, i+k)
		i += n
		lo += rowset.Row(n)
	}
}

// copyText appends the values of t from the i-th on to the text of pg, and makes refs of them.
func (s *Strings) copyText(pg *textPage, refs []textRef, t *Text, i int) {
	if len(refs) == 0 {
		return
	}
	from, to := t.start(i), t.End[i+len(refs)-1]
	checkText(s, len(pg.buf), int(to-from))
	shift := len(pg.buf) - int(from)
	pg.buf = append(pg.buf, t.Buf[from:to]...)
	for k, end := range t.End[i : i+len(refs)] {
		refs[k] = s.place(pg, int(from)+shift, int(end-from))
		from = end
	}
	if len(t.null) > 0 {
		for k := range refs {
			if t.Null(i + k) {
				refs[k] = noText
			}
		}
	}
}

// Commit ends the cycle: Prev becomes Cur, and pages that are mostly dead text are written anew.
func (s *Strings) Commit() {
	for i, pg := range s.dirty {
		s.undos.forget(&pg.page, false, noText)
		if pg.wasteful() {
			s.same.leave(pg)
			s.compact(pg)
		}
		s.dirty[i] = nil
	}
	s.undos.shed(len(s.dirty))
	s.dirty = s.dirty[:0]
	s.high = s.top
	s.pages.drop()
	s.same.stay(s.pages.list)
}

// Rollback undoes the cycle: Cur becomes Prev again.
func (s *Strings) Rollback() {
	for i, pg := range s.dirty {
		s.undos.revert(&pg.page)
		pg.count()
		s.dirty[i] = nil
	}
	s.dirty = s.dirty[:0]
	s.pages.untrim()
	if pg, n := s.pages.after(s.high); pg != nil && n < len(pg.v) {
		pg.v = pg.v[:n]
		pg.count()
	}
	s.top = s.high
	s.same.stay(s.pages.list)
}

// Trim gives up the values of all rows below, as far as whole pages go.
func (s *Strings) Trim(below rowset.Row) { s.pages.trim(below) }

// Bytes is the memory held, in bytes.
func (s *Strings) Bytes() int {
	n := s.undos.bytes() + s.same.bytes()
	for _, pg := range s.pages.list {
		if pg != nil {
			n += pg.bytes() + cap(pg.buf) + cap(pg.far)*sizeOf(ref{})
		}
	}
	return n
}
