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

// weighted is the sum of n values times their weights, and of the weights.
type weighted struct {
	sum, weight float64
	n           int
}

func (a weighted) plus(b weighted) weighted {
	return weighted{a.sum + b.sum, a.weight + b.weight, a.n + b.n}
}

// weigh makes values and weights weighted values.
func weigh() func(buf *[]weighted, in []column.Vector) []weighted {
	var xs, ws []float64
	return func(buf *[]weighted, in []column.Vector) []weighted {
		xs, ws = doubles(xs[:0], in[0]), doubles(ws[:0], in[1])
		out := (*buf)[:0]
		for i, x := range xs {
			if x == column.NullDouble || ws[i] == column.NullDouble {
				out = append(out, weighted{})
				continue
			}
			out = append(out, weighted{x * ws[i], ws[i], 1})
		}
		*buf = out
		return out
	}
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
