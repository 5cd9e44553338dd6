package grid

import (
	"strings"
)

// Look is how a part of a line looks. The zero value is plain.
type Look struct {
	Bold, Dim, Reverse bool
	Fg, Bg             Color
}

// Span is a part of a line of one look.
type Span struct {
	Text string
	Look Look
}

// Line is a line of a picture, without an end of line.
type Line []Span

// Plain is a line of one part that has no look.
func Plain(s string) Line { return Line{{Text: s}} }

// add puts a part at the end of the line, joined with one of the same look.
func (l Line) add(s string, look Look) Line {
	switch n := len(l); {
	case s == "":
		return l
	case n > 0 && l[n-1].Look == look:
		l[n-1].Text += s
		return l
	}
	return append(l, Span{s, look})
}

// String is the line's text, without looks and without spaces at its end.
func (l Line) String() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.Text)
	}
	return strings.TrimRight(b.String(), " ")
}

// Width is how many cells the line takes.
func (l Line) Width() int {
	n := 0
	for _, s := range l {
		n += textWidth(s.Text)
	}
	return n
}

// Clip is the line cut to at most n cells, with … at its end.
func (l Line) Clip(n int) Line {
	if l.Width() <= n {
		return l
	}
	var out Line
	room := max(n, 0)
	for _, s := range l {
		w := textWidth(s.Text)
		if w < room {
			out, room = append(out, s), room-w
			continue
		}
		if s.Text = clip(s.Text+" ", room); s.Text != "" { // what follows is cut
			out = append(out, s)
		}
		break
	}
	return out
}

// Text is the line for a terminal that can show so much.
func (l Line) Text(p Palette) string {
	if p == NoLooks {
		return l.String()
	}
	var b strings.Builder
	for i, s := range l {
		text := s.Text
		if i == len(l)-1 && s.Look.Bg == 0 && !s.Look.Reverse {
			text = strings.TrimRight(text, " ")
		}
		b.WriteString(p.Paint(s.Look, text))
	}
	return b.String()
}

// Join is lines as text, each with an end of line.
func Join(lines []Line, p Palette) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.Text(p))
		b.WriteByte('\n')
	}
	return b.String()
}
