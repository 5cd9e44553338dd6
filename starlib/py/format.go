package py

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// spec is Python's format specification: [[fill]align][sign][z][#][0][width][,][.precision][type].
type spec struct {
	fill        rune
	align, sign byte
	noMinusZero bool // z: what is rounded to zero has no sign
	alt, zero   bool
	width, prec int  // prec -1: not given
	group       byte // ',' or '_'
	verb        byte
}

// hugeWidth is more than any text is wide.
const hugeWidth = 1 << 50

// parseSpec reads the specification of a value of a type. right is whether such values stand on the
// right by themselves.
func parseSpec(s, typ string, right bool) (spec, error) {
	p := spec{fill: ' ', prec: -1}
	rest := []rune(s)
	isAlign := func(r rune) bool { return strings.ContainsRune("<>=^", r) }
	filled := false
	switch {
	case len(rest) > 1 && isAlign(rest[1]):
		p.fill, p.align, rest, filled = rest[0], byte(rest[1]), rest[2:], true
	case len(rest) > 0 && isAlign(rest[0]):
		p.align, rest = byte(rest[0]), rest[1:]
	}
	one := func(set string) byte {
		if len(rest) > 0 && strings.ContainsRune(set, rest[0]) {
			c := byte(rest[0])
			rest = rest[1:]
			return c
		}
		return 0
	}
	var tooLong error
	number := func() int {
		var digits []rune
		for len(rest) > 0 && rest[0] >= '0' && rest[0] <= '9' {
			digits, rest = append(digits, rest[0]), rest[1:]
		}
		if len(digits) == 0 {
			return -1
		}
		n, err := strconv.ParseInt(string(digits), 10, 64)
		if err != nil {
			tooLong = Raise("ValueError", "Too many decimal digits in format string")
		}
		return int(min(n, hugeWidth))
	}
	p.sign = one("+- ")
	p.noMinusZero = one("z") != 0
	p.alt = one("#") != 0
	if !filled && one("0") != 0 {
		p.zero, p.fill = true, '0'
		if p.align == 0 && right {
			p.align = '='
		}
	}
	p.width = max(number(), 0)
	p.group = one(",_")
	if p.group == ',' && one("_") != 0 || p.group == '_' && one(",") != 0 {
		return p, Raise("ValueError", "Cannot specify both ',' and '_'.")
	}
	if one(".") != 0 {
		if p.prec = number(); p.prec < 0 {
			return p, Raise("ValueError", "Format specifier missing precision")
		}
	}
	switch {
	case tooLong != nil:
		return p, tooLong
	case len(rest) > 1:
		return p, Raise("ValueError", "Invalid format specifier '%s' for object of type '%s'", s, typ)
	case len(rest) == 1 && (rest[0] <= ' ' || rest[0] > '~'):
		return p, Raise("ValueError", "Unknown format code '\\x%x' for object of type '%s'", rest[0], typ)
	case len(rest) == 1:
		p.verb = byte(rest[0])
	}
	return p, p.groups(typ)
}

// groups is the error of digits in groups where there are none.
func (p spec) groups(typ string) error {
	verb := p.verb
	if verb == 0 && typ == "str" {
		verb = 's'
	}
	if p.group == 0 || verb == 0 || strings.IndexByte("deEfFgG%", verb) >= 0 || p.group == '_' && strings.IndexByte("boxX", verb) >= 0 {
		return nil
	}
	return Raise("ValueError", "Cannot specify '%c' with '%c'.", p.group, verb)
}

// format is Python's format(v, s).
func (pr printer) format(v starlark.Value, s string) (string, error) {
	if o, ok := v.(*instance); ok {
		return o.format(pr, s)
	}
	return pr.plainFormat(v, s)
}

// format is format(o, s).
func (o *instance) format(pr printer, s string) (string, error) {
	v, ok, err := o.ask("__format__", starlark.String(s))
	if err != nil {
		return "", err
	}
	if !ok {
		return pr.plainFormat(o, s)
	}
	text, isText := starlark.AsString(valueOf(v))
	if !isText {
		return "", Raise("TypeError", "__format__ must return a str, not %s", TypeOf(v))
	}
	return text, nil
}

// plainFormat is the format of a value that has none of its own.
func (pr printer) plainFormat(v starlark.Value, s string) (string, error) {
	if o, ok := v.(*instance); ok && s != "" {
		if o.value() == nil {
			return "", Raise("TypeError", "unsupported format string passed to %s.__format__", o.class.name)
		}
		v = o.value()
	}
	if f, ok := v.(formattable); ok && s != "" {
		return f.format(s)
	}
	if s == "" {
		return pr.str(v)
	}
	if n, ok := v.(numeric); ok {
		return n.format(pr, s)
	}
	_, isText := v.(starlark.String)
	switch TypeOf(v) {
	case "builtin_function_or_method", "ellipsis", "function", "generator", "module", "range", "type":
		return "", Raise("TypeError", "unsupported format string passed to %s.__format__", TypeOf(v))
	}
	if !isText && !isNumberValue(asNumber(v)) && (valueKindOf(v) != noKind || v == starlark.None) {
		return "", Raise("TypeError", "unsupported format string passed to %s.__format__", TypeOf(v))
	}
	p, err := parseSpec(s, TypeOf(v), isNumberValue(asNumber(v)))
	if err == nil {
		_, whole := asNumber(v).(starlark.Int)
		err = pr.room(p, !isText && !(whole && strings.IndexByte("eEfFgG%", p.verb) < 0))
	}
	if err != nil {
		return "", err
	}
	switch v := v.(type) {
	case starlark.Bool:
		return p.whole(asNumber(v).(starlark.Int), "bool")
	case starlark.Int:
		return p.whole(v, "int")
	case starlark.Float:
		return p.float(float64(v))
	}
	return p.text(pr, v)
}

// room is the error of a width or precision that is larger than a text may be. Where digits is false
// a precision adds nothing to it.
func (pr printer) room(p spec, digits bool) error {
	if err := pr.max.Times("the text", utf8.RuneLen(p.fill), p.width); err != nil || !digits {
		return err
	}
	if p.prec > math.MaxInt32 {
		return Raise("ValueError", "precision too big")
	}
	return pr.max.Size("the text", p.prec)
}

func (p spec) text(pr printer, v starlark.Value) (string, error) {
	if p.verb != 0 && p.verb != 's' {
		return "", Raise("ValueError", "Unknown format code '%c' for object of type '%s'", p.verb, TypeOf(v))
	}
	switch {
	case p.sign == ' ':
		return "", Raise("ValueError", "Space not allowed in string format specifier")
	case p.sign != 0:
		return "", Raise("ValueError", "Sign not allowed in string format specifier")
	case p.noMinusZero:
		return "", Raise("ValueError", "Negative zero coercion (z) not allowed in string format specifier")
	case p.alt:
		return "", Raise("ValueError", "Alternate form (#) not allowed in string format specifier")
	case p.align == '=':
		return "", Raise("ValueError", "'=' alignment not allowed in string format specifier")
	}
	s, err := pr.str(v)
	if err != nil {
		return "", err
	}
	if p.prec >= 0 && utf8.RuneCountInString(s) > p.prec {
		s = string([]rune(s)[:p.prec])
	}
	return p.pad("", s, '<'), nil
}

// whole is format(n, p), of a type of that name.
func (p spec) whole(n starlark.Int, typ string) (string, error) {
	if p.verb != 0 && strings.IndexByte("bcdeEfFgGnoxX%", p.verb) < 0 {
		return "", Raise("ValueError", "Unknown format code '%c' for object of type '%s'", p.verb, typ)
	}
	if p.verb == 0 || strings.IndexByte("eEfFgG%", p.verb) < 0 {
		return p.integer(n.BigInt())
	}
	f := float64(n.Float())
	if math.IsInf(f, 0) {
		return "", Raise("OverflowError", "int too large to convert to float")
	}
	return p.float(f)
}

func (p spec) integer(n *big.Int) (string, error) {
	switch {
	case p.prec >= 0:
		return "", Raise("ValueError", "Precision not allowed in integer format specifier")
	case p.noMinusZero:
		return "", Raise("ValueError", "Negative zero coercion (z) not allowed in integer format specifier")
	case p.verb == 'c' && p.sign != 0:
		return "", Raise("ValueError", "Sign not allowed with integer format specifier 'c'")
	case p.verb == 'c' && p.alt:
		return "", Raise("ValueError", "Alternate form (#) not allowed with integer format specifier 'c'")
	}
	if p.verb == 'c' {
		if !n.IsInt64() {
			return "", Raise("OverflowError", "Python int too large to convert to C long")
		}
		if n.Int64() < 0 || n.Int64() > utf8.MaxRune {
			return "", Raise("OverflowError", "%%c arg not in range(0x110000)")
		}
		return p.pad("", string(rune(n.Int64())), '>'), nil
	}
	sign, digits, err := p.digits(n)
	return p.pad(sign, p.grouped(sign, digits, ""), '>'), err
}

// digits is the sign of n with the prefix of its base, and its digits.
func (p spec) digits(n *big.Int) (sign, digits string, err error) {
	abs, prefix := new(big.Int).Abs(n), ""
	switch p.verb {
	case 0, 'd', 'n':
		digits = abs.String()
	case 'b':
		digits, prefix = abs.Text(2), "0b"
	case 'o':
		digits, prefix = abs.Text(8), "0o"
	case 'x':
		digits, prefix = abs.Text(16), "0x"
	case 'X':
		digits, prefix = strings.ToUpper(abs.Text(16)), "0X"
	default:
		return "", "", Raise("ValueError", "Unknown format code '%c' for object of type 'int'", p.verb)
	}
	sign = p.signOf(n.Sign() < 0)
	if p.alt {
		sign += prefix
	}
	return sign, digits, nil
}

func (p spec) signOf(negative bool) string {
	switch {
	case negative:
		return "-"
	case p.sign == '+' || p.sign == ' ':
		return string(p.sign)
	}
	return ""
}

// grouped is the digits s with the separator between thousands, and with unit behind them. Zeros that
// fill up the width are grouped with them.
func (p spec) grouped(sign, s, unit string) string {
	if p.group == 0 || s == "inf" || s == "nan" || s == "INF" || s == "NAN" {
		return s + unit
	}
	n := len(s)
	if i := strings.IndexAny(s, ".eE"); i >= 0 && (p.verb == 0 || strings.IndexByte("xX", p.verb) < 0) {
		n = i
	}
	whole, rest := p.separated(s[:n]), s[n:]+unit
	if p.fill == '0' && p.align == '=' {
		for zeros := s[:n]; len(sign)+len(whole)+len(rest) < p.width; {
			zeros = "0" + zeros
			whole = p.separated(zeros)
		}
	}
	return whole + rest
}

func (p spec) separated(digits string) string {
	size := 3
	if p.verb != 0 && strings.IndexByte("boxX", p.verb) >= 0 {
		size = 4
	}
	var b strings.Builder
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%size == 0 {
			b.WriteByte(p.group)
		}
		b.WriteByte(digits[i])
	}
	return b.String()
}

func (p spec) pad(sign, s string, align byte) string {
	n := p.width - utf8.RuneCountInString(sign) - utf8.RuneCountInString(s)
	if n <= 0 {
		return sign + s
	}
	if p.align != 0 {
		align = p.align
	}
	fill := func(n int) string { return strings.Repeat(string(p.fill), n) }
	switch align {
	case '<':
		return sign + s + fill(n)
	case '^':
		return fill(n/2) + sign + s + fill(n-n/2)
	case '=':
		return sign + fill(n) + s
	}
	return fill(n) + sign + s
}

// conversion applies the conversion of a replacement field: "r", "s", "a" or none.
func (pr printer) conversion(v starlark.Value, conv string) (starlark.Value, error) {
	switch conv {
	case "":
		return v, nil
	case "s":
		s, err := pr.str(v)
		return starlark.String(s), err
	case "r":
		s, err := pr.repr(v)
		return starlark.String(s), err
	case "a":
		s, err := pr.repr(v)
		return starlark.String(asciiOf(s)), err
	}
	return nil, Raise("ValueError", "unknown conversion %q", conv)
}
