package py

import (
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// percentFormat is Python's s % args.
func (pr printer) percentFormat(s string, args starlark.Value) (string, error) {
	list, isTuple := untagged(args).(starlark.Tuple)
	if !isTuple {
		list = starlark.Tuple{args}
	}
	var b strings.Builder
	next := 0
	take := func() (starlark.Value, error) {
		if next >= len(list) {
			return nil, Raise("TypeError", "not enough arguments for format string")
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
		if d.verb == '%' && n == 2 {
			b.WriteByte('%')
			i++
			continue
		}
		d.at = utf8.RuneCountInString(s[:i+n-1])
		i += n - 1
		var v starlark.Value
		if d.hasKey {
			if _, isText := args.(starlark.String); isTuple || isText || !isMapping(args) {
				return "", Raise("TypeError", "format requires a mapping")
			}
			mapped = true
			v, err = Index(args, starlark.String(d.key))
		} else if mapped {
			return "", Raise("TypeError", "not enough arguments for format string")
		} else {
			v, err = take()
		}
		if err != nil {
			return "", err
		}
		out, err := d.format(pr, v)
		if err == nil {
			err = pr.max.Size("the text", b.Len()+len(out))
		}
		if err != nil {
			return "", err
		}
		b.WriteString(out)
	}
	if mapped && next == 0 {
		return b.String(), nil
	}
	if next < len(list) && (isTuple || !isMapping(args)) {
		return "", Raise("TypeError", "not all arguments converted during string formatting")
	}
	return b.String(), nil
}

// isMapping reports whether a format may leave v alone: it could have been asked for keys.
func isMapping(v starlark.Value) bool {
	switch v := v.(type) {
	case *instance:
		get, _ := v.class.find("__getitem__")
		return get != nil
	case starlark.Mapping, *starlark.List:
		return true
	}
	return false
}

// percent is one conversion of a %-format.
type percent struct {
	spec
	key    string
	hasKey bool
	at     int // where its letter stands
}

func parsePercent(s string, take func() (starlark.Value, error)) (percent, int, error) {
	d := percent{spec: spec{fill: ' ', prec: -1, align: '>'}}
	i := 1
	if i < len(s) && s[i] == '(' {
		end, open := 2, 1
		for ; end < len(s); end++ {
			if s[end] == '(' {
				open++
			} else if s[end] == ')' {
				if open--; open == 0 {
					break
				}
			}
		}
		if end >= len(s) {
			return d, 0, Raise("ValueError", "incomplete format key")
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
			n, ok := asNumber(v).(starlark.Int)
			if !ok {
				return 0, Raise("TypeError", "* wants int")
			}
			k, err := starlark.AsInt32(n)
			if err != nil {
				k = hugeWidth
			}
			return k, nil
		}
		n := 0
		for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
			n = min(n*10+int(s[i]-'0'), hugeWidth)
		}
		return n, nil
	}
	var err error
	if d.width, err = number(); err != nil {
		return d, 0, err
	}
	if d.width < 0 {
		d.width, d.align = -d.width, '<'
	}
	if i < len(s) && s[i] == '.' {
		i++
		if d.prec, err = number(); err != nil {
			return d, 0, err
		}
		d.prec = max(d.prec, 0)
	}
	for i < len(s) && strings.IndexByte("hlL", s[i]) >= 0 {
		i++
	}
	if i >= len(s) {
		return d, 0, Raise("ValueError", "incomplete format")
	}
	d.verb = s[i]
	return d, i + 1, nil
}

func (d percent) format(pr printer, v starlark.Value) (string, error) {
	if err := pr.room(d.spec, true); err != nil {
		return "", err
	}
	if d.zero && d.align != '<' && strings.IndexByte("rsac", d.verb) < 0 {
		d.fill, d.align = '0', '='
	}
	switch d.verb {
	case 's', 'r', 'a':
		x, err := pr.conversion(v, string(d.verb))
		if err != nil {
			return "", err
		}
		d.verb, d.sign = 's', 0
		return d.text(pr, x)
	case 'c':
		if s, ok := starlark.AsString(v); ok {
			if utf8.RuneCountInString(s) != 1 {
				return "", Raise("TypeError", "%%c requires int or char")
			}
			return d.pad("", s, '>'), nil
		}
	case 'i', 'u':
		d.verb = 'd'
	}
	if strings.IndexByte("cdeEfFgGoxX", d.verb) < 0 {
		r := rune(d.verb)
		shown := r
		if r > '~' || r < ' ' {
			shown = '?'
		}
		return "", Raise("ValueError", "unsupported format character '%c' (%#x) at index %d", shown, r, d.at)
	}
	v = asNumber(v)
	if strings.IndexByte("eEfFgG", d.verb) >= 0 {
		if n, ok := v.(numeric); ok {
			x, err := n.real()
			if err != nil {
				return "", err
			}
			v = x
		}
		f, ok := starlark.AsFloat(v)
		if !ok {
			return "", Raise("TypeError", "must be real number, not %s", TypeOf(v))
		}
		return d.float(f)
	}
	n, err := d.wholeOf(v)
	if err != nil {
		return "", err
	}
	if d.verb == 'c' {
		if _, small := n.Int64(); !small {
			return "", Raise("OverflowError", "%%c arg not in range(0x110000)")
		}
		return d.integer(n.BigInt())
	}
	sign, digits, err := d.digits(n.BigInt())
	if err != nil {
		return "", err
	}
	if zeros := d.prec - len(digits); zeros > 0 {
		digits = strings.Repeat("0", zeros) + digits
	}
	return d.pad(sign, digits, '>'), nil
}

// wholeOf is v as %d, %c and %x take it: of a float %d takes what stands before the point.
func (d percent) wholeOf(v starlark.Value) (starlark.Int, error) {
	v, err := indexOfValue(v)
	if err != nil {
		return starlark.Int{}, err
	}
	switch v := v.(type) {
	case starlark.Int:
		return v, nil
	case numeric:
		if d.verb == 'd' {
			n, err := v.Whole()
			if err != nil {
				return starlark.Int{}, err
			}
			return n.(starlark.Int), nil
		}
	case starlark.Float:
		if d.verb == 'd' {
			return truncated(float64(v))
		}
	}
	if d.verb == 'c' {
		return starlark.Int{}, Raise("TypeError", "%%c requires int or char")
	}
	want := "an integer"
	if d.verb == 'd' {
		want = "a real number"
	}
	return starlark.Int{}, Raise("TypeError", "%%%c format: %s is required, not %s", d.verb, want, TypeOf(v))
}
