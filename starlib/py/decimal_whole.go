package py

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// unreal is the error of NaN and infinity where a whole number is wanted.
func (d *decimal) unreal() error {
	if d.isNaN() {
		return Raise("ValueError", "cannot convert NaN to integer")
	}
	return Raise("OverflowError", "cannot convert Infinity to integer")
}

// toward is d as a whole number, rounded.
func (d *decimal) toward(rounding string) (starlark.Value, error) {
	if d.kind != finite {
		return nil, d.unreal()
	}
	if d.exp > 0 && d.n.Sign() != 0 {
		if err := bounds.Width("int", int(float64(min(d.exp, 1<<40))*math.Log2(10))); err != nil {
			return nil, err
		}
	}
	if d.n.Sign() == 0 {
		return zero, nil
	}
	return starlark.MakeBigInt(d.rescaled(0, rounding).signed()), nil
}

// Whole is int(d).
func (d *decimal) Whole() (starlark.Value, error) { return d.toward("ROUND_DOWN") }

func (d *decimal) floored(up bool) (starlark.Value, error) {
	if up {
		return d.toward("ROUND_CEILING")
	}
	return d.toward("ROUND_FLOOR")
}

// float is the float nearest to d.
func (d *decimal) float() float64 {
	switch {
	case d.isNaN():
		return math.NaN()
	case d.kind == infinite && d.neg:
		return math.Inf(-1)
	case d.kind == infinite:
		return math.Inf(1)
	}
	f, _ := strconv.ParseFloat(d.String(), 64) // too large is infinite
	return f
}

func (d *decimal) real() (starlark.Value, error) {
	if d.kind == signalingNaN {
		return nil, Raise("ValueError", "cannot convert signaling NaN to float")
	}
	return starlark.Float(d.float()), nil
}

func (d *decimal) magnitude() (starlark.Value, error) {
	return orError(d.ip.decimals().plus(d.with(false)))
}

func (d *decimal) rounded(digits int, given bool) (starlark.Value, error) {
	if !given {
		return d.toward("ROUND_HALF_EVEN")
	}
	unit := &decimal{d.ip, finite, false, big.NewInt(1), -digits}
	return orError(d.ip.decimals().quantize(d, unit, "ROUND_HALF_EVEN"))
}

// quantize is d with the exponent of unit.
func (x *decimalContext) quantize(d, unit *decimal, rounding string) (*decimal, error) {
	if v, err := x.special(d, unit); v != nil || err != nil {
		return v, err
	}
	if d.kind == infinite && unit.kind == infinite {
		return d, nil
	}
	if d.kind == infinite || unit.kind == infinite || unit.exp < x.etiny() || unit.exp > x.emax {
		return x.invalid("")
	}
	if d.n.Sign() == 0 {
		return x.fix(&decimal{x.ip, finite, d.neg, d.n, unit.exp})
	}
	if a := d.adjusted(); a > x.emax || a-unit.exp+1 > x.prec {
		return x.invalid("")
	}
	out := d.rescaled(unit.exp, rounding)
	if out.adjusted() > x.emax || out.size() > x.prec {
		return x.invalid("")
	}
	conditions := decimalSignal(0)
	if out.n.Sign() != 0 && out.adjusted() < x.emin {
		conditions |= decimalSubnormal
	}
	if out.exp > d.exp {
		if out.order(d) != 0 {
			conditions |= decimalInexact
		}
		conditions |= decimalRounded
	}
	if err := x.raise(conditions); err != nil {
		return nil, err
	}
	return x.fix(out)
}

// integral is d without digits after the point; exactly tells what was lost.
func (x *decimalContext) integral(d *decimal, rounding string, exactly bool) (*decimal, error) {
	if v, err := x.special(d); v != nil || err != nil {
		return v, err
	}
	if d.kind == infinite || d.exp >= 0 {
		return &decimal{x.ip, d.kind, d.neg, d.n, d.exp}, nil
	}
	out := d.rescaled(0, rounding)
	if !exactly {
		return out, nil
	}
	conditions := decimalRounded
	if out.order(d) != 0 {
		conditions |= decimalInexact
	}
	return out, x.raise(conditions)
}

// format is format(d, spec).
func (d *decimal) format(pr printer, s string) (string, error) {
	if strings.HasSuffix(s, "N") {
		return "", Raise("ValueError", "invalid format string")
	}
	p, err := parseSpec(s, "decimal.Decimal", true)
	if err != nil || p.verb != 0 && strings.IndexByte("eEfFgGn%", p.verb) < 0 || p.group == '_' {
		return "", Raise("ValueError", "invalid format string")
	}
	if err := pr.room(p, true); err != nil {
		return "", err
	}
	x := d.ip.decimals()
	if d.kind != finite {
		sign, text := p.signOf(d.neg), d.with(false).text(false, "E")
		if p.zero && p.fill == '0' {
			p.fill, p.align = ' ', '>'
		}
		if p.verb == '%' {
			text += "%"
		}
		return p.pad(sign, text, '>'), nil
	}
	e := "E"
	if p.verb != 0 && p.verb >= 'a' {
		e = "e"
	}
	sign, unit := p.signOf(d.neg), ""
	if p.verb == '%' {
		d = &decimal{d.ip, finite, d.neg, d.n, d.exp + 2}
		unit = "%"
	}
	d = d.toPrecision(p, x)
	if err := pr.max.Size("the text", max(d.exp, -d.exp)*boolInt(p.verb == 'f' || p.verb == 'F' || p.verb == '%')); err != nil {
		return "", err
	}
	digits, left := d.digits(), d.exp+d.size()
	point := 1
	switch p.verb {
	case 'e', 'E':
		if d.n.Sign() == 0 && p.prec >= 0 {
			point = 1 - p.prec // the exponent is that of the last digit
		}
	case 'f', 'F', '%':
		point = left
	default:
		if d.exp <= 0 && left > -6 {
			point = left
		}
	}
	whole, frac := "0", ""
	switch {
	case point <= 0:
		frac = strings.Repeat("0", -point) + digits
	case point > len(digits):
		whole = digits + strings.Repeat("0", point-len(digits))
	default:
		whole, frac = digits[:point], digits[point:]
	}
	text := whole
	if frac != "" || p.alt {
		text += "." + frac
	}
	if left != point || p.verb == 'e' || p.verb == 'E' {
		text += e + signed(left-point)
	}
	grouping := p
	if !p.zero { // a fill of zeros is not grouped
		grouping.align = 0
	}
	return p.pad(sign, grouping.grouped(sign, text, unit), '>'), nil
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// toPrecision is d, rounded as the format says.
func (d *decimal) toPrecision(p spec, x *decimalContext) *decimal {
	switch {
	case p.prec < 0:
		if d.n.Sign() == 0 && d.exp > 0 && (p.verb == 'f' || p.verb == 'F' || p.verb == '%') {
			return d.rescaled(0, x.rounding)
		}
		return d
	case p.verb == 'f' || p.verb == 'F' || p.verb == '%':
		return d.rescaled(-p.prec, x.rounding)
	case p.verb == 'e' || p.verb == 'E':
		return d.toDigits(p.prec+1, x.rounding, true)
	}
	return d.toDigits(max(p.prec, 1), x.rounding, false)
}

// toDigits is d with so many digits, or up to so many.
func (d *decimal) toDigits(n int, rounding string, exactly bool) *decimal {
	if d.n.Sign() == 0 || d.size() == n || d.size() < n && !exactly {
		return d
	}
	out := d.rescaled(d.adjusted()+1-n, rounding)
	if out.size() > n {
		out = out.rescaled(out.exp+1, rounding)
	}
	return out
}
