package engine

import (
	"fmt"
	"math"

	"starling/engine/rowset"
)

// numbers gives out the numbers of an interner: those that are free again from the lowest on,
// else the next. A number is free again once a sweep found that nobody needs it.
type numbers struct {
	high   int     // numbers from high on were never given out
	free   []int32 // descending
	reused []int32 // given out a second time, since the last settle
	onward bool    // none is given out a second time
}

// numbersMax is how many numbers there are. A column of groups has 32 bits for them.
const numbersMax = math.MaxInt32

func (n *numbers) next() int32 {
	if k := len(n.free); k > 0 && !n.onward {
		id := n.free[k-1]
		n.free = n.free[:k-1]
		n.reused = append(n.reused, id)
		return id
	}
	if n.high == numbersMax {
		panic(fault{fmt.Errorf("more than %d distinct keys", numbersMax)})
	}
	n.high++
	return int32(n.high - 1)
}

// used is how many numbers stand for a value.
func (n *numbers) used() int { return n.high - len(n.free) }

// settle ends the cycle.
func (n *numbers) settle() { n.reused = shed(n.reused) }

// keep frees all numbers but those that are live.
func (n *numbers) keep(live *rowset.Marks) {
	n.free = n.free[:0]
	for id := n.high - 1; id >= 0; id-- {
		if !live.Has(int32(id)) {
			n.free = append(n.free, int32(id))
		}
	}
}

// inUse appends the numbers from lo on that stand for a value, and those below that were given
// out again in this cycle.
func (n *numbers) inUse(dst []int32, lo int) []int32 {
	for _, id := range n.reused {
		if int(id) < lo {
			dst = append(dst, id)
		}
	}
	if lo == n.high {
		return dst
	}
	var free rowset.Marks
	free.Grow(n.high)
	free.AddAll(n.free)
	for id := lo; id < n.high; id++ {
		if !free.Has(int32(id)) {
			dst = append(dst, int32(id))
		}
	}
	return dst
}
