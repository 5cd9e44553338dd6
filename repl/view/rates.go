package view

import (
	"fmt"
	"time"

	"starling/follow"
)

// rates is how many rows come, change and go in a second, over the last two.
type rates struct {
	samples [][3]int64 // since the view began
	times   []time.Time
}

// span is over how long rates are taken.
const span = 2 * time.Second

// take adds what happened since the last time. What was there before is no news.
func (r *rates) take(now time.Time, c follow.Change) {
	var sum [3]int64
	if n := len(r.samples); n > 0 {
		sum = r.samples[n-1]
		for i, x := range [3]int64{c.CountAdded, c.CountModified, c.CountRemoved} {
			sum[i] += x
		}
	}
	for len(r.times) > 1 && now.Sub(r.times[1]) >= span {
		r.samples, r.times = r.samples[1:], r.times[1:]
	}
	r.samples, r.times = append(r.samples, sum), append(r.times, now)
}

// String is the rates as a header has them.
func (r *rates) String() string {
	first, last := r.samples[0], r.samples[len(r.samples)-1]
	secs := max(r.times[len(r.times)-1].Sub(r.times[0]).Seconds(), 1)
	text := ""
	for i, sign := range []string{"+", "~", "-"} {
		text += fmt.Sprintf(" %s%s/s", sign, thousands(int(float64(last[i]-first[i])/secs+0.5)))
	}
	return text[1:]
}

// thousands is a number with commas.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
