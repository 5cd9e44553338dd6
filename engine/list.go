package engine

import (
	"slices"
	"sort"

	"starling/engine/rowset"
)

// List is a sequence of rows kept in an order that only the caller knows, in
// chunks, so that an insertion moves a few hundred rows at the most. Searches are
// given as "is row r at or after the place": false for a first part of the list and
// true for the rest.
type List struct {
	chunks [][]rowset.Row
	n      int
}

// Len is the number of rows.
func (l *List) Len() int { return l.n }

// place is where the first row for which atOrAfter holds lies; (len(chunks), 0) if none.
func (l *List) place(atOrAfter func(rowset.Row) bool) (c, i int) {
	c = sort.Search(len(l.chunks), func(c int) bool {
		ch := l.chunks[c]
		return atOrAfter(ch[len(ch)-1])
	})
	if c == len(l.chunks) {
		return c, 0
	}
	ch := l.chunks[c]
	return c, sort.Search(len(ch), func(i int) bool { return atOrAfter(ch[i]) })
}

// Insert puts r before the first row for which atOrAfter holds, and gives its neighbours.
func (l *List) Insert(r rowset.Row, atOrAfter func(rowset.Row) bool) (before, after rowset.Row) {
	l.n++
	c, i := l.place(atOrAfter)
	if c == len(l.chunks) {
		if c == 0 {
			l.chunks = append(l.chunks, []rowset.Row{r})
			return rowset.None, rowset.None
		}
		c--
		i = len(l.chunks[c])
	}
	ch := slices.Insert(l.chunks[c], i, r)
	l.chunks[c] = ch
	before, after = rowset.None, rowset.None
	if i > 0 {
		before = ch[i-1]
	} else if c > 0 {
		before = l.chunks[c-1][len(l.chunks[c-1])-1]
	}
	if i+1 < len(ch) {
		after = ch[i+1]
	} else if c+1 < len(l.chunks) {
		after = l.chunks[c+1][0]
	}
	if len(ch) > chunkMax {
		h := len(ch) / 2
		l.chunks = slices.Insert(l.chunks, c+1, slices.Clone(ch[h:]))
		l.chunks[c] = slices.Clip(ch[:h])
	}
	return before, after
}

// Remove takes out r, which must be the first row for which atOrAfter holds.
func (l *List) Remove(r rowset.Row, atOrAfter func(rowset.Row) bool) {
	c, i := l.place(atOrAfter)
	if c == len(l.chunks) || i == len(l.chunks[c]) || l.chunks[c][i] != r {
		panic("engine: a row is not where its label says")
	}
	l.n--
	l.chunks[c] = slices.Delete(l.chunks[c], i, i+1)
	if len(l.chunks[c]) == 0 {
		l.chunks = slices.Delete(l.chunks, c, c+1)
	}
}

// First is the first row, rowset.None if there is none.
func (l *List) First() rowset.Row {
	if l.n == 0 {
		return rowset.None
	}
	return l.chunks[0][0]
}

// Last is the last row, rowset.None if there is none.
func (l *List) Last() rowset.Row {
	if l.n == 0 {
		return rowset.None
	}
	ch := l.chunks[len(l.chunks)-1]
	return ch[len(ch)-1]
}

// Slice appends the rows at positions [i, j) to dst, both clamped.
func (l *List) Slice(dst []rowset.Row, i, j int) []rowset.Row {
	i, j = max(i, 0), min(j, l.n)
	for _, ch := range l.chunks {
		if i < j && i < len(ch) {
			dst = append(dst, ch[i:min(j, len(ch))]...)
		}
		i, j = max(i-len(ch), 0), j-len(ch)
		if j <= 0 {
			break
		}
	}
	return dst
}

// among appends those of rows, which are in the list, at positions [lo, hi) among them;
// false if there are so few that to look through the list is not worth it.
func (l *List) among(dst []rowset.Row, rows rowset.Set, lo, hi int) ([]rowset.Row, bool) {
	switch {
	case rows.Len() == l.n:
		return l.Slice(dst, lo, hi), true
	case rows.Len() < l.n/16:
		return dst, false
	}
	n := 0
	for _, ch := range l.chunks {
		for _, r := range ch {
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

// Reset makes the list the given rows, in their order.
func (l *List) Reset(rows []rowset.Row) {
	l.chunks, l.n = nil, len(rows)
	for ch := range slices.Chunk(rows, chunkMax/2) {
		l.chunks = append(l.chunks, slices.Clone(ch))
	}
}
