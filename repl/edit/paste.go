package edit

import (
	"strings"
	"unicode"
)

// Clean is pasted text as it is meant: without the prompts of a console and what it printed
// between them, without the white space that all lines begin with; a tab is four spaces, and
// other control characters are gone.
func Clean(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	text = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, text)
	text = strings.ReplaceAll(text, "\t", step)
	if !strings.Contains(text, "\n") && !strings.HasPrefix(strings.TrimSpace(text), ">>> ") {
		return text
	}
	lines := strings.Split(text, "\n")
	if prompted(lines) {
		lines = typed(lines)
	}
	return strings.Join(dedent(lines), "\n")
}

// prompted reports whether a line has the prompt of a statement.
func prompted(lines []string) bool {
	for _, l := range lines {
		if _, ok := afterPrompt(l, ">>>"); ok {
			return true
		}
	}
	return false
}

// afterPrompt is what was typed after a prompt.
func afterPrompt(line, prompt string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(strings.TrimLeft(line, " "), prompt)
	if !ok || rest != "" && rest[0] != ' ' {
		return "", false
	}
	return strings.TrimPrefix(rest, " "), true
}

// typed is what was typed after the prompts. The first line may lack its own: a selection
// often begins behind it.
func typed(lines []string) (out []string) {
	inside := false // a statement
	for i, l := range lines {
		if rest, ok := afterPrompt(l, ">>>"); ok {
			out, inside = append(out, rest), true
			continue
		}
		rest, ok := afterPrompt(l, "...")
		switch {
		case ok && inside:
			out = append(out, rest)
		case i == 0 && strings.TrimSpace(l) != "" && !strings.HasPrefix(strings.TrimSpace(l), "$ "):
			out, inside = append(out, l), true
		case i == len(lines)-1 && l == "":
			out = append(out, "")
		default:
			inside = false
		}
	}
	return out
}

// dedent takes the white space away that all lines begin with. Blank lines become empty.
func dedent(lines []string) []string {
	common, found := "", false
	for _, l := range lines {
		words := strings.TrimLeft(l, " ")
		if words == "" {
			continue
		}
		lead := l[:len(l)-len(words)]
		if !found || len(lead) < len(common) {
			common, found = lead, true
		}
	}
	out := make([]string, len(lines))
	for i, l := range lines {
		if strings.TrimSpace(l) != "" {
			out[i] = strings.TrimPrefix(l, common)
		}
	}
	return out
}

// Split is the statements of a text, each with the end of its last line. whole reports
// whether lines are a whole statement, as the console asks.
func Split(text string, whole func(string) bool) (statements []string) {
	lines := strings.SplitAfter(strings.TrimRight(text, "\n")+"\n", "\n")
	lines = lines[:len(lines)-1]
	begin, size := 0, 0
	blank := true // so far
	var state scanner
	for i, l := range lines {
		size += len(l)
		state.feed(l)
		if strings.TrimSpace(l) == "" || blank && strings.HasPrefix(l, "#") {
			continue
		}
		blank = false
		if state.open > 0 || state.quote != "" || strings.HasPrefix(l, "@") || GoesOn(following(lines[i+1:])) {
			continue
		}
		statement := text[begin : begin+min(size, len(text)-begin)]
		if !whole(strings.TrimRight(statement, "\n") + "\n\n") {
			continue
		}
		statements = append(statements, strings.Trim(statement, "\n")+"\n")
		begin, size, blank, state = begin+size, 0, true, scanner{}
	}
	if begin < len(text) {
		if rest := strings.Trim(text[begin:], "\n"); strings.TrimSpace(rest) != "" {
			statements = append(statements, rest+"\n")
		}
	}
	return statements
}

// following is the next line that says something.
func following(lines []string) string {
	for _, l := range lines {
		if t := strings.TrimSpace(l); t != "" && t[0] != '#' {
			return l
		}
	}
	return ""
}

// GoesOn reports whether a line belongs to the block before it: it is indented or takes an if,
// for or try on.
func GoesOn(line string) bool {
	if line == "" {
		return false
	}
	if line[0] == ' ' || line[0] == '\t' {
		return true
	}
	word := line
	if i := strings.IndexAny(line, " \t:\r\n"); i >= 0 {
		word = line[:i]
	}
	switch word {
	case "elif", "else", "except", "finally":
		return true
	}
	return false
}
