package view

import (
	"slices"
	"strings"
	"unicode"

	"starling/repl/frame"
	"starling/repl/keys"
)

// question is a line that is typed below the grid. Enter ends it, Esc leaves it.
type question struct {
	prompt   string
	text     []rune
	at       int
	complete func(word string) []string // what a word may become; nil: Tab does nothing
	// answer takes what was typed. It says what is wrong with it, or gives what is to be done
	// beside; if that is nil the question is over.
	answer func(v *View, text string) (wrong string, beside func())

	wrong string // with the last answer
	offer string // what Tab found
	busy  bool   // what was asked for goes on beside
}

// ask shows a question.
func (v *View) ask(q *question) {
	q.at = len(q.text)
	v.question = q
}

// key edits the question.
func (q *question) key(v *View, e keys.Event) {
	q.offer = ""
	if e == keys.Press(keys.Esc) {
		v.question = nil
		return
	}
	if q.busy {
		return
	}
	switch e {
	case keys.Press(keys.Enter):
		q.enter(v)
	case keys.Press(keys.Tab):
		q.tab()
	case keys.Press(keys.Left), keys.Control('b'):
		q.at = max(q.at-1, 0)
	case keys.Press(keys.Right), keys.Control('f'):
		q.at = min(q.at+1, len(q.text))
	case keys.Press(keys.Home), keys.Control('a'):
		q.at = 0
	case keys.Press(keys.End), keys.Control('e'):
		q.at = len(q.text)
	case keys.Press(keys.Backspace):
		q.cut(max(q.at-1, 0), q.at)
	case keys.Press(keys.Delete), keys.Control('d'):
		q.cut(q.at, min(q.at+1, len(q.text)))
	case keys.Control('u'):
		q.cut(0, q.at)
	case keys.Control('k'):
		q.cut(q.at, len(q.text))
	case keys.Control('w'):
		q.cut(q.word(), q.at)
	default:
		switch {
		case e.Key == keys.Paste:
			q.insert(strings.TrimSpace(strings.ReplaceAll(e.Text, "\n", " ")))
		case e.Key == keys.Rune && e.Mod&^keys.Shift == 0:
			q.insert(string(e.Rune))
		}
	}
}

func (q *question) insert(s string) {
	var add []rune
	for _, r := range s {
		if unicode.IsPrint(r) {
			add = append(add, r)
		}
	}
	q.text = slices.Insert(q.text, q.at, add...)
	q.at += len(add)
}

func (q *question) cut(lo, hi int) {
	q.text = slices.Delete(q.text, lo, hi)
	q.at = lo
}

// word is where the word before the cursor begins.
func (q *question) word() int {
	i := q.at
	for i > 0 && !isName(q.text[i-1]) {
		i--
	}
	for i > 0 && isName(q.text[i-1]) {
		i--
	}
	return i
}

func isName(r rune) bool { return r == '_' || r == '$' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// tab makes the word before the cursor as long as all it may become are alike.
func (q *question) tab() {
	if q.complete == nil {
		return
	}
	begin := q.at
	for begin > 0 && isName(q.text[begin-1]) {
		begin--
	}
	found := q.complete(string(q.text[begin:q.at]))
	if len(found) == 0 {
		return
	}
	common := []rune(found[0])
	for _, s := range found[1:] {
		n := 0
		for r := []rune(s); n < len(common) && n < len(r) && common[n] == r[n]; {
			n++
		}
		common = common[:n]
	}
	if len(common) > 0 && len(common) >= q.at-begin {
		q.cut(begin, q.at)
		q.insert(string(common))
	}
	if len(found) > 1 {
		q.offer = strings.Join(found, "  ")
	}
}

// enter gives the answer.
func (q *question) enter(v *View) {
	wrong, beside := q.answer(v, strings.TrimSpace(string(q.text)))
	q.wrong = wrong
	switch {
	case wrong != "":
	case beside == nil:
		v.question = nil
	default:
		q.busy = true
		beside()
	}
}

// said is how many lines may stand above a question.
const said = 3

// lines is the question, with what is wrong or what there is above it.
func (q *question) lines(v *View, width int) []string {
	var out []string
	for _, line := range frame.Wrap(q.wrong, width) {
		out = append(out, v.paint(red, line))
	}
	for _, line := range frame.Wrap(q.offer, width) {
		out = append(out, v.paint(dim, line))
	}
	out = out[:min(len(out), said)]
	before, under, after := q.text[:q.at], " ", ""
	if q.at < len(q.text) {
		under, after = string(q.text[q.at]), string(q.text[q.at+1:])
	}
	for width > 0 && len(before) > 0 && frame.Width(q.prompt+string(before)+under) > width {
		before = before[1:] // the cursor stays in sight
	}
	line := v.paint(bold, q.prompt) + string(before) + v.paint(reversed, under) + after
	if q.busy {
		line += v.paint(dim, "  …")
	}
	return append(out, frame.Clip(line, width))
}
