package chart

import (
	"math"
	"strconv"

	"starling/engine/column"
)

// Finite reports whether x has a place on an axis.
func Finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// numbers makes of a vector of numbers or times what an axis has; ok is false for others. Null
// is NaN.
func numbers(v column.Vector, t column.Type) (out []float64, scale Scale, ok bool) {
	switch v := v.(type) {
	case *column.Vec[int8]:
		out = doubles(v.V, column.NullByte)
	case *column.Vec[int16]:
		out = doubles(v.V, column.NullShort)
	case *column.Vec[int32]:
		out = doubles(v.V, column.NullInt)
	case *column.Vec[int64]:
		out = doubles(v.V, column.NullLong)
	case *column.Vec[float32]:
		out = doubles(v.V, column.NullFloat)
	case *column.Vec[float64]:
		out = doubles(v.V, column.NullDouble)
	default:
		if !t.Big() {
			return nil, Texts, false
		}
		return parsed(v, t), Numbers, true
	}
	if t.Kind == column.Instant {
		return out, Times, true
	}
	return out, Numbers, t.Kind != column.Bool
}

// number is what numbers of a column are.
type number interface {
	~int8 | ~int16 | ~int32 | ~int64 | ~float32 | ~float64
}

func doubles[T number](values []T, null T) []float64 {
	out := make([]float64, len(values))
	for i, x := range values {
		if out[i] = float64(x); x == null {
			out[i] = math.NaN()
		}
	}
	return out
}

// parsed is numbers of any size, as near as a double is.
func parsed(v column.Vector, t column.Type) []float64 {
	format := column.Java.Format(t)
	out := make([]float64, v.Len())
	var b []byte
	for i := range out {
		var there bool
		if b, there = format(b[:0], v, i); !there {
			out[i] = math.NaN()
			continue
		}
		x, err := strconv.ParseFloat(string(b), 64)
		if out[i] = x; err != nil && math.IsInf(x, 0) {
			out[i] = math.NaN()
		}
	}
	return out
}

// places gives the values of a column as places among their texts, in the order in which they
// first come; null has a place too.
type places struct {
	texts []string
	at    map[string]int
	most  int // places that there may be; what comes later has none
	over  bool
}

func (p *places) of(v column.Vector, t column.Type) []float64 {
	out := make([]float64, v.Len())
	for i, s := range texts(v, t) {
		n, ok := p.at[s]
		switch {
		case !ok && len(p.texts) == p.most:
			p.over, out[i] = true, math.NaN()
			continue
		case !ok:
			n = len(p.texts)
			p.at[s] = n
			p.texts = append(p.texts, s)
		}
		out[i] = float64(n)
	}
	return out
}

// texts is the values of a column as text.
func texts(v column.Vector, t column.Type) []string {
	format := column.Java.Format(t)
	out := make([]string, v.Len())
	var b []byte
	for i := range out {
		var ok bool
		if b, ok = format(b[:0], v, i); ok {
			out[i] = string(b)
		} else {
			out[i] = "null"
		}
	}
	return out
}
