package window

import "starling/engine/column"

// emstdBig is emstd of numbers of any size; of less than two values it is null.
type emstdBig struct {
	fading
	exact
}

// Types implements Cumulative.
func (m *emstdBig) Types() []column.Type {
	return []column.Type{column.BigDecimal, column.BigDecimal, column.BigDecimal, long}
}

// Accumulate implements Cumulative.
func (m *emstdBig) Accumulate(out, was, in []column.Vector, of []Stretch) {
	xs, times := in[0].(*column.Vec[any]).V, m.clock(in)
	var to, from [3]*column.Vec[any]
	for i := range to {
		to[i], from[i] = out[i].(*column.Vec[any]), was[i].(*column.Vec[any])
	}
	stamps := out[3].(*column.Vec[int64])
	for i, some := range of {
		std, mean, variance, last := from[0].V[i], from[1].V[i], from[2].V[i], was[3].(*column.Vec[int64]).V[i]
		for k := some.From; k < some.To; k++ {
			switch x := xs[k]; {
			case x == nil:
				if m.bad(true) == Reset {
					std, mean, variance, last = nil, nil, nil, column.NullLong
				}
			case m.timed && times[k] == column.NullLong:
			case mean == nil:
				mean, variance, last = decimal(x), column.Decimal{}, m.at(times, k)
			default:
				if alpha, rest, ok := m.parts(&m.fading, times, k, last); ok {
					v, a := m.next(decimal(variance), decimal(mean), decimal(x), alpha, rest)
					std, mean, variance, last = m.root(v), a, v, m.at(times, k)
				}
			}
			to[0].V, to[1].V, to[2].V = append(to[0].V, std), append(to[1].V, mean), append(to[2].V, variance)
			stamps.V = append(stamps.V, last)
		}
	}
}

// next is the variance and the average after x, rounded where Deephaven rounds them.
func (m *emstdBig) next(variance, mean, x, alpha, rest column.Decimal) (v, a column.Decimal) {
	off := must(x.Sub(mean))
	v = m.times(alpha, m.plus(variance, must(rest.Mul(m.times(off, off)))))
	a = must(m.times(mean, alpha).Add(m.times(rest, x)))
	return v, a
}
