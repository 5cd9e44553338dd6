package py

import "math"

// gammaTop and gammaBottom are the polynomials of Lanczos's approximation, as CPython has them.
var (
	gammaTop = [...]float64{
		23531376880.410759688572007674451636754734846804940,
		42919803642.649098768957899047001988850926355848959,
		35711959237.355668049440185451547166705960488635843,
		17921034426.037209699919755754458931112671403265390,
		6039542586.3520280050642916443072979210699388420708,
		1439720407.3117216736632230727949123939715485786372,
		248874557.86205415651146038641322942321632125127801,
		31426415.585400194380614231628318205362874684987640,
		2876370.6289353724412254090516208496135991145378768,
		186056.26539522349504029498971604569928220784236328,
		8071.6720023658162106380029022722506138218516325024,
		210.82427775157934587250973392071336271166969580291,
		2.5066282746310002701649081771338373386264310793408,
	}
	gammaBottom = [...]float64{0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1}
)

const (
	gammaShift   = 6.024680040776729583740234375
	gammaWhole   = 23    // up to this whole number a gamma is that of whole numbers
	gammaNothing = 1e-20 // below this the gamma of x is 1/x
	gammaEnd     = 200   // above this gammas are too large for floats
	gammaTwice   = 140   // from here powers are multiplied with in two halves
)

// lanczos is the quotient of the polynomials at x > 0.
func lanczos(x float64) float64 {
	top, bottom := 0.0, 0.0
	for i := range gammaTop {
		if j := len(gammaTop) - 1 - i; x < 5 {
			top, bottom = float64(top*x)+gammaTop[j], float64(bottom*x)+gammaBottom[j]
		} else {
			top, bottom = top/x+gammaTop[i], bottom/x+gammaBottom[i]
		}
	}
	return top / bottom
}

// sinPi is the sine of pi times x.
func sinPi(x float64) float64 {
	y := math.Mod(math.Abs(x), 2)
	r := 0.0
	switch int(math.Round(2 * y)) {
	case 0:
		r = sinOf(math.Pi * y)
	case 1:
		r = cosOf(math.Pi * (y - 0.5))
	case 2:
		r = sinOf(math.Pi * (1 - y))
	case 3:
		r = -cosOf(math.Pi * (y - 1.5))
	case 4:
		r = sinOf(math.Pi * (y - 2))
	}
	return math.Copysign(1, x) * r
}

// gammaOf is the gamma function, to the last digit as CPython computes it.
func gammaOf(x float64) float64 {
	abs := math.Abs(x)
	switch {
	case x == 0 || x < 0 && x == math.Trunc(x):
		return math.NaN()
	case x != x || math.IsInf(x, 0) || x == math.Trunc(x) && x <= gammaWhole:
		return math.Gamma(x)
	case abs < gammaNothing:
		return 1 / x
	case x > gammaEnd:
		return math.Inf(1)
	case x < -gammaEnd:
		return 0 / sinPi(x)
	}
	const half = gammaShift - 0.5
	y := abs + half
	z := (y - half) - abs
	if abs > half {
		z = (y - abs) - half
	}
	z = z * gammaShift / y
	if x < 0 {
		r := -math.Pi / sinPi(abs) / abs * expOf(y) / lanczos(abs)
		r -= float64(z * r)
		if abs < gammaTwice {
			return r / powOf(y, abs-0.5)
		}
		p := powOf(y, abs/2-0.25)
		return r / p / p
	}
	r := lanczos(abs) / expOf(y)
	r += float64(z * r)
	if abs < gammaTwice {
		return r * powOf(y, abs-0.5)
	}
	p := powOf(y, abs/2-0.25)
	return r * p * p
}

// lgammaOf is the logarithm of its absolute value.
func lgammaOf(x float64) float64 {
	abs := math.Abs(x)
	switch {
	case x != x || math.IsInf(x, 0):
		return abs
	case x <= 0 && x == math.Trunc(x):
		return math.NaN()
	case x == 1 || x == 2:
		return 0
	case abs < gammaNothing:
		return -logOf(abs)
	}
	r := logOf(lanczos(abs)) - gammaShift
	r += float64((abs - 0.5) * (logOf(abs+gammaShift-0.5) - 1))
	if x < 0 {
		r = logPi - logOf(math.Abs(sinPi(abs))) - logOf(abs) - r
	}
	return r
}

const logPi = 1.144729885849400174143427351353058711647
