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
func logOf(x float64) float64 {
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
	return ln2.times(double{float64(e), 0}).plus(s.times(sum).times(double{2, 0})).high
}

// sinCos is the sine and the cosine of a small number of turns.
func sinCos(x float64) (sin, cos float64) {
	quarters := math.Round(x / (math.Pi / 2))
	r := double{x, 0}.plus(right.times(double{-quarters, 0}))
	square := r.times(r)
	s, c := r.times(series(square, 27)).high, series(square, 26).high
	switch int(quarters) & 3 {
	case 1:
		return c, -s
	case 2:
		return -s, -c
	case 3:
		return -c, s
	}
	return s, c
}

// series is 1 - x/(n-2)(n-1)… as sine and cosine have it, to the term that ends with n.
func series(x double, n int) double {
	sum := unit
	for ; n > 1; n -= 2 {
		sum = unit.plus(x.times(sum).over(double{-float64(n * (n - 1)), 0}))
	}
	return sum
}
