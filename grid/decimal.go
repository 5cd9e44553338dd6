package grid

import (
	"math/big"
	"strings"

	"starling/internal/safe"
)

// decimalText is a number, as it is shown, by a pattern of java.text.DecimalFormat such as
// "#,##0.00" or "0.0%". What is no finite number, and a pattern of another kind, changes
// nothing.
func decimalText(pattern, number string) string {
	p, ok := decimalPattern(pattern)
	x, finite := new(big.Rat).SetString(number)
	if !ok || !finite {
		return number
	}
	return p.format(x)
}

// decimals is a pattern: digits between two texts.
type decimals struct {
	before, after          string
	whole, least, most     int // digits before the point at least, after it at least and at most
	group                  int // of how many digits, 0 for none
	scale                  int64
	negBefore, negAfter    string
	ownNegative, hasDigits bool
}

// decimalPattern reads a pattern; ok is false for one with an exponent or without digits.
func decimalPattern(s string) (p decimals, ok bool) {
	plus, minus, own := strings.Cut(s, ";")
	if p.read(plus); strings.Contains(s, "E0") || !p.hasDigits {
		return p, false
	}
	if own {
		var q decimals
		q.read(minus)
		p.negBefore, p.negAfter, p.ownNegative = q.before, q.after, true
	}
	return p, true
}

// read takes the pattern of numbers that are not negative.
func (p *decimals) read(s string) {
	p.scale = 1
	point, quoted, comma := false, false, -1
	for _, r := range s {
		switch {
		case r == '\'':
			quoted = !quoted
		case !quoted && (r == '0' || r == '#'):
			p.hasDigits = true
			switch {
			case !point && r == '0':
				p.whole++
			case point:
				if p.most++; r == '0' {
					p.least = p.most
				}
			}
			if comma >= 0 && !point {
				comma++
			}
		case !quoted && r == ',' && !point:
			comma = 0
		case !quoted && r == '.' && p.after == "":
			point, p.hasDigits = true, true
		default:
			if !quoted && r == '%' {
				p.scale = 100
			}
			if p.hasDigits {
				p.after += string(r)
			} else {
				p.before += string(r)
			}
		}
	}
	p.group = max(comma, 0)
	p.before, p.after = safe.Text(p.before), safe.Text(p.after)
}

func (p *decimals) format(x *big.Rat) string {
	x = new(big.Rat).Mul(x, new(big.Rat).SetInt64(p.scale))
	negative := x.Sign() < 0
	digits := even(x.Abs(x), p.most)
	for len(digits) < p.most+p.whole {
		digits = "0" + digits
	}
	whole, part := digits[:len(digits)-p.most], digits[len(digits)-p.most:]
	for len(part) > p.least && strings.HasSuffix(part, "0") {
		part = part[:len(part)-1]
	}
	if whole = strings.TrimLeft(whole, "0"); len(whole) < p.whole {
		whole = strings.Repeat("0", p.whole-len(whole)) + whole
	}
	if p.group > 0 {
		for i := len(whole) - p.group; i > 0; i -= p.group {
			whole = whole[:i] + "," + whole[i:]
		}
	}
	if part != "" {
		part = "." + part
	} else if whole == "" {
		whole = "0"
	}
	switch {
	case !negative:
		return p.before + whole + part + p.after
	case p.ownNegative:
		return p.negBefore + whole + part + p.negAfter
	}
	return "-" + p.before + whole + part + p.after
}

// even is x times ten to the n as a whole number, rounded to the nearest, of two to the even.
func even(x *big.Rat, n int) string {
	scaled := new(big.Int).Mul(x.Num(), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil))
	q, r := new(big.Int).QuoRem(scaled, x.Denom(), new(big.Int))
	if c := r.Lsh(r, 1).Cmp(x.Denom()); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return q.String()
}
