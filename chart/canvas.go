package chart

import "math"

// canvas is cells of dots: braille has two by four in each, letters have one.
type canvas struct {
	wide, high int // in cells
	dx, dy     int // dots of a cell
	dots       []uint8
	owner      []int // of each cell: the series that drew there last, -1 none
}

func newCanvas(wide, high int, braille bool) *canvas {
	k := &canvas{wide: wide, high: high, dx: 1, dy: 1, dots: make([]uint8, wide*high), owner: make([]int, wide*high)}
	if braille {
		k.dx, k.dy = 2, 4
	}
	for i := range k.owner {
		k.owner[i] = -1
	}
	return k
}

// The dots of a cell of braille, by column and row.
var bits = [2][4]uint8{{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}}

// set makes a dot; what is beyond the canvas is left out.
func (k *canvas) set(x, y, series int) {
	if x < 0 || y < 0 || x >= k.wide*k.dx || y >= k.high*k.dy {
		return
	}
	cell := y/k.dy*k.wide + x/k.dx
	k.dots[cell] |= bits[x%k.dx][y%k.dy]
	k.owner[cell] = series
}

// line makes the dots between two.
func (k *canvas) line(x0, y0, x1, y1, series int) {
	n := max(abs(x1-x0), abs(y1-y0))
	for i := 0; i <= n; i++ {
		part := float64(i) / float64(max(n, 1))
		k.set(x0+int(math.Round(part*float64(x1-x0))), y0+int(math.Round(part*float64(y1-y0))), series)
	}
}

// fill makes the dots of a rectangle.
func (k *canvas) fill(x0, y0, x1, y1, series int) {
	for x := max(min(x0, x1), 0); x <= min(max(x0, x1), k.wide*k.dx-1); x++ {
		for y := max(min(y0, y1), 0); y <= min(max(y0, y1), k.high*k.dy-1); y++ {
			k.set(x, y, series)
		}
	}
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// view is where the values of two axes are on a canvas.
type view struct {
	*canvas
	xlo, xhi, ylo, yhi float64
}

func (v *view) x(at float64) int {
	return int(math.Round((at - v.xlo) / (v.xhi - v.xlo) * float64(v.wide*v.dx-1)))
}

func (v *view) y(at float64) int {
	return int(math.Round((v.yhi - at) / (v.yhi - v.ylo) * float64(v.high*v.dy-1)))
}

// draw puts the series on the canvas.
func (c *Chart) draw(v *view) {
	for n := range c.Series {
		s := &c.Series[n]
		switch {
		case c.Bars():
			c.drawBars(v, n)
		case c.Kind == Line:
			drawLine(v, s, n)
		default:
			for i := range s.X {
				if Finite(s.X[i]) && Finite(s.Y[i]) {
					v.set(v.x(s.X[i]), v.y(s.Y[i]), n)
				}
			}
		}
	}
}

// drawLine joins the points that follow each other without a gap.
func drawLine(v *view, s *Series, n int) {
	joined, px, py := false, 0, 0
	for i := range s.X {
		if !Finite(s.X[i]) || !Finite(s.Y[i]) {
			joined = false
			continue
		}
		x, y := v.x(s.X[i]), v.y(s.Y[i])
		if joined {
			v.line(px, py, x, y, n)
		} else {
			v.set(x, y, n)
		}
		joined, px, py = true, x, y
	}
}

// drawBars draws the bars of a series beside those of the others.
func (c *Chart) drawBars(v *view, n int) {
	s := &c.Series[n]
	for i := range s.X {
		if !Finite(s.X[i]) || !Finite(s.Y[i]) || s.Y[i] == 0 {
			continue
		}
		lo, hi := c.Bar(s.X[i], n)
		x0, x1 := v.x(lo), v.x(hi)-1
		v.fill(x0, v.y(0), max(x1, x0), v.y(s.Y[i]), n)
	}
}

// Bar is from where to where the bar of a series at x goes.
func (c *Chart) Bar(x float64, series int) (lo, hi float64) {
	wide, room := c.Width, 1.0
	if wide == 0 {
		wide, room = 1, 0.8 // places of texts stand apart
	}
	each := wide * room / float64(len(c.Series))
	lo = x - wide*room/2 + float64(series)*each
	return lo, lo + each
}
