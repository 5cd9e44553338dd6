package expr

import "testing"

// colorCases are functions of colours and what they give.
var colorCases = [][2]string{
	{"bg(RED)", "long: 143833713099145216"},
	{"bg(255, 128, 0)", "long: 143974450587500544"},
	{"bgfg(RED, BLUE)", "long: 143833713183031551"},
	{"bgfg(1, 2, 3, 4, 5, 6)", "long: 72341281006945542"},
	{"bgfga(GRAY)", "long: 108227678317838336"},
	{"bgfga(colorRGB(127, 127, 127))", "long: 107945099549270240"},
	{"bgo(`red`)", "long: 287948901175001088"},
	{"fg(`#FF8800`)", "long: 100632576"},
	{"fgo(255)", "long: 100663296"},
	{"toLong(NO_FORMATTING)", "long: 0"},
	{"heatmap(5.0, 0.0, 10.0, BLUE, RED)", "long: 107805461572542688"},
	{"heatmap(-5.0, 0.0, 10.0, BLUE, RED)", "long: 72058689286103264"},
	{"heatmapFg(3.3, 0.0, 10.0, BLUE, RED)", "long: 89391274"},
	{"colorHSL(200.0f, 40.0f, 70.0f, 0.5f)", "Color: Color{148,189,209,128}"},
	{"colorRGB(305419896, true)", "Color: Color{52,86,120,18}"},
	{"io.deephaven.gui.color.Color.RED", "Color: Color{255,0,0,255}"},
	{"bg(`NOTACOLOR`)", "error: formula \"bg(`NOTACOLOR`)\", column 1: \"NOTACOLOR\" is not a colour; there are names such as RED, see colorNames(), and #FF8800"},
	{"colorRGB(300, 2, 3)", `error: formula "colorRGB(300, 2, 3)", column 1: the part 300 of a colour is not from 0 to 255`},
}

func TestColors(t *testing.T) { runFirst(t, colorCases) }
