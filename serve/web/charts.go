package web

import (
	"context"
	"errors"
	"fmt"
	"math"

	"starling/chart"
	"starling/engine"
)

// How much of a table a chart is of, and how many points it has.
const (
	chartRows   = 100_000
	chartPoints = 40_000 // of all series
	leastPoints = 500    // of a series
)

// plotAsk is a chart that a page asks for.
type plotAsk struct {
	Kind  string
	X     string
	Y, By []string
	Bins  int
	Title string
}

// spec is what is drawn.
func (p *plotAsk) spec() (*chart.Spec, error) {
	kind, err := chart.KindOf(p.Kind)
	if err != nil {
		return nil, err
	}
	return &chart.Spec{Kind: kind, X: p.X, Y: p.Y, By: p.By, Bins: p.Bins, Title: p.Title, Rows: chartRows}, nil
}

// drawing is a chart as a page draws it. Times are milliseconds since 1970.
type drawing struct {
	Kind   chart.Kind `json:"kind"`
	Title  string     `json:"title"`
	X      drawnAxis  `json:"x"`
	Y      yAxis      `json:"y"`
	Width  number     `json:"width,omitempty"` // of bars, in units of x
	Series []line     `json:"series"`
	Notes  []string   `json:"notes"`
}

type drawnAxis struct {
	Name   string   `json:"name"`
	Scale  string   `json:"scale"`
	Labels []string `json:"labels,omitempty"`
}

type yAxis struct {
	Name string `json:"name"`
}

type line struct {
	Name string  `json:"name"`
	X    numbers `json:"x"`
	Y    numbers `json:"y"`
}

// numbers is numbers of which those that are none are null.
type numbers []float64

// MarshalJSON writes them.
func (n numbers) MarshalJSON() ([]byte, error) {
	b := make([]byte, 1, 2+12*len(n))
	b[0] = '['
	for i, x := range n {
		if i > 0 {
			b = append(b, ',')
		}
		b = number(x).appendTo(b)
	}
	return append(b, ']'), nil
}

// scales is the scales of an axis by their names.
var scales = map[chart.Scale]string{chart.Numbers: "number", chart.Times: "time", chart.Texts: "category"}

// chart reads the table anew, and makes a message of its chart.
func (v *view) chart() ([]byte, error) {
	var shown *engine.Table
	_, err := v.follower.Take(func(_ int, t *engine.Table) (*engine.Frame, error) {
		shown = t
		return t.Frame(0, 0, []string{}) // what comes from now on is for the next one
	})
	if err != nil {
		return nil, err
	}
	c, err := chart.Read(shown, *v.spec)
	if err != nil && v.ctx.Err() == nil && errors.Is(err, context.Canceled) {
		return nil, errBusy
	}
	if err != nil {
		return nil, err
	}
	return ofView(v.number, "chart", asJSON(drawn(c))), nil
}

// drawn is a chart for a page, with fewer points where it has more than are seen.
func drawn(c *chart.Chart) *drawing {
	d := &drawing{Kind: c.Kind, Title: c.Title, X: drawnAxis{c.X.Name, scales[c.X.Scale], c.X.Texts}, Y: yAxis{c.Y.Name}, Width: number(c.Width), Series: []line{}, Notes: append([]string{}, c.Notes...)}
	unit := 1.0 // of x in the chart, of that of a page
	if c.X.Scale == chart.Times {
		unit = 1e6
	}
	d.Width /= number(unit)
	most := max(chartPoints/max(len(c.Series), 1), leastPoints)
	for _, s := range c.Series {
		keep := thinned(c.Kind, s, most)
		l := line{Name: s.Name, X: numbers{}, Y: numbers{}}
		for _, i := range keep {
			l.X, l.Y = append(l.X, s.X[i]/unit), append(l.Y, s.Y[i])
		}
		if n := len(s.X); len(keep) < n && c.Kind != chart.Line {
			d.Notes = append(d.Notes, fmt.Sprintf("%s: %d of %d points", named(s.Name), len(keep), n))
		}
		d.Series = append(d.Series, l)
	}
	return d
}

func named(series string) string {
	if series == "" {
		return "shown"
	}
	return series
}

// thinned is the points of a series that are drawn, at most some: of a line the least and the
// greatest of each run of points, so that it looks the same; of others one of each run.
func thinned(kind chart.Kind, s chart.Series, most int) []int {
	n := len(s.X)
	per := 1
	if n > most {
		per = (n + most - 1) / most
		if kind == chart.Line {
			per *= 2
		}
	}
	keep := make([]int, 0, min(n, most))
	for lo := 0; lo < n; lo += per {
		hi := min(lo+per, n)
		if kind != chart.Line || per == 1 {
			keep = append(keep, lo)
			continue
		}
		least, greatest := extremes(s.Y[lo:hi])
		keep = append(keep, lo+min(least, greatest))
		if least != greatest {
			keep = append(keep, lo+max(least, greatest))
		}
	}
	return keep
}

// extremes is where the least and the greatest of some numbers are, both 0 if there are none.
func extremes(y []float64) (least, greatest int) {
	lo, hi := math.Inf(1), math.Inf(-1)
	for i, x := range y {
		if !chart.Finite(x) {
			continue
		}
		if x < lo {
			least, lo = i, x
		}
		if x > hi {
			greatest, hi = i, x
		}
	}
	return least, greatest
}
