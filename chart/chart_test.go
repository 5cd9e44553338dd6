package chart

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"

	"starling/engine"
	"starling/engine/column"
)

var update = flag.Bool("update", false, "write the pictures in testdata anew")

// tableOf is a static table of columns that formulas make of rows 0 to n-1.
func tableOf(t *testing.T, n int, formulas ...string) *engine.Table {
	t.Helper()
	rows, err := engine.EmptyTable(engine.NewGraph(), n)
	if err != nil {
		t.Fatal(err)
	}
	made, err := rows.Update(engine.Env{}, formulas...)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// prices is a price per second of two symbols, with gaps.
func prices(t *testing.T) *engine.Table {
	return tableOf(t, 240, "Timestamp = '2026-11-27T10:00:00Z' + i * SECOND", "Sym = i % 2 == 0 ? `AAPL` : `MSFT`",
		"Price = i > 100 && i < 110 ? NULL_DOUBLE : 100 + 20 * sin(i / 20.0) + (i % 2) * 10", "Qty = (long) (i % 7)", "Big = new java.math.BigDecimal(i)")
}

// hostile is a table with a text that means something to a terminal.
func hostile(t *testing.T) *engine.Table {
	texts, ints := column.NewVec[string](column.String), column.NewVec[int64](column.Long)
	for i := range 3 {
		texts.Append("a\x1b[31m日本\n\x00\u202e" + strings.Repeat("日", i))
		ints.Append(int64(i))
	}
	made, err := engine.NewTable(engine.NewGraph(), []column.Field{{Name: "K", Type: column.Of(column.String)}, {Name: "Y", Type: column.Of(column.Long)}}, []column.Vector{texts, ints})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

var looks = []struct {
	name string
	Looks
}{{"plain", Plain}, {"mono", Mono}, {"colours", Colours}}

// TestPictures compares pictures with those in testdata, at two sizes, in all looks.
func TestPictures(t *testing.T) {
	p := prices(t)
	for _, x := range []struct {
		name  string
		table *engine.Table
		spec  Spec
	}{
		{"line", p, Spec{Kind: Line, X: "Timestamp", Y: []string{"Price"}}},
		{"line-by", p, Spec{Kind: Line, X: "Timestamp", Y: []string{"Price"}, By: []string{"Sym"}, Title: "Prices"}},
		{"line-two", p, Spec{Kind: Line, X: "Timestamp", Y: []string{"Price", "Qty"}}},
		{"line-rows", p, Spec{Kind: Line, Y: []string{"Big"}, Rows: 50}},
		{"scatter", p, Spec{Kind: Scatter, X: "Qty", Y: []string{"Price"}}},
		{"bar", p, Spec{Kind: Bar, X: "Sym", Y: []string{"Qty"}}},
		{"bar-numbers", p, Spec{Kind: Bar, X: "Qty", Y: []string{"Price"}, By: []string{"Sym"}}},
		{"bar-negative", tableOf(t, 5, "Name = `n` + i", "Change = i * i - 5"), Spec{Kind: Bar, X: "Name", Y: []string{"Change"}}},
		{"histogram", p, Spec{Kind: Histogram, X: "Price"}},
		{"histogram-bins", p, Spec{Kind: Histogram, X: "Price", Bins: 4, By: []string{"Sym"}}},
		{"histogram-times", p, Spec{Kind: Histogram, X: "Timestamp"}},
		{"days", tableOf(t, 300, "Day = '2025-11-27T10:00:00Z' + i * DAY", "V = i % 50"), Spec{Kind: Line, X: "Day", Y: []string{"V"}}},
		{"one", p, Spec{Kind: Line, X: "Timestamp", Y: []string{"Price"}, Rows: 1}},
		{"empty", tableOf(t, 0, "X = i", "Y = i"), Spec{Kind: Line, X: "X", Y: []string{"Y"}}},
		{"empty-histogram", tableOf(t, 0, "X = i"), Spec{Kind: Histogram, X: "X"}},
		{"nulls", tableOf(t, 3, "X = i", "Y = NULL_INT"), Spec{Kind: Scatter, X: "X", Y: []string{"Y"}}},
		{"not-finite", tableOf(t, 5, "X = i", "Y = i == 1 ? 0.0 / 0.0 : i == 3 ? 1.0 / 0.0 : i"), Spec{Kind: Line, X: "X", Y: []string{"Y"}}},
		{"same", tableOf(t, 5, "X = 3", "Y = 7"), Spec{Kind: Scatter, X: "X", Y: []string{"Y"}}},
		{"keys", tableOf(t, 100, "K = `key` + i", "Y = i"), Spec{Kind: Scatter, X: "Y", Y: []string{"Y"}, By: []string{"K"}}},
		{"texts", tableOf(t, 300, "K = `a long name ` + i", "Y = i"), Spec{Kind: Bar, X: "K", Y: []string{"Y"}}},
		{"large", tableOf(t, 50, "Y = i * 1e300"), Spec{Kind: Line, Y: []string{"Y"}}},
		{"small", tableOf(t, 50, "Y = 1e9 + i * 1e-6"), Spec{Kind: Line, Y: []string{"Y"}}},
		{"hostile", hostile(t), Spec{Kind: Bar, X: "K", Y: []string{"Y"}, By: []string{"K"}, Title: "\x1b]0;x\a"}},
	} {
		c, err := Read(x.table, x.spec)
		if err != nil {
			t.Errorf("%s: %v", x.name, err)
			continue
		}
		var b strings.Builder
		for _, size := range [][2]int{{60, 14}, {24, 9}} {
			for _, k := range looks {
				text := c.Text(size[0], size[1], k.Looks)
				checkFits(t, x.name+" "+k.name, text, size[0], size[1], k.Looks)
				if k.Looks != Colours || strings.Contains(x.name, "-by") {
					fmt.Fprintf(&b, "== %s, %d by %d\n%s", k.name, size[0], size[1], strings.ReplaceAll(text, "\x1b", "␛"))
				}
			}
		}
		compare(t, filepath.Join("testdata", x.name+".txt"), b.String())
	}
}

var sequences = regexp.MustCompile("\x1b\\[[0-9]+m")

// checkFits: a picture is no larger than its window, and harmless.
func checkFits(t *testing.T, name, text string, width, height int, looks Looks) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) > height {
		t.Errorf("%s: %d lines in a window of %d", name, len(lines), height)
	}
	for _, line := range lines {
		bare := sequences.ReplaceAllString(line, "")
		if runewidth.StringWidth(bare) > width || strings.ContainsAny(bare, "\x1b\x00\a\r\u202e") || !utf8.ValidString(line) {
			t.Errorf("%s: %q in %d cells", name, bare, width)
		}
		if looks == Plain && bare != line {
			t.Errorf("%s: %q has looks", name, line)
		}
		if looks == Mono && regexp.MustCompile("\x1b\\[[39]").MatchString(line) {
			t.Errorf("%s: %q has colours", name, line)
		}
	}
}

func compare(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != got {
		t.Errorf("%s is not\n%s\n%v", path, got, err)
	}
}

// TestSizes: no size is too small or large.
func TestSizes(t *testing.T) {
	c, err := Read(prices(t), Spec{Kind: Line, X: "Timestamp", Y: []string{"Price"}, By: []string{"Sym"}})
	if err != nil {
		t.Fatal(err)
	}
	for width := range 40 {
		for height := range 20 {
			if width > 0 && height > 0 {
				checkFits(t, fmt.Sprint(width, " by ", height), c.Text(width, height, Colours), width, height, Colours)
			}
		}
	}
	checkFits(t, "no window", c.Text(0, 0, Plain), 80, 20, Plain)
	checkFits(t, "large", c.Text(500, 200, Mono), 500, 200, Mono)
}

// TestRefused: what cannot be drawn says why.
func TestRefused(t *testing.T) {
	p := prices(t)
	for want, s := range map[string]Spec{
		"y: column Sym is java.lang.String; numbers are drawn":                                 {Kind: Line, Y: []string{"Sym"}},
		"y: column Timestamp is java.time.Instant; numbers are drawn":                          {Kind: Line, Y: []string{"Timestamp"}},
		"y: name the column that is drawn, or some":                                            {Kind: Bar, X: "Sym"},
		"x: a histogram counts the values of a column: name it":                                {Kind: Histogram},
		"y: a histogram counts the values of x, there is none":                                 {Kind: Histogram, X: "Price", Y: []string{"Qty"}},
		"x: column Sym is java.lang.String; a histogram is of numbers or times":                {Kind: Histogram, X: "Sym"},
		"bins: must not be negative, got -1":                                                   {Kind: Histogram, X: "Price", Bins: -1},
		"bins: 1000 are the most, got 1001":                                                    {Kind: Histogram, X: "Price", Bins: 1001},
		"unknown column names [Prise], available column names are [Timestamp, Sym, Price, Qty": {Kind: Line, Y: []string{"Prise"}},
	} {
		if _, err := Read(p, s); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if _, err := KindOf("pie"); err == nil {
		t.Error("a pie")
	}
}

// TestMarks: marks are round, within the range, and about as many as asked for.
func TestMarks(t *testing.T) {
	at := func(s string) float64 {
		at, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			t.Fatal(err)
		}
		return float64(at.UnixNano())
	}
	for _, x := range []struct {
		axis Axis
		n    int
		want string
	}{
		{Axis{Lo: 0, Hi: 100}, 5, "0 20 40 60 80 100"},
		{Axis{Lo: -1, Hi: 1}, 4, "-1.0 -0.5 0 0.5 1.0"},
		{Axis{Lo: 3, Hi: 3}, 4, "2.0 2.5 3.0 3.5 4.0"},
		{Axis{Lo: 1e9, Hi: 2e9}, 2, "1e9 1.5e9 2e9"},
		{Axis{Lo: 1e-9, Hi: 2e-9}, 2, "1e-9 1.5e-9 2e-9"},
		{Axis{Scale: Texts, Texts: []string{"a", "b", "c", "d"}}, 2, "a c"},
		{Axis{Scale: Times, Lo: at("2026-11-27T10:00:03Z"), Hi: at("2026-11-27T10:00:33Z")}, 3, "10:00:10 10:00:20 10:00:30"},
		{Axis{Scale: Times, Lo: at("2026-11-27T21:50:00Z"), Hi: at("2026-11-28T02:00:00Z")}, 4, "22:00 11-28 02:00"},
		{Axis{Scale: Times, Lo: at("2026-11-27T10:00:00Z"), Hi: at("2026-12-05T10:00:00Z")}, 4, "2026-11-29 2026-12-01 2026-12-03 2026-12-05"},
		{Axis{Scale: Times, Lo: at("2026-11-27T10:00:00Z"), Hi: at("2026-11-27T10:00:00.004Z")}, 4, "10:00:00.000 10:00:00.001 10:00:00.002 10:00:00.003 10:00:00.004"},
		{Axis{Scale: Times, Lo: at("1970-01-01T00:00:00Z"), Hi: at("2026-01-01T00:00:00Z")}, 3, "1970 1994 2019"},
	} {
		var got []string
		for _, m := range x.axis.Marks(x.n) {
			got = append(got, m.Text)
			if lo, hi := x.axis.Span(); m.At < lo || m.At > hi {
				t.Errorf("%v is outside of %v to %v", m.At, lo, hi)
			}
		}
		if s := strings.Join(got, " "); s != x.want {
			t.Errorf("%+v: %s, want %s", x.axis, s, x.want)
		}
	}
}

// TestSpread: any range has a few marks, and no more.
func TestSpread(t *testing.T) {
	for _, lo := range []float64{-1e300, -1e12, -1, 0, 1e-300, 1, 1e15, 1.79e18} {
		for _, wide := range []float64{0, 1e-300, 1e-12, 1, 1e9, 1e18, 1e300} {
			for _, scale := range []Scale{Numbers, Times} {
				if scale == Times && math.Abs(lo)+wide > 9e18 {
					continue
				}
				a := Axis{Scale: scale, Lo: lo, Hi: lo + wide}
				if n := len(a.Marks(5)); n > 60 {
					t.Errorf("%+v has %d marks", a, n)
				}
			}
		}
	}
}
