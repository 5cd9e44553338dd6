package column

import (
	"unsafe"

	"starling/engine/rowset"
	"starling/internal/invariants"
)

// textPage is the texts of a page: where each lies in buf. Several values may share their text.
type textPage struct {
	page[textRef]
	buf  []byte
	far  []ref // texts that a textRef has no bits for
	dead int   // len(buf) less the lengths of all values; below zero where values share their text
}

// textRef is where a value lies in its page's text: the offset, and in the lower bits the length.
// If that is farLen, the upper bits are its place in far.
type textRef uint32

const (
	lenBits = 12
	farLen  = 1<<lenBits - 1
	noText  = ^textRef(0)
	maxFar  = int(noText >> lenBits) // texts that are far
)

// near is how far a textRef reaches; under the invariants tag not far, so that tests go beyond it.
func near() (off, n int) {
	if invariants.Enabled {
		return 1 << 9, 1 << 3
	}
	return 1 << (32 - lenBits), farLen
}

// place is the textRef of n bytes at off of the page's text.
func (s *Strings) place(pg *textPage, off, n int) textRef {
	if n == 0 {
		return 0
	}
	if maxOff, maxLen := near(); off < maxOff && n < maxLen {
		return textRef(off<<lenBits | n)
	}
	if len(pg.far) == maxFar { // a million in a cycle, since a page of many is written anew after it
		panic(&TextError{Store: s, Bytes: off + n})
	}
	pg.far = append(pg.far, ref{off: uint32(off), n: uint32(n)})
	return textRef(len(pg.far)-1)<<lenBits | farLen
}

// text is the text that r names, NullString for noText.
func (pg *textPage) text(r textRef) string {
	n := uint32(r & farLen)
	if n == farLen {
		return pg.farText(r)
	}
	return view(pg.buf, uint32(r>>lenBits), n)
}

func (pg *textPage) farText(r textRef) string {
	if r == noText {
		return NullString
	}
	at := pg.far[r>>lenBits]
	return view(pg.buf, at.off, at.n)
}

// views puts the texts that refs name into out, and gives how many they are.
func (pg *textPage) views(out []string, refs []textRef) int {
	if len(refs) == 0 {
		return 0
	}
	buf := pg.buf
	out = out[:len(refs)]
	for i, r := range refs {
		switch n := uint32(r & farLen); n {
		case farLen:
			out[i] = pg.farText(r)
		case 0:
			out[i] = ""
		default:
			out[i] = unsafe.String(&buf[r>>lenBits], n)
		}
	}
	return len(refs)
}

// size is how many bytes the text has that r names.
func (pg *textPage) size(r textRef) int {
	switch n := int(r & farLen); {
	case n < farLen:
		return n
	case r == noText:
		return 0
	}
	return int(pg.far[r>>lenBits].n)
}

// wasteful reports whether the page is to be written anew: it is mostly dead text.
func (pg *textPage) wasteful() bool {
	return pg.dead > 256 && pg.dead > len(pg.buf)/2 || len(pg.far) > 2*rowset.PageSize
}

// count finds dead anew.
func (pg *textPage) count() {
	pg.dead = len(pg.buf)
	for _, r := range pg.v {
		pg.dead -= pg.size(r)
	}
}

// compact writes the page's text anew, each value's by itself.
func (s *Strings) compact(pg *textPage) {
	was := *pg
	pg.buf = make([]byte, 0, 2*(len(pg.buf)-pg.dead)) // it is full when half of it is dead again
	pg.far, pg.dead = nil, 0
	for i, r := range pg.v {
		if r != noText {
			pg.v[i] = s.place(pg, len(pg.buf), was.size(r))
			pg.buf = append(pg.buf, was.text(r)...)
		}
	}
}
