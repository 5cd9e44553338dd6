package window

import "starling/engine/column"

func newRollingBigWavg(e exact) Rolling {
	join := func(a, b bigWeighted) bigWeighted {
		switch {
		case a.n == 0:
			return b
		case b.n == 0:
			return a
		}
		return bigWeighted{must(a.sum.Add(b.sum)), must(a.weight.Add(b.weight)), a.n + b.n}
	}
	return rollOver[bigWeighted, any](column.BigDecimal, &rollingBigWavg{newRing(bigWeighted{}, join), e}, e.weigh)
}

// rollingBigWavg is a weighted average; null where the weights add up to zero.
type rollingBigWavg struct {
	ring[bigWeighted]
	exact
}

// Reset implements Window.
func (w *rollingBigWavg) Reset(at int) { w.reset(at) }

// Push implements Window.
func (w *rollingBigWavg) Push(x bigWeighted) { w.push(x) }

// Pop implements Window.
func (w *rollingBigWavg) Pop(bigWeighted) { w.pop() }

// Value implements Window.
func (w *rollingBigWavg) Value() any {
	a := w.all()
	if a.n == 0 || a.weight.Sign() == 0 {
		return nil
	}
	return w.quo(a.sum, a.weight)
}
