package py

import (
	"math/big"
	"strings"
	"unicode"

	"go.starlark.net/starlark"
)

// toInt is int(x, base).
func toInt(c *Call) (starlark.Value, error) {
	var x, by starlark.Value
	if len(c.Args) == 0 && len(c.Kwargs) == 0 {
		return zero, nil
	}
	if err := c.Unpack("x", &x, "base?", &by); err != nil {
		return nil, err
	}
	base := 10
	if by != nil {
		n, err := c.whole(by)
		if err != nil {
			return nil, err
		}
		if base, err = wholeOf(n); err != nil || base < 0 || base == 1 || base > 36 {
			return nil, Raise("ValueError", "int() base must be >= 2 and <= 36, or 0")
		}
	}
	text, isText := starlark.AsString(x)
	if b, ok := bytesLike(x); ok {
		text, isText = b, true
	}
	if isText {
		return c.parseInt(x, text, base)
	}
	if by != nil {
		return nil, Raise("TypeError", "int() can't convert non-string with explicit base")
	}
	switch v := asNumber(x).(type) {
	case starlark.Int:
		return v, nil
	case starlark.Float:
		n, err := truncated(float64(v))
		if err != nil {
			return nil, err
		}
		return n, nil
	}
	if n, ok := x.(whole); ok {
		return n.Whole()
	}
	if n, ok := x.(interface{ Int() (starlark.Int, error) }); ok {
		return n.Int()
	}
	if _, err := starlark.NumberToInt(x); err == nil {
		return c.starlark(unlimited)
	}
	return nil, Raise("TypeError", "int() argument must be a string, a bytes-like object or a real number, not '%s'", TypeOf(x))
}

// parseInt reads a whole number as Python writes one.
func (c *Call) parseInt(x starlark.Value, text string, base int) (starlark.Value, error) {
	if err := digitsFit(c.Name, len(text)); err != nil {
		return nil, err
	}
	n, ok := readInt(text, base)
	if ok {
		return starlark.MakeBigInt(n), nil
	}
	s, err := c.printer().repr(x)
	if err != nil {
		return nil, err
	}
	return nil, Raise("ValueError", "invalid literal for int() with base %d: %s", base, s)
}

func readInt(text string, base int) (*big.Int, bool) {
	s := strings.ToLower(plainDigits(strings.TrimFunc(text, isSpace)))
	sign := ""
	if s != "" && (s[0] == '-' || s[0] == '+') {
		sign, s = strings.TrimPrefix(s[:1], "+"), s[1:]
	}
	prefixes := map[string]int{"0x": 16, "0o": 8, "0b": 2}
	if len(s) > 1 {
		if of := prefixes[s[:2]]; of > 0 && (base == 0 || base == of) {
			base, s = of, strings.TrimPrefix(s[2:], "_")
		}
	}
	if base == 0 {
		if base = 10; strings.HasPrefix(s, "0") && strings.Trim(s, "0_") != "" {
			return nil, false
		}
	}
	if s == "" || s[0] == '_' || s[0] == '-' || s[0] == '+' || s[len(s)-1] == '_' || strings.Contains(s, "__") {
		return nil, false
	}
	return new(big.Int).SetString(sign+strings.ReplaceAll(s, "_", ""), base)
}

// plainDigits is s with ASCII digits in the place of those of other scripts.
func plainDigits(s string) string {
	if isASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r < 0x80 || !unicode.Is(unicode.Nd, r) {
			return r
		}
		for _, t := range unicode.Nd.R16 { // each of whole tens
			if r >= rune(t.Lo) && r <= rune(t.Hi) {
				return '0' + (r-rune(t.Lo))%10
			}
		}
		for _, t := range unicode.Nd.R32 {
			if r >= rune(t.Lo) && r <= rune(t.Hi) {
				return '0' + (r-rune(t.Lo))%10
			}
		}
		return r
	}, s)
}

// str is str(object, encoding, errors).
func str(c *Call) (starlark.Value, error) {
	var x, encoding, errors starlark.Value
	if len(c.Args)+len(c.Kwargs) == 0 {
		return starlark.String(""), nil
	}
	if len(c.Args) == 1 && len(c.Kwargs) == 0 {
		s, err := c.printer().str(c.Args[0])
		return starlark.String(s), err
	}
	if n := len(c.Args) + len(c.Kwargs); n > 3 {
		return nil, Raise("TypeError", "str() takes at most 3 arguments (%d given)", n)
	}
	if err := c.Unpack("object?", &x, "encoding?", &encoding, "errors?", &errors); err != nil {
		return nil, err
	}
	if encoding == nil && errors == nil {
		s, err := c.printer().str(x)
		return starlark.String(s), err
	}
	b, ok := bytesLike(x)
	if !ok {
		if _, isText := x.(starlark.String); isText {
			return nil, Raise("TypeError", "decoding str is not supported")
		}
		return nil, Raise("TypeError", "decoding to str: need a bytes-like object, %s found", TypeOf(x))
	}
	codec, how, err := codecNames("str", encoding, errors)
	if err != nil {
		return nil, err
	}
	s, err := c.decode(b, codec, how)
	return starlark.String(s), err
}

// newDict is dict(other, **items).
func newDict(c *Call) (starlark.Value, error) {
	if len(c.Args) > 1 {
		return nil, Raise("TypeError", "dict expected at most 1 argument, got %d", len(c.Args))
	}
	d := new(starlark.Dict)
	if len(c.Args) == 1 {
		if err := c.put(d, c.Args[0]); err != nil {
			return nil, err
		}
	}
	for _, kv := range c.Kwargs {
		if err := d.SetKey(kv[0], kv[1]); err != nil {
			return nil, err
		}
	}
	return d, nil
}
