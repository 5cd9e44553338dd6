package column

import (
	"slices"

	"starling/engine/rowset"
	"starling/internal/invariants"
)

// page holds what a store keeps for up to PageSize rows, as of now and as of before the cycle.
// It grows to what is used. What is overwritten is kept value by value in log, or if that is
// too much, as a copy of the page.
type page[T any] struct {
	v    []T
	undo []T         // the values before the cycle, nil if there is no copy; may be shorter than v
	log  *undoLog[T] // nil if there is none, or undo
}

// undoLog is the old values of a few rows of a page, each once.
type undoLog[T any] struct {
	marks [rowset.PageSize / 64]uint64
	off   []uint16
	old   []T
}

// logMax is how many values of a page are logged before it is copied, which costs less then.
const logMax = rowset.PageSize / 64

func (l *undoLog[T]) has(o int) bool { return l.marks[o>>6]>>(o&63)&1 != 0 }

// at is the old value of offset o, which is logged, and its place in the log: a search from
// place k on, where it is if values are read in the order in which they were written.
func (l *undoLog[T]) at(o, k int) (T, int) {
	if k >= len(l.off) || l.off[k] != uint16(o) {
		k = slices.Index(l.off, uint16(o))
	}
	return l.old[k], k
}

// until is how many rows of the page of r a reader sees: those up to the highest of before the
// cycle, or all.
func until(r, high rowset.Row, when When) int {
	if when == Cur {
		return rowset.PageSize
	}
	return int(min(max(high-pageOf(r)+1, 0), rowset.PageSize))
}

// copied is the values as of now, or of the first n rows as of before the cycle if there is a
// copy of them, and else the log that is to be laid over the values.
func (pg *page[T]) copied(when When, n int) ([]T, *undoLog[T]) {
	switch {
	case pg == nil:
		return nil, nil
	case when == Cur:
		return pg.v, nil
	case pg.undo != nil:
		return pg.undo[:min(n, len(pg.undo))], nil
	}
	return pg.v[:min(n, len(pg.v))], pg.log
}

// fill puts the values of the rows of p into out, as copied has them, null where there is none.
func (pg *page[T]) fill(out []T, p rowset.Page, when When, n int, null T) {
	src, log := pg.copied(when, n)
	if p.Off == nil {
		k := 0
		if p.Lo < len(src) {
			k = copy(out, src[p.Lo:min(p.Hi, len(src))])
		}
		for ; k < len(out); k++ {
			out[k] = null
		}
		if log != nil {
			for i, o := range log.off {
				if int(o) >= p.Lo && int(o) < p.Hi {
					out[int(o)-p.Lo] = log.old[i]
				}
			}
		}
		return
	}
	k := -1
	for i, o := range p.Off {
		switch {
		case log != nil && log.has(int(o)):
			out[i], k = log.at(int(o), k+1)
		case int(o) < len(src):
			out[i] = src[o]
		default:
			out[i] = null
		}
	}
}

// gather puts the values of the rows, which lie on the page, into out.
func (pg *page[T]) gather(out []T, rows []rowset.Row, when When, n int, null T) {
	src, log := pg.copied(when, n)
	k := -1
	for i, r := range rows {
		o := int(r & rowset.PageMask)
		switch {
		case log != nil && log.has(o):
			out[i], k = log.at(o, k+1)
		case o < len(src):
			out[i] = src[o]
		default:
			out[i] = null
		}
	}
}

// at is the value at offset o, null if there is none.
func (pg *page[T]) at(o int, when When, n int, null T) T {
	src, log := pg.copied(when, n)
	if log != nil && log.has(o) {
		x, _ := log.at(o, 0)
		return x
	}
	if o < len(src) {
		return src[o]
	}
	return null
}

// undos is where the undo copies and logs of a store come from.
type undos[T any] struct {
	copies [][]T // for reuse
	logs   []*undoLog[T]
}

// copy keeps all values of pg.
func (u *undos[T]) copy(pg *page[T]) {
	c := []T{} // nil would say that nothing is kept
	if n := len(u.copies); n > 0 {
		c, u.copies = u.copies[n-1], u.copies[:n-1]
	}
	pg.undo = append(c[:0], pg.v...)
	if l := pg.log; l != nil {
		for i, o := range l.off {
			pg.undo[o] = l.old[i]
		}
		u.free(pg)
	}
}

// note keeps the value at offset o of pg, which has one, if it is not kept already.
func (u *undos[T]) note(pg *page[T], o int) {
	if pg.undo != nil {
		return
	}
	l := pg.log
	if l == nil {
		if n := len(u.logs); n > 0 {
			l, u.logs = u.logs[n-1], u.logs[:n-1]
		} else {
			l = new(undoLog[T])
		}
		pg.log = l
	}
	switch {
	case l.has(o):
	case len(l.off) == logMax:
		u.copy(pg)
	default:
		l.marks[o>>6] |= 1 << (o & 63)
		l.off = append(l.off, uint16(o))
		l.old = append(l.old, pg.v[o])
	}
}

// free empties the log of pg, for reuse.
func (u *undos[T]) free(pg *page[T]) {
	l := pg.log
	for _, o := range l.off {
		l.marks[o>>6] = 0
	}
	clear(l.old) // objects, which would be kept alive; under the invariants tag what was read shows
	l.off, l.old = l.off[:0], l.old[:0]
	u.logs = append(u.logs, l)
	pg.log = nil
}

// forget ends the cycle of a page of which something is kept. Null is what unused values are
// overwritten with.
func (u *undos[T]) forget(pg *page[T], objects bool, null T) {
	if pg.log != nil {
		u.free(pg)
		return
	}
	if invariants.Enabled || objects {
		for i := range pg.undo {
			pg.undo[i] = null
		}
	}
	u.copies = append(u.copies, pg.undo)
	pg.undo = nil
}

// revert makes pg what it was before the cycle.
func (u *undos[T]) revert(pg *page[T]) {
	if l := pg.log; l != nil {
		for i, o := range l.off {
			pg.v[o] = l.old[i]
		}
		u.free(pg)
		return
	}
	pg.v, pg.undo = pg.undo, nil
}

// spareMax bounds the undo copies that a store keeps for reuse, unless the last cycle needed
// more; logs are small.
const spareMax = 64

// shed gives up copies and logs that a cycle, of so many pages, did not need.
func (u *undos[T]) shed(pages int) {
	limit := max(spareMax, pages)
	if n := len(u.copies); n > limit {
		clear(u.copies[limit:])
		u.copies = u.copies[:limit]
	}
	if n := len(u.logs); n > limit {
		clear(u.logs[limit:])
		u.logs = u.logs[:limit]
	}
}

// bytes is the memory held, in values of a size.
func (u *undos[T]) bytes() int {
	var x T
	n := 0
	for _, c := range u.copies {
		n += cap(c) * sizeOf(x)
	}
	for _, l := range u.logs {
		n += l.bytes()
	}
	return n
}

func (l *undoLog[T]) bytes() int {
	var x T
	return sizeOf(l.marks) + 2*cap(l.off) + sizeOf(x)*cap(l.old)
}

// bytes is the memory held.
func (pg *page[T]) bytes() int {
	var x T
	n := (cap(pg.v) + cap(pg.undo)) * sizeOf(x)
	if pg.log != nil {
		n += pg.log.bytes()
	}
	return n
}

// reach grows the page to hold offsets below hi.
func (pg *page[T]) reach(hi int, null T) {
	old := len(pg.v)
	if hi <= old {
		return
	}
	if hi > cap(pg.v) {
		v := make([]T, old, min(max(16, 2*cap(pg.v), hi), rowset.PageSize))
		copy(v, pg.v)
		pg.v = v
	}
	pg.v = pg.v[:hi]
	for i := old; i < hi; i++ {
		pg.v[i] = null
	}
}
