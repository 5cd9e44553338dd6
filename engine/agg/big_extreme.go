package agg

import "starling/engine/column"

// bigExtremeOf is extremeOf for BigDecimals and BigIntegers.
func bigExtremeOf(t column.Type, retract, most bool) Agg {
	o := newOut[any](t)
	if retract {
		return &bigBag{out: o, typ: t, most: most, bags: newTextBags()}
	}
	return &bigExtreme{out: o, most: most}
}

// bigExtreme keeps the least or the greatest number per group, of equal ones the first.
type bigExtreme struct {
	out[any]
	most bool
	best []any // by group
}

func (a *bigExtreme) Grow(groups int) {
	a.touched.Grow(groups)
	a.best = grow(a.best, groups)
}

func (a *bigExtreme) Add(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	v := in[0].(*column.Vec[any]).V
	for i, g := range groups {
		x, b := v[i], a.best[g]
		if x == nil {
			continue
		}
		if b == nil {
			a.best[g] = x
		} else if c := column.CompareBig(x, b); c < 0 && !a.most || c > 0 && a.most {
			a.best[g] = x
		}
	}
}

func (a *bigExtreme) Remove([]int32, []column.Vector) { panic("agg: removal was not asked for") }

// Flush writes the extremes of the touched groups.
func (a *bigExtreme) Flush() { a.flush(func(g int32) any { return a.best[g] }) }

// bigBag is a bigExtreme from which values may leave again, and a quantile.
type bigBag struct {
	out[any]
	typ      column.Type
	most     bool
	quantile bool // the value at percentile p, instead of the least or greatest
	p        float64
	bags     bags[string] // order keys
	from     bigKeys
}

func (a *bigBag) Grow(groups int) {
	a.touched.Grow(groups)
	a.bags.grow(groups)
}

func (a *bigBag) Add(groups []int32, in []column.Vector) { a.apply(groups, in[0], a.bags.add) }

func (a *bigBag) Remove(groups []int32, in []column.Vector) { a.apply(groups, in[0], a.bags.remove) }

func (a *bigBag) apply(groups []int32, v column.Vector, to func(g int32, k string)) {
	a.touched.AddAll(groups)
	keys := a.from.of(v)
	for i, g := range groups {
		if k := keys[i]; !column.IsNullString(k) {
			to(g, k)
		}
	}
}

// Flush writes the values of the touched groups.
func (a *bigBag) Flush() {
	a.flush(func(g int32) any {
		key := ""
		switch n := a.bags.len(g); {
		case n == 0:
			return nil
		case a.quantile:
			key = a.bags.at(g, place(a.p, n))
		case a.most:
			key = a.bags.last(g)
		default:
			key = a.bags.first(g)
		}
		return column.OrderKeyNumber(a.typ, key)
	})
}
