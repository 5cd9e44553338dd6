// Package nearest finds the names that somebody who mistyped one may have meant. It
// imports nothing of the module.
package nearest

import (
	"strings"

	"starling/internal/stable"
)

// Names is up to most of the names that a slip of typing could have turned into name, closest
// first, in the order given where they are as close: the closest, and others of which no more
// than a fifth of the letters differ. Case does not count.
func Names(name string, names []string, most int) []string {
	type near struct {
		name string
		far  int
	}
	fifth := len(name) / 5
	limit := min((len(name)+1)/3, max(2, fifth))
	var found []near
	for _, n := range names {
		if n == name {
			continue
		}
		if d := distance(strings.ToLower(name), strings.ToLower(n), limit); d <= limit {
			found = append(found, near{n, d})
		}
	}
	stable.Sort(found, func(a, b near) int { return a.far - b.far })
	var out []string
	for _, f := range found[:min(most, len(found))] {
		if f.far <= max(found[0].far, fifth) {
			out = append(out, f.name)
		}
	}
	return out
}

// Hint is "; did you mean …?" with the names that somebody who wrote name may have meant,
// or nothing. It ends an error about a name that is not known.
func Hint(name string, names []string) string {
	near := Names(name, names, 3)
	if len(near) == 0 {
		return ""
	}
	return "; did you mean " + strings.Join(near, ", ") + "?"
}

// distance is the number of letters to insert, drop, replace or swap with the next to get
// from a to b, or something above limit if it is above.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d > limit || -d > limit {
		return limit + 1
	}
	var before, last []int // the rows of the two letters of x before
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		before, last, row = last, row, make([]int, len(y)+1)
		row[0] = i + 1
		for j := range y {
			cost := last[j]
			if x[i] != y[j] {
				cost++
			}
			row[j+1] = min(cost, row[j]+1, last[j+1]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(y)]
}
