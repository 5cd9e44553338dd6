package edit

import "starling/repl/keys"

// Outcome is what becomes of the editing after a key.
type Outcome uint8

// The outcomes.
const (
	GoOn      Outcome = iota
	Accept            // the text is to be run
	Interrupt         // it was given up
	EOF               // the end was typed
	Suspend           // the process is to be stopped
	External          // the text is to be edited in a program for that
	Redraw            // the window is to be cleared
)

// Candidate is a word of a completion, and a line about it, which may be empty.
type Candidate struct{ Text, About string }

// Editor edits a statement. Its methods are called by one goroutine at a time.
type Editor struct {
	// Prompts are those of the first line and of the others.
	Prompts [2]string
	// Whole reports whether lines, each with its end, are a whole statement.
	Whole func(lines string) bool
	// Complete is the words that the end of the text before the cursor, part, may be replaced
	// by; Signature how the call is written that the cursor is in. Both may be nil.
	Complete  func(before string) (part string, list []Candidate)
	Signature func(before string) string
	// Burst reports whether more keys are there already, so that nobody typed the last one by
	// hand. It may be nil.
	Burst func() bool
	// Past is the earlier statements.
	Past *Past

	buffer
	kills   kills
	last    kind                   // of the command before
	chord   map[keys.Event]command // what the next key is for, after Ctrl-X
	climbed bool                   // the command before moved up or down,
	column  int                    // to this column
	list    *list
	search  *search
	sought  string // by the search before
	walk    walk
	settled string // the text as it was recalled, pasted or drafted, whole as it is
	top     int    // the first row in the window
}

// kind is what commands do, as far as the next one has to know.
type kind uint8

const (
	other kind = iota
	killing
	killingBack
	yanking
	climbing
)

// Start begins with a text.
func (e *Editor) Start(text string) {
	e.buffer = buffer{}
	e.put([]rune(text))
	e.settled = text
	e.last, e.chord, e.list, e.search, e.walk, e.top = other, nil, nil, nil, walk{}, 0
}

// Text is what was typed.
func (e *Editor) Text() string { return string(e.text) }

// Key does what a key is for.
func (e *Editor) Key(k keys.Event) Outcome {
	if e.search != nil {
		if out, done := e.searchKey(k); done {
			return out
		}
	}
	before := e.last
	e.last = other
	do := e.command(k)
	if e.list != nil && e.list.at >= 0 && k == keys.Press(keys.Enter) {
		do = nothing // the word is chosen
	}
	if e.list != nil && !e.list.stays(k) {
		e.list = nil
	}
	if do == nil {
		return e.typed(k)
	}
	e.buffer.open = false
	e.kills.again(before)
	e.climbed = before == climbing
	return do(e)
}

// command is what a key does, nil for one that only types.
func (e *Editor) command(k keys.Event) command {
	if e.chord != nil {
		do := e.chord[k]
		e.chord = nil
		if do == nil {
			do = nothing
		}
		return do
	}
	return commands[k]
}

// typed is for the keys that are no commands.
func (e *Editor) typed(k keys.Event) Outcome {
	switch {
	case k.Key == keys.Paste:
		return e.paste(k.Text)
	case k.Key == keys.Rune && k.Mod == 0:
		e.typeRune(k.Rune)
	}
	return GoOn
}

// GoOn adds a line to a text that was to be run.
func (e *Editor) GoOn() { e.insert("\n") }

// Replace makes it another text, which is run as it is.
func (e *Editor) Replace(text string) {
	e.set(text)
	e.settled = text
}

// Picture is the text, and what is shown below it, for a window.
func (e *Editor) Picture(width, height int) Picture {
	l := newLayout(width)
	var mark [2]int
	if e.search != nil {
		mark = e.search.mark
	}
	l.text(e.buffer.text, e.at, e.Prompts, mark)
	text := len(l.rows)
	switch {
	case e.search != nil:
		e.search.show(l)
	case e.list != nil:
		e.list.show(l, max(min(height/2, 10), 1))
	case e.Signature != nil:
		if s := e.Signature(e.before()); s != "" {
			l.below(span{s, dim})
		}
	}
	return l.fit(height, len(l.rows)-text, &e.top)
}

// Final is the text as it stays on the screen, all of it, with the cursor in the last row.
func (e *Editor) Final(width int) Picture {
	l := newLayout(width)
	l.text(e.buffer.text, len(e.buffer.text), e.Prompts, [2]int{})
	return l.Picture
}
