package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// lines hands the input to a reader of records so that a record that is not of the format
// costs no line but its own: with each Read a line and, of a format of text, no more lines
// than the format has.
type lines struct {
	src *bufio.Reader
	layout

	number int      // of the last line read; where records are no lines, of the record
	first  int      // the line with which the record begins; where records are no lines, its number
	taken  [][]byte // the lines of the record
	back   [][]byte // lines to be read again before more of src
	rest   []byte   // of the last of taken, not yet handed over
	err    error    // why src cannot be read
}

// layout is what a format says of the lines of a record.
type layout struct {
	whole bool // records are whole lines
	most  int  // how many; 0: as many as it takes
	crlf  bool // a line may end with \r\n
}

func newLines(r io.Reader, format string) *lines {
	return &lines{src: bufio.NewReader(r), layout: layoutOf(format)}
}

// layoutOf reads a format as kgo.NewRecordReader does. What it reads by length or as JSON
// may go on over any number of lines.
func layoutOf(format string) layout {
	l := layout{crlf: true}
	depth, sized, free, inner := 0, false, false, false
	for len(format) > 0 {
		n, text := 1, format[:1]
		switch verb := strings.HasPrefix(format, "%") && len(format) > 1; {
		case verb && strings.ContainsAny(format[1:2], "%{}"):
			n = 2
		case verb:
			n = 2
			sized = sized || strings.ContainsAny(format[1:2], "TKVH")
			if strings.HasPrefix(format[2:], "{") {
				n, depth = 3, depth+1
				free = free || strings.HasPrefix(format[3:], "json")
			}
		case text == "{" && depth > 0:
			depth++
		case text == "}" && depth > 0:
			depth--
		default:
			n, text = literal(format)
		}
		format = format[n:]
		l.whole = text == "\n" && depth == 0
		switch {
		case l.whole:
			l.most++
		case text == "\n":
			inner = true
		case text == "\r":
			l.crlf = false
		}
	}
	l.whole = l.whole && !inner
	l.crlf = l.crlf && l.whole && !sized
	if sized || free {
		l.most = 0
	}
	return l
}

// literal is the character with which a format begins, and its length there.
func literal(format string) (n int, text string) {
	for code, text := range map[string]string{`\n`: "\n", `\r`: "\r", `\x0a`: "\n", `\x0d`: "\r"} {
		if len(format) >= len(code) && strings.EqualFold(format[:len(code)], code) {
			return len(code), text
		}
	}
	if strings.HasPrefix(format, `\`) && len(format) > 1 {
		return 2, ""
	}
	return 1, format[:1]
}

// begin is told that a record begins.
func (l *lines) begin() {
	l.taken = l.taken[:0]
	l.first = l.number + 1
	if !l.whole {
		l.number++
	}
}

// place words where a record is that began at first.
func (l *lines) place(first int) string {
	if l.whole {
		return fmt.Sprintf("line %d", first)
	}
	return fmt.Sprintf("record %d", first)
}

// within reports whether the record has lines.
func (l *lines) within() bool { return len(l.taken) > 0 }

// again has the lines of the record read again, without its first, and reports whether that
// is possible. What read them is to forget them.
func (l *lines) again() bool {
	if !l.whole || !l.within() {
		return false
	}
	l.back = slices.Concat(l.taken[1:], l.back)
	l.number -= len(l.taken) - 1
	l.rest = nil
	return true
}

// Read hands over a line, or what of it fits p.
func (l *lines) Read(p []byte) (int, error) {
	if !l.whole {
		n, err := l.src.Read(p)
		return n, l.note(err)
	}
	if len(l.rest) == 0 {
		if l.most > 0 && len(l.taken) == l.most {
			return 0, io.EOF
		}
		line, err := l.next()
		if err != nil {
			return 0, err
		}
		l.number++
		l.taken = append(l.taken, line)
		l.rest = line
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

// next is the next line with its end, which the last one need not have.
func (l *lines) next() ([]byte, error) {
	if len(l.back) > 0 {
		line := l.back[0]
		l.back = l.back[1:]
		return line, nil
	}
	line, err := l.src.ReadBytes('\n')
	if len(line) == 0 {
		return nil, l.note(err)
	}
	if err := l.note(err); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	text, ended := bytes.CutSuffix(line, []byte{'\n'})
	if l.crlf && bytes.HasSuffix(text, []byte{'\r'}) {
		text, ended = text[:len(text)-1], false
	}
	if ended {
		return line, nil
	}
	return append(text, '\n'), nil
}

// note keeps an error of the input.
func (l *lines) note(err error) error {
	if err != nil && !errors.Is(err, io.EOF) {
		l.err = err
	}
	return err
}
