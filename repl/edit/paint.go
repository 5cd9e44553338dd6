package edit

import (
	"bytes"
	"fmt"
	"io"
	"slices"
)

// Painter has pictures on a terminal and sends what is new. It draws from where the cursor
// is on, downwards.
type Painter struct {
	out  io.Writer
	rows []row // as they stand there; soft is one that the terminal knows to go on in the next
	// The cursor; with x the width it is behind the last column, from where a character
	// goes to the next row.
	x, y, width int
	top         int // how many rows of the text are above the window
	buf         bytes.Buffer
	style       style
}

// NewPainter draws on a terminal.
func NewPainter(out io.Writer) *Painter { return &Painter{out: out} }

// Begin draws from the beginning of the cursor's row on, over what is there.
func (p *Painter) Begin() {
	p.forget()
	p.buf.WriteString("\r\x1b[J")
}

// Draw shows a picture.
func (p *Painter) Draw(pic Picture) error {
	p.width = pic.width
	out := p.scrolled(pic)
	rows := append(p.rows[:out:out], pic.rows...)
	for y := out; y < len(rows); y++ {
		p.row(rows, y)
	}
	p.rows, p.y, p.top = p.rows[out:], p.y-out, pic.top
	if n := len(pic.rows); len(p.rows) > n {
		p.move(0, n)
		p.buf.WriteString("\x1b[J")
		p.rows = p.rows[:n]
	}
	p.move(pic.x, pic.y)
	return p.send()
}

// scrolled is how many rows leave at the top of a window that is full, because as many come
// in at its end.
func (p *Painter) scrolled(pic Picture) int {
	if n := pic.top - p.top; n > 0 && n < len(p.rows) && len(p.rows) == pic.height && len(pic.rows) == pic.height {
		return n
	}
	return 0
}

// row makes row y what it is in rows. Those before it are that already.
func (p *Painter) row(rows []row, y int) {
	next := rows[y].cells
	fresh := y >= len(p.rows)
	joins := y > 0 && rows[y-1].soft && !p.rows[y-1].soft
	same, was := 0, 0
	if !fresh {
		last := p.rows[y].cells
		for !joins && same < min(len(next), len(last)) && next[same] == last[same] {
			same++
		}
		if !joins && same == len(next) && same == len(last) {
			return
		}
		was = p.rows[y].width()
	}
	switch {
	case joins:
		p.wrap(next, y)
	case fresh && y > 0:
		p.move(0, y-1)
		p.buf.WriteString("\r\n")
		p.x, p.y = 0, y
	default:
		p.move((row{cells: next[:same]}).width(), y)
	}
	p.cells(next[same:])
	if fresh {
		p.rows = append(p.rows, row{})
	}
	if p.rows[y].cells = next; p.x < min(was, p.width) {
		p.buf.WriteString("\x1b[K")
		p.rows[y].soft = false
	}
}

// wrap goes on from the end of a full row to row y, in a way that lets the terminal know that
// they are one line.
func (p *Painter) wrap(next []cell, y int) {
	full := &p.rows[y-1]
	full.soft = true
	if w := full.width(); p.y != y-1 || p.x != w {
		last := len(full.cells) - 1
		p.move((row{cells: full.cells[:last]}).width(), y-1)
		p.cells(full.cells[last:])
	}
	if p.x < p.width { // a wide character has no room
		p.cells(next[:1])
	} else {
		p.buf.WriteByte(' ')
	}
	p.buf.WriteByte('\r')
	p.x, p.y = 0, y
}

func (p *Painter) cells(cells []cell) {
	for _, c := range cells {
		if c.style != p.style {
			p.style = c.style
			p.buf.WriteString(sgr[c.style])
		}
		p.buf.WriteRune(c.r)
		p.buf.WriteString(c.marks)
		p.x += int(c.width)
	}
	if p.style != plain {
		p.style = plain
		p.buf.WriteString(sgr[plain])
	}
}

// move brings the cursor to a place that is there already.
func (p *Painter) move(x, y int) {
	if x == p.x && y == p.y {
		return
	}
	if x == 0 || p.x >= p.width {
		p.buf.WriteByte('\r')
		p.x = 0
	}
	p.step(y-p.y, 'B', 'A')
	p.step(x-p.x, 'C', 'D')
	p.x, p.y = x, y
}

func (p *Painter) step(n int, forth, back byte) {
	dir := forth
	if n < 0 {
		n, dir = -n, back
	}
	switch {
	case n == 1:
		p.buf.WriteString("\x1b[" + string(dir))
	case n > 1:
		fmt.Fprintf(&p.buf, "\x1b[%d%c", n, dir)
	}
}

// Erase takes the picture away.
func (p *Painter) Erase() error {
	p.erase()
	return p.send()
}

func (p *Painter) erase() {
	p.move(0, 0)
	p.buf.WriteString("\r\x1b[J")
	p.forget()
}

func (p *Painter) forget() { p.rows, p.x, p.y, p.top = nil, 0, 0, 0 }

// Above prints whole lines where the picture is, which has to be drawn again below them.
func (p *Painter) Above(text []byte) error {
	p.erase()
	p.buf.Write(text)
	return p.send()
}

// Leave goes to the row after the picture's last, of which the cursor is in the last one.
func (p *Painter) Leave() error {
	p.buf.WriteString("\r\n")
	p.forget()
	return p.send()
}

// Clear clears the window.
func (p *Painter) Clear() {
	p.forget()
	p.buf.WriteString("\x1b[H\x1b[2J")
}

func (p *Painter) send() error {
	if p.buf.Len() == 0 {
		return nil
	}
	b := slices.Clone(p.buf.Bytes())
	p.buf.Reset()
	_, err := p.out.Write(b)
	return err
}
