package grid

import (
	"strings"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/expr"
	"starling/internal/safe"
)

// What the names of columns end in that say how others look, and what stands for a row's
// name before it, as Deephaven has them.
const (
	styleOf   = "__TABLE_STYLE_FORMAT"
	numbersOf = "__TABLE_NUMBER_FORMAT"
	datesOf   = "__TABLE_DATE_FORMAT"
	rowName   = "__ROW"
)

// A style is a long: what is behind the text in the upper half, the text in the lower, each
// with a bit that says that there is a colour.
const hasColor = 1 << 24

// formats is the columns that say how others look, by their names.
type formats map[string]int

func newFormats(schema []column.Field) formats {
	all := formats{}
	for c, f := range schema {
		switch {
		case strings.HasSuffix(f.Name, styleOf) && f.Type.Kind == column.Long,
			(strings.HasSuffix(f.Name, numbersOf) || strings.HasSuffix(f.Name, datesOf)) && f.Type.Kind == column.String:
			all[f.Name] = c
		}
	}
	return all
}

// hides reports whether a column says how others look, and is not shown itself.
func (s formats) hides(name string) bool {
	_, ok := s[name]
	return ok
}

// apply gives a column's cells the looks that the rows of the frames have for it.
func (s formats) apply(k *col, frames []*engine.Frame) {
	name := frames[0].Schema[k.at].Name
	if c, ok := s[name+numbersOf]; ok && k.right {
		k.rewrite(frames, c, func(pattern string, _ column.Vector, _ int, text string) string { return decimalText(pattern, text) })
	}
	if c, ok := s[name+datesOf]; ok && frames[0].Schema[k.at].Type.Kind == column.Instant {
		k.rewrite(frames, c, func(pattern string, v column.Vector, i int, text string) string {
			if date, err := expr.DateText(pattern, v.(*column.Vec[int64]).V[i]); err == nil {
				return safe.Text(date)
			}
			return text
		})
	}
	for _, of := range []string{rowName, name} { // the column's counts more
		c, ok := s[of+styleOf]
		if !ok {
			continue
		}
		at := 0
		for _, f := range frames {
			for _, v := range f.Cols[c].(*column.Vec[int64]).V {
				k.cells[at].look.colour(v)
				at++
			}
		}
	}
}

// colour gives a look the colours of a style.
func (k *Look) colour(style int64) {
	if style == column.NullLong {
		return
	}
	if text := uint32(style); text&hasColor != 0 {
		k.Fg = RGB(text)
	}
	if behind := uint32(uint64(style) >> 32); behind&hasColor != 0 {
		k.Bg = RGB(behind)
	}
}

// rewrite makes other texts of the values, by the patterns in column patterns of the frames.
func (c *col) rewrite(frames []*engine.Frame, patterns int, text func(pattern string, v column.Vector, i int, text string) string) {
	cells := c.cells
	c.cells, c.data = make([]cell, 0, len(cells)), 0
	at := 0
	for _, f := range frames {
		for i, pattern := range f.Cols[patterns].(*column.Vec[string]).V {
			x := cells[at]
			if !x.null && !column.IsNullString(pattern) {
				x.text = text(pattern, f.Cols[c.at], i, x.text)
			}
			c.put(x)
			at++
		}
	}
	c.least = c.data
}
