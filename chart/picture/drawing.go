package picture

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"starling/chart"
	"starling/internal/safe"
)

// The distances in a picture, in points.
const (
	edge     = 12
	textHigh = 10
	gap      = 6
	legend   = 150 // the most that the names of series take
)

// inks are the colours of the series.
var inks = []color.RGBA{
	{0x1f, 0x77, 0xb4, 0xff},
	{0xff, 0x7f, 0x0e, 0xff},
	{0x2c, 0xa0, 0x2c, 0xff},
	{0xd6, 0x27, 0x28, 0xff},
	{0x94, 0x67, 0xbd, 0xff},
	{0x8c, 0x56, 0x4b, 0xff},
	{0xe3, 0x77, 0xc2, 0xff},
	{0x7f, 0x7f, 0x7f, 0xff},
	{0xbc, 0xbd, 0x22, 0xff},
	{0x17, 0xbe, 0xcf, 0xff},
}

// The colours of what is not a series.
var (
	black = color.Gray{0x22}
	grey  = color.Gray{0xdd}
	white = color.Gray{0xff}
)

// drawing is a chart on its way to a canvas, whose origin is below at the left.
type drawing struct {
	vg.Canvas
	chart          *chart.Chart
	font           font.Face
	x0, x1, y0, y1 vg.Length // of the field of the points
	xlo, xhi       float64
	ylo, yhi       float64
}

func (d *drawing) draw() {
	d.SetColor(white)
	d.Fill(box(0, 0, wide, high))
	c := d.chart
	d.xlo, d.xhi = c.X.Span()
	d.ylo, d.yhi = c.Y.Span()
	var xs, ys []chart.Mark
	if !c.Empty() {
		ys = c.Y.Marks(8)
		xs = c.X.Marks(8)
	}
	d.lay(ys)
	d.marks(xs, ys)
	d.words()
	if c.Empty() {
		d.text("no points", (d.x0+d.x1)/2, (d.y0+d.y1)/2, 0.5, black)
		return
	}
	for n := range c.Series {
		d.SetColor(inks[n%len(inks)])
		d.SetLineWidth(1.5)
		d.series(n)
	}
}

// lay finds the field of the points.
func (d *drawing) lay(ys []chart.Mark) {
	d.x0, d.x1, d.y0, d.y1 = edge, wide-edge, edge+2*(textHigh+gap), high-edge-2*textHigh-gap
	if len(d.chart.Notes) > 0 {
		d.y0 += textHigh + gap
	}
	var widest vg.Length
	for _, m := range ys {
		widest = max(widest, d.font.Width(m.Text))
	}
	d.x0 += widest + gap
	if d.chart.Named() {
		widest = 0
		for _, s := range d.chart.Series {
			widest = max(widest, d.font.Width(d.cut(s.Name, legend)))
		}
		d.x1 -= widest + 20
	}
}

func (d *drawing) x(at float64) vg.Length {
	return d.x0 + vg.Length((at-d.xlo)/(d.xhi-d.xlo))*(d.x1-d.x0)
}

func (d *drawing) y(at float64) vg.Length {
	return d.y0 + vg.Length((at-d.ylo)/(d.yhi-d.ylo))*(d.y1-d.y0)
}

// marks draws the axes, with a line through the field at each mark.
func (d *drawing) marks(xs, ys []chart.Mark) {
	d.SetLineWidth(0.5)
	d.SetColor(grey)
	for _, m := range ys {
		d.line(d.x0, d.y(m.At), d.x1, d.y(m.At))
		d.text(m.Text, d.x0-gap, d.y(m.At)-textHigh/3, 1, black)
	}
	used := vg.Length(math.Inf(-1))
	for _, m := range xs {
		text := d.cut(m.Text, 90)
		half := d.font.Width(text) / 2
		if at := d.x(m.At); at-half > used {
			d.line(at, d.y0, at, d.y1)
			d.text(text, at, d.y0-textHigh-gap/2, 0.5, black)
			used = at + half + gap
		}
	}
	d.SetColor(black)
	d.line(d.x0, d.y0, d.x1, d.y0)
	d.line(d.x0, d.y0, d.x0, d.y1)
}

// words writes the title, the names of the axes and series, and the notes.
func (d *drawing) words() {
	c := d.chart
	head := c.Title
	if head == "" {
		head = c.Y.Name
	}
	d.text(d.cut(head, wide-2*edge), edge, high-edge-textHigh, 0, black)
	name := c.X.Name
	if dates := c.X.Dates(); dates != "" {
		name += " (UTC, " + dates + ")"
	}
	below := d.y0 - 2*(textHigh+gap)
	d.text(d.cut(name, d.x1-d.x0), (d.x0+d.x1)/2, below, 0.5, black)
	for _, n := range c.Notes {
		below -= textHigh + gap
		d.text(d.cut(n, wide-2*edge), edge, below, 0, black)
	}
	if !c.Named() {
		return
	}
	at := d.y1 - textHigh
	for n, s := range c.Series {
		if at < d.y0 {
			return
		}
		d.SetColor(inks[n%len(inks)])
		d.Fill(box(d.x1+gap, at, 8, 8))
		d.text(d.cut(s.Name, legend), d.x1+gap+12, at, 0, black)
		at -= textHigh + gap
	}
}

// series draws the points of one, in the colour that is set.
func (d *drawing) series(n int) {
	s := d.chart.Series[n]
	if d.chart.Kind == chart.Line {
		s = d.thin(s)
	}
	var path vg.Path
	joined, drawn := false, map[vg.Point]bool{}
	for i := range s.X {
		if !chart.Finite(s.X[i]) || !chart.Finite(s.Y[i]) {
			joined = false
			continue
		}
		at := vg.Point{X: d.x(s.X[i]), Y: d.y(s.Y[i])}
		switch {
		case d.chart.Bars():
			lo, hi := d.chart.Bar(s.X[i], n)
			zero := d.y(0)
			d.Fill(box(d.x(lo), min(zero, at.Y), max(d.x(hi)-d.x(lo)-0.5, 0.5), max(at.Y-zero, zero-at.Y)))
		case d.chart.Kind == chart.Scatter || !joined && !goesOn(s, i):
			if spot := (vg.Point{X: rounded(at.X), Y: rounded(at.Y)}); !drawn[spot] {
				drawn[spot] = true
				d.Fill(disc(at, 2))
			}
		case joined:
			path.Line(at)
		default:
			path.Move(at)
		}
		joined = true
	}
	if len(path) > 0 {
		d.Stroke(path)
	}
}

// goesOn reports whether a line goes from a point to the next one.
func goesOn(s chart.Series, i int) bool {
	return i+1 < len(s.X) && chart.Finite(s.X[i+1]) && chart.Finite(s.Y[i+1])
}

// rounded is a place to a quarter of a point, below which nothing can be told apart.
func rounded(at vg.Length) vg.Length { return vg.Length(math.Round(float64(at)*4) / 4) }

// thin leaves out points of a line that are above each other between others: what is kept of
// them is the first, the lowest, the highest and the last.
func (d *drawing) thin(s chart.Series) chart.Series {
	out := chart.Series{Name: s.Name}
	keep := func(i int) { out.X, out.Y = append(out.X, s.X[i]), append(out.Y, s.Y[i]) }
	for lo := 0; lo < len(s.X); {
		hi, least, most := lo, lo, lo
		column := rounded(d.x(s.X[lo]))
		for hi+1 < len(s.X) && chart.Finite(s.Y[lo]) && chart.Finite(s.Y[hi+1]) && rounded(d.x(s.X[hi+1])) == column {
			hi++
			if s.Y[hi] < s.Y[least] {
				least = hi
			}
			if s.Y[hi] > s.Y[most] {
				most = hi
			}
		}
		keep(lo)
		for _, i := range []int{min(least, most), max(least, most), hi} {
			if i > lo && (i < hi || i == hi && out.X[len(out.X)-1] != s.X[hi] || i == hi && out.Y[len(out.Y)-1] != s.Y[hi]) {
				keep(i)
			}
		}
		lo = hi + 1
	}
	return out
}

func (d *drawing) line(x0, y0, x1, y1 vg.Length) {
	var p vg.Path
	p.Move(vg.Point{X: x0, Y: y0})
	p.Line(vg.Point{X: x1, Y: y1})
	d.Stroke(p)
}

// text writes one line; part of it is to the left of x.
func (d *drawing) text(s string, x, y, part vg.Length, ink color.Color) {
	s = safe.Text(s)
	if s == "" {
		return
	}
	d.Push()
	d.SetColor(ink)
	d.FillString(d.font, vg.Point{X: x - part*d.font.Width(s), Y: y}, s)
	d.Pop()
}

// cut is a text that is not wider.
func (d *drawing) cut(s string, most vg.Length) string {
	s = safe.Text(s)
	if d.font.Width(s) <= most {
		return s
	}
	runes := []rune(s)
	for len(runes) > 0 && d.font.Width(string(runes)+"…") > most {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}

func box(x, y, w, h vg.Length) (p vg.Path) {
	p.Move(vg.Point{X: x, Y: y})
	p.Line(vg.Point{X: x + w, Y: y})
	p.Line(vg.Point{X: x + w, Y: y + h})
	p.Line(vg.Point{X: x, Y: y + h})
	p.Close()
	return p
}

func disc(at vg.Point, radius vg.Length) (p vg.Path) {
	p.Move(vg.Point{X: at.X + radius, Y: at.Y})
	p.Arc(at, radius, 0, 2*math.Pi)
	p.Close()
	return p
}
