package window

import "starling/engine/column"

func rollingBigStdOf(t column.Type, args Args) Rolling {
	e := exactly(t, args, exact64)
	return roll[any, any](column.BigDecimal, &rollingBigStd{newRing(bigPowers{}, bigPowers.plus), e})
}

// rollingBigStd is the standard deviation of a sample, as BigDecimal.
type rollingBigStd struct {
	ring[bigPowers]
	exact
}

// Reset implements Window.
func (w *rollingBigStd) Reset(at int) { w.reset(at) }

// Push implements Window.
func (w *rollingBigStd) Push(x any) {
	if x == nil {
		w.push(bigPowers{})
		return
	}
	d := decimal(x)
	w.push(bigPowers{1, d, must(d.Mul(d))})
}

// Pop implements Window.
func (w *rollingBigStd) Pop(any) { w.pop() }

// Value implements Window.
func (w *rollingBigStd) Value() any {
	p := w.all()
	if p.n < 2 {
		return nil
	}
	n, less := wholeDecimal(p.n), wholeDecimal(p.n-1)
	mean := w.quo(w.quo(w.times(p.sum, p.sum), n), less)
	return w.root(must(w.quo(p.sq, less).Sub(mean)))
}
