package engine

import (
	"starling/engine/column"
	"starling/engine/rowset"
	"starling/engine/window"
)

// carrying is a cumulative operation. Its states are kept for each row, so that it goes on from
// any row, and comes to its end where the state is what it was.
type carrying struct {
	window.Cumulative
	o *updateByOp
	input
	stores []column.Writable // the state; the first is the result
	to     int               // position of the result
	vecs   []column.Vector
	out    []column.Vector
	was    []column.Vector // states ahead of stretches
	old    []column.Vector // states that there were
	some   []column.Vector // of out
	values bool            // values of its input may differ
	tips   []tip
	at     []rowset.Row // of all stretches
	ahead  []rowset.Row // by stretch: the row ahead of it
	of     []window.Stretch
	keep   []int32 // places in at to write
	rows   []rowset.Row
}

// tip is how far a group is done.
type tip struct {
	g     *stir
	pos   int // of the next row to take
	next  int // of the spots
	until int // rows below this position are in spots
	step  int // how many rows behind a spot to look at
}

func newCarrying(o *updateByOp, c window.Cumulative, in input) *carrying {
	k := &carrying{Cumulative: c, o: o, input: in}
	for _, t := range in.types {
		k.vecs = append(k.vecs, column.NewVector(t))
	}
	for _, t := range c.Types() {
		k.stores = append(k.stores, column.NewStore(t))
		for _, v := range []*[]column.Vector{&k.out, &k.was, &k.old, &k.some} {
			*v = append(*v, column.NewVector(t))
		}
	}
	o.carries = append(o.carries, k)
	return k
}

// lookMin is how many rows behind a change are looked at first.
const lookMin = 16

// run takes anew what the cycle reaches, and reports whether that is anything; values of the
// columns given may differ.
func (c *carrying) run(values ColSet) bool {
	c.values = c.deps.Overlaps(values)
	c.tips = c.tips[:0]
	for i := range c.o.stirred.groups {
		g := &c.o.stirred.groups[i]
		if h := (tip{g: g, next: g.from, step: lookMin}); c.jump(&h) {
			c.tips = append(c.tips, h)
		}
	}
	for done := 0; done < len(c.tips); {
		first := done
		for ; done < len(c.tips) && len(c.at) < rowset.PageSize; done++ {
			c.stretch(&c.tips[done])
		}
		c.batch(c.tips[first:done])
	}
	n := len(c.tips)
	c.tips = shed(c.tips)
	return n > 0
}

// jump moves a tip to the next spot; false if there is none.
func (c *carrying) jump(h *tip) bool {
	for ; h.next < h.g.to; h.next++ {
		if s := &c.o.stirred.spots[h.next]; c.values || !s.values {
			h.pos = s.lo
			return h.pos < h.g.n
		}
	}
	return false
}

// pass moves a tip over the spots that begin at a position or before it.
func (c *carrying) pass(h *tip, pos int) {
	for ; h.next < h.g.to; h.next++ {
		s := &c.o.stirred.spots[h.next]
		if s.lo > pos {
			return
		}
		if c.values || !s.values {
			h.until = max(h.until, s.hi)
		}
	}
}

// stretch adds rows of a group to the batch: those of a spot, and some behind it.
func (c *carrying) stretch(h *tip) {
	c.pass(h, h.pos)
	end := min(max(h.until, h.pos)+h.step, h.g.n, h.pos+rowset.PageSize)
	h.step = min(2*h.step, rowset.PageSize)
	if h.pos == 0 {
		c.ahead = append(c.ahead, rowset.None)
	} else {
		c.ahead = c.o.rows.Slice(c.ahead, h.g.g, h.pos-1, h.pos, column.Cur)
	}
	c.of = append(c.of, window.Stretch{From: len(c.at), To: len(c.at) + end - h.pos})
	c.at = c.o.rows.Slice(c.at, h.g.g, h.pos, end, column.Cur)
}

// batch computes and stores the states of the stretches that were added, which are those of tips.
// Heads that have not come to their end are put behind all others.
func (c *carrying) batch(tips []tip) {
	c.o.in.heed()
	for i, from := range c.cols {
		c.vecs[i].Reset()
		from.Gather(c.vecs[i], c.at, column.Cur)
	}
	for i, s := range c.stores {
		c.out[i].Reset()
		c.was[i].Reset()
		c.old[i].Reset()
		s.Gather(c.was[i], c.ahead, column.Cur)
		s.Gather(c.old[i], c.at, column.Cur)
	}
	c.o.making = c.to
	c.Accumulate(c.out, c.was, c.vecs, c.of)
	for i, h := range tips {
		if c.settle(&h, c.of[i]) {
			c.tips = append(c.tips, h)
		}
	}
	c.write()
	c.at, c.ahead, c.of, c.keep = c.at[:0], c.ahead[:0], c.of[:0], c.keep[:0]
}

// settle notes the rows of a stretch that are to be written, and moves its tip; false if that
// has come to its end.
func (c *carrying) settle(h *tip, of window.Stretch) bool {
	for k := of.From; k < of.To; k++ {
		c.pass(h, h.pos)
		if h.pos >= h.until && c.same(k) { // and so are all up to the next spot
			h.step = lookMin
			return c.jump(h)
		}
		c.keep = append(c.keep, int32(k))
		h.pos++
	}
	return h.pos < h.g.n
}

// same reports whether the state of a row of the batch is what it was.
func (c *carrying) same(k int) bool {
	for i, v := range c.out {
		if !column.SameAt(v, c.old[i], k) {
			return false
		}
	}
	return true
}

// write stores the states that are to be written.
func (c *carrying) write() {
	if len(c.keep) == len(c.at) {
		c.store(c.at, c.out)
		return
	}
	c.rows = c.rows[:0]
	for _, k := range c.keep {
		c.rows = append(c.rows, c.at[k])
	}
	for i, v := range c.out {
		c.some[i].Reset()
		c.some[i].AppendRows(v, c.keep)
	}
	c.store(c.rows, c.some)
}

func (c *carrying) store(rows []rowset.Row, states []column.Vector) {
	for i, s := range c.stores {
		s.Scatter(rows, states[i])
	}
	c.o.wrote(rows)
}
