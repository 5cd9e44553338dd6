package chart

import (
	"fmt"
	"slices"
	"strings"
)

// Kind is how points are drawn.
type Kind string

// The kinds of charts.
const (
	Line      Kind = "line"
	Scatter   Kind = "scatter"
	Bar       Kind = "bar"
	Histogram Kind = "histogram"
)

// kinds are all of them.
var kinds = []Kind{Line, Scatter, Bar, Histogram}

// Kinds is all kinds.
func Kinds() []Kind { return slices.Clone(kinds) }

// KindOf is the kind of a name.
func KindOf(name string) (Kind, error) {
	if slices.Contains(kinds, Kind(name)) {
		return Kind(name), nil
	}
	return "", fmt.Errorf("%q is no kind of chart: line, scatter, bar and histogram are", name)
}

// Spec is what is drawn of a table.
type Spec struct {
	Kind  Kind
	X     string   // the column of the horizontal axis; "" is the number of the row
	Y     []string // the columns of the vertical axis, a series each; none in a histogram
	By    []string // the columns whose values divide the rows into series
	Bins  int      // of a histogram; 0 is as many as fit the range
	Title string
	Rows  int // how many rows are drawn, the last ones; 0 is a million
}

// Chart is what is drawn: series of points, and what their axes are.
type Chart struct {
	Title  string
	Kind   Kind
	X, Y   Axis
	Series []Series
	Notes  []string // of what is not in it
	Width  float64  // of the bars of a histogram, in units of X
}

// Axis says what the numbers on an axis are.
type Axis struct {
	Name   string
	Scale  Scale
	Texts  []string // of an axis of texts: the number of a point is a place in it
	Lo, Hi float64  // the range of the points; both 0 if there are none
}

// Scale is what values on an axis are.
type Scale uint8

// The scales.
const (
	Numbers Scale = iota
	Times         // nanoseconds since 1970
	Texts
)

// Series is points that belong together, in the order of their rows.
type Series struct {
	Name string
	X, Y []float64 // NaN in either is a gap
}

// Points is how many points there are.
func (c *Chart) Points() (n int) {
	for _, s := range c.Series {
		n += len(s.X)
	}
	return n
}

// Empty reports whether there is nothing to be seen.
func (c *Chart) Empty() bool {
	for _, s := range c.Series {
		for i := range s.X {
			if Finite(s.X[i]) && Finite(s.Y[i]) {
				return false
			}
		}
	}
	return true
}

// Named reports whether the series have to be told apart.
func (c *Chart) Named() bool {
	return len(c.Series) > 1 || len(c.Series) == 1 && c.Series[0].Name != ""
}

// Bars reports whether points are bars from 0 on.
func (c *Chart) Bars() bool { return c.Kind == Bar || c.Kind == Histogram }

// names are columns as an axis is called.
func names(cols []string) string { return strings.Join(cols, ", ") }
