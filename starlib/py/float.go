package py

import (
	"bytes"
	"errors"
	"math"
	"math/big"
	"strconv"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// floatText is the text of a float, wherever a script sees one: the shortest that reads back as f,
// with an exponent below 1e-4 and from 1e16 on only, and else a digit after the point.
func floatText(f float64) string { return string(appendFloat(nil, f)) }

// appendFloat appends floatText(f).
func appendFloat(dst []byte, f float64) []byte {
	switch abs := math.Abs(f); {
	case abs <= math.MaxFloat64:
		if abs != 0 && abs < 1e-4 || abs >= 1e16 {
			return strconv.AppendFloat(dst, f, 'e', -1, 64)
		}
		at := len(dst)
		dst = strconv.AppendFloat(dst, f, 'f', -1, 64)
		if bytes.IndexByte(dst[at:], '.') < 0 {
			dst = append(dst, ".0"...)
		}
		return dst
	case f > 0:
		return append(dst, "inf"...)
	case f < 0:
		return append(dst, "-inf"...)
	}
	return append(dst, "nan"...)
}

// float is format(f, p).
func (p spec) float(f float64) (string, error) {
	if p.verb != 0 && strings.IndexByte("eEfFgGn%", p.verb) < 0 {
		return "", Raise("ValueError", "Unknown format code '%c' for object of type 'float'", p.verb)
	}
	s, unit := p.magnitude(math.Abs(f)), ""
	negative := math.Signbit(f) && !math.IsNaN(f)
	if p.noMinusZero && isZeroText(s) {
		negative = false
	}
	sign := p.signOf(negative)
	if p.verb == '%' {
		unit = "%"
	}
	return p.pad(sign, p.grouped(sign, s, unit), '>'), nil
}

// isZeroText reports whether the digits of a number are all zeros.
func isZeroText(s string) bool {
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		s = s[:i]
	}
	return s != "" && strings.Trim(s, "0.") == ""
}

// magnitude is the text of abs, which has no sign, as p.verb and the precision want it.
func (p spec) magnitude(abs float64) string {
	prec, verb := p.prec, p.verb
	if verb == 0 && prec < 0 || !(abs <= math.MaxFloat64) {
		s := floatText(abs)
		if verb == 'E' || verb == 'F' || verb == 'G' {
			s = strings.ToUpper(s)
		}
		return s
	}
	if prec < 0 {
		prec = 6
	}
	switch verb {
	case 0, 'n', 'g', 'G':
		return p.general(abs, max(prec, 1))
	case '%':
		abs, verb = abs*100, 'f'
	case 'F':
		verb = 'f'
	}
	s := strconv.FormatFloat(abs, verb, prec, 64)
	if p.alt && prec == 0 {
		s = pointed(s)
	}
	return s
}

// general is x with so many digits that count: as C's %g has it, and where no verb was given with
// a digit after the point at least.
func (p spec) general(x float64, digits int) string {
	e := strconv.FormatFloat(x, 'e', digits-1, 64)
	at := strings.IndexByte(e, 'e')
	exp, _ := strconv.Atoi(e[at+1:])
	most := digits
	if p.verb == 0 {
		most--
	}
	s, tail := e[:at], e[at:]
	if exp >= -4 && exp < most {
		s, tail = strconv.FormatFloat(x, 'f', digits-1-exp, 64), ""
	}
	switch {
	case p.alt:
		s = pointed(s)
	case strings.Contains(s, "."):
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if p.verb == 0 && tail == "" && !strings.Contains(s, ".") {
		s += ".0"
	}
	if p.verb == 'G' {
		tail = strings.ToUpper(tail)
	}
	return s + tail
}

// pointed is a number's text with a point in it, which stands before an exponent.
func pointed(s string) string {
	if strings.Contains(s, ".") {
		return s
	}
	if at := strings.IndexAny(s, "eE"); at >= 0 {
		return s[:at] + "." + s[at:]
	}
	return s + "."
}

// toFloat is float(x).
func toFloat(c *Call) (starlark.Value, error) {
	var x starlark.Value = starlark.Float(0)
	if err := unpackPositional(c.Name, c.Args, c.Kwargs, 0, &x); err != nil {
		return nil, err
	}
	if n, ok := x.(numeric); ok {
		return n.real()
	}
	s, ok := x.(starlark.String)
	if b, isBytes := bytesLike(x); isBytes {
		s, ok = starlark.String(b), true
	}
	if !ok {
		return c.starlark(unlimited)
	}
	f, err := parseFloat(plainDigits(strings.TrimFunc(string(s), isSpace)))
	if err != nil {
		return nil, Raise("ValueError", "could not convert string to float: %s", quoted(string(s)))
	}
	return starlark.Float(f), nil
}

// parseFloat reads a number as Python writes one: without a base, and infinite where it is too
// large.
func parseFloat(s string) (float64, error) {
	if strings.ContainsAny(s, "xXpP") {
		return 0, strconv.ErrSyntax
	}
	f, err := strconv.ParseFloat(joinedDigits(s), 64)
	if errors.Is(err, strconv.ErrRange) {
		err = nil
	}
	return f, err
}

// joinedDigits is s without the underscores between its digits.
func joinedDigits(s string) string {
	if strings.IndexByte(s, '_') < 0 {
		return s
	}
	for i := range len(s) {
		if s[i] == '_' && !(digitAt(s, i-1) && digitAt(s, i+1)) {
			return s
		}
	}
	return strings.ReplaceAll(s, "_", "")
}

func digitAt(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

// floorDivided is x // y: of floats, by the remainder as Python has it, for the quotient may be
// rounded up to the next whole number.
func floorDivided(x, y starlark.Value) (starlark.Value, error) {
	f, ok1 := starlark.AsFloat(x)
	g, ok2 := starlark.AsFloat(y)
	if ok1 && ok2 && g == 0 && (isFloat(x) || isFloat(y)) && !isHuge(x, f) {
		return nil, Raise("ZeroDivisionError", "float floor division by zero")
	}
	if !ok1 || !ok2 || !isFloat(x) && !isFloat(y) || isHuge(x, f) || isHuge(y, g) {
		return starlark.Binary(syntax.SLASHSLASH, x, y)
	}
	if math.IsInf(g, 0) && !math.IsInf(f, 0) && !math.IsNaN(f) {
		if f == 0 || (f < 0) == (g < 0) {
			return starlark.Float(math.Copysign(0, f/g)), nil
		}
		return starlark.Float(-1), nil
	}
	rest := math.Mod(f, g)
	q := (f - rest) / g
	if rest != 0 && (rest < 0) != (g < 0) {
		q--
	}
	if q == 0 {
		return starlark.Float(math.Copysign(0, f/g)), nil
	}
	whole := math.Floor(q)
	if q-whole > 0.5 {
		whole++
	}
	return starlark.Float(whole), nil
}

// isHuge reports whether v is a whole number that no float f is near to.
func isHuge(v starlark.Value, f float64) bool { return math.IsInf(f, 0) && !isFloat(v) }

// trueDivided is x / y: of whole numbers of any size the float that is nearest.
func trueDivided(x, y starlark.Value) (starlark.Value, error) {
	a, ok1 := x.(starlark.Int)
	b, ok2 := y.(starlark.Int)
	if !ok1 || !ok2 || b.Sign() == 0 {
		return starlark.Binary(syntax.SLASH, x, y)
	}
	q, _ := new(big.Rat).SetFrac(a.BigInt(), b.BigInt()).Float64()
	if math.IsInf(q, 0) {
		return nil, Raise("OverflowError", "integer division result too large for a float")
	}
	return starlark.Float(q), nil
}
