package rowset

import "math/bits"

// Builder makes a Set of rows given in ascending order. The zero value is ready.
type Builder struct {
	spans []span
	n     int
	// The page that is being filled with partial runs: its marks, and the run so
	// far as long as they are consecutive (the common case, which needs no marks).
	base   Row
	lo, hi Row // rows of the page from lo to hi-1 are consecutive while marks is nil
	marks  *[words]uint64
	marked int // how many marks there are, 0 if that is not known
	open   bool
}

// Add appends row r, which must be above all rows so far.
func (b *Builder) Add(r Row) {
	if b.open && b.marks == nil && r == b.hi && r < b.base+PageSize {
		b.hi++
		return
	}
	b.AddRun(r, r+1)
}

// AddRun appends the rows [lo, hi), which must be above all rows so far.
func (b *Builder) AddRun(lo, hi Row) {
	for lo < hi {
		if lo&PageMask == 0 && hi-lo >= PageSize { // whole pages
			b.flush()
			end := hi &^ PageMask
			b.run(lo, end)
			lo = end
			continue
		}
		base := lo &^ PageMask
		end := min(hi, base+PageSize)
		b.partial(base, lo, end)
		lo = end
	}
}

func (b *Builder) partial(base, lo, hi Row) {
	if b.open && b.base != base {
		b.flush()
	}
	switch {
	case !b.open:
		b.open, b.base, b.lo, b.hi = true, base, lo, hi
		return
	case b.marks == nil && lo == b.hi:
	case b.marks == nil:
		b.marks = new([words]uint64)
		mark(b.marks, int(b.lo-base), int(b.hi-base))
		fallthrough
	default:
		mark(b.marks, int(lo-base), int(hi-base))
		b.marked = 0
	}
	b.hi = hi
}

// addBits appends the marked rows of a page, all above the rows so far. Marks are only in the
// words that are used.
func (b *Builder) addBits(base Row, m *[words]uint64, used uint64) {
	lo, hi, n := extent(m, used)
	if n == 0 {
		return
	}
	if n == hi-lo {
		b.AddRun(base+Row(lo), base+Row(hi))
		return
	}
	if b.open && b.base != base {
		b.flush()
	}
	if !b.open {
		b.open, b.base, b.lo, b.hi = true, base, base+Row(lo), base+Row(hi)
		b.marks = new([words]uint64)
		*b.marks, b.marked = *m, n
		return
	}
	if b.marks == nil {
		b.marks = new([words]uint64)
		mark(b.marks, int(b.lo-base), int(b.hi-base))
	}
	b.marked = 0
	for i, w := range m {
		b.marks[i] |= w
	}
	b.hi = base + Row(hi)
}

func (b *Builder) flush() {
	if !b.open {
		return
	}
	b.open = false
	m, n := b.marks, b.marked
	b.marks, b.marked = nil, 0
	if m == nil {
		b.run(b.lo, b.hi)
		return
	}
	if n == 0 {
		_, _, n = extent(m, everyWord)
	}
	if n == int(b.hi-b.lo) {
		b.run(b.lo, b.hi)
		return
	}
	b.spans = append(b.spans, span{lo: b.lo, hi: b.hi, bits: m, rank: b.n})
	b.n += n
}

func (b *Builder) run(lo, hi Row) {
	if k := len(b.spans) - 1; k >= 0 && b.spans[k].bits == nil && b.spans[k].hi == lo {
		b.spans[k].hi = hi
	} else {
		b.spans = append(b.spans, span{lo: lo, hi: hi, rank: b.n})
	}
	b.n += int(hi - lo)
}

// Set is the set of the rows added; the builder is empty afterwards.
func (b *Builder) Set() Set {
	b.flush()
	s := Set{n: b.n, spans: b.spans}
	*b = Builder{}
	return s
}

// mark sets the bits [lo, hi) of m.
func mark(m *[words]uint64, lo, hi int) {
	for w := lo >> 6; w <= (hi-1)>>6; w++ {
		m[w] |= mask(w, lo, hi)
	}
}

// mask has the bits of word w that lie in [lo, hi).
func mask(w, lo, hi int) uint64 {
	x := ^uint64(0)
	if w == lo>>6 {
		x &= ^uint64(0) << (lo & 63)
	}
	if w == (hi-1)>>6 {
		x &= ^uint64(0) >> (63 - (hi-1)&63)
	}
	return x
}

// everyWord says that there may be marks in any word of a page.
const everyWord = 1<<(words-1)<<1 - 1

// extent is the first marked offset, one past the last, and the number of marks, which are only
// in the words that are used.
func extent(m *[words]uint64, used uint64) (lo, hi, n int) {
	lo = -1
	for ; used != 0; used &= used - 1 {
		w := bits.TrailingZeros64(used)
		x := m[w]
		if x == 0 {
			continue
		}
		if lo < 0 {
			lo = w<<6 + bits.TrailingZeros64(x)
		}
		hi = w<<6 + 64 - bits.LeadingZeros64(x)
		n += bits.OnesCount64(x)
	}
	return lo, hi, n
}
