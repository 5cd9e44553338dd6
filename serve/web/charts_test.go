package web

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"starling/chart"
)

// picture is a chart as a page gets it.
type picture struct {
	Kind, Title string
	X           struct {
		Name, Scale string
		Labels      []string
	}
	Y      struct{ Name string }
	Width  float64
	Series []struct {
		Name string
		X, Y []*float64
	}
	Notes []string
}

// chart is the next chart of a view for which a condition holds.
func (p *page) chart(view int, holds func(c *picture) bool) *picture {
	p.Helper()
	var c *picture
	p.await("a chart", func(m *news) bool {
		if m.View != nil && *m.View == view && m.Failed != nil {
			p.Fatal(*m.Failed)
		}
		if m.Chart == nil || *m.View != view {
			return false
		}
		c = &picture{}
		if err := json.Unmarshal(*m.Chart, c); err != nil {
			p.Fatal(err)
		}
		return holds(c)
	})
	return c
}

// TestCharts: what a page gets of plots, and that they change with their tables.
func TestCharts(t *testing.T) {
	r := newRig(t, Door{})
	r.script(`
t = input_table({"S": dht.string, "P": dht.double, "T": dht.Instant})
t.add(empty_table(4).update(["S = i % 2 == 0 ? ` + "`a` : `b`" + `", "P = i == 3 ? null : i * 1.5", "T = epochMillisToInstant(1000 + i)"]))
`)
	p := r.open()
	p.ask(`{"do":"plot","view":1,"table":"t","plot":{"kind":"line","x":"T","y":["P"],"by":["S"],"title":"Prices"}}`)
	c := p.chart(1, func(*picture) bool { return true })
	if c.Kind != "line" || c.Title != "Prices" || c.X.Name != "T" || c.X.Scale != "time" || c.Y.Name != "P" || len(c.Series) != 2 || c.Series[0].Name != "a" || *c.Series[1].X[0] != 1001 || *c.Series[1].Y[0] != 1.5 || c.Series[1].Y[1] != nil || c.Notes == nil {
		t.Errorf("%+v", c)
	}
	r.script(`t.add(empty_table(1).update(["S = ` + "`c`" + `", "P = 9.0", "T = epochMillisToInstant(2000)"]))`)
	p.chart(1, func(c *picture) bool { return len(c.Series) == 3 })
	p.ask(`{"do":"plot","view":1,"table":"t","plot":{"kind":"bar","x":"S","y":["P"]},"filter":"P > 0"}`)
	c = p.chart(1, func(c *picture) bool { return c.Kind == "bar" })
	if c.X.Scale != "category" || strings.Join(c.X.Labels, "") != "bac" || *c.Series[0].Y[2] != 9 {
		t.Errorf("%+v", c)
	}
	p.ask(`{"do":"plot","view":2,"table":"t","plot":{"kind":"histogram","x":"P","bins":3}}`)
	if c := p.chart(2, func(*picture) bool { return true }); c.Width != 3 || len(c.Series[0].X) != 3 || c.Y.Name != "count" {
		t.Errorf("%+v", c)
	}
	for plot, want := range map[string]string{
		`{"kind":"pie","y":["P"]}`:               "no kind of chart",
		`{"kind":"line"}`:                        "y: name the column",
		`{"kind":"line","y":["Q"]}`:              "Q",
		`{"kind":"line","y":["S"]}`:              "column S is",
		`{"kind":"histogram","x":"S"}`:           "a histogram is of numbers",
		`{"kind":"scatter","y":["P"],"bins":-1}`: "bins",
	} {
		p.ask(`{"do":"plot","view":1,"table":"t","plot":%s}`, plot)
		if text := p.failed(1); !strings.Contains(text, want) {
			t.Errorf("%s: %s", plot, text)
		}
	}
	p.ask(`{"do":"open","view":1,"table":"t"}`) // rows in its place
	p.frame(1, whatever)
}

// TestThinned: a line of many points has its extremes, and so many points as are seen.
func TestThinned(t *testing.T) {
	n := 100_000
	s := chart.Series{X: make([]float64, n), Y: make([]float64, n)}
	for i := range n {
		s.X[i], s.Y[i] = float64(i), math.Sin(float64(i)/1000)
	}
	s.Y[12346], s.Y[778], s.Y[50] = 100, -100, math.NaN()
	for kind, peaks := range map[chart.Kind]int{chart.Line: 2, chart.Scatter: 0} {
		d := drawn(&chart.Chart{Kind: kind, Series: []chart.Series{s}})
		found := 0
		last := -1.0
		for i, y := range d.Series[0].Y {
			if math.Abs(y) == 100 {
				found++
			}
			if d.Series[0].X[i] <= last {
				t.Fatalf("%s: point %d is before the one before", kind, i)
			}
			last = d.Series[0].X[i]
		}
		if found != peaks || len(d.Series[0].X) > chartPoints || len(d.Series[0].X) < chartPoints/4 || (kind == chart.Line) != (len(d.Notes) == 0) {
			t.Errorf("%s: %d points, %d extremes, %v", kind, len(d.Series[0].X), found, d.Notes)
		}
	}
	few := drawn(&chart.Chart{Kind: chart.Scatter, Width: math.Inf(1), Series: []chart.Series{{X: []float64{1, 2}, Y: []float64{math.Inf(-1), 3}}}})
	if b := string(asJSON(few)); !strings.Contains(b, `"x":[1,2],"y":[null,3]`) || !strings.Contains(b, `"width":null`) {
		t.Error(b)
	}
}
