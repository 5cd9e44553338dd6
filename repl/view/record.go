package view

import (
	"starling/engine"
	"starling/grid"
	"starling/repl/frame"
	"starling/repl/keys"
)

// record is a row as it was when it was opened, a field after the other.
type record struct {
	frame *engine.Frame
	row   int
	top   int // the first of its lines that is shown
	room  int // for its lines
	len   int // of them

	made  []string // for a window of width
	width int
}

// lines is the record instead of the grid.
func (r *record) lines(v *View, width, height int) []string {
	if r.made == nil || r.width != width {
		l := v.host.Layout()
		l.Width = width
		r.made, r.width = nil, width
		for _, line := range grid.Record(r.frame, r.row, l) {
			r.made = append(r.made, line.Text(l.Palette))
		}
	}
	r.room, r.len = max(height-1, 1), len(r.made)
	r.top = min(max(r.top, 0), max(r.len-r.room, 0))
	var out []string
	for _, line := range r.made[r.top:min(r.top+r.room, r.len)] {
		out = append(out, frame.Clip(line, width))
	}
	if v.over {
		return out
	}
	help := "Esc back  q quit"
	if r.len > r.room {
		help += "  arrows PgUp PgDn move"
	}
	return append(out, frame.Clip(v.paint(dim, help), width))
}

// key moves in the record, or leaves it.
func (r *record) key(v *View, e keys.Event) {
	switch e {
	case keys.Press(keys.Esc), keys.Press(keys.Enter):
		v.record = nil
	case keys.Char('q'):
		v.over = true
	case keys.Press(keys.Up):
		r.top--
	case keys.Press(keys.Down):
		r.top++
	case keys.Press(keys.PageUp):
		r.top -= r.room
	case keys.Press(keys.PageDown), keys.Char(' '):
		r.top += r.room
	case keys.Press(keys.Home):
		r.top = 0
	case keys.Press(keys.End):
		r.top = r.len
	}
}
