package window

import (
	"math"

	"starling/engine/column"
)

// newEmStd is the moving standard deviation.
func newEmStd(in []column.Type, args Args) (Cumulative, error) {
	switch t := in[0]; {
	case t.Big():
		return &emstdBig{fading: newFading(args, false), exact: exactly(column.BigDecimal, args, exact128)}, nil
	case !numeric(t) && t.Kind != column.Char:
		return nil, unsupported("emstd", t)
	}
	return &emstd{fading: newFading(args, true)}, nil
}

// emstd is that of numbers. Its state is the deviation, the moving average, the variance and the time
// of the last value that came in. Of less than two values it is NaN.
type emstd struct {
	fading
	xs []float64
}

// Types implements Cumulative.
func (m *emstd) Types() []column.Type { return []column.Type{double, double, double, long} }

// Accumulate implements Cumulative.
func (m *emstd) Accumulate(out, was, in []column.Vector, of []Stretch) {
	m.xs = doubles(m.xs[:0], in[0])
	times := m.clock(in)
	var to, from [3]*column.Vec[float64]
	for i := range to {
		to[i], from[i] = out[i].(*column.Vec[float64]), was[i].(*column.Vec[float64])
	}
	stamps := out[3].(*column.Vec[int64])
	for i, some := range of {
		std, mean, variance, last := from[0].V[i], from[1].V[i], from[2].V[i], was[3].(*column.Vec[int64]).V[i]
		if mean == column.NullDouble {
			std = math.NaN()
		}
		for k := some.From; k < some.To; k++ {
			x := m.xs[k]
			switch {
			case x == column.NullDouble || x != x:
				switch m.bad(x == column.NullDouble) {
				case Reset:
					std, mean, variance, last = math.NaN(), column.NullDouble, column.NullDouble, column.NullLong
				case Poison:
					std, mean, variance = math.NaN(), math.NaN(), math.NaN()
				}
			case m.timed && times[k] == column.NullLong:
			case mean == column.NullDouble:
				mean, variance, last = x, 0, m.at(times, k)
			case mean != mean: // it stays
				last = m.at(times, k)
			default:
				if alpha, rest, ok := m.after(times, k, last); ok {
					variance = alpha * (variance + rest*((x-mean)*(x-mean)))
					mean = mean*alpha + rest*x
					std, last = math.Sqrt(variance), m.at(times, k)
				}
			}
			to[0].V, to[1].V, to[2].V = append(to[0].V, std), append(to[1].V, mean), append(to[2].V, variance)
			stamps.V = append(stamps.V, last)
		}
	}
}
