package window

import (
	"errors"
	"math"

	"starling/engine/column"
)

// decay is what becomes of a moving value and of the value that comes.
type decay interface {
	// Of is the moving value after x; alpha is what is left of the one before, and rest 1-alpha.
	Of(was, x, alpha, rest float64) float64
	// Exact is Of for numbers of any size.
	Exact(e exact, was, x, alpha, rest column.Decimal) column.Decimal
}

// moves is the Carries of a Def for an exponentially moving value: a double, and BigDecimal of
// numbers of any size.
func moves[D decay](name string) func(in []column.Type, args Args) (Cumulative, error) {
	return func(in []column.Type, args Args) (Cumulative, error) {
		var d D
		switch t := in[0]; {
		case t.Big():
			return &emBig[D]{decay: d, fading: newFading(args, false), exact: exactly(column.BigDecimal, args, exact128)}, nil
		case !numeric(t) && t.Kind != column.Char:
			return nil, unsupported(name, t)
		}
		return &em[D]{decay: d, fading: newFading(args, !floating(in[0]))}, nil // as in Deephaven
	}
}

// em is a moving value. Its state is the value and the time of the last value that came in.
type em[D decay] struct {
	decay D
	fading
	xs []float64
}

// Types implements Cumulative.
func (m *em[D]) Types() []column.Type { return []column.Type{double, long} }

// Accumulate implements Cumulative.
func (m *em[D]) Accumulate(out, was, in []column.Vector, of []Stretch) {
	m.xs = doubles(m.xs[:0], in[0])
	times := m.clock(in)
	values, stamps := out[0].(*column.Vec[float64]), out[1].(*column.Vec[int64])
	for i, some := range of {
		s, last := was[0].(*column.Vec[float64]).V[i], was[1].(*column.Vec[int64]).V[i]
		for k := some.From; k < some.To; k++ {
			x := m.xs[k]
			switch {
			case x == column.NullDouble || x != x:
				switch m.bad(x == column.NullDouble) {
				case Reset:
					s, last = column.NullDouble, column.NullLong
				case Poison:
					s = math.NaN()
				}
			case m.timed && times[k] == column.NullLong:
			case s == column.NullDouble:
				s, last = x, m.at(times, k)
			case s != s: // it stays
				last = m.at(times, k)
			default:
				if alpha, rest, ok := m.after(times, k, last); ok {
					s, last = m.decay.Of(s, x, alpha, rest), m.at(times, k)
				}
			}
			values.V = append(values.V, s)
			stamps.V = append(stamps.V, last)
		}
	}
}

// fading is how fast a moving value fades, and what values that are none do to it.
type fading struct {
	timed       bool
	still       bool // a value of the same time as the one before counts too
	decay       float64
	alpha, rest float64 // of a tick, or of the last time that went by
	went        int64   // that time
	null, nan   BadData
}

func newFading(args Args, still bool) fading {
	alpha := math.Exp(-1 / args.Decay)
	return fading{timed: args.Timed, still: still, decay: args.Decay, alpha: alpha, rest: 1 - alpha, went: -1, null: args.Null, nan: args.NaN}
}

func (f *fading) clock(in []column.Vector) []int64 {
	if !f.timed {
		return nil
	}
	return in[1].(*column.Vec[int64]).V
}

// at is the time of a value, null where there are none.
func (f *fading) at(times []int64, k int) int64 {
	if !f.timed {
		return column.NullLong
	}
	return times[k]
}

// after is what is left, when the k-th value comes, of one that came at a time; false if it comes at
// the same time and does nothing.
func (f *fading) after(times []int64, k int, last int64) (alpha, rest float64, ok bool) {
	if !f.timed {
		return f.alpha, f.rest, true
	}
	switch went := times[k] - last; {
	case went < 0:
		Fail(ErrTime)
	case went == 0 && !f.still:
		return 0, 0, false
	case went != f.went:
		f.went = went
		f.alpha = math.Exp(float64(-went) / f.decay)
		f.rest = 1 - f.alpha
	}
	return f.alpha, f.rest, true
}

// bad is what a null or NaN does.
func (f *fading) bad(null bool) BadData {
	does, what := f.nan, "NaN"
	if null {
		does, what = f.null, "null"
	}
	switch {
	case does == Throw:
		Fail(errors.New("a value is " + what + ", which op_control does not allow"))
	case does == Poison && null:
		return Skip
	}
	return does
}

// ErrTime is the error of times that are not in order.
var ErrTime = errors.New("timestamps must not decrease within a group")
