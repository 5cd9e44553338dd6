package repl

import (
	"fmt"
	"strings"

	"starling/engine"
	draw "starling/repl/frame"
	"starling/repl/view"
	"starling/starlib"
)

// viewHost gives views what they need of the console.
type viewHost struct {
	*starlib.Host
	colour bool
}

// Cells is the values of a column of a window as texts.
func (h viewHost) Cells(f *engine.Frame, c int) []view.Cell {
	field, v := f.Schema[c], f.Cols[c]
	format := style(objectText(h.Host)).Format(field.Type)
	number := field.Type.Kind.Numeric() || field.Type.Big()
	out := make([]view.Cell, f.Len())
	var b []byte
	for i := range out {
		text, some := format(b[:0], v, i)
		b = text
		switch {
		case !some:
			out[i] = view.Cell{Text: null, Style: draw.Dim}
			continue
		case number && h.colour && len(text) > 0 && text[0] == '-':
			out[i].Style = draw.Red
		}
		out[i].Text = clip(string(text), longest)
	}
	return out
}

// Record is a row, a field after the other.
func (h viewHost) Record(f *engine.Frame, row, width int) []string {
	names := 0
	for _, field := range f.Schema {
		names = max(names, draw.Width(field.Name))
	}
	var out []string
	for c, field := range f.Schema {
		text := h.Cells(f, c)[row].Text
		out = append(out, fmt.Sprintf("%s  %s", draw.Pad(field.Name, names), strings.TrimSpace(text)))
	}
	return out
}
