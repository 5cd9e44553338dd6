package kafka

import (
	"sync"
	"sync/atomic"

	"starling/engine"
)

// debts is what a producer owes, cycle by cycle: records of rows that the graph told it of
// and the broker has not acknowledged. Its lock is a leaf: nothing is called with it held.
type debts struct {
	mu    sync.Mutex
	open  []*debt // oldest first
	floor uint64  // nothing after this cycle was taken in, once it failed
}

// debt is the records of one cycle. left is counted down without the lock.
type debt struct {
	cycle uint64
	left  atomic.Int64
}

func newDebts() *debts { return &debts{floor: engine.Everything} }

// owe notes n records of a cycle, n > 0.
func (d *debts) owe(cycle uint64, n int) *debt {
	x := &debt{cycle: cycle}
	x.left.Store(int64(n))
	d.mu.Lock()
	defer d.mu.Unlock()
	d.open = append(d.open, x)
	return x
}

// paid notes that one record of x was acknowledged.
func (d *debts) paid(x *debt) {
	if x.left.Add(-1) > 0 {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for len(d.open) > 0 && d.open[0].left.Load() <= 0 {
		d.open[0] = nil
		d.open = d.open[1:]
	}
}

// bar says that the changes of a cycle and of all after it will not be taken in.
func (d *debts) bar(cycle uint64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.floor = min(d.floor, cycle-1)
}

// settled is the last cycle for which nothing is owed.
func (d *debts) settled() uint64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.open) > 0 {
		return min(d.floor, d.open[0].cycle-1)
	}
	return d.floor
}
