package column

import (
	"unsafe"

	"starling/engine/rowset"
)

// pages is a table of pages by row, of which the lowest may have been given up.
type pages[P any] struct {
	first int64 // number of the page list[0]
	list  []*P
	below int64 // pages below this number go at the next drop
}

// at is the page of row r, nil if there is none.
func (t *pages[P]) at(r rowset.Row) *P {
	if i := r>>rowset.PageBits - t.first; i >= 0 && i < int64(len(t.list)) {
		return t.list[i]
	}
	return nil
}

// of is at, nil for rowset.None.
func (t *pages[P]) of(r rowset.Row) *P {
	if r < 0 {
		return nil
	}
	return t.at(r)
}

// make is the page of row r, new if there is none.
func (t *pages[P]) make(r rowset.Row) *P {
	n := r >> rowset.PageBits
	if len(t.list) == 0 {
		t.first, t.below = n, min(t.below, n)
	}
	if n < t.first { // a row comes back below what was given up
		t.list = append(make([]*P, t.first-n), t.list...)
		t.first, t.below = n, min(t.below, n)
	}
	i := n - t.first
	for int64(len(t.list)) <= i {
		t.list = append(t.list, nil)
	}
	if t.list[i] == nil {
		t.list[i] = new(P)
	}
	return t.list[i]
}

// untrim forgets what trim marked.
func (t *pages[P]) untrim() { t.below = t.first }

// after gives up the pages above that of row r, and is its page, nil if there is none, and
// how many of the page's rows are not above r.
func (t *pages[P]) after(r rowset.Row) (pg *P, n int) {
	if k := max(r>>rowset.PageBits-t.first+1, 0); k < int64(len(t.list)) {
		clear(t.list[k:])
		t.list = t.list[:k]
	}
	return t.at(r), int(r&rowset.PageMask) + 1
}

// trim marks the pages wholly below row r; drop gives them up.
func (t *pages[P]) trim(r rowset.Row) { t.below = max(t.below, r>>rowset.PageBits) }

func (t *pages[P]) drop() {
	k := min(t.below-t.first, int64(len(t.list)))
	if k <= 0 {
		return
	}
	n := copy(t.list, t.list[k:])
	clear(t.list[n:])
	t.list = t.list[:n]
	t.first += k
}

// pageOf is the first row of the page of r; below 0 for rowset.None.
func pageOf(r rowset.Row) rowset.Row { return r &^ rowset.PageMask }

// samePage is how many of the first rows lie on one page.
func samePage(rows []rowset.Row) int {
	base := pageOf(rows[0])
	for i, r := range rows {
		if pageOf(r) != base {
			return i
		}
	}
	return len(rows)
}

// onPage is how many of the first rows lie on one page, from which offset on, and up to which.
func onPage(rows []rowset.Row) (n, lo, hi int) {
	base := pageOf(rows[0])
	lo = rowset.PageSize
	for _, r := range rows {
		if pageOf(r) != base {
			break
		}
		o := int(r & rowset.PageMask)
		lo, hi = min(lo, o), max(hi, o+1)
		n++
	}
	return n, lo, hi
}

func sizeOf[T any](x T) int { return int(unsafe.Sizeof(x)) }
