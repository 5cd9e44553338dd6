package repl

import (
	"regexp"
	"strings"
)

// bare is watch and what follows it without brackets, which is no Python unless it is an operator.
var bare = regexp.MustCompile(`^watch[ \t]+([\pL_][^\n]*)$`)

// takenOn is words that take a value named watch on.
var takenOn = map[string]bool{"and": true, "or": true, "not": true, "in": true, "is": true, "if": true, "for": true, "else": true}

// shorthand is the statement that a line stands for which calls watch without brackets, as in
// watch t, u; another line is itself.
func shorthand(src string) string {
	line := strings.TrimRight(src, " \t\r\n;")
	m := bare.FindStringSubmatch(line)
	if m == nil {
		return src
	}
	if word, _, _ := strings.Cut(m[1], " "); takenOn[word] {
		return src
	}
	if strings.Contains(m[1], "#") { // which may begin a comment
		return "watch(" + m[1] + "\n)\n"
	}
	return "watch(" + m[1] + ")\n"
}
