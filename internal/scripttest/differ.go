package scripttest

import (
	"fmt"
	"strings"

	"starling/starlib/py"
)

// shownRows is how many of the rows that differ a failure shows.
const shownRows = 10

// compare is an AssertionError unless the rows are those that are wanted.
func compare[R any](have, want []R, anyOrder bool, same func(have, want R) bool, write func(R) string) error {
	var lines []string
	if anyOrder {
		lines = unmatched(have, want, same, write)
	} else {
		lines = unlike(have, want, same, write)
	}
	if len(lines) == 0 {
		return nil
	}
	if n := len(lines) - 2*shownRows; n > 0 {
		lines = append(lines[:2*shownRows], fmt.Sprintf("  … and %d more lines", n))
	}
	return py.Raise("AssertionError", "%d rows, %d wanted; - is wanted and missing, + is there and not wanted\n%s", len(have), len(want), strings.Join(lines, "\n"))
}

// unlike is the rows that differ from those at their places.
func unlike[R any](have, want []R, same func(have, want R) bool, write func(R) string) (lines []string) {
	for i := range max(len(have), len(want)) {
		if i < len(have) && i < len(want) && same(have[i], want[i]) {
			continue
		}
		if i < len(want) {
			lines = append(lines, fmt.Sprintf("  - row %d: %s", i+1, write(want[i])))
		}
		if i < len(have) {
			lines = append(lines, fmt.Sprintf("  + row %d: %s", i+1, write(have[i])))
		}
	}
	return lines
}

// unmatched is the rows of which there are more on one side than on the other.
func unmatched[R any](have, want []R, same func(have, want R) bool, write func(R) string) (lines []string) {
	taken := make([]bool, len(have))
	for _, w := range want {
		found := false
		for i, h := range have {
			if !taken[i] && same(h, w) {
				taken[i], found = true, true
				break
			}
		}
		if !found {
			lines = append(lines, "  - "+write(w))
		}
	}
	for i, h := range have {
		if !taken[i] {
			lines = append(lines, "  + "+write(h))
		}
	}
	return lines
}
