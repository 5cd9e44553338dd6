package edit

import (
	"slices"
	"unicode"
)

// buffer is the text that is edited, and the cursor in it.
type buffer struct {
	text []rune
	at   int // of the cursor, before this character
	past []state
	open bool // the last state in past takes the next typed characters too
}

// state is what undo goes back to.
type state struct {
	text []rune
	at   int
}

// mostStates is how far back undo goes.
const mostStates = 500

// remember notes the state before a change.
func (b *buffer) remember() {
	b.open = false
	if len(b.past) == mostStates {
		b.past = slices.Delete(b.past, 0, 1)
	}
	b.past = append(b.past, state{slices.Clone(b.text), b.at})
}

// undo takes the last change back.
func (b *buffer) undo() {
	if n := len(b.past) - 1; n >= 0 {
		b.text, b.at = b.past[n].text, b.past[n].at
		b.past, b.open = b.past[:n], false
	}
}

// set makes it another text, with the cursor at its end.
func (b *buffer) set(text string) {
	b.remember()
	b.text = []rune(text)
	b.at = len(b.text)
}

// insert puts text in at the cursor.
func (b *buffer) insert(text string) {
	b.remember()
	b.put([]rune(text))
}

// typeRune inserts a character. Those of a word are undone together.
func (b *buffer) typeRune(r rune) {
	if !b.open || unicode.IsSpace(r) {
		b.remember()
	}
	b.open = true
	b.put([]rune{r})
}

func (b *buffer) put(text []rune) {
	b.text = slices.Insert(b.text, b.at, text...)
	b.at += len(text)
}

// remove takes out what is between two places, and returns it.
func (b *buffer) remove(from, to int) string {
	if from >= to {
		return ""
	}
	b.remember()
	gone := string(b.text[from:to])
	b.text = slices.Delete(b.text, from, to)
	switch {
	case b.at >= to:
		b.at -= to - from
	case b.at > from:
		b.at = from
	}
	return gone
}

// replace puts text where something else is, with the cursor after it.
func (b *buffer) replace(from, to int, text string) {
	b.remember()
	b.text = slices.Replace(b.text, from, to, []rune(text)...)
	b.at = from + len([]rune(text))
}

func (b *buffer) before() string { return string(b.text[:b.at]) }

// start and end are those of the line that place i is in.
func (b *buffer) start(i int) int {
	for i > 0 && b.text[i-1] != '\n' {
		i--
	}
	return i
}

func (b *buffer) end(i int) int {
	for i < len(b.text) && b.text[i] != '\n' {
		i++
	}
	return i
}

// firstLine and lastLine report whether the cursor is in it.
func (b *buffer) firstLine() bool { return b.start(b.at) == 0 }
func (b *buffer) lastLine() bool  { return b.end(b.at) == len(b.text) }

// vertical moves the cursor a line up or down, to a column if it is there.
func (b *buffer) vertical(down bool, column int) {
	start := b.start(b.at)
	if down {
		start = b.end(b.at) + 1
	} else {
		start = b.start(start - 1)
	}
	b.at = min(start+column, b.end(start))
}

// wordRight and wordLeft are where the next word ends and where the one before begins.
func (b *buffer) wordRight() int {
	i := b.at
	for i < len(b.text) && !isWord(b.text[i]) {
		i++
	}
	for i < len(b.text) && isWord(b.text[i]) {
		i++
	}
	return i
}

func (b *buffer) wordLeft() int {
	i := b.at
	for i > 0 && !isWord(b.text[i-1]) {
		i--
	}
	for i > 0 && isWord(b.text[i-1]) {
		i--
	}
	return i
}

// spaceLeft is where what is before the cursor begins that has no spaces in it.
func (b *buffer) spaceLeft() int {
	i := b.at
	for i > 0 && unicode.IsSpace(b.text[i-1]) {
		i--
	}
	for i > 0 && !unicode.IsSpace(b.text[i-1]) {
		i--
	}
	return i
}

func isWord(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// lead is the white space at the beginning of the cursor's line; only is set if that is all
// that stands before the cursor there.
func (b *buffer) lead() (lead string, only bool) {
	start := b.start(b.at)
	i := start
	for i < len(b.text) && (b.text[i] == ' ' || b.text[i] == '\t') {
		i++
	}
	return string(b.text[start:min(i, b.at)]), i >= b.at
}
