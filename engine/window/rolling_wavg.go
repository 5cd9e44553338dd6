package window

import "starling/engine/column"

// newRollingWavg is the average of the first column weighted by the second: as BigDecimal if one
// of them is of numbers of any size, else as double.
func newRollingWavg(in []column.Type, args Args) (Rolling, error) {
	for _, t := range in {
		if !numeric(t) && t.Kind != column.Char {
			return nil, unsupported("rolling_wavg", t)
		}
	}
	if in[0].Big() || in[1].Big() {
		return newRollingBigWavg(exactly(column.BigDecimal, args, exact64)), nil
	}
	return rollOver[weighted, float64](double, &rollingWavg{newRing(weighted{}, weighted.plus)}, weigh()), nil
}

// rollingWavg is a weighted average.
type rollingWavg struct{ ring[weighted] }

// Reset implements Window.
func (w *rollingWavg) Reset(at int) { w.reset(at) }

// Push implements Window.
func (w *rollingWavg) Push(x weighted) { w.push(x) }

// Pop implements Window.
func (w *rollingWavg) Pop(weighted) { w.pop() }

// Value implements Window.
func (w *rollingWavg) Value() float64 {
	if a := w.all(); a.n > 0 {
		return a.sum / a.weight
	}
	return column.NullDouble
}
