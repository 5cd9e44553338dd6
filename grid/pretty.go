package grid

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/safe"
)

// longText is a text on its lines.
func longText(s string) string {
	return strings.ReplaceAll(safe.Lines(strings.ReplaceAll(s, "\r\n", "\n")), "\t", "    ")
}

// jsonText is a JSON object or list over several lines; ok is false for any other text.
func jsonText(s string) (doc string, ok bool) {
	t := strings.TrimSpace(s)
	if t == "" || t[0] != '{' && t[0] != '[' || !utf8.ValidString(t) {
		return "", false
	}
	var b bytes.Buffer
	if json.Indent(&b, []byte(t), "", "  ") != nil {
		return "", false
	}
	return safe.Lines(b.String()), true
}

// nestedRoom is how wide a nested value on one line may be where there is no limit.
const nestedRoom = 80

// tree writes what has values in it: on one line where they fit, else one a line.
type tree struct {
	l    Layout
	room int
	line *column.Style // of what has none
	flat bool          // all is on one line
}

func newTree(l Layout, room int) tree {
	if room <= 0 {
		room = nestedRoom
	}
	return tree{l: l, room: room, line: &column.Style{
		Null:  "null",
		Text:  func(b []byte, s string) []byte { return strconv.AppendQuote(b, s) },
		Bytes: func(b []byte, s string) []byte { return append(b, bytesText(s)...) },
		Object: func(b []byte, x any) ([]byte, bool) {
			if _, ok := x.(*engine.Table); ok {
				return append(b, "<Table>"...), true
			}
			if s, ok := x.(string); ok {
				return strconv.AppendQuote(b, s), true
			}
			if l.Object == nil {
				return b, false
			}
			return append(b, safe.Text(l.Object(x))...), true
		},
	}}
}

// value appends the i-th value of a vector, which stands so deep.
func (t tree) value(b []byte, v column.Vector, typ column.Type, i, depth int) []byte {
	if elem, list := typ.Elem(); list {
		l := v.(*column.Lists)
		lo, hi, ok := l.At(i)
		if !ok {
			return append(b, t.line.Null...)
		}
		return t.items(b, l.Elems(), elem, lo, hi, depth)
	}
	if typ.Kind == column.Object {
		return t.object(b, v.Any(i), depth)
	}
	out, some := t.line.Format(typ)(b, v, i)
	if !some {
		return append(b, t.line.Null...)
	}
	return out
}

func (t tree) items(b []byte, v column.Vector, elem column.Type, lo, hi, depth int) []byte {
	if _, list := elem.Elem(); !list && elem.Kind != column.Object {
		return t.plain(b, v, elem, lo, hi, depth)
	}
	return t.block(b, "[]", hi-lo, depth, func(t tree, b []byte, i, depth int) []byte {
		return t.value(b, v, elem, lo+i, depth)
	})
}

// plain appends values that have none in them, as many on a line as there is room for.
func (t tree) plain(b []byte, v column.Vector, elem column.Type, lo, hi, depth int) []byte {
	b = append(b, '[')
	for i, start := lo, len(b)-1; i < hi; i++ {
		last := len(b)
		if i > lo {
			b = append(b, ", "...)
		}
		at := len(b)
		b = t.value(b, v, elem, i, depth)
		if i == lo || t.flat || textWidth(string(b[start:]))+2*depth < t.room {
			continue
		}
		one := string(b[at:])
		b = append(t.next(append(b[:last], ','), depth), ' ')
		start = len(b) - 1
		b = append(b, one...)
	}
	return append(b, ']')
}

// object appends a value that a column of objects holds, or nil.
func (t tree) object(b []byte, x any, depth int) []byte {
	if x == nil {
		return append(b, t.line.Null...)
	}
	if v, elem, ok := column.Items(x); ok {
		return t.items(b, v, elem, 0, v.Len(), depth)
	}
	if t.l.Nested != nil {
		if names, values, ok := t.l.Nested(x); ok {
			return t.named(b, names, values, depth)
		}
	}
	return t.line.Append(b, x)
}

// named appends values with their names, or without.
func (t tree) named(b []byte, names []string, values []any, depth int) []byte {
	marks := "[]"
	if names != nil {
		marks = "{}"
	}
	return t.block(b, marks, len(values), depth, func(t tree, b []byte, i, depth int) []byte {
		if names != nil {
			b = append(strconv.AppendQuote(b, names[i]), ": "...)
		}
		return t.object(b, values[i], depth)
	})
}

// block appends n values between two marks.
func (t tree) block(b []byte, marks string, n, depth int, item func(t tree, b []byte, i, depth int) []byte) []byte {
	if n == 0 {
		return append(b, marks...)
	}
	start := len(b)
	if flat := t; t.flat || len("1, ")*n <= t.room {
		flat.flat = true
		b = append(b, marks[0])
		for i := range n {
			if i > 0 {
				b = append(b, ", "...)
			}
			b = item(flat, b, i, depth)
		}
		if b = append(b, marks[1]); t.flat || textWidth(string(b[start:]))+2*depth <= t.room {
			return b
		}
	}
	b = append(b[:start], marks[0])
	for i := range n {
		b = t.next(b, depth+1)
		if b = item(t, b, i, depth+1); i < n-1 {
			b = append(b, ',')
		}
	}
	return append(t.next(b, depth), marks[1])
}

// next begins a line that stands so deep.
func (t tree) next(b []byte, depth int) []byte {
	b = append(b, '\n')
	for range depth {
		b = append(b, "  "...)
	}
	return b
}
