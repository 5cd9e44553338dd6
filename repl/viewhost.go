package repl

import (
	"starling/engine"
	draw "starling/repl/frame"
	"starling/repl/grid"
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
	layout := h.Layout()
	layout.Width = 0
	format := layout.Style().Format(field.Type)
	number := field.Type.Kind.Numeric() || field.Type.Big()
	out := make([]view.Cell, f.Len())
	var b []byte
	for i := range out {
		text, some := format(b[:0], v, i)
		b = text
		switch {
		case !some:
			out[i] = view.Cell{Text: grid.Null, Style: draw.Dim}
			continue
		case number && h.colour && len(text) > 0 && text[0] == '-':
			out[i].Style = draw.Red
		}
		out[i].Text = string(text)
	}
	return out
}

// Record is a row, a field after the other.
func (h viewHost) Record(f *engine.Frame, row, width int) []string {
	layout := h.Layout()
	layout.Width = width
	var out []string
	for _, line := range grid.Record(f, row, layout) {
		out = append(out, line.Text(layout.Palette))
	}
	return out
}
