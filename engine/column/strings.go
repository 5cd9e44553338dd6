package column

import (
	"sync"

	"starling/engine/rowset"
)

// Strings keeps the values of a String or Bytes column. A page holds its text in one
// byte slice that is only appended to, so a string once read stays valid and the
// garbage collector sees one pointer per page.
type Strings struct {
	typ   Type
	pages pages[textPage]
	dirty []*textPage
	undos undos[ref]
	high  rowset.Row
	top   rowset.Row
}

// ref is where a value lies in its page's text.
type ref struct{ off, n uint32 }

const nullLen = ^uint32(0)

var nullRef = ref{n: nullLen}

type textPage struct {
	page[ref]
	buf  []byte
	dead int // bytes of buf that no ref names
}

// refs is the page's references, nil for no page.
func (pg *textPage) refs() *page[ref] {
	if pg == nil {
		return nil
	}
	return &pg.page
}

// Type is the type of the column.
func (s *Strings) Type() Type { return s.typ }

func (pg *textPage) text(r ref) string {
	if r.n == nullLen {
		return NullString
	}
	return view(pg.buf, r.off, r.n)
}

// refBufs lends buffers of references, so that columns can be read by several nodes at once.
var refBufs = sync.Pool{New: func() any { return new([]ref) }}

// get is the text of the reference at offset o.
func (pg *textPage) get(refs []ref, o int) string {
	if o >= len(refs) {
		return NullString
	}
	return pg.text(refs[o])
}

// read puts what get gives for a page, as references, into out as texts.
func (pg *textPage) read(out []string, get func(refs []ref)) {
	buf := refBufs.Get().(*[]ref)
	if cap(*buf) < len(out) {
		*buf = make([]ref, max(len(out), rowset.PageSize))
	}
	refs := (*buf)[:len(out)]
	get(refs)
	for i, r := range refs {
		out[i] = pg.text(r)
	}
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
		pg.read(out, func(refs []ref) { pg.refs().fill(refs, p, when, lim, nullRef) })
	case p.Off == nil:
		for i := range out {
			out[i] = pg.get(refs, p.Lo+i)
		}
	default:
		for i, o := range p.Off {
			out[i] = pg.get(refs, int(o))
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
			pg.read(out[:n], func(refs []ref) { pg.refs().gather(refs, rows[:n], when, lim, nullRef) })
		} else {
			for i, r := range rows[:n] {
				out[i] = pg.get(refs, int(r&rowset.PageMask))
			}
		}
		rows, out = rows[n:], out[n:]
	}
}

// At is the value of row r; NullString for rowset.None.
func (s *Strings) At(r rowset.Row, when When) string {
	pg := s.pages.of(r)
	return pg.text(pg.refs().at(int(r&rowset.PageMask), when, until(r, s.high, when), nullRef))
}

func (s *Strings) writable(r rowset.Row, hi int) *textPage {
	pg := s.pages.make(r)
	pg.reach(hi, nullRef)
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
	if old.n != nullLen {
		if int(old.n) == len(x) && x == view(pg.buf, old.off, old.n) && !IsNullString(x) {
			return
		}
	}
	s.keep(pg, r, o)
	if old.n != nullLen {
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
		from := t.start(i)
		checkText(s, len(pg.buf), int(t.End[i+n-1]-from))
		shift := uint32(len(pg.buf)) - from
		pg.buf = append(pg.buf, t.Buf[from:t.End[i+n-1]]...)
		refs := pg.v[o : o+n]
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
	for i, pg := range s.dirty {
		s.undos.forget(&pg.page, false, nullRef)
		if pg.dead > 256 && pg.dead > len(pg.buf)/2 {
			pg.compact()
		}
		s.dirty[i] = nil
	}
	s.undos.shed(len(s.dirty))
	s.dirty = s.dirty[:0]
	s.high = s.top
	s.pages.drop()
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
}

// count finds dead anew.
func (pg *textPage) count() {
	pg.dead = len(pg.buf)
	for _, r := range pg.v {
		if r.n != nullLen {
			pg.dead -= int(r.n)
		}
	}
}

func (pg *textPage) compact() {
	buf := make([]byte, 0, 2*(len(pg.buf)-pg.dead)) // it is full when half of it is dead again
	for i, r := range pg.v {
		if r.n == nullLen {
			continue
		}
		pg.v[i].off = uint32(len(buf))
		buf = append(buf, pg.buf[r.off:r.off+r.n]...)
	}
	pg.buf, pg.dead = buf, 0
}

// Trim gives up the values of all rows below, as far as whole pages go.
func (s *Strings) Trim(below rowset.Row) { s.pages.trim(below) }

// Bytes is the memory held, in bytes.
func (s *Strings) Bytes() int {
	n := s.undos.bytes()
	for _, pg := range s.pages.list {
		if pg != nil {
			n += pg.bytes() + cap(pg.buf)
		}
	}
	return n
}
