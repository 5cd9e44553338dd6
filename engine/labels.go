package engine

import (
	"math/bits"
	"sort"

	"starling/engine/arrange"
	"starling/engine/column"
	"starling/engine/rowset"
	"starling/internal/invariants"
)

// labels is an Order of rows kept in a list: each row has a number, with gaps between
// neighbours for rows to come. Where a gap is used up the numbers around it are
// respread, which changes no row's place and so is not reported.
type labels struct {
	t     *Table // whose rows they are
	list  arrange.List
	label *column.Store[int64]
	buf   []rowset.Row
	old   []rowset.Row
}

const labelBits = 44

// labelGap is the distance of neighbours where there is room for it.
func labelGap() int64 {
	if invariants.Enabled {
		return 4
	}
	return 1 << 20
}

func newLabels(t *Table) *labels {
	return &labels{t: t, list: arrange.NewList(t.Graph().pages), label: column.NewStoreOf[int64](column.Of(column.Long))}
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
	case rows.Len() > l.list.Len()/64:
		l.buf = l.list.Without(l.buf[:0], rows)
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
	if len(rows) > l.list.Len()/32 {
		l.merge(rows, less)
		return
	}
	for len(rows) > 0 {
		c, i := l.list.Place(func(x rowset.Row) bool { return less(rows[0], x) })
		n := l.run(rows, l.list.At(c, i), less)
		l.insertRun(c, i, rows[:n])
		rows = rows[n:]
	}
}

// run is how many of rows come before next, at least one.
func (l *labels) run(rows []rowset.Row, next rowset.Row, less func(a, b rowset.Row) bool) int {
	if next == rowset.None {
		return len(rows)
	}
	n := 1
	for n < len(rows) && less(rows[n], next) {
		n++
	}
	return n
}

// merge makes the list anew of its rows and the given ones.
func (l *labels) merge(rows []rowset.Row, less func(a, b rowset.Row) bool) {
	l.old = l.list.Without(l.old[:0], rowset.Set{})
	l.buf = l.buf[:0]
	old, full := l.old, len(l.old) == 0
	for len(rows) > 0 {
		k := gallop(len(old), func(i int) bool { return less(rows[0], old[i]) })
		l.buf = append(l.buf, old[:k]...)
		old = old[k:]
		before, next := rowset.None, rowset.None
		if len(l.buf) > 0 {
			before = l.buf[len(l.buf)-1]
		}
		if len(old) > 0 {
			next = old[0]
		}
		n := l.run(rows, next, less)
		full = full || !l.labelRun(before, next, rows[:n])
		l.buf = append(l.buf, rows[:n]...)
		rows = rows[n:]
	}
	l.buf = append(l.buf, old...)
	l.list.Reset(l.buf)
	if full {
		l.spreadAll(l.buf)
	}
}

// gallop is the first i below n for which f holds, n if none: a search that is fast if
// that is near the start.
func gallop(n int, f func(i int) bool) int {
	lo, hi := 0, 1
	for hi <= n && !f(hi-1) {
		lo, hi = hi, 2*hi
	}
	hi = min(hi, n)
	return lo + sort.Search(hi-lo, func(i int) bool { return f(lo + i) })
}

// spreadAll labels all rows, in the middle of what there is, so that both ends can grow.
func (l *labels) spreadAll(rows []rowset.Row) {
	n := int64(len(rows))
	step := min(labelGap(), 1<<(labelBits-1)/(n+1))
	first := int64(1)<<(labelBits-1) - step*n/2
	for i, r := range rows {
		if i&rowset.PageMask == 0 {
			l.t.heed()
		}
		l.label.Set(r, first+step*int64(i))
	}
}

// insertRun puts rows at place (c, i) of the list.
func (l *labels) insertRun(c, i int, rows []rowset.Row) {
	fits := l.labelRun(l.list.Before(c, i), l.list.At(c, i), rows)
	c, i = l.list.InsertRun(c, i, rows)
	if !fits {
		l.respread(c, i, len(rows))
	}
}

// labelRun labels rows to lie between two neighbours, and reports whether they fit.
func (l *labels) labelRun(before, after rowset.Row, rows []rowset.Row) bool {
	lo, step := l.gap(before, after, int64(len(rows)))
	if step == 0 {
		return false
	}
	for j, r := range rows {
		if j&rowset.PageMask == 0 {
			l.t.heed()
		}
		l.label.Set(r, lo+step*int64(j+1))
	}
	return true
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
		rows, ahead, behind := l.list.Around(l.buf[:0], c, i, w, k+w)
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
	l.buf, l.old = shed(l.buf), shed(l.old)
}

// slice appends those of rows at positions [lo, hi) in this order; false if sorting them
// by label is the better way.
func (l *labels) slice(dst []rowset.Row, rows rowset.Set, lo, hi int) ([]rowset.Row, bool) {
	return l.list.Among(dst, rows, lo, hi)
}
