package rowset

// bitwise combines sets, given as bits. All give 0 for 0, 0.
type bitwise uint8

const (
	or bitwise = iota
	and
	andNot
	xor
)

// of combines 64 rows.
func (f bitwise) of(x, y uint64) uint64 {
	switch f {
	case or:
		return x | y
	case and:
		return x & y
	case andNot:
		return x &^ y
	}
	return x ^ y
}

// page makes m the combination of as many words of two pages.
func (f bitwise) page(m, x, y []uint64) {
	x, y = x[:len(m)], y[:len(m)]
	switch f {
	case or:
		for w := range m {
			m[w] = x[w] | y[w]
		}
	case and:
		for w := range m {
			m[w] = x[w] & y[w]
		}
	case andNot:
		for w := range m {
			m[w] = x[w] &^ y[w]
		}
	case xor:
		for w := range m {
			m[w] = x[w] ^ y[w]
		}
	}
}

// The bitmaps of pages of which no row is in a set, or every row.
var (
	noRows    [words]uint64
	everyRows = func() (m [words]uint64) {
		mark(&m, 0, PageSize)
		return m
	}()
)

// bitmap is the bits of a page as cursor.at gives it.
func bitmap(m *[words]uint64, full bool) *[words]uint64 {
	switch {
	case m != nil:
		return m
	case full:
		return &everyRows
	}
	return &noRows
}

// clip takes out of m what does not lie in [lo, hi).
func clip(m *[words]uint64, lo, hi int) {
	if lo > 0 {
		clear(m[:lo>>6])
		m[lo>>6] &= ^uint64(0) << (lo & 63)
	}
	if hi < PageSize {
		clear(m[(hi+63)>>6:])
		if hi&63 > 0 {
			m[hi>>6] &= 1<<(hi&63) - 1
		}
	}
}
