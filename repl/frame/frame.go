// Package frame draws a picture of lines in place, below what a terminal has shown before.
// The cursor rests, unseen, where the picture begins: a terminal that gets another width
// and breaks lines anew keeps it there, so that the next picture finds its place.
//
// The package knows of terminals only the usual sequences of ECMA-48, and neither tables nor
// the console.
package frame

import (
	"bytes"
	"fmt"
	"io"
)

// Frame is a picture on a terminal. The zero value but for Out has drawn nothing yet.
type Frame struct {
	Out io.Writer // of a terminal whose cursor is at the beginning of a line

	lines         []string // as they stand there
	width, height int
	hidden        bool
	buf           bytes.Buffer
}

// Draw makes the picture these lines, of which those that are there already are not sent
// again. A line may have styles (ECMA-48's SGR) and is clipped to width cells; lines that the window
// has no room for are left out. A width or height of 0 is without a limit.
func (f *Frame) Draw(lines []string, width, height int) error {
	if height > 0 {
		lines = lines[:min(len(lines), height)]
	}
	f.buf.Reset()
	if !f.hidden {
		f.hidden = true
		f.buf.WriteString("\x1b[?25l")
	}
	if width != f.width || height != f.height {
		f.clear()
		f.width, f.height = width, height
	}
	at := 0
	for i, line := range lines {
		line = Clip(line, width)
		if i < len(f.lines) && f.lines[i] == line {
			continue
		}
		at = f.down(at, i)
		f.put(line)
		if i < len(f.lines) {
			f.lines[i] = line
		} else {
			f.lines = append(f.lines, line)
		}
	}
	if len(lines) < len(f.lines) {
		if len(lines) == 0 {
			f.buf.WriteString("\x1b[J")
		} else {
			at = f.down(at, len(lines)-1)
			f.buf.WriteString("\r\n\x1b[J")
			at++
		}
		f.lines = f.lines[:len(lines)]
	}
	f.up(at)
	return f.send()
}

// clear forgets the picture and removes it from the terminal.
func (f *Frame) clear() {
	if len(f.lines) > 0 {
		f.buf.WriteString("\r\x1b[J")
		f.lines = f.lines[:0]
	}
}

// down moves from line at to line i, which may be the first that is not there yet.
func (f *Frame) down(at, i int) int {
	there := max(len(f.lines)-1, 0)
	if n := min(i, there) - at; n > 0 {
		fmt.Fprintf(&f.buf, "\x1b[%dB", n)
		at += n
	}
	if i > at {
		f.buf.WriteString("\r\n")
	}
	return i
}

// put writes a line over the one where the cursor is, and leaves the cursor at its beginning.
func (f *Frame) put(line string) {
	f.buf.WriteString("\r")
	f.buf.WriteString(line)
	if f.width <= 0 || Width(line) < f.width { // after the last cell it would erase that
		f.buf.WriteString("\x1b[K")
	}
	f.buf.WriteString("\r")
}

func (f *Frame) up(n int) {
	if n > 0 {
		fmt.Fprintf(&f.buf, "\x1b[%dA", n)
	}
}

func (f *Frame) send() error {
	if f.buf.Len() == 0 {
		return nil
	}
	_, err := f.Out.Write(f.buf.Bytes())
	return err
}

// Above prints whole lines where the picture is, which comes below them when it is drawn again.
func (f *Frame) Above(text []byte) error {
	f.buf.Reset()
	f.clear()
	f.buf.Write(bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")))
	return f.send()
}

// End leaves the picture where it is and goes on below it.
func (f *Frame) End() error {
	f.buf.Reset()
	if n := len(f.lines); n > 0 {
		f.down(0, n-1)
		f.buf.WriteString("\r\n")
		f.lines = nil
	}
	if f.hidden {
		f.hidden = false
		f.buf.WriteString("\x1b[?25h")
	}
	return f.send()
}
