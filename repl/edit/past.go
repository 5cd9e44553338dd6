package edit

import "strings"

// Past is the earlier statements, the oldest first.
type Past struct{ entries []string }

// Add notes a statement, unless it is blank or the same as the one before.
func (p *Past) Add(statement string) {
	statement = strings.TrimRight(statement, " \n")
	if strings.TrimSpace(statement) == "" || len(p.entries) > 0 && p.entries[len(p.entries)-1] == statement {
		return
	}
	p.entries = append(p.entries, statement)
}

// walk is where in the past the editor is.
type walk struct {
	back   int            // how many statements, 0 for what is typed
	edits  map[int]string // of those that were changed, by that, and what is typed
	prefix string         // what they begin with
}

// older and newer recall the next statement that begins with what is before the cursor.
func (e *Editor) older() Outcome { return e.recall(1) }
func (e *Editor) newer() Outcome { return e.recall(-1) }

// oldest recalls the first statement, newest goes back to what is typed.
func (e *Editor) oldest() Outcome {
	e.visit(len(e.past()))
	return GoOn
}

func (e *Editor) newest() Outcome {
	e.visit(0)
	return GoOn
}

func (e *Editor) past() []string {
	if e.Past == nil {
		return nil
	}
	return e.Past.entries
}

// recall walks to the next statement in a direction.
func (e *Editor) recall(dir int) Outcome {
	if text := e.Text(); text != e.settled {
		e.walk.prefix = e.before()
	} else if e.walk.back == 0 {
		e.walk.prefix = ""
	}
	for back := e.walk.back + dir; back >= 0 && back <= len(e.past()); back += dir {
		text := e.entry(back)
		if back == 0 || strings.HasPrefix(text, e.walk.prefix) && text != e.Text() {
			e.visit(back)
			break
		}
	}
	return GoOn
}

// entry is the text that many statements back, as it was changed.
func (e *Editor) entry(back int) string {
	if text, ok := e.walk.edits[back]; ok || back == 0 {
		return text
	}
	return e.past()[len(e.past())-back]
}

// visit makes the text that many statements back the one that is edited.
func (e *Editor) visit(back int) {
	if back == e.walk.back {
		return
	}
	if e.walk.edits == nil {
		e.walk.edits = map[int]string{}
	}
	if e.walk.back == 0 || e.Text() != e.entry(e.walk.back) {
		e.walk.edits[e.walk.back] = e.Text()
	}
	_, changed := e.walk.edits[back]
	e.set(e.entry(back))
	e.walk.back = back
	if !changed {
		e.settled = e.Text()
	}
}
