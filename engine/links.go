package engine

import (
	"math"

	"starling/engine/column"
	"starling/engine/rowset"
)

// links chains the rows of each group, so that those of a few groups are found without a look
// at all rows. It takes eight bytes a row and twelve a group.
type links struct {
	heads      []head // by group
	next, prev *column.Store[int32]
}

// head is where the chain of a group begins and how long it is, in twelve bytes: what a search
// reads first is on one line of the processor's cache.
type head struct {
	size   int32
	lo, hi uint32 // the halves of the first row
}

func (h head) first() rowset.Row { return rowset.Row(uint64(h.hi)<<32 | uint64(h.lo)) }

func (h *head) begin(r rowset.Row) { h.lo, h.hi = uint32(r), uint32(uint64(r)>>32) }

// A link is how far away the neighbour is, so that it fits into 32 bits; alone is none.
const alone32 int32 = 0

func newLinks() *links {
	l := &links{next: column.NewStoreOf[int32](column.Of(column.Int)), prev: column.NewStoreOf[int32](column.Of(column.Int))}
	l.next.ForgetPrev()
	l.prev.ForgetPrev()
	return l
}

// grow makes room for groups 0 to n-1.
func (l *links) grow(n int) {
	l.heads = append(l.heads, make([]head, max(0, n-len(l.heads)))...)
}

// add makes r the first row of group g; false if it is too far from the others.
func (l *links) add(g int32, r rowset.Row) bool {
	h, to := &l.heads[g], alone32
	if h.size > 0 {
		f := h.first()
		d := f - r
		if d != rowset.Row(int32(d)) || d == math.MinInt32 || h.size == math.MaxInt32 {
			return false
		}
		to = int32(d)
		l.prev.Set(f, -to)
	}
	l.next.Set(r, to)
	l.prev.Set(r, alone32)
	h.begin(r)
	h.size++
	return true
}

// remove takes r out of group g; false if its neighbours are too far from each other.
func (l *links) remove(g int32, r rowset.Row) bool {
	next, prev := l.next.At(r, column.Cur), l.prev.At(r, column.Cur)
	h := &l.heads[g]
	h.size--
	if next != alone32 && prev != alone32 {
		d := int64(next) - int64(prev)
		if d != int64(int32(d)) || d == math.MinInt32 {
			return false
		}
		l.next.Set(r+rowset.Row(prev), int32(d))
		l.prev.Set(r+rowset.Row(next), int32(-d))
		return true
	}
	switch {
	case next != alone32:
		l.prev.Set(r+rowset.Row(next), alone32)
		h.begin(r + rowset.Row(next))
	case prev != alone32:
		l.next.Set(r+rowset.Row(prev), alone32)
	}
	return true
}

// count is how many rows the groups have.
func (l *links) count(groups []int32) (n int) {
	for _, g := range groups {
		n += int(l.heads[g].size)
	}
	return n
}

// walk is a way along the chains of some groups, all at once, a row of each at a time, so that
// the waits for memory overlap.
type walk struct {
	hits []rowset.Row
	at   []rowset.Row // the next row of each chain that goes on
	more []int32      // how many rows come after it
	step *column.Vec[int32]
}

// rows is those of the groups, in any order, valid until the next walk.
func (w *walk) rows(l *links, groups []int32) []rowset.Row {
	w.hits, w.at, w.more = w.hits[:0], w.at[:0], w.more[:0]
	for _, g := range groups {
		if h := l.heads[g]; h.size > 0 {
			w.at, w.more = append(w.at, h.first()), append(w.more, h.size-1)
		}
	}
	for len(w.at) > 0 {
		w.hits = append(w.hits, w.at...)
		w.advance(l)
	}
	return w.hits
}

// advance goes on by a row, in the chains that have more.
func (w *walk) advance(l *links) {
	k := 0
	for i, n := range w.more {
		if n > 0 {
			w.at[k], w.more[k] = w.at[i], n-1
			k++
		}
	}
	w.at, w.more = w.at[:k], w.more[:k]
	w.step.Reset()
	l.next.Gather(w.step, w.at, column.Cur)
	for i, d := range w.step.V {
		w.at[i] += rowset.Row(d)
	}
}

func (w *walk) shed() {
	w.hits, w.at, w.more, w.step.V = shed(w.hits), shed(w.at), shed(w.more), shed(w.step.V)
}

func (w *walk) bytes() int { return 8*(cap(w.hits)+cap(w.at)) + 4*(cap(w.more)+cap(w.step.V)) }

func (l *links) commit(low rowset.Row) {
	for _, s := range []*column.Store[int32]{l.next, l.prev} {
		s.Trim(low)
		s.Commit()
	}
}

// headBytes is the size of a head.
const headBytes = 12

func (l *links) bytes() int {
	return headBytes*cap(l.heads) + l.next.Bytes() + l.prev.Bytes()
}
