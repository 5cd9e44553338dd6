package py

import (
	"fmt"
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"go.starlark.net/starlark"
)

// floatMethods is the methods and attributes of floats.
func floatMethods() []Entry {
	return []Entry{
		{Sig: "as_integer_ratio()", Fn: floatMethod(integerRatio)},
		{Sig: "conjugate()", Fn: floatMethod(func(f float64) (starlark.Value, error) { return starlark.Float(f), nil })},
		{Sig: "fromhex(string)", Fn: floatFromHex},
		{Sig: "hex()", Fn: floatMethod(func(f float64) (starlark.Value, error) { return starlark.String(hexFloat(f)), nil })},
		{Sig: "imag", Fn: func(c *Call) (starlark.Value, error) { return starlark.Float(0), nil }},
		{Sig: "is_integer()", Fn: floatMethod(func(f float64) (starlark.Value, error) {
			return starlark.Bool(f == math.Trunc(f) && !math.IsInf(f, 0)), nil
		})},
		{Sig: "real", Fn: func(c *Call) (starlark.Value, error) { return c.Recv, nil }},
	}
}

// floatMethod is a method without arguments.
func floatMethod(do func(f float64) (starlark.Value, error)) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		if err := c.positional(0, 0); err != nil {
			return nil, err
		}
		return do(float64(c.Recv.(starlark.Float)))
	}
}

// integerRatio is the two whole numbers of which f is the quotient.
func integerRatio(f float64) (starlark.Value, error) {
	switch {
	case math.IsNaN(f):
		return nil, Raise("ValueError", "cannot convert NaN to integer ratio")
	case math.IsInf(f, 0):
		return nil, Raise("OverflowError", "cannot convert Infinity to integer ratio")
	}
	r := new(big.Rat).SetFloat64(f)
	return starlark.Tuple{starlark.MakeBigInt(r.Num()), starlark.MakeBigInt(r.Denom())}, nil
}

// hexFloat is f in hexadecimal digits, of which there are always thirteen behind the point.
func hexFloat(f float64) string {
	if !(math.Abs(f) <= math.MaxFloat64) {
		return floatText(f)
	}
	sign := ""
	if math.Signbit(f) {
		sign = "-"
	}
	bits := math.Float64bits(f) & (1<<63 - 1)
	exp, digits := int(bits>>52), bits&(1<<52-1)
	switch {
	case bits == 0:
		return sign + "0x0.0p+0"
	case exp == 0:
		return fmt.Sprintf("%s0x0.%013xp-1022", sign, digits)
	}
	return fmt.Sprintf("%s0x1.%013xp%+d", sign, digits, exp-1023)
}

var hexPattern = regexp.MustCompile(`^([-+]?)(?:0x)?([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([-+]?\d+))?$`)

// floatFromHex is float.fromhex(string).
func floatFromHex(c *Call) (starlark.Value, error) {
	var s string
	if err := c.Unpack("string", &s); err != nil {
		return nil, err
	}
	s = strings.ToLower(strings.TrimSpace(s))
	switch strings.TrimLeft(s, "+-") {
	case "inf", "infinity", "nan":
		f, _ := strconv.ParseFloat(s, 64)
		return starlark.Float(f), nil
	}
	m := hexPattern.FindStringSubmatch(s)
	if m == nil || m[2]+m[3] == "" {
		return nil, Raise("ValueError", "invalid hexadecimal floating-point string")
	}
	exp := m[4]
	if exp == "" {
		exp = "0"
	}
	f, err := strconv.ParseFloat(m[1]+"0x0"+m[2]+"."+m[3]+"p"+exp, 64)
	if err != nil {
		return nil, Raise("OverflowError", "hexadecimal value too large to represent as a float")
	}
	return starlark.Float(f), nil
}
