package window

import "starling/engine/column"

func rollingBigAvgOf(t column.Type, args Args) Rolling {
	sum := exactly(t, args, exact64)
	w := &rollingBigAvg{ring: newRing[any](nil, sum.add), exact: sum}
	return roll[any, any](column.BigDecimal, w)
}

// rollingBigAvg is the average of n numbers of any size, as BigDecimal.
type rollingBigAvg struct {
	ring[any]
	exact
	n int64
}

// Reset implements Window.
func (w *rollingBigAvg) Reset(at int) {
	w.n = 0
	w.reset(at)
}

// Push implements Window.
func (w *rollingBigAvg) Push(x any) {
	w.push(x)
	w.n += bit(x != nil)
}

// Pop implements Window.
func (w *rollingBigAvg) Pop(x any) {
	w.pop()
	w.n -= bit(x != nil)
}

// Value implements Window.
func (w *rollingBigAvg) Value() any {
	if w.n == 0 {
		return nil
	}
	return w.quo(decimal(w.all()), wholeDecimal(w.n))
}
