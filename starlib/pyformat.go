package starlib

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// spec is Python's format specification: [[fill]align][sign][#][0][width][,][.precision][type].
type spec struct {
	fill        rune
	align, sign byte
	alt, zero   bool
	width, prec int  // prec -1: not given
	group       byte // ',' or '_'
	verb        byte
}

func parseSpec(s string) (spec, error) {
	p := spec{fill: ' ', prec: -1}
	rest := []rune(s)
	isAlign := func(r rune) bool { return strings.ContainsRune("<>=^", r) }
	switch {
	case len(rest) > 1 && isAlign(rest[1]):
		p.fill, p.align, rest = rest[0], byte(rest[1]), rest[2:]
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
	number := func() int {
		n, digits := 0, 0
		for len(rest) > 0 && rest[0] >= '0' && rest[0] <= '9' && digits < 6 {
			n, digits, rest = n*10+int(rest[0]-'0'), digits+1, rest[1:]
		}
		if digits == 0 {
			return -1
		}
		return n
	}
	p.sign = one("+- ")
	p.alt = one("#") != 0
	p.zero = one("0") != 0
	p.width = max(number(), 0)
	p.group = one(",_")
	if one(".") != 0 {
		if p.prec = number(); p.prec < 0 {
			return p, raise("ValueError", "Format specifier missing precision: %q", s)
		}
	}
	p.verb = one("bcdeEfFgGnosxX%")
	if len(rest) > 0 {
		return p, raise("ValueError", "Invalid format specifier %q", s)
	}
	if p.zero && p.align == 0 {
		p.fill, p.align = '0', '='
	}
	return p, nil
}

// format is Python's format(v, s).
func format(v starlark.Value, s string) (string, error) {
	if d, ok := v.(Datetime); ok && s != "" {
		return strftime(d, s)
	}
	if s == "" {
		return text(v), nil
	}
	p, err := parseSpec(s)
	if err != nil {
		return "", err
	}
	switch v := v.(type) {
	case starlark.Bool:
		if p.verb != 0 && p.verb != 's' {
			return p.integer(map[bool]*big.Int{true: big.NewInt(1), false: new(big.Int)}[bool(v)])
		}
	case starlark.Int:
		if p.verb != 0 && strings.IndexByte("eEfFgG%", p.verb) >= 0 || p.verb == 0 && p.prec >= 0 {
			return p.float(float64(v.Float()))
		}
		return p.integer(v.BigInt())
	case starlark.Float:
		return p.float(float64(v))
	}
	return p.text(v)
}

// text is str(v).
func text(v starlark.Value) string {
	if s, ok := v.(starlark.String); ok {
		return string(s)
	}
	return v.String()
}

func (p spec) text(v starlark.Value) (string, error) {
	if p.verb != 0 && p.verb != 's' {
		return "", raise("ValueError", "Unknown format code '%c' for object of type '%s'", p.verb, pyType(v))
	}
	if p.align == '=' || p.sign != 0 {
		return "", raise("ValueError", "this format is for numbers only, got %s", pyType(v))
	}
	s := text(v)
	if p.prec >= 0 && utf8.RuneCountInString(s) > p.prec {
		s = string([]rune(s)[:p.prec])
	}
	return p.pad("", s, '<'), nil
}

func (p spec) integer(n *big.Int) (string, error) {
	abs := new(big.Int).Abs(n)
	var digits, prefix string
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
	case 'c':
		if !abs.IsInt64() || abs.Int64() > utf8.MaxRune {
			return "", raise("OverflowError", "%%c arg not in range(0x110000)")
		}
		return p.pad("", string(rune(abs.Int64())), '<'), nil
	default:
		return "", raise("ValueError", "Unknown format code '%c' for object of type 'int'", p.verb)
	}
	if p.prec >= 0 {
		return "", raise("ValueError", "Precision not allowed in integer format specifier")
	}
	sign := p.signOf(n.Sign() < 0)
	if p.alt {
		sign += prefix
	}
	return p.pad(sign, p.grouped(digits), '>'), nil
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

func (p spec) float(f float64) (string, error) {
	verb, prec, unit := p.verb, p.prec, ""
	if verb == 0 && prec < 0 {
		return p.pad(p.signOf(math.Signbit(f)), p.grouped(text(starlark.Float(math.Abs(f)))), '>'), nil
	}
	if prec < 0 {
		prec = 6
	}
	abs := math.Abs(f)
	switch verb {
	case '%':
		abs, verb, unit = abs*100, 'f', "%"
	case 'F':
		verb = 'f'
	case 0, 'n':
		verb = 'g'
	}
	if verb == 'g' || verb == 'G' {
		prec = max(prec, 1)
	}
	if strings.IndexByte("eEfgG", verb) < 0 {
		return "", raise("ValueError", "Unknown format code '%c' for object of type 'float'", p.verb)
	}
	var s string
	switch {
	case math.IsNaN(f):
		s = "nan"
	case math.IsInf(f, 0):
		s = "inf"
	case verb == 'g' || verb == 'G':
		s = general(abs, prec, verb)
		if p.verb == 0 && !strings.ContainsAny(s, ".e") {
			s += ".0"
		}
	default:
		s = strconv.FormatFloat(abs, verb, prec, 64)
	}
	return p.pad(p.signOf(math.Signbit(f) && !math.IsNaN(f)), p.grouped(s)+unit, '>'), nil
}

// general is C's %.{prec}g.
func general(x float64, prec int, verb byte) string {
	if x == 0 {
		return "0"
	}
	e := strconv.FormatFloat(x, 'e', prec-1, 64)
	exp, _ := strconv.Atoi(e[strings.IndexByte(e, 'e')+1:])
	trim := func(s string) string {
		if strings.Contains(s, ".") {
			s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
		}
		return s
	}
	if exp >= -4 && exp < prec {
		return trim(strconv.FormatFloat(x, 'f', prec-1-exp, 64))
	}
	at := strings.IndexByte(e, 'e')
	s := trim(e[:at]) + e[at:]
	if verb == 'G' {
		s = strings.ToUpper(s)
	}
	return s
}

// grouped puts the separator between thousands.
func (p spec) grouped(s string) string {
	if p.group == 0 {
		return s
	}
	n := len(s)
	if i := strings.IndexAny(s, ".eE"); i >= 0 {
		n = i
	}
	size := 3
	if p.verb != 0 && strings.IndexByte("boxX", p.verb) >= 0 {
		size = 4
	}
	var b strings.Builder
	for i := range n {
		if i > 0 && (n-i)%size == 0 {
			b.WriteByte(p.group)
		}
		b.WriteByte(s[i])
	}
	return b.String() + s[n:]
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
func conversion(v starlark.Value, conv string) (starlark.Value, error) {
	switch conv {
	case "":
		return v, nil
	case "s":
		return starlark.String(text(v)), nil
	case "r":
		return starlark.String(v.String()), nil
	case "a":
		q := strconv.QuoteToASCII(v.String())
		return starlark.String(strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(q[1 : len(q)-1])), nil
	}
	return nil, raise("ValueError", "unknown conversion %q", conv)
}

// percentFormat is Python's s % args.
func percentFormat(s string, args starlark.Value) (string, error) {
	list, isTuple := args.(starlark.Tuple)
	if !isTuple {
		list = starlark.Tuple{args}
	}
	var b strings.Builder
	next := 0
	take := func() (starlark.Value, error) {
		if next >= len(list) {
			return nil, raise("TypeError", "not enough arguments for format string")
		}
		next++
		return list[next-1], nil
	}
	mapped := false
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b.WriteByte(s[i])
			continue
		}
		d, n, err := parsePercent(s[i:], take)
		if err != nil {
			return "", err
		}
		i += n - 1
		if d.verb == '%' {
			b.WriteByte('%')
			continue
		}
		var v starlark.Value
		if d.hasKey {
			mapped = true
			v, err = index(args, starlark.String(d.key))
		} else {
			v, err = take()
		}
		if err != nil {
			return "", err
		}
		out, err := d.format(v)
		if err != nil {
			return "", err
		}
		b.WriteString(out)
	}
	if !mapped && next < len(list) && isTuple {
		return "", raise("TypeError", "not all arguments converted during string formatting")
	}
	return b.String(), nil
}

// percent is one conversion of a %-format.
type percent struct {
	spec
	key    string
	hasKey bool
}

func parsePercent(s string, take func() (starlark.Value, error)) (percent, int, error) {
	d := percent{spec: spec{fill: ' ', prec: -1, align: '>'}}
	i := 1
	if i < len(s) && s[i] == '(' {
		end := strings.IndexByte(s, ')')
		if end < 0 {
			return d, 0, raise("ValueError", "incomplete format key")
		}
		d.key, d.hasKey, i = s[i+1:end], true, end+1
	}
	for ; i < len(s) && strings.IndexByte("#0- +", s[i]) >= 0; i++ {
		switch s[i] {
		case '#':
			d.alt = true
		case '0':
			d.zero = true
		case '-':
			d.align = '<'
		default:
			if d.sign != '+' {
				d.sign = s[i]
			}
		}
	}
	number := func() (int, error) {
		if i < len(s) && s[i] == '*' {
			i++
			v, err := take()
			if err != nil {
				return 0, err
			}
			return starlark.AsInt32(v)
		}
		n := 0
		for ; i < len(s) && s[i] >= '0' && s[i] <= '9' && n < 1e6; i++ {
			n = n*10 + int(s[i]-'0')
		}
		return n, nil
	}
	var err error
	if d.width, err = number(); err != nil {
		return d, 0, err
	}
	if i < len(s) && s[i] == '.' {
		i++
		if d.prec, err = number(); err != nil {
			return d, 0, err
		}
	}
	for i < len(s) && strings.IndexByte("hlL", s[i]) >= 0 {
		i++
	}
	if i >= len(s) {
		return d, 0, raise("ValueError", "incomplete format")
	}
	d.verb = s[i]
	return d, i + 1, nil
}

func (d percent) format(v starlark.Value) (string, error) {
	if d.zero && d.align != '<' && strings.IndexByte("rsac", d.verb) < 0 {
		d.fill, d.align = '0', '='
	}
	switch d.verb {
	case 's', 'r', 'a':
		x, err := conversion(v, string(d.verb))
		if err != nil {
			return "", err
		}
		d.verb, d.sign = 's', 0
		return d.text(x)
	case 'c':
		if s, ok := starlark.AsString(v); ok {
			return d.pad("", s, '>'), nil
		}
	case 'i', 'u':
		d.verb = 'd'
	}
	f, isNumber := starlark.AsFloat(v)
	if b, ok := v.(starlark.Bool); ok {
		isNumber = true
		if b {
			f = 1
		}
	}
	if !isNumber {
		return "", raise("TypeError", "%%%c format: a number is required, not %s", d.verb, pyType(v))
	}
	if strings.IndexByte("eEfFgG", d.verb) >= 0 {
		return d.float(f)
	}
	n, ok := v.(starlark.Int)
	if !ok {
		i, _ := big.NewFloat(math.Trunc(f)).Int(nil)
		n = starlark.MakeBigInt(i)
	}
	digits := d.prec
	d.prec = -1
	if digits > 0 {
		d.fill, d.align, d.width = '0', '=', max(d.width, digits)
	}
	return d.integer(n.BigInt())
}

// strFormat is Python's s.format(*args, **kwargs).
func strFormat(s string, args starlark.Tuple, kwargs []starlark.Tuple) (string, error) {
	f := &strFormatter{args: args, kwargs: kwargs}
	return f.run(s)
}

type strFormatter struct {
	args   starlark.Tuple
	kwargs []starlark.Tuple
	next   int
}

func (f *strFormatter) run(s string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case (c == '{' || c == '}') && i+1 < len(s) && s[i+1] == c:
			b.WriteByte(c)
			i++
		case c == '}':
			return "", raise("ValueError", "Single '}' encountered in format string")
		case c == '{':
			end := fieldEnd(s[i:])
			if end < 0 {
				return "", raise("ValueError", "expected '}' before end of string")
			}
			out, err := f.field(s[i+1 : i+end])
			if err != nil {
				return "", err
			}
			b.WriteString(out)
			i += end
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), nil
}

func fieldEnd(s string) int {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func (f *strFormatter) field(s string) (string, error) {
	head, spec, _ := strings.Cut(s, ":")
	name, conv, _ := strings.Cut(head, "!")
	v, err := f.lookup(name)
	if err != nil {
		return "", err
	}
	if v, err = conversion(v, conv); err != nil {
		return "", err
	}
	if strings.Contains(spec, "{") {
		if spec, err = f.run(spec); err != nil {
			return "", err
		}
	}
	return format(v, spec)
}

func (f *strFormatter) lookup(name string) (v starlark.Value, err error) {
	end := strings.IndexAny(name, ".[")
	if end < 0 {
		end = len(name)
	}
	first, path := name[:end], name[end:]
	n, notNumber := strconv.Atoi(first)
	switch {
	case first == "":
		n = f.next
		f.next++
		fallthrough
	case notNumber == nil:
		if n >= len(f.args) {
			return nil, raise("IndexError", "Replacement index %d out of range for positional args tuple", n)
		}
		v = f.args[n]
	default:
		for _, kv := range f.kwargs {
			if string(kv[0].(starlark.String)) == first {
				v = kv[1]
			}
		}
		if v == nil {
			return nil, raise("KeyError", "'%s'", first)
		}
	}
	for path != "" && err == nil {
		v, path, err = step(v, path)
	}
	return v, err
}

// step follows .name or [key] at the start of path.
func step(v starlark.Value, path string) (starlark.Value, string, error) {
	if path[0] == '.' {
		end := strings.IndexAny(path[1:], ".[")
		if end < 0 {
			end = len(path) - 1
		}
		x, err := getAttr(v, path[1:end+1])
		return x, path[end+1:], err
	}
	end := strings.IndexByte(path, ']')
	if end < 0 {
		return nil, "", raise("ValueError", "Missing ']' in format string")
	}
	var key starlark.Value = starlark.String(path[1:end])
	if n, err := strconv.Atoi(path[1:end]); err == nil {
		key = starlark.MakeInt(n)
	}
	x, err := index(v, key)
	return x, path[end+1:], err
}
