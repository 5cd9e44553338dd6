package agg

import "starling/engine/column"

// objectExtremeOf is extremeOf for objects of a class that has an order.
func objectExtremeOf(t column.Type, retract, most bool) Agg {
	o := newOut[any](t)
	if retract {
		return &objectBag{out: o, most: most, bags: newTextBags(), from: objectKeys{order: t.Class.Order}}
	}
	return &objectExtreme{out: o, most: most, compare: t.Class.Compare}
}

// objectExtreme keeps the least or the greatest object per group, of equal ones the first.
type objectExtreme struct {
	out[any]
	most    bool
	compare func(x, y any) int
	best    []any // by group
}

func (a *objectExtreme) Grow(groups int) {
	a.touched.Grow(groups)
	a.best = grow(a.best, groups)
}

func (a *objectExtreme) Add(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	v := in[0].(*column.Vec[any]).V
	for i, g := range groups {
		x, b := v[i], a.best[g]
		if x == nil {
			continue
		}
		if b == nil {
			a.best[g] = x
		} else if c := a.compare(x, b); c < 0 && !a.most || c > 0 && a.most {
			a.best[g] = x
		}
	}
}

func (a *objectExtreme) Remove([]int32, []column.Vector) { panic("agg: removal was not asked for") }

// Flush writes the extremes of the touched groups.
func (a *objectExtreme) Flush() { a.flush(func(g int32) any { return a.best[g] }) }

// objectBag is a objectExtreme from which values may leave again, and a quantile.
type objectBag struct {
	out[any]
	most     bool
	quantile bool // the value at percentile p, instead of the least or greatest
	p        float64
	bags     bags[string] // order keys
	from     objectKeys
}

func (a *objectBag) Grow(groups int) {
	a.touched.Grow(groups)
	a.bags.grow(groups)
}

func (a *objectBag) Add(groups []int32, in []column.Vector) { a.apply(groups, in[0], a.bags.add) }

func (a *objectBag) Remove(groups []int32, in []column.Vector) { a.apply(groups, in[0], a.bags.remove) }

func (a *objectBag) apply(groups []int32, v column.Vector, to func(g int32, k string)) {
	a.touched.AddAll(groups)
	keys := a.from.of(v)
	for i, g := range groups {
		if k := keys[i]; !column.IsNullString(k) {
			to(g, k)
		}
	}
}

// Flush writes the values of the touched groups.
func (a *objectBag) Flush() {
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
		return a.from.order.Value(key)
	})
}
