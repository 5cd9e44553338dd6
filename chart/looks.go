package chart

import (
	"strings"

	"github.com/mattn/go-runewidth"

	"starling/internal/safe"
)

// Looks is what an output can show of a chart.
type Looks int

// The looks.
const (
	Plain   Looks = iota // letters alone: a pipe, a dumb terminal
	Mono                 // braille, bold and dim
	Colours              // and colours
)

// The looks of parts, as what a terminal is told.
const (
	bold = "1"
	dim  = "2"
)

func (p *picture) look(code, text string) string {
	if p.looks == Plain || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// colours are those of the series: of the terminal, so that they suit it.
var colours = []string{"36", "33", "35", "32", "31", "34", "96", "93", "95", "92", "91", "94"}

// inked is a text in the colour of a series.
func (p *picture) inked(series int, text string) string {
	if p.looks != Colours || series < 0 || !p.chart.Named() {
		return text
	}
	return p.look(colours[series%len(colours)], text)
}

// rune is what is in a cell.
func (p *picture) rune(cell int) rune {
	k := p.view.canvas
	switch series := k.owner[cell]; {
	case series < 0:
		return ' '
	case p.braille:
		return 0x2800 + rune(k.dots[cell])
	default:
		return p.letter(series)
	}
}

// letter is what stands for a series where there is no braille.
func (p *picture) letter(series int) rune {
	switch {
	case len(p.chart.Series) > 1:
		return 'a' + rune(series%26)
	case p.chart.Bars():
		return '#'
	}
	return '*'
}

// legend is the names of the series, as many as have room.
func (p *picture) legend() string {
	if !p.chart.Named() {
		return ""
	}
	var b strings.Builder
	room := p.width
	for i, s := range p.chart.Series {
		mark := "━"
		if !p.braille {
			mark = string(p.letter(i))
		}
		name := safe.Text(s.Name)
		if i > 0 {
			name = "  " + mark + " " + name
		} else {
			name = mark + " " + name
		}
		if more := i < len(p.chart.Series)-1; runewidth.StringWidth(name) > room-2 && (more || runewidth.StringWidth(name) > room) {
			if i == 0 {
				b.WriteString(p.inked(0, clip(name, room)))
			} else {
				b.WriteString(" …")
			}
			break
		}
		room -= runewidth.StringWidth(name)
		b.WriteString(p.inked(i, name))
	}
	return b.String()
}
