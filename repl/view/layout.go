package view

import (
	"starling/repl/frame"
)

// box is the place of a pane: its width, and how many lines it has.
type box struct{ width, height int }

// rows is how many rows a box has room for.
func (b box) rows() int { return max(b.height-b.chrome(), 1) }

// chrome is how many lines are no rows: names, a title, a rule, as far as a row has room too.
func (b box) chrome() int { return min(max(b.height-1, 0), chrome) }

// chrome is how many lines of a box are no rows where there is room.
const chrome = 3

// between is what stands between two panes.
const between = "   "

// abreast reports whether the panes fit into the width side by side.
func (v *View) abreast(width int) bool {
	n := -len(between)
	for _, p := range v.panes {
		n += p.breadth() + len(between)
	}
	return len(v.panes) > 1 && n <= width
}

// breadth is how wide a pane is beside another.
func (p *pane) breadth() int { return max(p.natural, titled) }

// titled is how wide a title is worth showing.
const titled = 32

// layout gives each pane its place above the foot: side by side if they fit, else one below the
// other.
func (v *View) layout(width, height int) []box {
	height -= len(v.foot(width))
	boxes := make([]box, len(v.panes))
	if !v.abreast(width) {
		return v.stacked(boxes, width, height)
	}
	left := width
	for i, p := range v.panes {
		boxes[i] = box{p.breadth(), height}
		if left -= boxes[i].width + len(between); i == len(boxes)-1 {
			boxes[i].width += left + len(between)
		}
	}
	return boxes
}

// stacked is boxes one below the other: each has what it needs, or an equal share of what those
// that need less leave.
func (v *View) stacked(boxes []box, width, height int) []box {
	for left := len(boxes); left > 0; {
		share, done := height/left, true
		for i, p := range v.panes {
			if need := p.need(); boxes[i].width == 0 && need <= share {
				boxes[i] = box{width, need}
				height, left, done = height-need, left-1, false
			}
		}
		if !done {
			continue
		}
		for i := range boxes {
			if boxes[i].width == 0 {
				boxes[i] = box{width, height / left}
				height, left = height-height/left, left-1
			}
		}
	}
	return boxes
}

// need is how many lines the pane can use.
func (p *pane) need() int {
	if p.shows.Frame == nil {
		return chrome
	}
	return chrome + max(p.shows.Size, 1)
}

// grids is the lines of the panes in their boxes.
func (v *View) grids(boxes []box, width int) []string {
	var out []string
	if !v.abreast(width) {
		for i, p := range v.panes {
			out = append(out, p.lines(v, boxes[i])...)
		}
		return out
	}
	left := 0
	for i, p := range v.panes {
		for j, line := range p.lines(v, boxes[i]) {
			if j == len(out) {
				out = append(out, "")
			}
			out[j] = frame.Pad(out[j], left) + frame.Clip(line, boxes[i].width)
		}
		left += boxes[i].width + len(between)
	}
	return out
}
