// Package tty runs a program on a terminal of its own and looks at the screen, for tests. A
// Screen understands what the console sends and notes what it does not understand, so that
// a test can hold that nothing else is sent. Lines that were too long are broken again when
// the window is made wider or narrower, as terminals of today do.
//
// It is for tests alone and imports nothing of the module.
package tty

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// Size is that of a window.
type Size struct{ Cols, Rows int }

// Screen is what a terminal shows of the bytes written to it. It is used by one goroutine
// at a time.
type Screen struct {
	size     Size
	above    []line // scrolled out at the top
	lines    []line
	x, y     int
	pen      Style
	saved    [2]int
	other    *Screen // what is under the alternate screen
	parser   parser
	strange  []string
	bracket  bool // pastes are marked
	noCursor bool
	// Answer is sent what the terminal is asked for. It may be nil.
	Answer func(string)
}

// line is a row; soft says that the next one goes on with it.
type line struct {
	cells []cell
	soft  bool
}

// cell is a character with what combines with it; the one right of a wide character is empty.
type cell struct {
	text  string
	style Style
	empty bool // nothing was written there
}

var blank = cell{text: " ", empty: true}

// NewScreen is an empty screen.
func NewScreen(size Size) *Screen {
	s := &Screen{size: size}
	for range size.Rows {
		s.lines = append(s.lines, s.newLine())
	}
	return s
}

func (s *Screen) newLine() line {
	cells := make([]cell, s.size.Cols)
	for i := range cells {
		cells[i] = blank
	}
	return line{cells: cells}
}

func (l line) String() string {
	var b strings.Builder
	for _, c := range l.cells {
		b.WriteString(c.text)
	}
	return strings.TrimRight(b.String(), " ")
}

// String is the rows without the blanks at their ends and without empty rows at the end.
func (s *Screen) String() string { return text(s.lines) }

// All is String with the rows that were scrolled out before it.
func (s *Screen) All() string { return text(append(s.above[:len(s.above):len(s.above)], s.lines...)) }

func text(lines []line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.String() + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

// Cursor is the column and row of the cursor, from 0.
func (s *Screen) Cursor() (x, y int) { return min(s.x, s.size.Cols-1), s.y }

// Row is the text of the row in which the cursor is, up to the cursor and whole.
func (s *Screen) Row() (before, row string) {
	var b strings.Builder
	for _, c := range s.lines[s.y].cells[:min(s.x, s.size.Cols)] {
		b.WriteString(c.text)
	}
	return b.String(), s.lines[s.y].String()
}

// Hidden reports whether the cursor is not shown.
func (s *Screen) Hidden() bool { return s.noCursor }

// Strange is what was written that no view of the console has a reason to send.
func (s *Screen) Strange() []string { return s.strange }

// Brackets reports whether the program asked for marks around pasted text.
func (s *Screen) Brackets() bool { return s.bracket }

// StyleOf is how the first place where the text stands on one row is drawn.
func (s *Screen) StyleOf(text string) (Style, bool) {
	for _, l := range s.lines {
		for i := range l.cells {
			if l.at(i, text) {
				return l.cells[i].style, true
			}
		}
	}
	return Style{}, false
}

// at reports whether the text stands at cell i.
func (l line) at(i int, text string) bool {
	for ; i < len(l.cells) && text != ""; i++ {
		rest, ok := strings.CutPrefix(text, l.cells[i].text)
		if !ok {
			return false
		}
		text = rest
	}
	return text == ""
}

// put writes a character at the cursor.
func (s *Screen) put(r rune) {
	w := runewidth.RuneWidth(r)
	if w == 0 {
		s.combine(r)
		return
	}
	if s.x+w > s.size.Cols {
		s.lines[s.y].soft = true
		s.x = 0
		s.down()
	}
	row := s.lines[s.y].cells
	row[s.x] = cell{text: string(r), style: s.pen}
	if w == 2 && s.x+1 < len(row) {
		row[s.x+1] = cell{style: s.pen}
	}
	s.x += w
}

func (s *Screen) combine(r rune) {
	x := s.x - 1
	if x > 0 && s.lines[s.y].cells[x].text == "" {
		x--
	}
	if x >= 0 {
		s.lines[s.y].cells[x].text += string(r)
	}
}

// down moves the cursor to the next row, which scrolls at the end of the window.
func (s *Screen) down() {
	if s.y++; s.y < s.size.Rows {
		return
	}
	s.y--
	if s.other == nil {
		s.above = append(s.above, s.lines[0])
	}
	s.lines = append(s.lines[1:], s.newLine())
}

// up moves it to the row before, which scrolls back at the beginning.
func (s *Screen) up() {
	if s.y--; s.y >= 0 {
		return
	}
	s.y = 0
	s.lines = append([]line{s.newLine()}, s.lines[:s.size.Rows-1]...)
}

// erase blanks the cells from one to another of a row.
func (s *Screen) erase(y, from, to int) {
	if to >= s.size.Cols {
		s.lines[y].soft = false
	}
	for x := max(from, 0); x < min(to, s.size.Cols); x++ {
		s.lines[y].cells[x] = blank
	}
}
