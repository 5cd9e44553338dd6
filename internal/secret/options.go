package secret

import (
	"regexp"
	"slices"
	"strings"
)

var (
	named = regexp.MustCompile(`[\pL_][\pL\d_.-]*`)
	sign  = regexp.MustCompile(`^(?:\\*["'` + "`" + `])?\s*\]?\s*(?:=>|:=|==|=|:)\s*`)
)

// options is what secret names in a text are given.
func options(text string) (out []Span) {
	covered := 0
	for _, m := range names(text) {
		at, ok := leads(text, m[0], m[1])
		if !ok || at < covered && (covered == len(text) || bare(text[at:])) {
			continue // what it is given ends with what another is
		}
		if s, ok := value(text, at); ok {
			out = append(out, s)
			covered = max(covered, s.To)
		}
	}
	return out
}

// names is where names are, but for those in references.
func names(text string) [][]int {
	refs := reference.FindAllStringIndex(text, -1)
	return slices.DeleteFunc(named.FindAllStringIndex(text, -1), func(m []int) bool {
		for len(refs) > 0 && refs[0][1] <= m[0] {
			refs = refs[1:]
		}
		return len(refs) > 0 && refs[0][0] <= m[0]
	})
}

// Leads reports whether a text names a secret and has it, or a place for it, after the name.
func Leads(text string) bool {
	for _, m := range names(text) {
		if _, ok := leads(text, m[0], m[1]); ok {
			return true
		}
	}
	return false
}

// leads is where what the name from..to is given begins, if it is a secret's.
func leads(text string, from, to int) (at int, ok bool) {
	m := sign.FindStringIndex(text[to:])
	if m == nil || !Name(text[from:to]) {
		return 0, false
	}
	return to + m[1], !strings.HasPrefix(text[to+m[1]:], "//") // the scheme of a URL
}

// brackets that a value may be in.
var brackets = map[byte]byte{'[': ']', '(': ')', '{': '}'}

// bare reports whether a value is neither in quotes nor in brackets.
func bare(v string) bool {
	v = strings.TrimLeft(v, `\`)
	return v != "" && strings.IndexByte("\"'`[({", v[0]) < 0
}

// value is the value that begins at a place: in quotes, in brackets, or a word.
func value(text string, at int) (s Span, ok bool) {
	v := text[at:]
	slashes := len(v) - len(strings.TrimLeft(v, `\`))
	end := len(v)
	switch {
	case slashes < len(v) && strings.IndexByte("\"'`", v[slashes]) >= 0:
		mark := v[:slashes+1]
		at += len(mark)
		end = closing(text[at:], mark)
	case v != "" && brackets[v[0]] != 0:
		if i := strings.IndexByte(v, brackets[v[0]]); i >= 0 {
			end = i
		}
	default:
		ref := 0
		if m := reference.FindStringIndex(v); m != nil && m[0] == 0 {
			ref = m[1]
		}
		if i := strings.IndexAny(v[ref:], " \t\r\n\f;&\"'`"); i >= 0 {
			end = ref + i
		}
	}
	return Span{at, at + end}, end > 0 && !Reference(text[at:at+end])
}

// closing is where a quoted text ends that mark, a quote with backslashes before it or
// not, began.
func closing(text, mark string) int {
	quote := mark[len(mark)-1]
	slashes := 0
	for i := range len(text) {
		switch {
		case text[i] == '\\':
			slashes++
			continue
		case text[i] == quote && slashes == len(mark)-1:
			return i - slashes
		}
		slashes = 0
	}
	return len(text)
}
