package edit

import (
	"unicode"

	"github.com/mattn/go-runewidth"

	"starling/internal/safe"
)

// style is how a cell is drawn.
type style uint8

const (
	plain style = iota
	dim
	chosen
	found
)

// sgr is the sequence of each style.
var sgr = [...]string{plain: "\x1b[m", dim: "\x1b[0;2m", chosen: "\x1b[0;7m", found: "\x1b[0;4m"}

// cell is a character with what combines with it, 1 or 2 columns wide.
type cell struct {
	r     rune
	marks string
	width int8
	style style
}

// row is a row of the screen. A soft one is full and goes on in the next.
type row struct {
	cells []cell
	soft  bool
}

func (r row) width() int {
	w := 0
	for _, c := range r.cells {
		w += int(c.width)
	}
	return w
}

// Picture is what the screen is to show: rows, and the place of the cursor.
type Picture struct {
	rows          []row
	x, y          int
	width, height int // of the window
	top           int // how many rows of the text are above it
}

// Rows is how many rows it has.
func (p Picture) Rows() int { return len(p.rows) }

// layout breaks text into rows.
type layout struct {
	Picture
	at int // the column of what comes next
}

func newLayout(width int) *layout {
	return &layout{Picture: Picture{rows: []row{{}}, width: max(width, 1)}}
}

// newline begins a row.
func (l *layout) newline() {
	l.rows = append(l.rows, row{})
	l.at = 0
}

// room begins a row, which goes on with the text, if there is no room for w columns.
func (l *layout) room(w int) {
	if l.at > 0 && l.at+w > l.width {
		l.rows[len(l.rows)-1].soft = true
		l.newline()
	}
}

// cursor puts the cursor before what comes next, which is w columns wide.
func (l *layout) cursor(w int) {
	l.room(w)
	l.x, l.y = l.at, len(l.rows)-1
}

// put adds a character. One that is harmful to a terminal is shown as an escape.
func (l *layout) put(r rune, s style) {
	w := columns(r)
	switch {
	case w < 0:
		for _, c := range safe.Text(string(r)) {
			l.cell(cell{r: c, width: 1, style: dim})
		}
	case w == 0:
		last := &l.rows[len(l.rows)-1]
		if n := len(last.cells); n > 0 {
			last.cells[n-1].marks += string(r)
		}
	case w > l.width:
		l.cell(cell{r: '?', width: 1, style: dim})
	default:
		l.cell(cell{r: r, width: int8(w), style: s})
	}
}

func (l *layout) cell(c cell) {
	l.room(int(c.width))
	last := &l.rows[len(l.rows)-1]
	last.cells = append(last.cells, c)
	l.at += int(c.width)
}

// columns is how many a character takes, 0 of one that combines, -1 of one that must not be
// sent.
func columns(r rune) int {
	if r >= ' ' && r < 0x7f {
		return 1
	}
	if !safe.Clean(string(r)) {
		return -1
	}
	if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) {
		return 0
	}
	return runewidth.RuneWidth(r)
}

func (l *layout) write(text string, s style) {
	for _, r := range text {
		l.put(r, s)
	}
}

// text adds a statement after its prompts, with the cursor at a place of it, and the part
// from one place to another in a style of its own.
func (l *layout) text(text []rune, at int, prompts [2]string, mark [2]int) {
	l.write(prompts[0], plain)
	for i, r := range text {
		if i == at {
			l.cursor(cursorWidth(r))
		}
		if r == '\n' {
			l.newline()
			l.write(prompts[1], plain)
			continue
		}
		s := plain
		if i >= mark[0] && i < mark[1] {
			s = found
		}
		l.put(r, s)
	}
	if at >= len(text) {
		l.cursor(1)
	}
}

// cursorWidth is the columns that the cursor needs where r comes next.
func cursorWidth(r rune) int { return max(columns(r), 1) }

// below adds a row under the text, clipped.
func (l *layout) below(parts ...span) {
	l.newline()
	for _, p := range parts {
		for _, r := range p.text {
			w := columns(r)
			if w <= 0 || l.at+w >= l.width {
				return
			}
			l.put(r, p.style)
		}
	}
}

// span is text in one style.
type span struct {
	text  string
	style style
}

// fit is the picture with the rows that a window has room for: under's last rows below the
// text, and of the text those around the cursor, from the row top on if that shows it.
func (l *layout) fit(height, under int, top *int) Picture {
	text := len(l.rows) - under
	under = min(under, max(height-min(text, max(height/2, 3)), 0))
	room := max(height-under, 1)
	*top = max(min(*top, l.y, text-room), 0)
	*top = max(*top, l.y-room+1)
	end := min(*top+room, text)
	p := l.Picture
	p.rows = append(p.rows[*top:end:end], p.rows[text:text+under]...)
	if end < text {
		p.rows[end-*top-1].soft = false // it goes on where nobody sees it
	}
	p.y, p.top, p.height = p.y-*top, *top, height
	return p
}
