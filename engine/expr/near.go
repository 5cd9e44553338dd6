package expr

import (
	"slices"
	"strings"
)

// nearest is " (did you mean …?)" with the names most like name, or nothing.
func nearest(name string, all []string) string {
	if len(name) < 3 {
		return ""
	}
	limit := 1 + len(name)/4
	type hit struct {
		name string
		d    int
	}
	var hits []hit
	for _, n := range all {
		if d := distance(strings.ToLower(name), strings.ToLower(n)); d <= limit {
			hits = append(hits, hit{n, d})
		}
	}
	if len(hits) == 0 {
		return ""
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.d - b.d })
	var out []string
	for _, h := range hits[:min(3, len(hits))] {
		out = append(out, h.name)
	}
	return "; did you mean " + strings.Join(out, ", ") + "?"
}

// distance is how many letters have to change to make b of a.
func distance(a, b string) int {
	if max(len(a)-len(b), len(b)-len(a)) > 8 || len(a) > 64 {
		return 99
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diag := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diag, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diag+cost)
		}
	}
	return row[len(b)]
}

// nearName is advice for a name that is not known.
func (c *compiler) nearName(name string) string {
	if _, ok := lookup(name); ok {
		return "; " + name + " is a function: call it, as in " + name + "(…)"
	}
	var all []string
	for n := range constants {
		all = append(all, n)
	}
	slices.Sort(all)
	if l, ok := c.scope.(interface{ Names() []string }); ok {
		all = append(l.Names(), all...)
	}
	return nearest(name, all)
}

// noFunction is the arguments and advice for a function that is not known.
func (c *compiler) noFunction(n *Call) string {
	types := "(…)"
	if args, err := c.args(n.Args); err == nil {
		types = argTypes(args)
	}
	if _, ok := c.scope.Var(n.Name); ok {
		return types + ": " + n.Name + " is a variable, not a function"
	}
	var all []string
	for _, f := range names() {
		if !strings.ContainsAny(f, ".#") {
			all = append(all, f)
		}
	}
	return types + nearest(n.Name, all)
}

// nearMethod is advice for a method that class does not have.
func (c *compiler) nearMethod(class, name string) string {
	var all []string
	for _, f := range names() {
		if m, ok := strings.CutPrefix(f, class+"#"); ok {
			all = append(all, m)
		}
	}
	return nearest(name, all)
}
