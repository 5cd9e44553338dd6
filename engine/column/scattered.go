package column

import (
	"unsafe"

	"starling/engine/rowset"
)

// What is done with rows of many pages takes as long as the processor waits for the memory of
// each, unless what it does for one is so little that it is ahead with those that follow, whose
// waits then overlap. So a few rows a page are read in a short loop of their own, and before
// they are written they are read.

// fewRows is up to how many rows in a page are few.
const fewRows = 4

// scattered is how many of the first rows are to be read one by one: 0 if many of them lie on
// one page.
func scattered(rows []rowset.Row) int {
	if len(rows) >= fewRows && pageOf(rows[0]) == pageOf(rows[fewRows-1]) {
		return 0
	}
	return min(len(rows), rowset.PageSize/16)
}

// gatherNow is Gather of the values as of now, row by row.
func (s *Store[T]) gatherNow(out []T, rows []rowset.Row) {
	for i, r := range rows {
		if pg, o := s.pages.of(r), int(r&rowset.PageMask); pg != nil && o < len(pg.v) {
			out[i] = pg.v[o]
		} else {
			out[i] = s.null
		}
	}
}

// touch reads the values of rows that are about to be written.
func (s *Store[T]) touch(rows []rowset.Row) {
	sum := byte(0)
	for _, r := range rows {
		if pg, o := s.pages.of(r), int(r&rowset.PageMask); pg != nil && o < len(pg.v) {
			sum += *(*byte)(unsafe.Pointer(&pg.v[o]))
		}
	}
	touched(sum)
}

// touched is where go values that are read only for the reading.
//
//go:noinline
func touched(byte) {}
