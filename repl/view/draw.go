package view

import (
	"fmt"
	"strings"

	"starling/internal/safe"
	"starling/repl/frame"
	"starling/repl/grid"
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

// named is how wide a name is at most, which may be a whole expression.
const named = 40

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

// layout is how the pane's rows look in so many cells.
func (p *pane) layout(v *View, width int) grid.Layout {
	l := v.host.Layout()
	l.Width, l.Height, l.Untyped, l.Scrolls, l.Mark, l.Least = width, 0, true, true, p.marked, p.widths
	if v.over {
		l.Mark = nil
	}
	if p.left > 0 {
		l.From = p.left + 1
	}
	return l
}

// measure finds how wide the rows are where there is room. Columns do not become narrower
// while the view stays where it is.
func (p *pane) measure(v *View, width int) {
	x := grid.Draw(p.layout(v, width), p.shows.Frame)
	p.widths = x.Widths
	if p.natural = 0; len(x.Head) > 0 {
		p.natural = x.Head[1].Width()
	}
	p.picture = x
}

// lines is a pane: a title, the names of the columns, and the rows.
func (p *pane) lines(v *View, b box) []string {
	l := p.layout(v, b.width)
	x := grid.Draw(l, p.shows.Frame)
	p.picture = x
	var out []string
	if b.chrome() > 1 || len(x.Head) == 0 {
		out = append(out, p.title(v))
	}
	if len(x.Head) == 0 {
		return out
	}
	if b.chrome() > 0 {
		out = append(out, x.Head[0].Text(l.Palette))
	}
	if b.chrome() == chrome {
		out = append(out, x.Head[1].Text(l.Palette))
	}
	for i, row := range x.Rows {
		text := row.Text(l.Palette)
		if !v.over && p == v.on() && p.shows.Lo+i == p.at {
			text = v.paint(frame.Reverse, frame.Pad(row.String(), x.Head[1].Width()))
		}
		out = append(out, text)
	}
	return out
}

// title says what the pane shows and how it changes.
func (p *pane) title(v *View) string {
	name := frame.Clip(safe.Text(p.called()), named)
	if len(v.panes) > 1 && p == v.on() && !v.over {
		name = v.paint(frame.Reverse, name)
	} else {
		name = v.paint(frame.Bold, name)
	}
	parts := []string{name}
	if p.shows.Frame == nil {
		return name
	}
	parts = append(parts, count(p.shows.Size, "row"))
	if err := p.shows.Err; err != nil {
		parts = append(parts, v.red("failed: "+safe.Text(err.Error())))
	} else if p.base.Attrs.Refreshing {
		parts = append(parts, p.rates.String())
		if n := p.lag.Load(); n != nil && *n >= 0 {
			parts = append(parts, "lag "+thousands(int(*n)))
		}
	} else {
		parts = append(parts, "static")
	}
	if v.paused {
		parts = append(parts, "paused")
	}
	if p.follow {
		parts = append(parts, "newest last")
	}
	if p.filter != "" {
		parts = append(parts, "where "+safe.Text(p.filter))
	}
	if len(p.order) > 0 {
		parts = append(parts, "by "+orderText(p.order))
	}
	return strings.Join(parts, "  ")
}

// red is a text about what is wrong.
func (v *View) red(text string) string {
	return grid.Line{{Text: text, Look: grid.Look{Fg: grid.Red}}}.Text(v.host.Layout().Palette)
}

// paint is a text in a style, if the terminal has styles.
func (v *View) paint(style, text string) string {
	if v.host.Layout().Palette == grid.NoLooks {
		return text
	}
	return frame.Paint(style, text)
}

// count is a number of things: "1 row", "2,000 rows".
func count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return thousands(n) + " " + thing
}

// foot is the last lines: a question, or where the view is and what its keys are.
func (v *View) foot(width int) []string {
	switch {
	case v.over:
		return nil
	case v.question != nil:
		return v.question.lines(v, width)
	case v.notice != "":
		return []string{frame.Clip(v.red(v.notice), width)}
	}
	parts := []string{v.paint(frame.Dim, "q quit")} // first, where not all has room
	if where := v.on().where(); where != "" {
		parts = append(parts, where)
	}
	parts = append(parts, v.paint(frame.Dim, v.help()))
	return []string{frame.Clip(strings.Join(parts, "  "), width)}
}

// where says which rows and columns are shown, if not all.
func (p *pane) where() string {
	if p.shows.Frame == nil {
		return ""
	}
	var parts []string
	if f := p.shows; f.Len() < f.Size {
		parts = append(parts, fmt.Sprintf("rows %s to %s", thousands(f.Lo+1), thousands(f.Hi)))
	}
	if x := p.picture; x != nil && len(x.Left) > 0 {
		shown, all := len(x.Columns), len(x.Columns)+len(x.Left)
		switch {
		case shown < 2:
			parts = append(parts, fmt.Sprintf("column 1 of %d", all))
		case p.left == 0:
			parts = append(parts, fmt.Sprintf("columns 1 to %d of %d", shown, all))
		default:
			parts = append(parts, fmt.Sprintf("columns 1, %d to %d of %d", p.left+2, p.left+shown, all))
		}
	}
	return strings.Join(parts, ", ")
}

// help is the keys but q.
func (v *View) help() string {
	switch {
	case v.browse:
		return "y code  / filter  s sort  g row  enter record"
	case len(v.panes) > 1:
		return "tab next  space pause  f follow  / filter  s sort  enter record"
	}
	return "space pause  f follow  / filter  s sort  enter record"
}
