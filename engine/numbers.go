package engine

import (
	"fmt"
	"math"
	"math/bits"
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
func (n *numbers) keep(live bitmap) {
	n.free = n.free[:0]
	for id := n.high - 1; id >= 0; id-- {
		if !live.has(int32(id)) {
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
	free := newBitmap(n.high)
	for _, id := range n.free {
		free.set(id)
	}
	for id := lo; id < n.high; id++ {
		if !free.has(int32(id)) {
			dst = append(dst, int32(id))
		}
	}
	return dst
}

// bitmap is a set of numbers.
type bitmap []uint64

func newBitmap(n int) bitmap { return make(bitmap, (n+63)/64) }

func (b bitmap) has(i int32) bool { return b[i>>6]>>(i&63)&1 != 0 }

func (b bitmap) set(i int32) { b[i>>6] |= 1 << (i & 63) }

func (b bitmap) len() (n int) {
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}
