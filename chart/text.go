package chart

import (
	"strings"

	"github.com/mattn/go-runewidth"

	"starling/internal/safe"
)

// The least that a chart takes in a terminal, and what it has where nothing says how much.
const (
	leastWide, leastHigh = 16, 6
	usualWide, usualHigh = 80, 20
)

// Text is the chart as lines of text, each with its end, that fit a window of that size in
// cells; 0 is without a limit.
func (c *Chart) Text(width, height int, looks Looks) string {
	if width <= 0 {
		width = usualWide
	}
	if height <= 0 {
		height = usualHigh
	}
	if width < leastWide || height < leastHigh {
		return clip("no room for a chart", width) + "\n"
	}
	p := &picture{chart: c, looks: looks, braille: looks == Colours || looks == Mono && len(c.Series) < 2}
	p.lay(width, height)
	return p.text()
}

// picture is a chart that is being written.
type picture struct {
	chart   *Chart
	looks   Looks
	braille bool
	width   int
	view    view
	left    int // cells of the labels of the vertical axis
	ys, xs  []Mark
	head    string
	foot    []string // below the labels of the horizontal axis
}

// lay finds the place of everything.
func (p *picture) lay(width, height int) {
	c := p.chart
	p.width = width
	if p.head = c.Title; p.head == "" {
		p.head = c.Y.Name
	}
	if legend := p.legend(); legend != "" {
		p.foot = append(p.foot, legend)
	}
	if notes := strings.Join(c.Notes, "; "); notes != "" {
		p.foot = append(p.foot, p.look(dim, clip(safe.Text(notes), width)))
	}
	high := max(height-3-len(p.foot), 1) // the head, the axis and its labels
	if name := p.below(); name != "" && high > 3 {
		high--
		p.foot = append([]string{p.look(dim, clip(name, width))}, p.foot...)
	}
	if !c.Empty() {
		p.ys = c.Y.Marks(max(high/2, 2))
	}
	for i := range p.ys {
		p.ys[i].Text = clip(p.ys[i].Text, width/3)
		p.left = max(p.left, runewidth.StringWidth(p.ys[i].Text))
	}
	wide := max(width-p.left-1, 1)
	p.view.canvas = newCanvas(wide, high, p.braille)
	p.view.xlo, p.view.xhi = c.X.Span()
	p.view.ylo, p.view.yhi = c.Y.Span()
	if !c.Empty() {
		p.xs = p.marksBelow(wide)
	}
	c.draw(&p.view)
}

// below is the name of the horizontal axis, with the day of times.
func (p *picture) below() string {
	name := safe.Text(p.chart.X.Name)
	if dates := p.chart.X.Dates(); dates != "" {
		name += " (UTC, " + dates + ")"
	}
	return name
}

// widestMark is the most cells that a mark on the horizontal axis takes.
const widestMark = 14

// marksBelow are as many marks of the horizontal axis as have room.
func (p *picture) marksBelow(wide int) []Mark {
	a := &p.chart.X
	longest := 8
	if a.Scale == Texts {
		longest = 1
		for _, s := range a.Texts {
			longest = max(longest, min(runewidth.StringWidth(safe.Text(s)), widestMark))
		}
	}
	marks := a.Marks(max(wide/(longest+3), 1))
	if a.Scale == Texts && len(a.Texts)*(longest+1) <= wide {
		marks = a.Marks(len(a.Texts))
	}
	for i := range marks {
		marks[i].Text = clip(safe.Text(marks[i].Text), widestMark)
	}
	return marks
}

// lines are the characters of the axes.
type lines struct{ up, mark, corner, across, below string }

var (
	drawnLines = lines{"│", "┤", "└", "─", "┬"}
	plainLines = lines{"|", "+", "+", "-", "+"}
)

// text writes all.
func (p *picture) text() string {
	var b strings.Builder
	axis := drawnLines
	if p.looks == Plain {
		axis = plainLines
	}
	k := p.view.canvas
	if p.head != "" {
		b.WriteString(p.look(bold, clip(safe.Text(p.head), p.width)))
	}
	b.WriteByte('\n')
	labels := p.labels()
	for row := range k.high {
		text, marked := labels[row]
		b.WriteString(strings.Repeat(" ", p.left-runewidth.StringWidth(text)) + p.look(dim, text))
		if marked {
			b.WriteString(p.look(dim, axis.mark))
		} else {
			b.WriteString(p.look(dim, axis.up))
		}
		p.row(&b, row)
		b.WriteByte('\n')
	}
	across, below := p.across(axis)
	indent := strings.Repeat(" ", p.left)
	b.WriteString(indent + p.look(dim, axis.corner+across) + "\n")
	b.WriteString(p.look(dim, strings.TrimRight(indent+" "+below, " ")) + "\n")
	for _, line := range p.foot {
		b.WriteString(line + "\n")
	}
	return b.String()
}

// labels are the marks of the vertical axis by the row of the canvas.
func (p *picture) labels() map[int]string {
	out := map[int]string{}
	for _, m := range p.ys {
		if row := p.view.y(m.At) / p.view.dy; row >= 0 && row < p.view.high {
			out[row] = m.Text
		}
	}
	return out
}

// row writes a row of the canvas, without the spaces at its end.
func (p *picture) row(b *strings.Builder, row int) {
	k := p.view.canvas
	if p.chart.Empty() {
		if row == k.high/2 {
			b.WriteString(p.look(dim, clip(" no points", k.wide)))
		}
		return
	}
	end := k.wide
	for end > 0 && k.owner[row*k.wide+end-1] < 0 {
		end--
	}
	for at := 0; at < end; {
		series := k.owner[row*k.wide+at]
		var run []rune
		for ; at < end && k.owner[row*k.wide+at] == series; at++ {
			run = append(run, p.rune(row*k.wide+at))
		}
		b.WriteString(p.inked(series, string(run)))
	}
}

// across is the horizontal axis and its labels.
func (p *picture) across(axis lines) (line, labels string) {
	wide := p.view.wide
	ticks := make([]string, wide)
	for i := range ticks {
		ticks[i] = axis.across
	}
	var b strings.Builder
	used := 0 // cells of the labels so far
	for _, m := range p.xs {
		at := p.view.x(m.At) / p.view.dx
		if at < 0 || at >= wide {
			continue
		}
		w := runewidth.StringWidth(m.Text)
		from := min(max(at-w/2, 0), wide-w)
		if from < 0 || used > 0 && from < used+1 {
			continue
		}
		ticks[at] = axis.below
		b.WriteString(strings.Repeat(" ", from-used) + m.Text)
		used = from + w
	}
	return strings.Join(ticks, ""), b.String()
}

// clip cuts a text to so many cells.
func clip(s string, width int) string {
	if runewidth.StringWidth(s) <= width {
		return s
	}
	return runewidth.Truncate(s, width, "…")
}
