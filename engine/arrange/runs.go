package arrange

import (
	"slices"

	"starling/engine/rowset"
)

// At is the row at place (c, i), None at the end.
func (l *List) At(c, i int) rowset.Row {
	if c == len(l.parts) {
		return rowset.None
	}
	return l.parts[c].rows[i]
}

// Before is the row ahead of place (c, i), None at the start.
func (l *List) Before(c, i int) rowset.Row {
	switch {
	case i > 0:
		return l.parts[c].rows[i-1]
	case c > 0:
		rows := l.parts[c-1].rows
		return rows[len(rows)-1]
	}
	return rowset.None
}

// InsertRun puts rows at place (c, i), and gives the place of the first of them.
func (l *List) InsertRun(c, i int, rows []rowset.Row) (int, int) {
	l.n += len(rows)
	if c == len(l.parts) {
		if c == 0 {
			l.parts = append(l.parts, l.page(nil, min(len(rows), pageMax)))
		} else {
			c--
			i = len(l.parts[c].rows)
		}
	}
	if len(l.parts[c].rows)+len(rows) <= pageMax {
		l.own(c, len(rows))
		l.parts[c].rows = slices.Insert(l.parts[c].rows, i, rows...)
		return c, i
	}
	const half = pageMax / 2
	p := l.parts[c]
	var parts []part
	for some := range slices.Chunk(slices.Concat(p.rows[:i], rows, p.rows[i:]), half) {
		parts = append(parts, l.page(some, len(some)))
	}
	l.give(p)
	l.parts = slices.Replace(l.parts, c, c+1, parts...)
	return c + i/half, i % half
}

// Around appends to dst up to n rows before place (c, i) and the rows from there on,
// up to m, and gives the rows ahead of and behind all these, None if there are none.
func (l *List) Around(dst []rowset.Row, c, i, n, m int) (rows []rowset.Row, ahead, behind rowset.Row) {
	m += n
	for i < n && c > 0 {
		n -= i
		c--
		i = len(l.parts[c].rows)
	}
	m -= max(n-i, 0)
	i = max(i-n, 0)
	ahead = l.Before(c, i)
	for ; c < len(l.parts); c, i = c+1, 0 {
		some := l.parts[c].rows[i:]
		if len(some) > m {
			return append(dst, some[:m]...), ahead, some[m]
		}
		dst = append(dst, some...)
		m -= len(some)
	}
	return dst, ahead, rowset.None
}

// Without appends all rows to dst but those of gone.
func (l *List) Without(dst []rowset.Row, gone rowset.Set) []rowset.Row {
	for _, p := range l.parts {
		if gone.Empty() {
			dst = append(dst, p.rows...)
			continue
		}
		for _, r := range p.rows {
			if !gone.Contains(r) {
				dst = append(dst, r)
			}
		}
	}
	return dst
}
