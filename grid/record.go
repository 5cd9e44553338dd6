package grid

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/safe"
)

// valueBytes is how much of a value a record shows in a window; without one it shows all.
const valueBytes = 64 << 10

// Record is a row of the frame with a field a line: JSON and nested values over several
// lines, texts in full, all within the width of the layout. row is one of [0, f.Len()).
func Record(f *engine.Frame, row int, l Layout) []Line {
	out := []Line{l.recordHead(f, row)}
	looks := newFormats(f.Schema)
	wide := 0
	for _, field := range f.Schema {
		if !looks.hides(field.Name) {
			wide = max(wide, textWidth(safe.Text(field.Name)))
		}
	}
	room := 0
	if l.Width > 0 {
		wide = min(wide, max(l.Width/3, headCut))
		room = max(l.Width-wide-len("  "), 1)
	}
	for c, field := range f.Schema {
		if looks.hides(field.Name) {
			continue
		}
		name := clipMiddle(safe.Text(field.Name), wide)
		for _, s := range l.lines(f, c, row, room) {
			line := Line{}.add(name, Look{Bold: true}).add(spaces(wide+2-textWidth(name)), Look{})
			out = append(out, line.add(s.Text, s.Look).trim())
			name = ""
		}
	}
	return out
}

// Records is rows as records, one below the other, and how many there are.
func Records(l Layout, frames ...*engine.Frame) []Line {
	var out []Line
	for n, f := range frames {
		if n > 0 && frames[n-1].Hi < f.Lo {
			out = append(out, Line{{"⋮", Look{Dim: true}}})
		}
		for i := range f.Len() {
			out = append(out, Record(f, i, l)...)
		}
	}
	return append(out, summary(l, frames, &grid{})...)
}

// recordHead is the line above a record, which says where the row is: counted from 1, and
// as formulas count.
func (l Layout) recordHead(f *engine.Frame, row int) Line {
	const most = 40
	at, wide := f.Lo+row, most
	if l.Width > 0 {
		wide = min(wide, l.Width)
	}
	s := clip(fmt.Sprintf("- row %s of %s, i = %d ", thousands(at+1), thousands(f.Size), at), wide)
	return Line{{s + strings.Repeat("-", wide-textWidth(s)), Look{Dim: true}}}
}

// lines is the lines of a value, none of them wider than room if that is not 0.
func (l Layout) lines(f *engine.Frame, c, row, room int) []Span {
	if f.Cols[c].Null(row) {
		return []Span{{Null, Look{Dim: true}}}
	}
	text, more := l.text(f.Cols[c], f.Schema[c].Type, row, room)
	var look Look
	if f.Schema[c].Type.Kind.Numeric() && strings.HasPrefix(text, "-") {
		look.Fg = Red
	}
	var out []Span
	for line := range strings.SplitSeq(text, "\n") {
		for _, s := range wrapIndented(line, room) {
			out = append(out, Span{s, look})
		}
	}
	if more > 0 {
		for _, s := range wrap("… and "+count(more, "byte")+" more", room) {
			out = append(out, Span{s, Look{Dim: true}})
		}
	}
	return out
}

// text is the text of a value that is not null, on the lines that it has by itself, and how
// many bytes of it are left out.
func (l Layout) text(v column.Vector, typ column.Type, row, room int) (text string, more int) {
	x := v.Any(row)
	raw, isText := x.(string)
	if b, ok := x.([]byte); ok {
		raw, isText = string(b), true
	}
	show := longText
	if typ.Kind == column.Bytes {
		show = bytesText
	}
	switch _, list := typ.Elem(); {
	case isText:
		if doc, ok := jsonText(raw); ok {
			return l.cut(doc)
		}
		raw, more = l.cut(raw)
		return show(raw), more
	case list, typ.Kind == column.Object:
		return l.cut(string(newTree(l, room).value(nil, v, typ, row, 0)))
	}
	b, _ := l.Style().Format(typ)(nil, v, row)
	return string(b), 0
}

// cut is as much of a text as a window shows, and how many bytes are left.
func (l Layout) cut(s string) (begin string, more int) {
	if l.Width == 0 {
		return s, 0
	}
	begin = cutTo(s, valueBytes)
	return begin, len(s) - len(begin)
}

// cutTo is the whole characters of a text within n bytes.
func cutTo(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// wrapIndented is wrap for a line that may begin with spaces: what follows stands below its
// text, and a little further in.
func wrapIndented(s string, n int) []string {
	text := strings.TrimLeft(s, " ")
	in := len(s) - len(text)
	if n <= 0 || textWidth(s) <= n || in == 0 || in+headCut > n {
		return wrap(s, n)
	}
	parts := wrap(text, n-in-2)
	for i := range parts {
		if parts[i] = s[:in] + parts[i]; i > 0 {
			parts[i] = "  " + parts[i]
		}
	}
	return parts
}
