// Package picture writes charts to files: PNG, SVG and PDF. It lays a chart out by itself and
// draws it on the canvases of gonum's vg, one for each format: package plot of gonum has twelve
// fonts and the formats of all the others in it.
package picture

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/opentype"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"

	"starling/chart"
)

// The size of a picture in points, and how many dots a PNG has per inch.
const (
	wide, high = 720, 432
	dots       = 144
)

// writer is a canvas that becomes a file.
type writer interface {
	vg.Canvas
	io.WriterTo
}

type kind struct {
	name string
	new  func() writer
}

// formats is THE table of the files that there are.
var formats = []kind{
	{"pdf", func() writer { return vgpdf.New(wide, high) }},
	{"png", func() writer {
		c := vgimg.NewWith(vgimg.UseWH(wide, high), vgimg.UseDPI(dots))
		return pngCanvas{c, vgimg.PngCanvas{Canvas: c}}
	}},
	{"svg", func() writer { return vgsvg.New(wide, high) }},
}

// pngCanvas draws on dots and is written as PNG.
type pngCanvas struct {
	vg.Canvas
	io.WriterTo
}

// Format is the format of a file by its name, "x.png".
func Format(path string) (string, error) {
	ending := strings.ToLower(path[strings.LastIndexByte(path, '.')+1:])
	var names []string
	for _, f := range formats {
		if f.name == ending {
			return f.name, nil
		}
		names = append(names, "."+f.name)
	}
	return "", fmt.Errorf("the name of the file, %q, must end in %s or %s", path, strings.Join(names[:len(names)-1], ", "), names[len(names)-1])
}

// Write writes a chart as a file of a format that Format gave.
func Write(w io.Writer, format string, c *chart.Chart) error {
	i := slices.IndexFunc(formats, func(k kind) bool { return k.name == format })
	face, err := sans()
	if err != nil {
		return err
	}
	out := formats[i].new()
	(&drawing{Canvas: out, chart: c, font: face}).draw()
	_, err = out.WriteTo(w)
	return err
}

// sans is the font of all texts, read once it is needed.
var sans = sync.OnceValues(func() (font.Face, error) {
	f, err := opentype.Parse(liberationsansregular.TTF)
	return font.Face{Font: font.Font{Typeface: "Liberation", Variant: "Sans", Size: 10}, Face: f}, err
})
