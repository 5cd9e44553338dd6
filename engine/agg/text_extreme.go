package agg

import (
	"strings"

	"starling/engine/column"
)

// textExtremeOf is extremeOf for strings, in the order of Java.
func textExtremeOf(t column.Type, retract, most bool) Agg {
	o := newOut[string](t)
	if retract {
		return &textBag{out: o, most: most, bags: newTextBags()}
	}
	return &textExtreme{out: o, most: most}
}

// textExtreme keeps the least or the greatest string per group.
type textExtreme struct {
	out[string]
	most bool
	best []string // by group: copies, as javaOrder has them
	text int      // bytes of them
}

func (a *textExtreme) Grow(groups int) {
	a.touched.Grow(groups)
	for len(a.best) < groups {
		a.best = append(a.best, column.NullString)
	}
}

func (a *textExtreme) Add(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	v := in[0].(*column.Vec[string]).V
	for i, g := range groups {
		x, b := v[i], a.best[g]
		if column.IsNullString(x) {
			continue
		}
		x = javaOrder(x)
		if column.IsNullString(b) || x < b && !a.most || x > b && a.most {
			if a.text += len(x); !column.IsNullString(b) {
				a.text -= len(b)
			}
			a.best[g] = strings.Clone(x)
		}
	}
}

func (a *textExtreme) Remove([]int32, []column.Vector) { panic("agg: removal was not asked for") }

// Flush writes the extremes of the touched groups.
func (a *textExtreme) Flush() { a.flush(func(g int32) string { return unlessNull(a.best[g]) }) }

// unlessNull is javaText of what is not null.
func unlessNull(x string) string {
	if column.IsNullString(x) {
		return x
	}
	return javaText(x)
}

// textBag is a textExtreme from which values may leave again.
type textBag struct {
	out[string]
	most bool
	bags bags[string] // as javaOrder has them
}

func (a *textBag) Grow(groups int) {
	a.touched.Grow(groups)
	a.bags.grow(groups)
}

func (a *textBag) Add(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	v := in[0].(*column.Vec[string]).V
	for i, g := range groups {
		if x := v[i]; !column.IsNullString(x) {
			a.bags.add(g, javaOrder(x))
		}
	}
}

func (a *textBag) Remove(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	v := in[0].(*column.Vec[string]).V
	for i, g := range groups {
		if x := v[i]; !column.IsNullString(x) {
			a.bags.remove(g, javaOrder(x))
		}
	}
}

// Flush writes the extremes of the touched groups.
func (a *textBag) Flush() {
	a.flush(func(g int32) string {
		switch {
		case a.bags.roots[g] == 0:
			return column.NullString
		case a.most:
			return javaText(a.bags.last(g))
		}
		return javaText(a.bags.first(g))
	})
}
