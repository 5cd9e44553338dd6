package pysyntax

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/runenames"
)

// namedRunes is the characters by their names in Unicode.
var namedRunes = sync.OnceValue(func() map[string]rune {
	names := make(map[string]rune, 1<<15)
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if name := runenames.Name(r); name != "" && name[0] != '<' {
			names[name] = r
		}
	}
	return names
})

// ideographs is what the names of those begin with, which end in their numbers.
const ideographs = "CJK UNIFIED IDEOGRAPH-"

// runeNamed is the character of a name, as in \N{DIGIT ONE}.
func runeNamed(name string) (rune, bool) {
	name = strings.ToUpper(name)
	if number, ok := strings.CutPrefix(name, ideographs); ok {
		n, err := strconv.ParseUint(number, 16, 32)
		return rune(n), err == nil && unicode.Is(unicode.Unified_Ideograph, rune(n))
	}
	r, ok := namedRunes()[name]
	return r, ok
}

// namedEscape rewrites \N{name}, with which s begins.
func namedEscape(s string) (text string, n int, msg string) {
	end := strings.IndexByte(s, '}')
	if !strings.HasPrefix(s, `\N{`) || end <= len(`\N{`) {
		return "", 0, `malformed \N character escape`
	}
	r, ok := runeNamed(s[len(`\N{`):end])
	if !ok {
		return "", 0, "unknown Unicode character name"
	}
	if r > 0xffff {
		return fmt.Sprintf(`\U%08x`, r), end + 1, ""
	}
	return fmt.Sprintf(`\u%04x`, r), end + 1, ""
}
