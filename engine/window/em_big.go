package window

import "starling/engine/column"

// emBig is a moving value of numbers of any size.
type emBig[D decay] struct {
	decay D
	fading
	exact
}

// Types implements Cumulative.
func (m *emBig[D]) Types() []column.Type { return []column.Type{column.BigDecimal, long} }

// Accumulate implements Cumulative.
func (m *emBig[D]) Accumulate(out, was, in []column.Vector, of []Stretch) {
	xs, times := in[0].(*column.Vec[any]).V, m.clock(in)
	values, stamps := out[0].(*column.Vec[any]), out[1].(*column.Vec[int64])
	for i, some := range of {
		s, last := was[0].(*column.Vec[any]).V[i], was[1].(*column.Vec[int64]).V[i]
		for k := some.From; k < some.To; k++ {
			switch x := xs[k]; {
			case x == nil:
				if m.bad(true) == Reset {
					s, last = nil, column.NullLong
				}
			case m.timed && times[k] == column.NullLong:
			case s == nil:
				s, last = decimal(x), m.at(times, k)
			default:
				if alpha, rest, ok := m.parts(&m.fading, times, k, last); ok {
					s, last = m.decay.Exact(m.exact, decimal(s), decimal(x), alpha, rest), m.at(times, k)
				}
			}
			values.V = append(values.V, s)
			stamps.V = append(stamps.V, last)
		}
	}
}

// parts is after as decimals.
func (e exact) parts(f *fading, times []int64, k int, last int64) (alpha, rest column.Decimal, ok bool) {
	a, _, ok := f.after(times, k, last)
	if ok {
		alpha = must(decimalOf(a))
		rest = e.round(must(wholeDecimal(1).Sub(alpha)))
	}
	return alpha, rest, ok
}
