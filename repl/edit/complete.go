package edit

import (
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"

	"starling/internal/safe"
	"starling/repl/keys"
)

// list is the words that a completion has to offer.
type list struct {
	words []Candidate
	from  int // where in the text the word begins
	at    int // which was put in, -1 for none
}

// stays reports whether a key leaves the list open.
func (*list) stays(k keys.Event) bool { return k.Key == keys.Tab }

// tab completes the word before the cursor, or indents a line in which nothing is before it.
// Once more puts the next word of the list in.
func (e *Editor) tab() Outcome {
	if e.list != nil {
		e.cycle(1)
		return GoOn
	}
	if lead, only := e.lead(); only {
		e.insert(strings.Repeat(" ", len(step)-len(lead)%len(step)))
		return GoOn
	}
	if e.Complete == nil {
		return GoOn
	}
	part, all := e.Complete(e.before())
	var words []Candidate
	for _, c := range all {
		if safe.Clean(c.Text) {
			words = append(words, c)
		}
	}
	if len(words) == 0 {
		return GoOn
	}
	from := e.at - len([]rune(part))
	common := prefix(words)
	if n := len(part); common != part && len(common) >= n && strings.EqualFold(common[:n], part) {
		e.replace(from, e.at, common)
	}
	if len(words) > 1 {
		e.list = &list{words: words, from: from, at: -1}
	}
	return GoOn
}

// untab puts the word before in, or takes a step of the line's white space away.
func (e *Editor) untab() Outcome {
	if e.list != nil {
		e.cycle(-1)
		return GoOn
	}
	if lead, _ := e.lead(); lead != "" {
		at, start := e.at, e.start(e.at)
		n := min(len(lead), (len(lead)-1)%len(step)+1)
		e.remove(start, start+n)
		e.at = max(at-n, start)
	}
	return GoOn
}

// cycle puts another word of the list in.
func (e *Editor) cycle(dir int) {
	l := e.list
	if l.at += dir; l.at < 0 {
		l.at = len(l.words) - 1
	}
	l.at %= len(l.words)
	e.replace(l.from, e.at, l.words[l.at].Text)
}

// prefix is what all words begin with.
func prefix(words []Candidate) string {
	common := words[0].Text
	for _, w := range words[1:] {
		for !strings.HasPrefix(w.Text, common) {
			r := []rune(common)
			common = string(r[:len(r)-1])
		}
	}
	return common
}

// show is the list below the text in so many rows: a word a row if there is something to say
// about one, else columns.
func (l *list) show(to *layout, rows int) {
	widest, about := 0, false
	for _, w := range l.words {
		widest = max(widest, runewidth.StringWidth(w.Text))
		about = about || w.About != ""
	}
	across := 1
	if !about {
		across = max((to.width-1)/(widest+2), 1)
	}
	down := (len(l.words) + across - 1) / across
	shown := min(rows, down)
	if shown < down {
		shown = max(shown-1, 1)
	}
	first := max(min(max(l.at, 0)/across-shown/2, down-shown), 0)
	for y := first; y < first+shown; y++ {
		var parts []span
		for i := y * across; i < min((y+1)*across, len(l.words)); i++ {
			s := plain
			if i == l.at {
				s = chosen
			}
			w := l.words[i]
			gap := strings.Repeat(" ", max(widest-runewidth.StringWidth(w.Text), 0)+2)
			parts = append(parts, span{w.Text, s}, span{gap, plain}, span{w.About, dim})
		}
		to.below(parts...)
	}
	if shown < down {
		to.below(span{more(len(l.words), across*shown), dim})
	}
}

// more says how many words there are.
func more(all, shown int) string {
	return fmt.Sprintf("%d of %d: Tab goes on", min(shown, all), all)
}
