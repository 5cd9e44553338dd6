package engine

import (
	"slices"

	"starling/engine/rowset"
)

// at is the row at place (c, i) of l, None at the end.
func (l *List) at(c, i int) rowset.Row {
	if c == len(l.chunks) {
		return rowset.None
	}
	return l.chunks[c][i]
}

// before is the row ahead of place (c, i), None at the start.
func (l *List) before(c, i int) rowset.Row {
	switch {
	case i > 0:
		return l.chunks[c][i-1]
	case c > 0:
		return l.chunks[c-1][len(l.chunks[c-1])-1]
	}
	return rowset.None
}

// insertRun puts rows at place (c, i), and gives the place of the first of them.
func (l *List) insertRun(c, i int, rows []rowset.Row) (int, int) {
	l.n += len(rows)
	if c == len(l.chunks) {
		if c == 0 {
			l.chunks = append(l.chunks, nil)
		} else {
			c--
			i = len(l.chunks[c])
		}
	}
	ch := slices.Insert(l.chunks[c], i, rows...)
	l.chunks[c] = ch
	if len(ch) <= chunkMax {
		return c, i
	}
	const half = chunkMax / 2
	var parts [][]rowset.Row
	for part := range slices.Chunk(ch, half) {
		parts = append(parts, slices.Clone(part))
	}
	l.chunks = slices.Replace(l.chunks, c, c+1, parts...)
	return c + i/half, i % half
}

// around appends to dst up to n rows before place (c, i) and the rows from there on,
// up to m, and gives the rows ahead of and behind all these, None if there are none.
func (l *List) around(dst []rowset.Row, c, i, n, m int) (rows []rowset.Row, ahead, behind rowset.Row) {
	m += n
	for i < n && c > 0 {
		n -= i
		c--
		i = len(l.chunks[c])
	}
	m -= max(n-i, 0)
	i = max(i-n, 0)
	ahead = l.before(c, i)
	for ; c < len(l.chunks); c, i = c+1, 0 {
		part := l.chunks[c][i:]
		if len(part) > m {
			return append(dst, part[:m]...), ahead, part[m]
		}
		dst = append(dst, part...)
		m -= len(part)
	}
	return dst, ahead, rowset.None
}

// rows appends all rows to dst but those of gone.
func (l *List) rows(dst []rowset.Row, gone rowset.Set) []rowset.Row {
	for _, ch := range l.chunks {
		if gone.Empty() {
			dst = append(dst, ch...)
			continue
		}
		for _, r := range ch {
			if !gone.Contains(r) {
				dst = append(dst, r)
			}
		}
	}
	return dst
}
