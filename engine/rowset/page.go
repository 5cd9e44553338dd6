package rowset

// PageSize is the number of rows of a page. Columns store their values and
// kernels do their work a page at a time.
const (
	PageSize = 1 << PageBits
	PageMask = PageSize - 1
	words    = PageSize / 64
)

// Page names at most PageSize rows that lie in one page, ascending: either the
// run [Base+Lo, Base+Hi), or, where Off is not nil, the rows Base+Off[i].
// It is a view: Off is valid until the iteration that yielded it goes on.
type Page struct {
	Base   Row // a multiple of PageSize
	Lo, Hi int // the run; with Off, the first offset and one past the last
	Off    []uint16
}

// Len is the number of rows of p.
func (p Page) Len() int {
	if p.Off != nil {
		return len(p.Off)
	}
	return p.Hi - p.Lo
}

// Row is the i-th row of p.
func (p Page) Row(i int) Row {
	if p.Off != nil {
		return p.Base + Row(p.Off[i])
	}
	return p.Base + Row(p.Lo+i)
}

// AppendRows appends the rows of p to dst.
func (p Page) AppendRows(dst []Row) []Row {
	if p.Off != nil {
		for _, o := range p.Off {
			dst = append(dst, p.Base+Row(o))
		}
		return dst
	}
	for r := p.Base + Row(p.Lo); r < p.Base+Row(p.Hi); r++ {
		dst = append(dst, r)
	}
	return dst
}
