package column

import (
	"encoding/binary"
	"math/bits"

	"starling/engine/rowset"
)

// sharing finds texts again that the page which is appended to has already, so that a column
// of few distinct values keeps each once a page. It gives up where that does not pay.
type sharing struct {
	pg    *textPage // nil for none
	slots []shared  // a power of two of them, or none
	shift uint      // what leaves as many bits of a hash as slots need
	used  int
	tried int // values of the page that were looked for
	hits  int // of these, how many were found
	skip  int // pages to come that are not tried
	next  int // what skip becomes if the page does not pay
}

// shared is a text of the page. Up to eight bytes are the key itself; of longer ones it is a hash.
type shared struct {
	key uint64
	n   uint32 // 0 for a free slot
	ref textRef
}

const (
	minShared   = 16                    // slots
	maxShared   = 4096                  // slots, of which a quarter is used
	sharedProbe = 8                     // slots that are looked at for a text
	sharedTrial = rowset.PageSize / 4   // values after which a page is judged
	sharedHits  = (sharedTrial + 7) / 8 // that must have been found then
	maxSkip     = 63
)

// begin makes pg the page and reports whether it is worth looking.
func (h *sharing) begin(pg *textPage) bool {
	if h.pg != pg {
		clear(h.slots)
		h.pg, h.used, h.tried, h.hits = pg, 0, 0, 0
		if h.skip > 0 {
			h.skip--
			h.tried = sharedTrial // and nothing found
		}
	}
	return h.pays()
}

// pays reports whether what was found is worth looking for more.
func (h *sharing) pays() bool { return h.tried < sharedTrial || h.hits >= sharedHits }

// judge counts n more values that were tried, and decides when these are enough what becomes
// of the pages to come.
func (h *sharing) judge(n int) {
	was := h.tried
	h.tried += n
	if was >= sharedTrial || h.tried < sharedTrial {
		return
	}
	if h.pays() {
		h.next = 0
		return
	}
	h.next = min(2*h.next+1, maxSkip)
	h.skip = h.next
	h.slots = nil
}

// leave forgets what is known of pg.
func (h *sharing) leave(pg *textPage) {
	if h.pg == pg {
		h.pg = nil
	}
}

// stay forgets the page if it is not the last of those that there are.
func (h *sharing) stay(list []*textPage) {
	switch n := len(list); {
	case n == 0:
		h.pg, h.slots = nil, nil
	case list[n-1] != h.pg:
		h.pg = nil
	}
}

// share makes refs of the first values of t from the i-th on, as long as looking for equal
// texts pays, and gives how many these are.
func (s *Strings) share(pg *textPage, refs []textRef, t *Text, i int) int {
	h, k := &s.same, 0
	for k < len(refs) && h.begin(pg) {
		n := len(refs) - k
		if left := sharedTrial - h.tried; left > 0 {
			n = min(n, left)
		}
		s.shareAll(pg, refs[k:k+n], t, i+k)
		h.judge(n)
		k += n
	}
	return k
}

// shareAll makes refs of the values of t from the i-th on.
func (s *Strings) shareAll(pg *textPage, refs []textRef, t *Text, i int) {
	h := &s.same
	if h.slots == nil {
		h.grow()
	}
	from, hits, found, slots, shift, buf := t.start(i), 0, 0, h.slots, h.shift, t.Buf
	for k, to := range t.End[i : i+len(refs)] {
		n := to - from
		if n == 0 {
			refs[k] = 0
			if t.Null(i + k) {
				refs[k] = noText
			}
			continue
		}
		var key uint64
		if at := int(from); n <= 8 && at+8 <= len(buf) {
			key = binary.LittleEndian.Uint64(buf[at:]) & (^uint64(0) >> ((64 - 8*n) & 63))
			if slot := &slots[int(hashed(key, shift))&(len(slots)-1)]; slot.key == key && slot.n == n {
				refs[k] = slot.ref
				hits++
				found += int(n)
				from = to
				continue
			}
		} else {
			key = sharedKey(buf[from:to])
		}
		refs[k] = s.shareOne(pg, buf[from:to], key)
		slots, shift = h.slots, h.shift // it may have grown
		from = to
	}
	h.hits += hits
	pg.dead -= found
}

// slot is the i-th place where a text may be.
func (h *sharing) slot(key uint64, i int) *shared {
	return &h.slots[(int(hashed(key, h.shift))+i)&(len(h.slots)-1)]
}

func hashed(key uint64, shift uint) uint64 { return key * 0x9E3779B97F4A7C15 >> (shift & 63) }

// shareOne is the textRef of a text equal to x, which is appended if there is none.
func (s *Strings) shareOne(pg *textPage, x []byte, key uint64) textRef {
	h, n := &s.same, uint32(len(x))
	for i := range sharedProbe {
		slot := h.slot(key, i)
		switch {
		case slot.n == n && slot.key == key && (n <= 8 || pg.text(slot.ref) == string(x)):
			h.hits++
			pg.dead -= int(n)
			return slot.ref
		case slot.n == 0:
			r := s.appendText(pg, x)
			if h.used < maxShared/4 {
				*slot = shared{key, n, r}
				if h.used++; 4*h.used > len(h.slots) {
					h.grow()
				}
			}
			return r
		}
	}
	return s.appendText(pg, x)
}

// appendText appends x to the text of pg.
func (s *Strings) appendText(pg *textPage, x []byte) textRef {
	checkText(s, len(pg.buf), len(x))
	r := s.place(pg, len(pg.buf), len(x))
	pg.buf = append(pg.buf, x...)
	return r
}

// grow makes room for twice as many texts.
func (h *sharing) grow() {
	was := h.slots
	h.slots = make([]shared, max(minShared, min(maxShared, 2*len(was))))
	h.shift = uint(65 - bits.Len(uint(len(h.slots))))
	h.used = 0
	for _, x := range was {
		for i := range sharedProbe {
			if slot := h.slot(x.key, i); x.n > 0 && slot.n == 0 {
				*slot = x
				h.used++
				break
			}
		}
	}
}

// sharedKey is the key of x, up to eight bytes of which are a word.
func sharedKey(x []byte) uint64 {
	if len(x) > 8 {
		return binary.LittleEndian.Uint64(x)*0xC2B2AE3D27D4EB4F ^ binary.LittleEndian.Uint64(x[len(x)-8:])
	}
	var w [8]byte
	copy(w[:], x)
	return binary.LittleEndian.Uint64(w[:])
}

func (h *sharing) bytes() int { return cap(h.slots) * sizeOf(shared{}) }
