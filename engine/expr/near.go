package expr

import (
	"slices"
	"strings"

	"starling/internal/nearest"
)

// didYouMean is "; did you mean …?" with the names most like name, or nothing.
func didYouMean(name string, all []string) string {
	near := nearest.Names(name, all, 3)
	if len(near) == 0 {
		return ""
	}
	return "; did you mean " + strings.Join(near, ", ") + "?"
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
	return didYouMean(name, all)
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
	return types + didYouMean(n.Name, all)
}

// nearMethod is advice for a method that class does not have.
func (c *compiler) nearMethod(class, name string) string {
	var all []string
	for _, f := range names() {
		if m, ok := strings.CutPrefix(f, class+"#"); ok {
			all = append(all, m)
		}
	}
	return didYouMean(name, all)
}
