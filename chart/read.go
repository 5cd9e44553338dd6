package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"starling/engine"
)

// The most of a table that is drawn: rows, the last ones; series; and texts on an axis.
const (
	mostRows   = 1_000_000
	mostSeries = 20
	mostTexts  = 200
)

// Read makes a chart of what a table has now.
func Read(t *engine.Table, s Spec) (*Chart, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	size := t.Size()
	f, err := t.Read(size-cmp.Or(s.Rows, mostRows), size, s.columns())
	if err != nil {
		return nil, err
	}
	r := &reading{spec: s, frame: f, chart: &Chart{Title: s.Title, Kind: s.Kind}}
	if f.Lo > 0 {
		r.note("the last %d of %d rows", f.Len(), f.Size)
	}
	if err := r.series(); err != nil {
		return nil, err
	}
	switch s.Kind {
	case Histogram:
		r.chart.count(s.Bins)
	case Bar:
		r.chart.stack()
	}
	r.chart.ranges()
	return r.chart, nil
}

// check is what a spec lacks, or has too much of.
func (s Spec) check() error {
	switch {
	case s.Kind == Histogram && s.X == "":
		return fmt.Errorf("x: a histogram counts the values of a column: name it")
	case s.Kind == Histogram && len(s.Y) > 0:
		return fmt.Errorf("y: a histogram counts the values of x, there is none")
	case s.Kind != Histogram && len(s.Y) == 0:
		return fmt.Errorf("y: name the column that is drawn, or some")
	case s.Bins < 0:
		return fmt.Errorf("bins: must not be negative, got %d", s.Bins)
	case s.Bins > mostBins:
		return fmt.Errorf("bins: %d are the most, got %d", mostBins, s.Bins)
	}
	return nil
}

// columns are those that are read: X, if there is one, Y, By.
func (s Spec) columns() []string {
	var cols []string
	if s.X != "" {
		cols = append(cols, s.X)
	}
	return slices.Concat(cols, s.Y, s.By)
}

// reading makes a chart of a window of a table.
type reading struct {
	spec  Spec
	frame *engine.Frame
	chart *Chart
}

func (r *reading) note(format string, args ...any) {
	r.chart.Notes = append(r.chart.Notes, fmt.Sprintf(format, args...))
}

// series reads the columns and divides the rows.
func (r *reading) series() error {
	s, f := r.spec, r.frame
	xs, at := r.rowNumbers(), 0
	if s.X != "" {
		var err error
		if xs, err = r.horizontal(); err != nil {
			return err
		}
		at = 1
	}
	ys := make([][]float64, len(s.Y))
	for i, name := range s.Y {
		var ok bool
		var scale Scale
		if ys[i], scale, ok = numbers(f.Cols[at+i], f.Schema[at+i].Type); !ok || scale == Times {
			return fmt.Errorf("y: column %s is %s; numbers are drawn", name, f.Schema[at+i].Type)
		}
	}
	if s.Kind == Histogram {
		ys = [][]float64{make([]float64, len(xs))}
	}
	r.chart.X.Name, r.chart.Y.Name = s.X, names(s.Y)
	keys, of := r.keys(at + len(s.Y))
	all := make([]Series, len(keys)*len(ys))
	for k, key := range keys {
		for i := range ys {
			all[k*len(ys)+i].Name = r.named(key, i)
		}
	}
	for row, x := range xs {
		k := 0
		if of != nil {
			k = of[row]
		}
		for i := range ys {
			if k >= 0 {
				one := &all[k*len(ys)+i]
				one.X, one.Y = append(one.X, x), append(one.Y, ys[i][row])
			}
		}
	}
	r.chart.Series = all
	return nil
}

func (r *reading) rowNumbers() []float64 {
	r.chart.X.Scale = Numbers
	xs := make([]float64, r.frame.Len())
	for i := range xs {
		xs[i] = float64(r.frame.Lo + i)
	}
	return xs
}

// horizontal is the values of X.
func (r *reading) horizontal() ([]float64, error) {
	f, axis := r.frame, &r.chart.X
	v, t := f.Cols[0], f.Schema[0].Type
	xs, scale, ok := numbers(v, t)
	axis.Scale = scale
	switch {
	case r.spec.Kind == Histogram && !ok:
		return nil, fmt.Errorf("x: column %s is %s; a histogram is of numbers or times", r.spec.X, t)
	case ok:
		return xs, nil
	}
	p := &places{at: map[string]int{}, most: mostTexts}
	xs = p.of(v, t)
	axis.Scale, axis.Texts = Texts, p.texts
	if p.over {
		r.note("the first %d values of %s", mostTexts, r.spec.X)
	}
	return xs, nil
}

// keys are the names of the series, and to which of them each row belongs, -1 to none; nil of
// rows that all are of one.
func (r *reading) keys(at int) (names []string, of []int) {
	if len(r.spec.By) == 0 {
		return []string{""}, nil
	}
	joined := make([]string, r.frame.Len())
	for c := at; c < len(r.frame.Cols); c++ {
		for i, s := range texts(r.frame.Cols[c], r.frame.Schema[c].Type) {
			if c > at {
				joined[i] += ", "
			}
			joined[i] += s
		}
	}
	of = make([]int, len(joined))
	seen := map[string]int{}
	for i, key := range joined {
		n, ok := seen[key]
		if !ok {
			n = len(seen)
			seen[key] = n
			if n < mostSeries {
				names = append(names, key)
			}
		}
		if of[i] = n; n >= mostSeries {
			of[i] = -1
		}
	}
	if more := len(seen) - len(names); more > 0 {
		r.note("%d more of %s are not drawn", more, strings.Join(r.spec.By, ", "))
	}
	return names, of
}

// named is the name of a series, by its key and its column of several.
func (r *reading) named(key string, y int) string {
	switch {
	case len(r.spec.Y) < 2:
		return key
	case key == "":
		return r.spec.Y[y]
	}
	return key + ", " + r.spec.Y[y]
}

// ranges finds the ranges of both axes.
func (c *Chart) ranges() {
	c.X.Lo, c.X.Hi, c.Y.Lo, c.Y.Hi = math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, s := range c.Series {
		for i := range s.X {
			if Finite(s.X[i]) && Finite(s.Y[i]) {
				c.X.Lo, c.X.Hi = min(c.X.Lo, s.X[i]), max(c.X.Hi, s.X[i])
				c.Y.Lo, c.Y.Hi = min(c.Y.Lo, s.Y[i]), max(c.Y.Hi, s.Y[i])
			}
		}
	}
	if c.X.Lo > c.X.Hi {
		c.X.Lo, c.X.Hi, c.Y.Lo, c.Y.Hi = 0, 0, 0, 0
		return
	}
	if c.Bars() {
		c.Y.Lo, c.Y.Hi = min(c.Y.Lo, 0), max(c.Y.Hi, 0)
		c.X.Lo -= c.Width / 2
		c.X.Hi += c.Width / 2
	}
}
