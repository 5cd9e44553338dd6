package chart

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Mark is a place on an axis and what is written there.
type Mark struct {
	At   float64
	Text string
}

// Span is the range that is drawn of an axis: that of its points, and more where these are all
// at one place.
func (a *Axis) Span() (lo, hi float64) {
	lo, hi = a.Lo, a.Hi
	switch {
	case a.Scale == Texts:
		return -0.5, max(float64(len(a.Texts)), 1) - 0.5
	case lo < hi:
		return lo, hi
	case a.Scale == Times:
		return lo - float64(time.Second), hi + float64(time.Second)
	}
	wide := max(math.Abs(lo)*0.1, 1)
	return lo - wide, hi + wide
}

// Marks are about n round places on the axis, those of texts all that fit.
func (a *Axis) Marks(n int) []Mark {
	lo, hi := a.Span()
	switch a.Scale {
	case Texts:
		every := max((len(a.Texts)+max(n, 1)-1)/max(n, 1), 1)
		var out []Mark
		for i := 0; i < len(a.Texts); i += every {
			out = append(out, Mark{float64(i), a.Texts[i]})
		}
		return out
	case Times:
		return timeMarks(lo, hi, n)
	}
	step := roundStep((hi-lo)/float64(max(n, 1)), Numbers)
	digits := max(0, -int(math.Floor(math.Log10(step)+1e-9)))
	var out []Mark
	for i := math.Ceil(lo/step - 1e-9); i*step <= hi+step*1e-9; i++ {
		out = append(out, Mark{i * step, numberText(i*step, step, digits)})
		if len(out) > 10*n+10 {
			break // the numbers are too large for a step between them
		}
	}
	return out
}

// exponent writes exponents as short as they can be.
var exponent = strings.NewReplacer("e+0", "e", "e-0", "e-", "e+", "e")

// numberText is a number with so many digits after the point; a large or small one has as many
// in all as tell it from those a step away.
func numberText(x, step float64, digits int) string {
	if x == 0 {
		return "0"
	}
	if abs := math.Abs(x); abs >= 1e7 || abs < 1e-4 {
		all := math.Floor(math.Log10(abs)+1e-9) - math.Floor(math.Log10(step)+1e-9) + 1
		return exponent.Replace(strconv.FormatFloat(x, 'g', int(min(max(all, 1), 17)), 64))
	}
	return strconv.FormatFloat(x, 'f', digits, 64)
}

// clock are the steps between marks of times: seconds and parts of them, up to weeks.
var clock = []time.Duration{
	time.Microsecond, time.Millisecond, 10 * time.Millisecond, 100 * time.Millisecond, 500 * time.Millisecond,
	time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second,
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour,
	24 * time.Hour, 2 * 24 * time.Hour, 7 * 24 * time.Hour, 14 * 24 * time.Hour, 28 * 24 * time.Hour,
	91 * 24 * time.Hour, 365 * 24 * time.Hour, 5 * 365 * 24 * time.Hour, 25 * 365 * 24 * time.Hour,
}

// roundStep is a round number that is not less than x: 1, 2 or 5 and zeros, or of times one of
// the clock.
func roundStep(x float64, scale Scale) float64 {
	if scale == Times {
		for _, d := range clock {
			if float64(d) >= x {
				return float64(d)
			}
		}
		return float64(clock[len(clock)-1])
	}
	if !(x > 0) || math.IsInf(x, 0) {
		return 1
	}
	unit := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range []float64{1, 2, 5, 10} {
		if m*unit >= x*(1-1e-9) {
			return m * unit
		}
	}
	return 10 * unit
}

// timeMarks are the marks of times, in UTC, with the date where a day begins.
func timeMarks(lo, hi float64, n int) []Mark {
	step := roundStep((hi-lo)/float64(max(n, 1)), Times)
	layout, day := "15:04:05", false
	switch d := time.Duration(step); {
	case d < time.Millisecond:
		layout = "15:04:05.000000"
	case d < time.Second:
		layout = "15:04:05.000"
	case d >= 365*24*time.Hour:
		layout = "2006"
	case d >= 24*time.Hour:
		layout = "2006-01-02"
	case d >= time.Minute:
		layout, day = "15:04", true
	}
	var out []Mark
	for i := math.Ceil(lo / step); i*step <= hi && len(out) <= 2*n+2; i++ {
		at := time.Unix(0, int64(i*step)).UTC().Round(min(time.Duration(step), time.Second)) // doubles are off by some nanoseconds
		text := at.Format(layout)
		if day && at.Hour() == 0 && at.Minute() == 0 {
			text = at.Format("01-02")
		}
		out = append(out, Mark{i * step, text})
	}
	return out
}

// Dates is the day or days of an axis of times, which its marks leave out; "" of other axes.
func (a *Axis) Dates() string {
	if a.Scale != Times || a.Lo == 0 && a.Hi == 0 {
		return ""
	}
	lo, hi := a.Span()
	from, to := time.Unix(0, int64(lo)).UTC().Format(time.DateOnly), time.Unix(0, int64(hi)).UTC().Format(time.DateOnly)
	if from == to {
		return from
	}
	return from + " to " + to
}
