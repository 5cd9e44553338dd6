package edit

// Resized is told that the window is so wide now. The terminal has broken the rows that are
// one line anew: the picture is taken away by where its rows are by that.
func (p *Painter) Resized(width int) {
	if width == p.width || len(p.rows) == 0 {
		return
	}
	up, x, under := 0, 0, 1
	for y := 0; y <= p.y; y++ {
		at := 0
		for _, c := range p.rows[y].cells {
			if y == p.y && at >= p.x {
				under = int(c.width)
				break
			}
			if at += int(c.width); x+int(c.width) > width {
				up, x = up+1, 0
			}
			x += int(c.width)
		}
		if y < p.y && !p.rows[y].soft {
			up, x = up+1, 0
		}
	}
	if x+under > width {
		up++
	}
	p.x, p.y = 0, up
	p.buf.WriteByte('\r')
	p.erase()
}
