package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/xml"
	"fmt"
	"image/color"
	"image/png"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"starling/chart"
)

// charts are one of each kind, and ones with little or strange things in them.
func charts() map[string]*chart.Chart {
	times := chart.Axis{Name: "Timestamp", Scale: chart.Times, Lo: 1.79e18, Hi: 1.79e18 + 100e9}
	var wave chart.Series
	for i := range 100_000 {
		wave.X = append(wave.X, 1.79e18+float64(i)*1e6)
		wave.Y = append(wave.Y, 100+20*math.Sin(float64(i)/5000))
	}
	wave.Y[50_000] = math.NaN()
	three := []float64{0, 1, 2}
	return map[string]*chart.Chart{
		"line": {Title: "Prices <&> \x1b[31m日", Kind: chart.Line, X: times, Y: chart.Axis{Name: "Price", Lo: 80, Hi: 120}, Notes: []string{"the last rows"}, Series: []chart.Series{wave, {Name: "MSFT", X: []float64{1.79e18}, Y: []float64{90}}}},
		"scatter": {
			Kind: chart.Scatter, X: chart.Axis{Name: "X", Hi: 2}, Y: chart.Axis{Name: "Y", Lo: -1, Hi: 2},
			Series: []chart.Series{{X: three, Y: []float64{2, math.Inf(1), -1}}},
		},
		"bar": {
			Kind: chart.Bar, X: chart.Axis{Name: "Sym", Scale: chart.Texts, Texts: []string{"A", "B", "C"}, Hi: 2}, Y: chart.Axis{Name: "Qty", Lo: -7, Hi: 25},
			Series: []chart.Series{{X: three, Y: []float64{10, 25, -7}}},
		},
		"histogram": {Kind: chart.Histogram, Width: 1, X: chart.Axis{Name: "X", Lo: -0.5, Hi: 2.5}, Y: chart.Axis{Name: "count", Hi: 5}, Series: []chart.Series{{X: three, Y: []float64{1, 5, 2}}}},
		"empty":     {Kind: chart.Line, X: chart.Axis{Name: "X"}, Y: chart.Axis{Name: "Y"}},
	}
}

func written(t *testing.T, format string, c *chart.Chart) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, format, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPNG: the pictures can be decoded, and have the colour of the series in them.
func TestPNG(t *testing.T) {
	for name, c := range charts() {
		img, err := png.Decode(bytes.NewReader(written(t, "png", c)))
		if err != nil {
			t.Fatal(err)
		}
		size := img.Bounds()
		if size.Dx() != wide*dots/72 || size.Dy() != high*dots/72 {
			t.Errorf("%s: %v", name, size)
		}
		inked := 0
		for y := 0; y < size.Dy(); y += 2 { // a line is three dots wide
			for x := 0; x < size.Dx(); x += 2 {
				if color.RGBAModel.Convert(img.At(x, y)) == inks[0] {
					inked++
				}
			}
		}
		if (inked < 10) != (name == "empty") {
			t.Errorf("%s: %d dots are of the series", name, inked)
		}
	}
}

// TestSVG: the pictures are XML with the words in them.
func TestSVG(t *testing.T) {
	for name, c := range charts() {
		text := ""
		d := xml.NewDecoder(bytes.NewReader(written(t, "svg", c)))
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if s, ok := token.(xml.CharData); ok {
				text += string(s)
			}
		}
		want := []string{c.X.Name, c.Y.Name}
		switch name {
		case "line":
			want = []string{`Prices <&> \x1b[31m`, "Timestamp (UTC, 2026-09-21)", "14:13:30", "MSFT", "the last rows"}
		case "empty":
			want = append(want, "no points")
		}
		for _, s := range want {
			if !strings.Contains(text, s) {
				t.Errorf("%s: %q is not in %q", name, s, text)
			}
		}
	}
}

var (
	startXref = regexp.MustCompile(`startxref\n(\d+)\n%%EOF\s*$`)
	stream    = regexp.MustCompile(`(?s)/FlateDecode /Length (\d+)>>\nstream\n`)
)

// TestPDF: the files are as PDF has them: the table of what they hold is where the end says, and
// each compressed part is whole.
func TestPDF(t *testing.T) {
	for name, c := range charts() {
		b := written(t, "pdf", c)
		m := startXref.FindSubmatch(b)
		if !bytes.HasPrefix(b, []byte("%PDF-1.")) || m == nil {
			t.Fatalf("%s is no PDF", name)
		}
		at, err := strconv.Atoi(string(m[1]))
		if err != nil || !bytes.HasPrefix(b[at:], []byte("xref\n")) {
			t.Errorf("%s: %d: %v", name, at, err)
		}
		drawn := 0
		for _, part := range stream.FindAllSubmatchIndex(b, -1) {
			n, _ := strconv.Atoi(string(b[part[2]:part[3]]))
			r, err := zlib.NewReader(bytes.NewReader(b[part[1] : part[1]+n]))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			content, err := io.ReadAll(r)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if bytes.Contains(content, []byte(fmt.Sprintf("%.3f %.3f %.3f", float64(inks[0].R)/255, float64(inks[0].G)/255, float64(inks[0].B)/255))) {
				drawn++
			}
		}
		if (drawn == 0) != (name == "empty") {
			t.Errorf("%s: the colour of the series is in %d parts", name, drawn)
		}
	}
}

// TestThin: of many points as many are kept as can be seen, the extreme ones among them.
func TestThin(t *testing.T) {
	c := charts()["line"]
	d := &drawing{chart: c, x0: 0, x1: 700, xlo: c.X.Lo, xhi: c.X.Hi}
	s := c.Series[0]
	s.Y[70_000] = 1000
	out := d.thin(s)
	if len(out.X) > 12_000 || len(out.X) < 2800 {
		t.Errorf("%d points", len(out.X))
	}
	gaps, most := 0, 0.0
	for i, y := range out.Y {
		if math.IsNaN(y) {
			gaps++
			continue
		}
		most = max(most, y)
		if i > 0 && out.X[i] < out.X[i-1] {
			t.Fatalf("point %d is before the one before it", i)
		}
	}
	if gaps != 1 || most != 1000 || out.X[0] != s.X[0] || out.X[len(out.X)-1] != s.X[len(s.X)-1] {
		t.Errorf("%d gaps, %v at most", gaps, most)
	}
}

func TestFormat(t *testing.T) {
	for path, want := range map[string]string{"a.png": "png", "b/c.SVG": "svg", "x.pdf": "pdf"} {
		if got, err := Format(path); got != want || err != nil {
			t.Errorf("%s: %s, %v", path, got, err)
		}
	}
	for _, path := range []string{"a.gif", "png", "", "a."} {
		if _, err := Format(path); path != "png" && (err == nil || err.Error() != fmt.Sprintf("the name of the file, %q, must end in .pdf, .png or .svg", path)) {
			t.Errorf("%s: %v", path, err)
		}
	}
}
