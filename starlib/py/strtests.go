package py

import (
	"unicode"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// otherDigits is the digits that are no decimal ones, such as ².
var otherDigits = &unicode.RangeTable{R16: []unicode.Range16{
	{0xb2, 0xb3, 1},
	{0xb9, 0xb9, 1},
	{0x1369, 0x1371, 1},
	{0x19da, 0x19da, 1},
	{0x2070, 0x2070, 1},
	{0x2074, 0x2079, 1},
	{0x2080, 0x2089, 1},
	{0x2460, 0x2468, 1},
	{0x2474, 0x247c, 1},
	{0x2488, 0x2490, 1},
	{0x24ea, 0x24ea, 1},
	{0x24f5, 0x24fd, 1},
	{0x24ff, 0x24ff, 1},
	{0x2776, 0x277e, 1},
	{0x2780, 0x2788, 1},
	{0x278a, 0x2792, 1},
}, R32: []unicode.Range32{{0x10a40, 0x10a43, 1}, {0x10e60, 0x10e68, 1}, {0x11052, 0x1105a, 1}, {0x1f100, 0x1f10a, 1}}}

// wordNumbers is the letters that are numbers.
var wordNumbers = func() map[rune]bool {
	all := map[rune]bool{}
	for _, r := range "㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍百億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬貮貳贰阡陆陌陸零" {
		all[r] = true
	}
	for _, r := range []rune{
		0x4e03, 0x4f70, 0x53c1, 0x53c2, 0x53c3, 0x53c4, 0x5344, 0xf96b, 0xf973, 0xf978, 0xf9b2, 0xf9d1, 0xf9d3, 0xf9fd, 0x20001, 0x20064,
		0x200e2, 0x20121, 0x2092a, 0x20983, 0x2098c, 0x2099c, 0x20aea, 0x20afd, 0x20b19, 0x22390, 0x22998, 0x23b1b, 0x2626d, 0x2f890,
	} {
		all[r] = true
	}
	return all
}()

func isDecimal(r rune) bool { return unicode.Is(unicode.Nd, r) }
func isDigit(r rune) bool   { return isDecimal(r) || unicode.Is(otherDigits, r) }
func isNumeric(r rune) bool { return unicode.IsNumber(r) || wordNumbers[r] }
func isAlnum(r rune) bool   { return unicode.IsLetter(r) || isNumeric(r) }

// isSpace reports whether r is white space to Python.
func isSpace(r rune) bool { return r >= 0x1c && r <= 0x1f || unicode.IsSpace(r) }

// isAll is s.isalpha() and the like: of no character it is false.
func isAll(is func(r rune) bool) func(c *Call, s string) (starlark.Value, error) {
	return func(c *Call, s string) (starlark.Value, error) {
		if err := c.positional(0, 0); err != nil {
			return nil, err
		}
		for _, r := range s {
			if !is(r) {
				return starlark.False, nil
			}
		}
		return starlark.Bool(s != ""), nil
	}
}

// isCased is s.islower() or s.isupper(): there is such a letter, and no other one.
func isCased(is, other func(r rune) bool) func(c *Call, s string) (starlark.Value, error) {
	return func(c *Call, s string) (starlark.Value, error) {
		if err := c.positional(0, 0); err != nil {
			return nil, err
		}
		found := false
		for _, r := range s {
			if other(r) {
				return starlark.False, nil
			}
			found = found || is(r)
		}
		return starlark.Bool(found), nil
	}
}

// isTitle is s.istitle().
func isTitle(c *Call, s string) (starlark.Value, error) {
	if err := c.positional(0, 0); err != nil {
		return nil, err
	}
	found, inside := false, false
	for _, r := range s {
		switch {
		case isUpperOrTitle(r):
			if inside {
				return starlark.False, nil
			}
			found, inside = true, true
		case isLower(r):
			if !inside {
				return starlark.False, nil
			}
			found = true
		default:
			inside = false
		}
	}
	return starlark.Bool(found), nil
}

// isASCIIText is s.isascii().
func isASCIIText(c *Call, s string) (starlark.Value, error) {
	return starlark.Bool(isASCII(s)), c.positional(0, 0)
}

// isPrintable is s.isprintable().
func isPrintable(c *Call, s string) (starlark.Value, error) {
	for i, r := range s {
		if _, n := utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && n == 1 || !unicode.IsPrint(r) {
			return starlark.False, c.positional(0, 0)
		}
	}
	return starlark.True, c.positional(0, 0)
}

// isIdentifier is s.isidentifier().
func isIdentifier(c *Call, s string) (starlark.Value, error) {
	for i, r := range s {
		start := r == '_' || unicode.IsLetter(r) || unicode.Is(unicode.Nl, r)
		if !start && (i == 0 || !unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc)) {
			return starlark.False, c.positional(0, 0)
		}
	}
	return starlark.Bool(s != ""), c.positional(0, 0)
}
