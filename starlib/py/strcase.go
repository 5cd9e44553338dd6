package py

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// lowered is s in lower case. A sigma at the end of a word has a form of its own.
func lowered(s string) string {
	if isASCII(s) || !strings.ContainsAny(s, "Σİ") {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == 'İ':
			b.WriteString("i\u0307")
		case r == 'Σ' && isFinal(s[:i], s[i+2:]):
			b.WriteRune('ς')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// isFinal reports whether what stands between these is the last letter of a word.
func isFinal(before, after string) bool {
	ignored := func(r rune) bool {
		return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk) || strings.ContainsRune("'.:·’", r)
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(before, ignored))
	next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(after, ignored))
	return isCasedRune(last) && !isCasedRune(next)
}

func isLower(r rune) bool { return unicode.IsLower(r) || unicode.Is(unicode.Other_Lowercase, r) }

func isUpper(r rune) bool        { return unicode.IsUpper(r) || unicode.Is(unicode.Other_Uppercase, r) }
func isUpperOrTitle(r rune) bool { return isUpper(r) || unicode.IsTitle(r) }
func isLowerOrTitle(r rune) bool { return isLower(r) || unicode.IsTitle(r) }
func isCasedRune(r rune) bool    { return isLower(r) || isUpperOrTitle(r) }

// titleOf is a character as it stands at the beginning of a word.
func titleOf(r rune) string {
	if t := unicode.ToTitle(r); t != r || unicode.IsTitle(r) {
		return string(t)
	}
	u := []rune(upper(string(r)))
	if len(u) == 1 {
		return string(u)
	}
	return string(u[0]) + strings.ToLower(string(u[1:]))
}

// capitalized is s.capitalize().
func capitalized(c *Call, s string) (starlark.Value, error) {
	if err := c.positional(0, 0); err != nil || s == "" {
		return starlark.String(s), err
	}
	first, n := utf8.DecodeRuneInString(s)
	return starlark.String(titleOf(first) + lowered(s[n:])), nil
}

// titled is s.title().
func titled(c *Call, s string) (starlark.Value, error) {
	if err := c.positional(0, 0); err != nil {
		return nil, err
	}
	var b strings.Builder
	inside := false
	for i, r := range s {
		switch {
		case !inside:
			b.WriteString(titleOf(r))
		case r == 'Σ' && isFinal(s[:i], s[i+2:]):
			b.WriteRune('ς')
		default:
			b.WriteString(lowered(string(r)))
		}
		inside = isCasedRune(r)
	}
	return starlark.String(b.String()), nil
}

// casefolded is s.casefold().
func casefolded(c *Call, s string) (starlark.Value, error) {
	if err := c.positional(0, 0); err != nil {
		return nil, err
	}
	if isASCII(s) {
		return starlark.String(strings.ToLower(s)), nil
	}
	var b strings.Builder
	for _, r := range s {
		b.WriteString(folded(r))
	}
	return starlark.String(b.String()), nil
}

// folded is a character as it is compared without case: what upper case widens in the lower case of
// that.
func folded(r rune) string {
	switch {
	case r == 'İ':
		return "i\u0307"
	case r == 'ẞ':
		return "ss"
	case r >= 'Ꭰ' && r <= 'Ᏽ': // whose lower case came later
		return string(r)
	case r >= 'ꭰ' && r <= 'ꮿ', r >= 'ᏸ' && r <= 'ᏽ':
		return string(unicode.ToUpper(r))
	}
	s := string(r)
	if u := upper(s); utf8.RuneCountInString(u) > 1 || r == 'ς' || r == 'ſ' || r == 'µ' || r == 'ͅ' || isOddFold(r) {
		return strings.ToLower(u)
	}
	return strings.ToLower(s)
}

// isOddFold reports whether r is a small letter that another small letter stands for.
func isOddFold(r rune) bool {
	return strings.ContainsRune("ϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ", r)
}
