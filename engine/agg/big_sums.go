package agg

import (
	"math/big"

	"starling/engine/column"
)

// bigSum is an exact sum of n BigDecimals or BigIntegers from which values may leave
// again. Its scale is the largest of the values that are in, zero at least, whatever was
// in before.
type bigSum struct {
	n      int64
	sum    big.Int // of 1/10^scale
	scale  int
	scales []scaleCount // those above zero
}

// scaleCount is how many values have a scale.
type scaleCount struct {
	scale int
	n     int64
}

// add takes in x, or with sign -1 takes it out.
func (s *bigSum) add(x column.Decimal, sign int64) {
	if s.n += sign; s.n == 0 {
		*s = bigSum{}
		return
	}
	if x.Scale() > 0 {
		s.count(x.Scale(), sign)
	}
	v := x.Number()
	switch by := s.scale - x.Scale(); {
	case by > 0:
		v.Mul(v, tenTo(by))
	case by < 0: // of a value that comes
		s.sum.Mul(&s.sum, tenTo(-by))
		s.scale = x.Scale()
	}
	if sign < 0 {
		s.sum.Sub(&s.sum, v)
		s.shrink()
	} else {
		s.sum.Add(&s.sum, v)
	}
}

// count counts a value of the given scale.
func (s *bigSum) count(scale int, sign int64) {
	for i := range s.scales {
		if c := &s.scales[i]; c.scale == scale {
			if c.n += sign; c.n == 0 {
				last := len(s.scales) - 1
				s.scales[i] = s.scales[last]
				s.scales = s.scales[:last]
			}
			return
		}
	}
	s.scales = append(s.scales, scaleCount{scale, sign})
}

// shrink makes the scale that of the values that are left.
func (s *bigSum) shrink() {
	scale := 0
	for _, c := range s.scales {
		scale = max(scale, c.scale)
	}
	if scale < s.scale {
		s.sum.Quo(&s.sum, tenTo(s.scale-scale))
		s.scale = scale
	}
}

func tenTo(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// over is the sum divided by n, with its scale, halves rounded away from zero.
func (s *bigSum) over(n int64) column.Decimal { return over(&s.sum, s.scale, n) }

// over is x / 10^scale divided by n.
func over(x *big.Int, scale int, n int64) column.Decimal {
	if n == 1 {
		return column.NewDecimal(x, scale)
	}
	return column.NewDecimal(column.HalfUp.Quo(x, big.NewInt(n)), scale)
}

// bytes is about the memory held besides the struct.
func (s *bigSum) bytes() int { return 8*cap(s.sum.Bits()) + bytesOf(s.scales) }

// bigSums is a bigSum per group.
type bigSums []bigSum

// apply adds the values, or with sign -1 takes them out. Nulls are skipped.
func (s bigSums) apply(groups []int32, v []any, sign int64, value func(column.Decimal) column.Decimal) {
	for i, g := range groups {
		if v[i] == nil {
			continue
		}
		d, _ := column.DecimalOf(v[i])
		if value != nil {
			d = value(d)
		}
		s[g].add(d, sign)
	}
}

func (s bigSums) bytes() int {
	n := bytesOf(s)
	for i := range s {
		n += s[i].bytes()
	}
	return n
}
