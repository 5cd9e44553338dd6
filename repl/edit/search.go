package edit

import (
	"strings"
	"unicode/utf8"

	"starling/repl/keys"
)

// search is a search for an earlier statement with a text in it.
type search struct {
	text   string
	back   bool // to older ones
	at     int  // how many statements back it is, 0 for none yet
	failed bool
	mark   [2]int // where in the statement the text is
	before state  // what was edited
	walk   walk   // and where
	recent string // the text of the search before
}

// searches is a command that begins a search.
func searches(back bool) command {
	return func(e *Editor) Outcome {
		e.search = &search{back: back, before: state{append([]rune(nil), e.buffer.text...), e.at}, walk: e.walk, recent: e.sought}
		return GoOn
	}
}

// searchKey does what a key is for in a search; done is not set for one that ends the search
// and is then for the statement that was found.
func (e *Editor) searchKey(k keys.Event) (out Outcome, done bool) {
	s := e.search
	switch {
	case k == keys.Control('r') || k == keys.Control('s'):
		s.back = k == keys.Control('r')
		if s.text == "" {
			s.text = s.recent
		}
		e.find(s.at)
	case k == keys.Press(keys.Backspace):
		_, n := utf8.DecodeLastRuneInString(s.text)
		s.text = s.text[:len(s.text)-n]
		s.back, s.at = true, 0
		e.find(0)
	case k == keys.Control('g') || k == keys.Control('c'):
		e.buffer.text, e.at = s.before.text, s.before.at
		e.walk, e.search = s.walk, nil
	case k.Key == keys.Rune && k.Mod == 0:
		s.text += string(k.Rune)
		e.find(max(s.at-1, 0))
	case k.Key == keys.Paste:
		s.text += k.Text
		e.find(max(s.at-1, 0))
	default:
		if k == keys.Press(keys.Enter) {
			e.at = len(e.buffer.text)
		}
		e.sought, e.search = s.text, nil
		return GoOn, k == keys.Press(keys.Esc)
	}
	return GoOn, true
}

// find shows the next statement after the place from that has the text in it.
func (e *Editor) find(from int) {
	s, past := e.search, e.past()
	dir := 1
	if !s.back {
		dir = -1
	}
	s.failed = s.text != ""
	for back := from + dir; s.failed && back >= 1 && back <= len(past); back += dir {
		entry := e.entry(back)
		i := strings.LastIndex(entry, s.text)
		if i < 0 || s.at > 0 && back != s.at && entry == e.Text() {
			continue
		}
		s.at, s.failed = back, false
		e.visit(back)
		e.at = utf8.RuneCountInString(entry[:i])
		s.mark = [2]int{e.at, e.at + utf8.RuneCountInString(s.text)}
	}
	if s.text == "" {
		s.mark = [2]int{}
	}
}

// show is the search's row below the text.
func (s *search) show(l *layout) {
	head := "search: "
	if s.failed {
		head = "not found: "
	}
	l.below(span{head, dim}, span{s.text, plain}, span{"   Ctrl-R older, Ctrl-S newer, Enter runs, Esc edits, Ctrl-G leaves", dim})
}
