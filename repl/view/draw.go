package view

import (
	"fmt"
	"strings"

	"starling/internal/safe"
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
func (p *pane) breadth() int { return max(p.wide(capped), titled) }

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
	if p.shows.Frame == nil || len(p.widths) == 0 {
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

// lines is a pane: a title, the names of the columns, and the rows.
func (p *pane) lines(v *View, b box) []string {
	var out []string
	if b.chrome() > 1 || len(p.widths) == 0 {
		out = append(out, p.title(v))
	}
	columns := p.columns(b.width)
	if len(columns) == 0 {
		return out
	}
	names, rule := make([]string, len(columns)), make([]string, len(columns))
	for i, s := range columns {
		names[i] = p.align(s, header(p.table.Schema[s.column]))
		rule[i] = strings.Repeat("-", s.width)
	}
	if b.chrome() > 0 {
		out = append(out, frame.Paint(frame.Bold, strings.TrimRight(strings.Join(names, gap), " ")))
	}
	if b.chrome() == chrome {
		out = append(out, frame.Paint(frame.Dim, strings.Join(rule, "-+-")))
	}
	for i := range p.shows.Len() {
		out = append(out, p.row(v, i, columns))
	}
	return out
}

// row is a line of the grid.
func (p *pane) row(v *View, i int, columns []spot) string {
	chosen := !v.over && p == v.on() && p.shows.Lo+i == p.at
	parts := make([]string, len(columns))
	for j, s := range columns {
		x := p.cells[s.column][i]
		text, style := p.align(s, x.Text), x.Style
		switch {
		case chosen:
			style = "" // of the line
		case p.marks != nil && p.marks[s.column][i] && !v.over:
			style = v.mark()
		}
		parts[j] = frame.Paint(style, text)
	}
	line := strings.Join(parts, gap)
	if chosen {
		return frame.Paint(frame.Reverse, line)
	}
	return line
}

// mark is the style of what has just changed.
func (v *View) mark() string {
	if v.colour {
		return frame.Bold + frame.Yellow
	}
	return frame.Bold
}

// align is a text in the cells of a column.
func (p *pane) align(s spot, text string) string {
	text = frame.Clip(text, s.width)
	if p.right[s.column] {
		return strings.Repeat(" ", max(s.width-frame.Width(text), 0)) + text
	}
	return frame.Pad(text, s.width)
}

// title says what the pane shows and how it changes.
func (p *pane) title(v *View) string {
	name := p.name
	if name == "" {
		name = "table"
	}
	name = safe.Text(name)
	if len(v.panes) > 1 && p == v.on() && !v.over {
		name = frame.Paint(frame.Reverse, name)
	} else {
		name = frame.Paint(frame.Bold, name)
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
	if v.colour {
		return frame.Paint(frame.Red, text)
	}
	return frame.Paint(frame.Bold, text)
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
	where := v.on().where()
	help := v.help()
	if where != "" {
		where += "  "
	}
	return []string{frame.Clip(where+frame.Paint(frame.Dim, help), width)}
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
	if n := len(p.widths); 1+p.shown < n {
		from, to := p.left+2, p.left+1+p.shown
		if p.shown > 0 {
			parts = append(parts, fmt.Sprintf("columns %d to %d of %d", from, to, n))
		} else {
			parts = append(parts, fmt.Sprintf("column 1 of %d", n))
		}
	}
	return strings.Join(parts, ", ")
}

// help is the keys.
func (v *View) help() string {
	switch {
	case v.browse:
		return "q quit  y code  / filter  s sort  g row  enter record"
	case len(v.panes) > 1:
		return "q quit  tab next  space pause  f follow  / filter  s sort  enter record"
	}
	return "q quit  space pause  f follow  / filter  s sort  enter record"
}
