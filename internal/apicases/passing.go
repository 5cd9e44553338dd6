package apicases

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// count is how many cases of an area pass: of those with values, and of those with an error.
type count struct{ values, allValues, errors, allErrors int }

// add counts a case.
func (n *count) add(fails, passes bool) {
	passed, all := &n.values, &n.allValues
	if fails {
		passed, all = &n.errors, &n.allErrors
	}
	*all++
	if passes {
		*passed++
	}
}

const passingForm = "%s values %d/%d errors %d/%d\n"

// passingText is a line for each area.
func passingText(areas map[string]count) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(areas)) {
		n := areas[name]
		fmt.Fprintf(&b, passingForm, name, n.values, n.allValues, n.errors, n.allErrors)
	}
	return b.String()
}

// readPassing reads what passingText writes.
func readPassing(text string) (map[string]count, error) {
	areas := map[string]count{}
	for line := range strings.Lines(text) {
		var name string
		var n count
		if _, err := fmt.Sscanf(line, passingForm, &name, &n.values, &n.allValues, &n.errors, &n.allErrors); err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
		areas[name] = n
	}
	return areas, nil
}
