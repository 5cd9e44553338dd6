package expr

import (
	"maps"
	"slices"
	"strings"

	"starling/internal/nearest"
)

// nearName is advice for a name that is not known.
func (c *compiler) nearName(name string) string {
	if _, ok := lookup(name); ok {
		return "; " + name + " is a function: call it, as in " + name + "(…)"
	}
	all := c.scope.Columns()
	if strings.HasSuffix(name, "_") {
		for i, n := range all {
			all[i] = n + "_"
		}
	}
	all = slices.Concat(all, c.scope.Vars(), slices.Sorted(maps.Keys(constants)), slices.Sorted(maps.Keys(classes)), staticClasses)
	return nearest.Hint(name, all)
}

// nearType is advice for a type that is not known.
func nearType(name string) string {
	name = simpleName(strings.TrimRight(name, "[]"))
	return nearest.Hint(name, append(slices.Sorted(maps.Keys(primitives)), slices.Sorted(maps.Keys(classes))...))
}

// nearConstant is advice for a field that class does not have.
func nearConstant(class, name string) string {
	var all []string
	for _, table := range []map[string]constant{constants, bigConstants, timeConstants} {
		for n := range table {
			if n, ok := strings.CutPrefix(n, class+"."); ok {
				all = append(all, n)
			}
		}
	}
	slices.Sort(all)
	return nearest.Hint(name, all)
}

// nearConstructor is advice for a class that nothing makes objects of.
func nearConstructor(class string) string {
	var all []string
	for _, f := range names() {
		if m, ok := strings.CutPrefix(f, "new "); ok {
			all = append(all, m)
		}
	}
	return nearest.Hint(class, all)
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
	return types + nearest.Hint(n.Name, append(all, c.scope.Vars()...))
}

// nearMethod is advice for a method that class does not have.
func (c *compiler) nearMethod(class, name string) string {
	var all []string
	for _, f := range names() {
		if m, ok := strings.CutPrefix(f, class+"#"); ok {
			all = append(all, m)
		}
	}
	if strings.HasSuffix(class, "Vector") {
		all = append(all, slices.Sorted(maps.Keys(groupMethods))...)
	}
	return nearest.Hint(name, all)
}
