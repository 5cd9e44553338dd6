package wire

import (
	"bytes"
	"math"

	"starling/engine/column"
)

// Why a value has no place in a column.
const (
	NotNumber  = "is not a number"
	NotWhole   = "is not a whole number"
	NotInstant = "is not an instant"
	tooBig     = "is out of range"
)

// bounds are the least and greatest values of the whole kinds.
var bounds = [...]struct{ min, max int64 }{
	column.Byte:    {math.MinInt8, math.MaxInt8},
	column.Short:   {math.MinInt16, math.MaxInt16},
	column.Char:    {0, math.MaxUint16},
	column.Int:     {math.MinInt32, math.MaxInt32},
	column.Long:    {math.MinInt64, math.MaxInt64},
	column.Instant: {math.MinInt64, math.MaxInt64},
}

// Whole is the number as a value of kind k, or why it is none; 1.0 and 1e3 are whole.
func (n *Number) Whole(k column.Kind) (v int64, why string) {
	mant := n.mant
	if !n.exact || n.Exp != 0 {
		if mant, why = n.shift(); why != "" {
			return 0, why
		}
	}
	switch {
	case mant <= math.MaxInt64:
		v = int64(mant)
		if n.neg {
			v = -v
		}
	case n.neg && mant == 1<<63:
		v = math.MinInt64
	default:
		return 0, tooBig
	}
	if b := &bounds[k]; v < b.min || v > b.max {
		return 0, tooBig
	}
	return v, ""
}

// shift is the magnitude of a number that is written with a point, an exponent or
// very many digits.
func (n *Number) shift() (m uint64, why string) {
	digits := n.Raw
	if e := bytes.IndexAny(digits, "eE"); e >= 0 {
		digits = digits[:e]
	}
	zeros, ok := 0, true // zeros are held back: at the end of a fraction they count for nothing
	for _, c := range digits {
		if c == '0' {
			zeros++
		} else if c-'1' < 9 {
			m, ok = scale(m, zeros+1, ok)
			m += uint64(c - '0')
			ok = ok && m >= uint64(c-'0')
			zeros = 0
		}
	}
	if m == 0 && ok {
		return 0, ""
	}
	if n.Exp+zeros < 0 {
		return 0, NotWhole
	}
	if m, ok = scale(m, n.Exp+zeros, ok); !ok {
		return 0, tooBig
	}
	return m, ""
}

// scale is m × 10^k, if it was and stays within 64 bits.
func scale(m uint64, k int, ok bool) (uint64, bool) {
	for ; k > 0 && m > 0 && ok; k-- {
		ok = m <= math.MaxUint64/10
		m *= 10
	}
	return m, ok
}

// Truncated is unit × the number without what is after the point then.
func (n *Number) Truncated(unit int64) (v int64, why string) {
	m := *n
	for ; unit > 1; unit /= 10 {
		m.Exp++
	}
	if v, why = m.Whole(column.Long); why != NotWhole {
		return v, why
	}
	var whole uint64
	left := m.digits() + m.Exp // of the digits, so many are before the point
	for _, c := range m.Raw {
		if c|0x20 == 'e' || left <= 0 {
			break
		}
		if c-'0' > 9 {
			continue
		}
		if whole > math.MaxInt64/10 {
			return 0, tooBig
		}
		whole = whole*10 + uint64(c-'0')
		left--
	}
	if whole > math.MaxInt64 {
		return 0, tooBig
	}
	if n.neg {
		return -int64(whole), ""
	}
	return int64(whole), ""
}

// digits is how many digits the number has before its exponent.
func (n *Number) digits() (count int) {
	for _, c := range n.Raw {
		if c|0x20 == 'e' {
			break
		}
		if c-'0' <= 9 {
			count++
		}
	}
	return count
}
