package expr

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"starling/engine/column"
)

// Color is a io.deephaven.gui.color.Color.
type Color struct {
	R, G, B, A uint8
	none       bool // NO_FORMATTING
}

// String is what Java shows.
func (c Color) String() string { return fmt.Sprintf("Color{%d,%d,%d,%d}", c.R, c.G, c.B, c.A) }

func (c Color) rgb() int64 { return int64(c.R)<<16 | int64(c.G)<<8 | int64(c.B) }

// A formatting is a long: the background in the upper half, the foreground in the lower,
// each with bits that say what it is.
const (
	hasColor   = 1 << 24
	selected   = 1 << 25 // stays when the row is selected
	foreground = 1 << 26
	upperHalf  = ^int64(0) << 32
	lightText  = 0x1e0e0e0
	darkText   = 0x1000000
)

var (
	colorOrder  = colorList()
	namedColors = colorsByName()
)

// colorList is the table of colours, each with a colon between its name and red, green and
// blue.
func colorList() []string { return strings.Fields(colorTable) }

func colorsByName() map[string]Color {
	t := map[string]Color{}
	for _, c := range colorOrder {
		name, hex, _ := strings.Cut(c, ":")
		n, err := strconv.ParseInt(hex, 16, 32)
		if err != nil {
			panic(err)
		}
		c := opaque(n)
		c.none = name == "NO_FORMATTING"
		t[name] = c
	}
	return t
}

func opaque(rgb int64) Color {
	return Color{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 255}
}

// colorOf is the colour of a name or of #RRGGBB.
func colorOf(s string) (Color, error) {
	if hex, ok := strings.CutPrefix(s, "#"); ok {
		if n, err := strconv.ParseInt(hex, 16, 32); err == nil {
			return opaque(n), nil
		}
	} else if c, ok := namedColors[strings.ToUpper(s)]; ok {
		return c, nil
	}
	return Color{}, fmt.Errorf("%q is not a colour; there are names such as RED, see colorNames(), and #FF8800", s)
}

func backgroundOf(c Color) int64 {
	if c.none {
		return 0
	}
	return (hasColor | c.rgb()) << 32
}

func toBackground(f int64) int64 { return f & upperHalf }

// toForeground makes the text of what is a background.
func toForeground(f int64) int64 { return int64(uint64(f)>>32) | foreground }

func override(f int64) int64 { return toBackground(f) | selected<<32 }

func foregroundOverride(f int64) int64 { return toForeground(f) | selected }

// auto is a background with text that can be read on it.
func auto(f int64) int64 {
	bg := int64(uint64(f) >> 32)
	if ((bg>>16&255)*299+(bg>>8&255)*587+(bg&255)*114)/1000 >= 128 {
		return toBackground(f) | darkText
	}
	return toBackground(f) | lightText
}

func both2(bg, fg int64) int64 { return toBackground(bg) | toForeground(fg) }

func rgb(r, g, b int64) int64 { return (hasColor | (r&255)<<16 | (g&255)<<8 | b&255) << 32 }

// blend is the colour between two, at bits 0 to 23 behind shift.
func blend(v, low, high float64, a, b int64, shift int) int64 {
	f := min(max((v-low)/(high-low), 0), 1)
	out := int64(0)
	for at := 0; at < 24; at += 8 {
		x, y := float64(a>>(shift+at)&255), float64(b>>(shift+at)&255)
		out |= int64(x+f*(y-x)) << at
	}
	return out
}

func heat(v, low, high float64, a, b int64) int64 {
	return auto((hasColor | blend(v, low, high, a, b, 32)) << 32)
}

func heatText(v, low, high float64, a, b int64) int64 {
	return foreground | hasColor | blend(v, low, high, a, b, 0)
}

// ofColor are the overloads of a function of one colour: its name, itself, or a formatting.
func ofColor(f func(int64) int64, long bool) []overload {
	return ofColorBy(backgroundOf, f, long)
}

func ofColorBy(format func(Color) int64, f func(int64) int64, long bool) []overload {
	of := joined(q1(func(c Color) (int64, error) { return f(format(c)), nil }), colorText(func(c Color) int64 { return f(format(c)) }))
	if long {
		of = joined(of, j1(f))
	}
	return of
}

// colorText is the overload of a name; null is no formatting.
func colorText(f func(Color) int64) []overload {
	return []overload{{"long(String)", re1(func(s string) (int64, error) {
		if column.IsNullString(s) {
			return 0, nil
		}
		c, err := colorOf(s)
		if err != nil {
			return 0, err
		}
		return f(c), nil
	}), fails | present}}
}

// ofTwoColors are the overloads of a function of two.
func ofTwoColors(f func(a, b int64) int64, long bool) []overload {
	of := joined(je2(func(a, b Color) (int64, error) { return f(backgroundOf(a), backgroundOf(b)), nil }),
		je2(func(a, b string) (int64, error) {
			x, err := colorOf(a)
			if err != nil {
				return 0, err
			}
			y, err := colorOf(b)
			return f(backgroundOf(x), backgroundOf(y)), err
		}))
	if long {
		of = joined(of, j2(f))
	}
	return of
}

// heats are the overloads of a heat map.
func heats(format func(int64) int64, f func(v, low, high float64, a, b int64) int64, long bool) []overload {
	of := joined(je5(func(v, low, high float64, a, b Color) (int64, error) {
		return f(v, low, high, format(backgroundOf(a)), format(backgroundOf(b))), nil
	}), je5(func(v, low, high float64, a, b string) (int64, error) {
		x, err := colorOf(a)
		if err != nil {
			return 0, err
		}
		y, err := colorOf(b)
		return f(v, low, high, format(backgroundOf(x)), format(backgroundOf(y))), err
	}))
	if long {
		of = joined(of, je5(func(v, low, high float64, a, b int64) (int64, error) { return f(v, low, high, a, b), nil }))
	}
	return of
}

func same64(f int64) int64 { return f }

// fromInts is a colour of red, green, blue and opacity from 0 to 255.
func fromInts(r, g, b, a int32) (Color, error) {
	for _, v := range []int32{r, g, b, a} {
		if v < 0 || v > 255 {
			return Color{}, fmt.Errorf("the part %d of a colour is not from 0 to 255", v)
		}
	}
	return Color{R: uint8(r), G: uint8(g), B: uint8(b), A: uint8(a)}, nil
}

// fromFloats is a colour of red, green, blue and opacity from 0 to 1.
func fromFloats(r, g, b, a float32) (Color, error) {
	part := func(f float32) int32 { return int32(math.Floor(float64(f)*255 + 0.5)) }
	return fromInts(part(r), part(g), part(b), part(a))
}

// fromHSL is a colour of a hue in degrees, saturation and lightness in per cent.
func fromHSL(h, s, l, a float32) (Color, error) {
	if s < 0 || s > 100 || l < 0 || l > 100 || a < 0 || a > 1 {
		return Color{}, fmt.Errorf("the saturation %v and lightness %v are not from 0 to 100, or the opacity %v not from 0 to 1", s, l, a)
	}
	hue, sat, light := math.Mod(math.Mod(float64(h), 360)+360, 360)/30, float64(s)/100, float64(l)/100
	part := func(n float64) float32 {
		k := math.Mod(n+hue, 12)
		return float32(light - sat*min(light, 1-light)*max(-1, min(k-3, 9-k, 1)))
	}
	return fromFloats(part(0), part(8), part(4), a)
}

// colorFuncs are the functions of colours.
var colorFuncs = table{
	"background":               {"the formatting with a colour behind the text", ofColor(toBackground, false)},
	"backgroundForeground":     {"the formatting with a colour behind the text and one of the text", ofTwoColors(both2, false)},
	"backgroundForegroundAuto": {"the formatting with a colour behind text that can be read on it", ofColor(auto, false)},
	"backgroundOverride":       {"background that stays when the row is selected", ofColor(override, true)},
	"bg":                       {"the formatting with a colour behind the text", joined(ofColor(toBackground, true), je3(func(r, g, b int64) (int64, error) { return rgb(r, g, b), nil }))},
	"bgfg":                     {"the formatting with a colour behind the text and one of the text", append(ofTwoColors(both2, true), overload{"long(long, long, long, long, long, long)", sixColors, present})},
	"bgfga":                    {"the formatting with a colour behind text that can be read on it", joined(ofColor(auto, true), je3(func(r, g, b int64) (int64, error) { return auto(rgb(r, g, b)), nil }))},
	"bgo":                      {"bg that stays when the row is selected", ofColor(override, true)},
	"color":                    {"the colour of a name or of #RRGGBB", q1(colorOf)},
	"colorHSL": {"the colour of a hue in degrees, saturation and lightness in per cent, and opacity", joined(
		je3(func(h, s, l float32) (Color, error) { return fromHSL(h, s, l, 1) }), je4(fromHSL))},
	"colorNames": {"the names of the colours", j0(func() ([]string, error) {
		var out []string
		for _, c := range colorOrder {
			name, _, _ := strings.Cut(c, ":")
			out = append(out, name)
		}
		return out, nil
	})},
	"colorRGB": {"the colour of red, green, blue and opacity, as numbers to 255, as fractions, or in one number", joined(
		j1(func(n int32) Color { return opaque(int64(n)) }),
		j2(func(n int32, alpha bool) Color {
			c := opaque(int64(n))
			if alpha {
				c.A = uint8(uint32(n) >> 24)
			}
			return c
		}),
		je3(func(r, g, b int32) (Color, error) { return fromInts(r, g, b, 255) }), je4(fromInts),
		je3(func(r, g, b float32) (Color, error) { return fromFloats(r, g, b, 1) }), je4(fromFloats))},
	"fg":                            {"the formatting with a colour of the text", joined(ofColor(toForeground, true), je3(func(r, g, b int64) (int64, error) { return toForeground(rgb(r, g, b)), nil }))},
	"fgo":                           {"fg that stays when the row is selected", ofColor(foregroundOverride, true)},
	"foreground":                    {"the formatting with a colour of the text", ofColor(toForeground, false)},
	"foregroundOverride":            {"foreground that stays when the row is selected", ofColor(foregroundOverride, true)},
	"heatmap":                       {"the formatting with a colour behind the text that lies between two, as a number does", heats(same64, heat, true)},
	"heatmapFg":                     {"the formatting with a colour of the text that lies between two, as a number does", heats(toForeground, heatText, true)},
	"heatmapForeground":             {"the formatting with a colour of the text that lies between two, as a number does", heats(toForeground, heatText, false)},
	"isBackgroundSelectionOverride": {"whether the background stays when the row is selected", j1(func(f int64) bool { return f>>32&selected != 0 })},
	"isForegroundSelectionOverride": {"whether the text's colour stays when the row is selected", j1(func(f int64) bool { return f&selected != 0 })},
	"toLong":                        {"the formatting of a colour, or a formatting itself", ofColorBy(autoOf, same64, true)},
}

// autoOf is the formatting of a colour by itself.
func autoOf(c Color) int64 {
	if c.none {
		return 0
	}
	return auto(backgroundOf(c))
}

// sixColors is bgfg of two times red, green and blue.
func sixColors(c *call) error {
	out := grow[int64](c.out, c.n)
	for i := range out {
		at := func(k int) int64 { return vals[int64](c.args[k])[i] }
		out[i] = both2(rgb(at(0), at(1), at(2)), rgb(at(3), at(4), at(5)))
	}
	return nil
}
