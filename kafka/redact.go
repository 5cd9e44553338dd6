package kafka

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	// assigned is a name, quoted or not, with a string that it is given: "a": "b", a="b".
	assigned = regexp.MustCompile(`([\w.]+)(?:\\?["'])?\s*\]?\s*[:=]\s*[rRbBuUfF]{0,2}("(?:[^"\\]|\\.)*|'(?:[^'\\]|\\.)*)`)
	// inURL is a password within a URL.
	inURL = regexp.MustCompile(`://[^/\s"'@:]*:([^/\s"'@]+)@`)
	// optioned is an option in the text of a login module that spans lines.
	optioned = regexp.MustCompile(`(?i)(?:password|secret)=([^\s"';,()]+)(?:[;\s]|$)`)
)

// Redact puts asterisks in place of what a line of a script has as the literal
// value of a secret property, so that the line can be shown or kept. Names such
// as "sasl.password" and variables such as password count, references such as
// ${env:NAME} are left. The line keeps its length in characters.
func Redact(line string) string {
	line = masked(line, assigned, func(m []int) (int, int) {
		name := strings.ToLower(line[m[2]:m[3]])
		if !secret(name) || strings.HasSuffix(name, ".url") || reference(line[m[4]+1:m[5]]) {
			return 0, 0
		}
		return m[4] + 1, m[5]
	})
	line = masked(line, optioned, func(m []int) (int, int) {
		if reference(line[m[2]:m[3]]) {
			return 0, 0
		}
		return m[2], m[3]
	})
	return masked(line, inURL, func(m []int) (int, int) {
		if reference(line[m[2]:m[3]]) {
			return 0, 0
		}
		return m[2], m[3]
	})
}

// reference tells whether a text is a reference and nothing else.
func reference(text string) bool {
	return refers(text) && strings.HasPrefix(text, "${") && strings.Index(text, "}") == len(text)-1
}

// masked replaces the part that hide returns of each match.
func masked(line string, re *regexp.Regexp, hide func(match []int) (from, to int)) string {
	var out strings.Builder
	done := 0
	for _, m := range re.FindAllStringSubmatchIndex(line, -1) {
		from, to := hide(m)
		if from >= to {
			continue
		}
		out.WriteString(line[done:from])
		out.WriteString(strings.Repeat("*", utf8.RuneCountInString(line[from:to])))
		done = to
	}
	return out.String() + line[done:]
}
