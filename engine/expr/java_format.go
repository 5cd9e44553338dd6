package expr

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"

	"starling/engine/column"
)

// javaFormat is String.format: %[n$][flags][width][.precision] and one of
// d x X o f e E g s S c b h n %.
func javaFormat(format string, args []any) (string, error) {
	var b strings.Builder
	next := 0
	for i := 0; i < len(format); {
		k := strings.IndexByte(format[i:], '%')
		if k < 0 {
			b.WriteString(format[i:])
			break
		}
		b.WriteString(format[i : i+k])
		s, n, err := parseSpec(format[i+k:])
		if err != nil {
			return "", err
		}
		i += k + n
		switch s.verb {
		case '%':
			b.WriteString(s.pad("%"))
			continue
		case 'n':
			b.WriteByte('\n')
			continue
		}
		at := next
		if s.index > 0 {
			at = s.index - 1
		} else {
			next++
		}
		if at >= len(args) {
			return "", fmt.Errorf("format %q has no argument for %q", format, s.text)
		}
		text, err := s.format(args[at])
		if err != nil {
			return "", err
		}
		b.WriteString(text)
		if err := errLong(b.Len(), len(text)); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// spec is one conversion of a format.
type spec struct {
	text                                       string
	index, width, prec                         int
	left, zero, plus, space, comma, paren, alt bool
	verb                                       byte
}

func parseSpec(s string) (spec, int, error) {
	p := spec{prec: -1}
	i := 1
	number := func() int {
		n := 0
		for i < len(s) && isDigit(s[i]) && n < 10000 {
			n = n*10 + int(s[i]-'0')
			i++
		}
		return n
	}
	if mark := i; i < len(s) && s[i] != '0' {
		if n := number(); n > 0 && i < len(s) && s[i] == '$' {
			p.index = n
			i++
		} else {
			i = mark
		}
	}
	for ; i < len(s) && strings.IndexByte("-0+ ,(#", s[i]) >= 0; i++ {
		switch s[i] {
		case '-':
			p.left = true
		case '0':
			p.zero = true
		case '+':
			p.plus = true
		case ' ':
			p.space = true
		case ',':
			p.comma = true
		case '(':
			p.paren = true
		case '#':
			p.alt = true
		}
	}
	p.width = number()
	if i < len(s) && s[i] == '.' {
		i++
		p.prec = number()
	}
	if i == len(s) {
		return p, 0, fmt.Errorf("format: %q has no conversion letter", s)
	}
	p.verb = s[i]
	p.text = s[:i+1]
	if p.width > 1000 || p.prec > 1000 {
		return p, 0, fmt.Errorf("format: width and precision are at most 1000 in %q", p.text)
	}
	return p, i + 1, nil
}

func (s spec) pad(text string) string {
	n := s.width - int(length(text))
	switch {
	case n <= 0:
		return text
	case s.left:
		return text + strings.Repeat(" ", n)
	}
	return strings.Repeat(" ", n) + text
}

func (s spec) format(x any) (string, error) {
	lower := s.verb | 0x20
	text := ""
	switch {
	case x == nil && lower != 'b':
		text = s.cut("null")
	case isBig(x) && (s.verb == 'd' || lower == 'x' || s.verb == 'o' || s.verb == 'f'):
		var ok bool
		if text, ok = s.big(x); !ok {
			return "", s.mismatch(x)
		}
	case lower == 's':
		text = s.cut(string(column.Java.Append(nil, x)))
	case lower == 'b':
		v, isBool := x.(bool)
		text = s.cut(strconv.FormatBool(x != nil && (!isBool || v)))
	case lower == 'c':
		r, ok := wholeValue(x)
		if !ok {
			return "", s.mismatch(x)
		}
		text = string(rune(r))
	case s.verb == 'd' || lower == 'x' || s.verb == 'o':
		v, ok := wholeOnly(x)
		if !ok {
			return "", s.mismatch(x)
		}
		text = s.whole(v, x)
	case s.verb == 'f' || lower == 'e' || lower == 'g':
		v, ok := floatOnly(x)
		if !ok {
			return "", s.mismatch(x)
		}
		text = s.floating(v)
	case lower == 'h':
		text = strconv.FormatUint(uint64(uint32(hashCode(string(column.Java.Append(nil, x))))), 16)
	default:
		return "", fmt.Errorf("format: %%%c is not a conversion in %q", s.verb, s.text)
	}
	if s.verb < 'a' {
		text = upper(text)
	}
	return s.pad(text), nil
}

func (s spec) cut(text string) string {
	if s.prec >= 0 && int(length(text)) > s.prec {
		text, _ = substring(text, 0, int32(s.prec))
	}
	return text
}

func (s spec) mismatch(x any) error {
	return fmt.Errorf("format: %q does not take %s%s", s.text, column.Java.Append(nil, x), typeOf(x))
}

// typeOf is " (type)" of an argument as a formula has it, nothing of what only the script knows.
func typeOf(x any) string {
	name := ""
	switch x.(type) {
	case bool:
		name = "boolean"
	case int8:
		name = "byte"
	case int16:
		name = "short"
	case uint16:
		name = "char"
	case int32:
		name = "int"
	case int64:
		name = "long"
	case float32:
		name = "float"
	case float64:
		name = "double"
	case string:
		name = "String"
	case column.Decimal:
		name = "BigDecimal"
	case *big.Int:
		name = "BigInteger"
	default:
		return ""
	}
	return " (" + name + ")"
}

// big is a BigInteger as a whole number, or a BigDecimal with digits after the point.
func (s spec) big(x any) (text string, ok bool) {
	base := map[byte]int{'d': 10, 'x': 16, 'X': 16, 'o': 8}[s.verb]
	if n, is := x.(*big.Int); is && base != 0 {
		return s.sign(n.Sign() < 0, s.group(new(big.Int).Abs(n).Text(base))), true
	}
	d, is := x.(column.Decimal)
	if !is || base != 0 {
		return "", false
	}
	prec := s.prec
	if prec < 0 {
		prec = 6
	}
	d, err := d.Round(prec, column.HalfUp)
	if err != nil {
		return "", false
	}
	digits, err := d.Abs().Plain()
	return s.sign(d.Sign() < 0, s.group(digits)), err == nil
}

// wholeOnly is what Java's %d takes: no char.
func wholeOnly(x any) (int64, bool) {
	if _, ok := x.(uint16); ok {
		return 0, false
	}
	return column.Whole(x)
}

func floatOnly(x any) (float64, bool) {
	switch x := x.(type) {
	case column.Decimal: // of e and g
		return x.Float64(), true
	case float32:
		f, _ := strconv.ParseFloat(strconv.FormatFloat(float64(x), 'g', -1, 32), 64)
		return f, true
	case float64:
		return x, true
	}
	return 0, false
}

func (s spec) whole(v int64, x any) string {
	base := map[byte]int{'x': 16, 'X': 16, 'o': 8}[s.verb]
	if base != 0 { // the bits, without a sign
		u := uint64(v)
		switch x.(type) {
		case int8:
			u = uint64(uint8(v))
		case int16:
			u = uint64(uint16(v))
		case int32:
			u = uint64(uint32(v))
		}
		digits := strconv.FormatUint(u, base)
		prefix := ""
		if s.alt {
			prefix = map[int]string{16: "0x", 8: "0"}[base]
		}
		return s.signed("", prefix+digits)
	}
	digits := new(big.Int).Abs(big.NewInt(v)).String()
	return s.sign(v < 0, s.group(digits))
}

func (s spec) floating(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		s.zero = false
		if math.IsNaN(v) {
			return "NaN"
		}
		return s.sign(v < 0, "Infinity")
	}
	prec := s.prec
	if prec < 0 {
		prec = 6
	}
	verb := s.verb | 0x20
	if a := math.Abs(v); verb == 'g' {
		prec = max(prec, 1)
		if a != 0 && (a < 1e-4 || a >= math.Pow10(prec)) {
			verb, prec = 'e', prec-1
		} else {
			verb = 'f'
			if a > 0 {
				prec = max(0, prec-int(math.Floor(math.Log10(a)))-1)
			} else {
				prec--
			}
		}
	}
	return s.sign(math.Signbit(v), s.group(roundHalfUp(math.Abs(v), verb, prec)))
}

// roundHalfUp formats a value from its shortest decimal form, halves going up, as Java does.
func roundHalfUp(v float64, verb byte, prec int) string {
	if verb == 'e' {
		return strconv.FormatFloat(v, 'e', prec, 64)
	}
	exact, ok := new(big.Rat).SetString(strconv.FormatFloat(v, 'f', -1, 64))
	if !ok {
		return strconv.FormatFloat(v, 'f', prec, 64)
	}
	return exact.FloatString(prec)
}

// group puts commas between thousands if they are asked for.
func (s spec) group(digits string) string {
	if !s.comma {
		return digits
	}
	whole, frac := digits, ""
	if i := strings.IndexByte(digits, '.'); i >= 0 {
		whole, frac = digits[:i], digits[i:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return whole + frac
}

func (s spec) sign(neg bool, digits string) string {
	switch {
	case neg && s.paren:
		return s.signed("(", digits+")")
	case neg:
		return s.signed("-", digits)
	case s.plus:
		return s.signed("+", digits)
	case s.space:
		return s.signed(" ", digits)
	}
	return s.signed("", digits)
}

// signed joins sign and digits, with zeros between them up to the width.
func (s spec) signed(sign, digits string) string {
	if n := s.width - len(sign) - len(digits); s.zero && n > 0 {
		return sign + strings.Repeat("0", n) + digits
	}
	return sign + digits
}
