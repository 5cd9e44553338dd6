package chart

import (
	"math"
	"slices"
	"time"
)

// mostBins is how many bars a histogram may have, and usualBins about how many it has where
// nobody says.
const (
	mostBins  = 1000
	usualBins = 20
)

// count makes of series of values those of how many there are in each bin.
func (c *Chart) count(bins int) {
	c.ranges()
	c.Y.Name = "count"
	lo, width := c.X.Lo, (c.X.Hi-c.X.Lo)/float64(max(bins, 1))
	switch {
	case c.Empty():
		for i := range c.Series {
			c.Series[i].X, c.Series[i].Y = nil, nil
		}
		return
	case c.X.Lo == c.X.Hi:
		lo, width, bins = c.X.Lo-0.5, 1, 1
	case bins == 0:
		width = roundStep((c.X.Hi-c.X.Lo)/usualBins, c.X.Scale)
		lo = math.Floor(c.X.Lo/width) * width
		bins = int((c.X.Hi-lo)/width) + 1
	}
	for i, s := range c.Series {
		counts := make([]float64, bins)
		for _, x := range s.X {
			if Finite(x) {
				counts[min(max(int((x-lo)/width), 0), bins-1)]++
			}
		}
		s.X = make([]float64, bins)
		for b := range s.X {
			s.X[b] = lo + (float64(b)+0.5)*width
		}
		s.Y = counts
		c.Series[i] = s
	}
	c.Width = width
}

// stack makes one bar of those of a series that are at the same place: what they are together.
// Bars of numbers and times are as wide as the least distance between two.
func (c *Chart) stack() {
	var places []float64
	for n, s := range c.Series {
		at := map[float64]int{}
		var one Series
		for i, x := range s.X {
			if !Finite(x) || !Finite(s.Y[i]) {
				continue
			}
			if k, ok := at[x]; ok {
				one.Y[k] += s.Y[i]
				continue
			}
			at[x] = len(one.X)
			one.X, one.Y = append(one.X, x), append(one.Y, s.Y[i])
		}
		places = append(places, one.X...)
		c.Series[n].X, c.Series[n].Y = one.X, one.Y
	}
	if c.X.Scale == Texts || len(places) == 0 {
		return
	}
	slices.Sort(places)
	places = slices.Compact(places)
	if c.Width = 1; c.X.Scale == Times {
		c.Width = float64(time.Second)
	}
	for i := 1; i < len(places); i++ {
		if gap := places[i] - places[i-1]; i == 1 || gap < c.Width {
			c.Width = gap
		}
	}
}
