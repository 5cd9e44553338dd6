package edit

import "strings"

// paste puts pasted text in. One that ends a line runs what is whole by it.
func (e *Editor) paste(text string) Outcome {
	text = Clean(text)
	body, ended := strings.CutSuffix(text, "\n")
	if lead, only := e.lead(); only && strings.Contains(body, "\n") {
		body = strings.ReplaceAll(body, "\n", "\n"+lead)
	}
	end := e.at == len(e.buffer.text)
	e.insert(body)
	whole := e.whole()
	if whole {
		e.settled = e.Text()
	}
	switch {
	case ended && end && whole && strings.TrimSpace(e.Text()) != "":
		return Accept
	case ended && body != "":
		e.newline()
	}
	return GoOn
}

// whole reports whether the text is whole if nothing follows.
func (e *Editor) whole() bool { return e.Whole(strings.TrimRight(e.Text(), " \n") + "\n\n") }

// enter runs a whole statement, and begins a line of another.
func (e *Editor) enter() Outcome {
	text := e.Text()
	if !strings.Contains(text, "\n") && (strings.TrimSpace(text) == "" || e.Whole(text+"\n")) {
		return Accept
	}
	if strings.TrimSpace(string(e.buffer.text[e.at:])) != "" {
		return e.newline()
	}
	if text == e.settled && e.whole() || e.Whole(blankEnd(text)+"\n") {
		return Accept
	}
	return e.newline()
}

// blankEnd is the text without the spaces in its last line, if it has no more than those.
func blankEnd(text string) string {
	if trimmed := strings.TrimRight(text, " "); strings.HasSuffix(trimmed, "\n") {
		return trimmed
	}
	return text
}

// newline begins a line, indented as what is before it asks for.
func (e *Editor) newline() Outcome {
	if e.Burst != nil && e.Burst() {
		e.insert("\n")
		return GoOn
	}
	e.insert("\n" + indent(e.before()))
	return GoOn
}
