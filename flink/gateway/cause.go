package gateway

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxCause is the longest text of a cause, in bytes.
const maxCause = 400

// cause is the message of the deepest cause in a stack trace of Java's, on one line and
// without the names of Java's classes: what the others say is that it happened. Where the
// message is empty or one word, the class says what it is about, as in
// "UnknownHostException: broker".
func cause(trace string) string {
	trace = strings.TrimPrefix(trace, "<Exception on server side:\n")
	lines := strings.Split(trace, "\n")
	from := 0
	for i, line := range lines {
		// Causes of what was suppressed are indented.
		if strings.HasPrefix(line, causedBy) {
			from = i
		}
	}
	message := []string{strings.TrimPrefix(lines[from], causedBy)}
	for _, line := range lines[from+1:] {
		if frame.MatchString(line) {
			break
		}
		message = append(message, line)
	}
	text := oneLine(strings.Join(message, " "))
	class := ""
	for {
		if list, ok := strings.CutPrefix(text, "["); ok && className.MatchString(list) { // of errors, of one
			text = strings.TrimSuffix(list, "]")
		}
		m := className.FindStringSubmatch(text)
		if m == nil {
			break
		}
		class, text = m[1], text[len(m[0]):]
	}
	// Calcite's and Flink's lists of everything that would have been right.
	for _, list := range []string{" Was expecting one of:", " Supported options:"} {
		text, _, _ = strings.Cut(text, list)
	}
	switch {
	case text == "":
		text = class
	case class != "" && !strings.Contains(text, " "):
		text = class + ": " + text
	}
	if len(text) > maxCause {
		cut := maxCause
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut] + "…"
	}
	return text
}

const causedBy = "Caused by: "

var (
	// frame is a line that ends a message.
	frame = regexp.MustCompile(`^\t+(at |\.\.\. \d|Suppressed: )|^Caused by: |^End of exception on server side>`)
	// className is what a line of a trace begins with: a class within packages, and its own name.
	className = regexp.MustCompile(`^(?:[a-z_][\w$]*\.)+([A-Z][\w$]*)(?:: ?|$)`)
)

// oneLine gives the words of s with one space between them, and nothing that a terminal
// would take for an order.
func oneLine(s string) string {
	words := strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, words)
}
