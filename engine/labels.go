package engine

import (
	"math/bits"

	"starling/engine/column"
	"starling/engine/rowset"
	"starling/internal/invariants"
)

// labels is an Order of rows kept in a list: each row has a number, with gaps between
// neighbours for rows to come. Where a gap is used up the numbers around it are
// respread, which changes no row's place and so is not reported.
type labels struct {
	list  List
	label *column.Store[int64]
	buf   []rowset.Row
}

const labelBits = 44

// labelGap is the distance of neighbours where there is room for it.
func labelGap() int64 {
	if invariants.Enabled {
		return 4
	}
	return 1 << 20
}

func newLabels() *labels {
	return &labels{label: column.NewStoreOf[int64](column.Of(column.Long))}
}

// Label is the label of row r.
func (l *labels) Label(r rowset.Row, when column.When) int64 { return l.label.At(r, when) }

// Bits is the number of bits of a label.
func (l *labels) Bits() int { return labelBits }

// remove takes rows out. In a cycle, it comes before insert.
func (l *labels) remove(rows rowset.Set) {
	switch {
	case rows.Len() == l.list.Len():
		l.list.Reset(nil)
		return
	case rows.Len() > l.list.Len()/8:
		l.buf = l.list.rows(l.buf[:0], rows)
		l.list.Reset(l.buf)
		return
	}
	for r := range rows.All() {
		label := l.label.At(r, column.Prev)
		l.list.Remove(r, func(x rowset.Row) bool { return l.label.At(x, column.Prev) >= label })
	}
}

// insert puts in rows, which ascend by less; so does the list.
func (l *labels) insert(rows []rowset.Row, less func(a, b rowset.Row) bool) {
	if len(rows) > l.list.Len()/4 {
		l.merge(rows, less)
		return
	}
	for len(rows) > 0 {
		r := rows[0]
		c, i := l.list.place(func(x rowset.Row) bool { return less(r, x) })
		n, next := 1, l.list.at(c, i)
		for n < len(rows) && (next == rowset.None || less(rows[n], next)) {
			n++
		}
		l.insertRun(c, i, rows[:n])
		rows = rows[n:]
	}
}

// merge makes the list anew of its rows and the given ones.
func (l *labels) merge(rows []rowset.Row, less func(a, b rowset.Row) bool) {
	if l.list.Len() > 0 {
		old := l.list.rows(nil, rowset.Set{})
		l.buf = l.buf[:0]
		for _, r := range rows {
			n := 0
			for n < len(old) && !less(r, old[n]) {
				n++
			}
			l.buf = append(append(l.buf, old[:n]...), r)
			old = old[n:]
		}
		rows = append(l.buf, old...)
		l.buf = rows
	}
	l.list.Reset(rows)
	l.spreadAll(rows)
}

// spreadAll labels all rows, in the middle of what there is, so that both ends can grow.
func (l *labels) spreadAll(rows []rowset.Row) {
	n := int64(len(rows))
	step := min(labelGap(), 1<<(labelBits-1)/(n+1))
	first := int64(1)<<(labelBits-1) - step*n/2
	for i, r := range rows {
		l.label.Set(r, first+step*int64(i))
	}
}

// insertRun puts rows at place (c, i) of the list.
func (l *labels) insertRun(c, i int, rows []rowset.Row) {
	k := int64(len(rows))
	lo, step := l.gap(l.list.before(c, i), l.list.at(c, i), k)
	c, i = l.list.insertRun(c, i, rows)
	if step == 0 {
		l.respread(c, i, len(rows))
		return
	}
	for j, r := range rows {
		l.label.Set(r, lo+step*int64(j+1))
	}
}

// gap is where k rows fit between two neighbours: at lo+step, lo+2*step and so on;
// step 0 if they do not. An end of the list gives labelGap a row.
func (l *labels) gap(before, after rowset.Row, k int64) (lo, step int64) {
	lo, hi := int64(-1), int64(1)<<labelBits
	if before != rowset.None {
		lo = l.label.At(before, column.Cur)
	}
	if after != rowset.None {
		hi = l.label.At(after, column.Cur)
	}
	step = min(labelGap(), (hi-lo)/(k+1))
	switch {
	case before == rowset.None:
		lo = hi - step*(k+1)
	case after != rowset.None:
		step = (hi - lo) / (k + 1)
	}
	return lo, step
}

// respread labels anew the k rows at place (c, i) and as many around them as it takes
// to leave gaps: the more rows, the wider, so that the work per insertion stays
// logarithmic on average wherever rows come in.
func (l *labels) respread(c, i, k int) {
	for w := max(k, 2); ; w *= 2 {
		rows, ahead, behind := l.list.around(l.buf[:0], c, i, w, k+w)
		l.buf = rows
		if ahead == rowset.None && behind == rowset.None {
			l.spreadAll(rows)
			return
		}
		n := int64(len(rows))
		lo, step := l.gap(ahead, behind, n)
		if step < 2<<(bits.Len(uint(n))/2) && step < labelGap() {
			continue
		}
		for j, r := range rows {
			l.label.Set(r, lo+step*int64(j+1))
		}
		return
	}
}

// commit ends the cycle; labels of rows below are given up.
func (l *labels) commit(below rowset.Row) {
	l.label.Trim(below)
	l.label.Commit()
}
