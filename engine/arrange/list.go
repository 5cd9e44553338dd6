package arrange

import (
	"slices"
	"sort"

	"starling/engine/rowset"
)

// List is a sequence of rows kept in an order that only the caller knows, in pages, so that
// an insertion moves a few hundred rows at the most. Searches are given as "is row r at or
// after the place": false for a first part of the list and true for the rest. The zero value
// is an empty list with pages of its own.
type List struct {
	pages *Pages
	parts []part
	n     int
	keep  bool // pages of before the cycle are not written: a copy of parts still shows them
}

// part is a page of a list and the cycle in which it was made.
type part struct {
	rows []rowset.Row
	born uint64
}

// NewList is an empty list with pages of p.
func NewList(p *Pages) List { return List{pages: p} }

// Len is the number of rows.
func (l *List) Len() int { return l.n }

// Place is where the first row for which atOrAfter holds lies: in part c at i. At the end c
// is the number of parts and i is 0.
func (l *List) Place(atOrAfter func(rowset.Row) bool) (c, i int) {
	c = sort.Search(len(l.parts), func(c int) bool {
		rows := l.parts[c].rows
		return atOrAfter(rows[len(rows)-1])
	})
	if c == len(l.parts) {
		return c, 0
	}
	rows := l.parts[c].rows
	return c, sort.Search(len(rows), func(i int) bool { return atOrAfter(rows[i]) })
}

// placeOf is Place for the place of r among ascending rows.
func (l *List) placeOf(r rowset.Row) (c, i int) {
	lo, hi := 0, len(l.parts)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if rows := l.parts[mid].rows; rows[len(rows)-1] >= r {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	if lo == len(l.parts) {
		return lo, 0
	}
	i, _ = slices.BinarySearch(l.parts[lo].rows, r)
	return lo, i
}

// page is a page of rows, which are copied.
func (l *List) page(rows []rowset.Row, room int) part {
	return part{append(l.pages.get(room), rows...), l.pages.born()}
}

// seen reports whether a page may be shown as of before the cycle.
func (l *List) seen(p part) bool { return l.keep && p.born != l.pages.born() }

// give gives back the page of a part.
func (l *List) give(p part) { l.pages.put(p.rows, l.seen(p)) }

// own makes the page of part c one that can be written, with room for so many rows more.
func (l *List) own(c, more int) {
	p := l.parts[c]
	if need := len(p.rows) + more; l.seen(p) || need > cap(p.rows) {
		l.parts[c] = l.page(p.rows, need)
		l.give(p)
	}
}

// Insert puts r before the first row for which atOrAfter holds.
func (l *List) Insert(r rowset.Row, atOrAfter func(rowset.Row) bool) {
	c, i := l.Place(atOrAfter)
	l.insertAt(c, i, r)
}

// insertAt puts r at place (c, i).
func (l *List) insertAt(c, i int, r rowset.Row) {
	l.n++
	last := len(l.parts) - 1
	switch {
	case c <= last && len(l.parts[c].rows) < pageMax:
	case c <= last:
		l.split(c)
		if h := len(l.parts[c].rows); i > h {
			c, i = c+1, i-h
		}
	case last >= 0 && len(l.parts[last].rows) < pageMax:
		c, i = last, len(l.parts[last].rows)
	default:
		room := 1
		if last >= 0 { // it goes on growing
			room = pageMax
		}
		l.parts = append(l.parts, l.page(nil, room))
		c, i = last+1, 0
	}
	l.own(c, 1)
	l.parts[c].rows = slices.Insert(l.parts[c].rows, i, r)
}

// split makes two of part c.
func (l *List) split(c int) {
	p := l.parts[c]
	h := len(p.rows) / 2
	l.parts[c] = l.page(p.rows[:h], h+1)
	l.parts = slices.Insert(l.parts, c+1, l.page(p.rows[h:], len(p.rows)-h+1))
	l.give(p)
}

// Remove takes out r, which must be the first row for which atOrAfter holds.
func (l *List) Remove(r rowset.Row, atOrAfter func(rowset.Row) bool) {
	c, i := l.Place(atOrAfter)
	l.removeAt(c, i, r)
}

// removeAt takes out r, which must be at place (c, i).
func (l *List) removeAt(c, i int, r rowset.Row) {
	if c == len(l.parts) || i == len(l.parts[c].rows) || l.parts[c].rows[i] != r {
		panic("arrange: a row is not where its order says")
	}
	l.n--
	if len(l.parts[c].rows) == 1 {
		l.give(l.parts[c])
		l.parts = slices.Delete(l.parts, c, c+1)
		return
	}
	l.own(c, 0)
	l.parts[c].rows = slices.Delete(l.parts[c].rows, i, i+1)
}

// First is the first row, rowset.None if there is none.
func (l *List) First() rowset.Row {
	if l.n == 0 {
		return rowset.None
	}
	return l.parts[0].rows[0]
}

// Last is the last row, rowset.None if there is none.
func (l *List) Last() rowset.Row {
	if l.n == 0 {
		return rowset.None
	}
	rows := l.parts[len(l.parts)-1].rows
	return rows[len(rows)-1]
}

// Slice appends the rows at positions [i, j) to dst, both clamped.
func (l *List) Slice(dst []rowset.Row, i, j int) []rowset.Row {
	i, j = max(i, 0), min(j, l.n)
	for _, p := range l.parts {
		if i < j && i < len(p.rows) {
			dst = append(dst, p.rows[i:min(j, len(p.rows))]...)
		}
		i, j = max(i-len(p.rows), 0), j-len(p.rows)
		if j <= 0 {
			break
		}
	}
	return dst
}

// position is how many rows are ahead of place (c, i).
func (l *List) position(c, i int) int {
	if c > len(l.parts)/2 {
		i += l.n
		for _, p := range l.parts[c:] {
			i -= len(p.rows)
		}
		return i
	}
	for _, p := range l.parts[:c] {
		i += len(p.rows)
	}
	return i
}

// Among appends those of rows, which are in the list, at positions [lo, hi) among them;
// false if there are so few that to look through the list is not worth it.
func (l *List) Among(dst []rowset.Row, rows rowset.Set, lo, hi int) ([]rowset.Row, bool) {
	switch {
	case rows.Len() == l.n:
		return l.Slice(dst, lo, hi), true
	case rows.Len() < l.n/16:
		return dst, false
	}
	n := 0
	for _, p := range l.parts {
		for _, r := range p.rows {
			if n == hi {
				return dst, true
			}
			if !rows.Contains(r) {
				continue
			}
			if n >= lo {
				dst = append(dst, r)
			}
			n++
		}
	}
	return dst, n >= hi
}

// Reset makes the list the given rows, in their order, which are not its own.
func (l *List) Reset(rows []rowset.Row) {
	for _, p := range l.parts {
		l.give(p)
	}
	clear(l.parts)
	l.parts, l.n = l.parts[:0], len(rows)
	for some := range slices.Chunk(rows, pageMax/2) {
		l.parts = append(l.parts, l.page(some, len(some)))
	}
}

// Bytes is about the memory held, in bytes.
func (l *List) Bytes() int { return partBytes*cap(l.parts) + 8*l.n*4/3 } // pages are about three quarters full

// partBytes is what a part takes besides its page.
const partBytes = 32
