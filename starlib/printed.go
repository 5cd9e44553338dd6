package starlib

import (
	"strings"

	"starling/engine"
	"starling/engine/column"
	"starling/grid"
)

// printedFrame is frameText as print shows it, without the last end of line: where there is a
// window, each line is cut to it.
func (h *Host) printedFrame(f *engine.Frame) (string, error) {
	window := 0
	if h.cfg.Layout != nil {
		window = h.cfg.Layout().Width
	}
	if window > 0 {
		shorten(f, window)
	}
	s, err := h.frameText(f)
	s = strings.TrimSuffix(s, "\n")
	if err != nil || window <= 0 {
		return s, err
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = grid.Clip(line, window)
	}
	return strings.Join(lines, "\n"), nil
}

// shorten cuts the texts of a frame to what is still wider than the window.
func shorten(f *engine.Frame, window int) {
	for _, v := range f.Cols {
		texts, ok := v.(*column.Vec[string])
		if !ok || v.Kind() != column.String {
			continue
		}
		for i, s := range texts.V {
			if begin, cut := grid.Head(s, window); cut {
				texts.V[i] = begin + "…"
			}
		}
	}
}
