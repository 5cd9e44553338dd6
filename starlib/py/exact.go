package py

import "math"

// Go's logarithm, sine and cosine differ from the C library's in the last digit of every third
// number, which random numbers show. So those are computed with twice the digits, and rounded
// once; the C library does nearly always the same.

// double is the sum of two numbers, the second of which is below half a digit of the first.
type double struct{ high, low float64 }

func narrow(a, b float64) double {
	s := a + b
	return double{s, b - (s - a)}
}

func (a double) plus(b double) double {
	s := a.high + b.high
	t := s - a.high
	return narrow(s, (a.high-(s-t))+(b.high-t)+(a.low+b.low))
}

func (a double) times(b double) double {
	p := float64(a.high * b.high)
	return narrow(p, math.FMA(a.high, b.high, -p)+(float64(a.high*b.low)+float64(a.low*b.high)))
}

func (a double) over(b double) double {
	q := a.high / b.high
	r := a.plus(b.times(double{-q, 0}))
	return narrow(q, r.high/b.high)
}

const (
	ln2High   = 0x1.62e42fefa39efp-1
	rightHigh = 0x1.921fb54442d18p+0 // a right angle
)

var (
	ln2   = double{ln2High, math.Ln2 - ln2High}
	right = double{rightHigh, math.Pi/2 - rightHigh}
	unit  = double{1, 0}
)

// logOf is the logarithm of a number above 0.
func logOf(x float64) float64 { return logDouble(x).high }

// logDouble is the same with twice the digits.
func logDouble(x float64) double {
	const terms = 22
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, e = 2*m, e-1
	}
	s := double{m - 1, 0}.over(double{m, 0}.plus(unit))
	square, sum := s.times(s), double{}
	for i := terms; i >= 0; i-- {
		sum = sum.times(square).plus(unit.over(double{float64(2*i + 1), 0}))
	}
	return ln2.times(double{float64(e), 0}).plus(s.times(sum).times(double{2, 0}))
}

// sinCos is the sine and the cosine of a small number of turns.
func sinCos(x float64) (sin, cos float64) {
	s, c := sinCosDouble(x)
	return s.high, c.high
}

// sinCosDouble is the same with twice the digits.
func sinCosDouble(x float64) (sin, cos double) {
	quarters := math.Round(x / (math.Pi / 2))
	r := double{x, 0}.plus(right.times(double{-quarters, 0}))
	square := r.times(r)
	s, c := r.times(series(square, 27)), series(square, 26)
	switch int(quarters) & 3 {
	case 1:
		return c, s.minus()
	case 2:
		return s.minus(), c.minus()
	case 3:
		return c.minus(), s
	}
	return s, c
}

func (a double) minus() double { return double{-a.high, -a.low} }

// expDouble is e to the power of x, for a result that is no exception: neither too large nor too
// small to have all its digits.
func expDouble(x double) double {
	const terms = 20
	n := math.Round(x.high / math.Ln2)
	r := x.plus(ln2.times(double{-n, 0}))
	sum := unit
	for i := terms; i > 0; i-- {
		sum = unit.plus(r.times(sum).over(double{float64(i), 0}))
	}
	return double{math.Ldexp(sum.high, int(n)), math.Ldexp(sum.low, int(n))}
}

// fewTurns is up to where sine and cosine are computed with twice the digits.
const fewTurns = 1e5

// expOf is e to the power of x.
func expOf(x float64) float64 {
	if !(math.Abs(x) < 700) {
		return math.Exp(x)
	}
	return expDouble(double{x, 0}).high
}

// powOf is x to the power of y.
func powOf(x, y float64) float64 {
	abs := math.Abs(x)
	if !(abs > 1e-300 && abs < 1e300) || y != y || y == 0 || x < 0 && y != math.Trunc(y) || abs == 1 {
		return math.Pow(x, y)
	}
	at := logDouble(abs).times(double{y, 0})
	if !(math.Abs(at.high) < 700) {
		return math.Pow(x, y)
	}
	r := expDouble(at).high
	if x < 0 && math.Abs(math.Mod(y, 2)) == 1 {
		r = -r
	}
	return r
}

func sinOf(x float64) float64 {
	if !(math.Abs(x) < fewTurns) || x == 0 {
		return math.Sin(x)
	}
	s, _ := sinCos(x)
	return s
}

func cosOf(x float64) float64 {
	if !(math.Abs(x) < fewTurns) {
		return math.Cos(x)
	}
	_, c := sinCos(x)
	return c
}

func tanOf(x float64) float64 {
	if !(math.Abs(x) < fewTurns) || x == 0 {
		return math.Tan(x)
	}
	s, c := sinCosDouble(x)
	return s.over(c).high
}

// asinOf, acosOf and atanOf are Go's, set right by a step of Newton's with twice the digits.
func asinOf(x float64) float64 {
	a := math.Asin(x)
	if !(math.Abs(x) < 1) || x == 0 {
		return a
	}
	s, c := sinCosDouble(a)
	return a + double{x, 0}.plus(s.minus()).over(c).high
}

func acosOf(x float64) float64 {
	a := math.Acos(x)
	if !(math.Abs(x) < 1) {
		return a
	}
	s, c := sinCosDouble(a)
	return a + c.plus(double{-x, 0}).over(s).high
}

func atanOf(x float64) float64 {
	a := math.Atan(x)
	if x == 0 || x != x || math.IsInf(x, 0) {
		return a
	}
	s, c := sinCosDouble(a)
	d := double{x, 0}
	return a + d.times(c).plus(s.minus()).over(c.plus(d.times(s))).high
}

// series is 1 - x/(n-2)(n-1)… as sine and cosine have it, to the term that ends with n.
func series(x double, n int) double {
	sum := unit
	for ; n > 1; n -= 2 {
		sum = unit.plus(x.times(sum).over(double{-float64(n * (n - 1)), 0}))
	}
	return sum
}
