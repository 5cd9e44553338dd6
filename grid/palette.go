package grid

import (
	"fmt"
	"strings"
)

// Color is a colour of a terminal; the zero value is the terminal's own.
type Color uint32

// The two kinds of colours: one of the terminal's eight, which its user chose, and one by
// red, green and blue.
const (
	ansi Color = 1 << 24
	rgb  Color = 1 << 25
)

// Red is of what is negative or failed.
const Red = ansi | 1

// RGB is the colour 0xRRGGBB.
func RGB(n uint32) Color { return rgb | Color(n&0xffffff) }

// Palette is what looks a terminal can show.
type Palette int

// The palettes.
const (
	NoLooks Palette = iota // none: a pipe, a dumb terminal
	Mono                   // bold, dim and reversed
	Indexed                // and 256 colours
	Full                   // and all colours
)

// PaletteOf is the palette of an output by the environment's variables.
func PaletteOf(terminal bool, getenv func(string) string) Palette {
	switch name := getenv("TERM"); {
	case !terminal, name == "dumb", name == "":
		return NoLooks
	case getenv("NO_COLOR") != "":
		return Mono
	}
	switch getenv("COLORTERM") {
	case "truecolor", "24bit":
		return Full
	}
	return Indexed
}

// reset ends a look.
const reset = "\x1b[0m"

// code is the sequence that begins a look, "" if it is not different.
func (p Palette) code(k Look) string {
	var parts []string
	for _, a := range []struct {
		on   bool
		code string
	}{{k.Bold, "1"}, {k.Dim, "2"}, {k.Reverse, "7"}} {
		if a.on {
			parts = append(parts, a.code)
		}
	}
	parts = p.color(parts, k.Fg, 30)
	parts = p.color(parts, k.Bg, 40)
	if len(parts) == 0 || p == NoLooks {
		return ""
	}
	return "\x1b[" + strings.Join(parts, ";") + "m"
}

// Paint is text with a look, as far as the palette can show it.
func (p Palette) Paint(look Look, text string) string {
	code := p.code(look)
	if code == "" || text == "" {
		return text
	}
	return code + text + reset
}

// color appends what chooses a colour; base is 30 for text and 40 for what is behind it.
func (p Palette) color(parts []string, c Color, base int) []string {
	r, g, b := int(c>>16&255), int(c>>8&255), int(c&255)
	switch {
	case c == 0 || p < Indexed:
		return parts
	case c&ansi != 0:
		return append(parts, fmt.Sprint(base+int(c&7)))
	case p == Full:
		return append(parts, fmt.Sprintf("%d;2;%d;%d;%d", base+8, r, g, b))
	}
	return append(parts, fmt.Sprintf("%d;5;%d", base+8, cube(r, g, b)))
}

// cube is the nearest of the 216 colours that terminals with 256 have at the same places,
// or of their greys.
func cube(r, g, b int) int {
	if r == g && g == b && r > 7 && r < 239 {
		return 232 + (r-8)/10
	}
	level := func(v int) int {
		switch {
		case v < 48:
			return 0
		case v < 115:
			return 1
		}
		return (v - 35) / 40
	}
	return 16 + 36*level(r) + 6*level(g) + level(b)
}
