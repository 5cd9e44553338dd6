package secret

import (
	"regexp"
	"slices"
	"strings"
)

var (
	named = regexp.MustCompile(`[\pL_][\pL\d_.-]*`)
	sign  = regexp.MustCompile(`^(?:\\*["'` + "`" + `])?\s*\]?\s*(?:=>|:=|==|=|:)\s*`)
	// before is what precedes a name that is a value.
	before = regexp.MustCompile("[:=]\\s*\\\\*[\"'`]?$")
	// operator joins values of an expression.
	operator = regexp.MustCompile("^\\\\*[\"'`)]*\\s*(?:[+?%]|\\|\\||&&|\\s:\\s|\\b(?:or|and|if|else)\\b)\\s*")
)

// options is what secret names in a text are given.
func options(text string) (out []Span) {
	covered := 0
	all := names(text)
	record := slices.ContainsFunc(all, func(m []int) bool { return isValue(text, m[0], m[1]) })
	for _, m := range all {
		at, ok := leads(text, m[0], m[1], record)
		if !ok || at < covered && (covered == len(text) || bare(text[at:])) {
			continue // what it is given ends with what another is
		}
		for at >= 0 {
			s, ok := value(text, at)
			if ok {
				out = append(out, s)
			}
			if s.To < covered {
				break // an expression before went on from there
			}
			covered, at = s.To, further(text, s.To)
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
		if _, ok := leads(text, m[0], m[1], false); ok {
			return true
		}
	}
	return false
}

// isValue reports whether the name from..to is that of a secret and what another name is
// given: "name": "sasl.password".
func isValue(text string, from, to int) bool {
	return Name(text[from:to]) && before.MatchString(text[max(0, from-16):from]) && !sign.MatchString(text[to:])
}

// further is where an expression goes on that has a value before a place: of a + "S", of
// a or "S", of a ? b : "S"; -1 if it does not.
func further(text string, at int) int {
	m := operator.FindStringIndex(text[at:])
	if m == nil {
		return -1
	}
	return at + m[1]
}

// leads is where what the name from..to is given begins, if it is a secret's, or that of
// a record's value and the record names a secret.
func leads(text string, from, to int, record bool) (at int, ok bool) {
	m := sign.FindStringIndex(text[to:])
	if m == nil || !Name(text[from:to]) && !(record && Value(text[from:to])) {
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
