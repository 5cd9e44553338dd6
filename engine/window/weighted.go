package window

import "starling/engine/column"

// weighted is the sum of n values times their weights, and of the weights.
type weighted struct {
	sum, weight float64
	n           int
}

func (a weighted) plus(b weighted) weighted {
	return weighted{a.sum + b.sum, a.weight + b.weight, a.n + b.n}
}

// weigh makes values and weights weighted values.
func weigh() func(buf *[]weighted, in []column.Vector) []weighted {
	var xs, ws []float64
	return func(buf *[]weighted, in []column.Vector) []weighted {
		xs, ws = doubles(xs[:0], in[0]), doubles(ws[:0], in[1])
		out := (*buf)[:0]
		for i, x := range xs {
			if x == column.NullDouble || ws[i] == column.NullDouble {
				out = append(out, weighted{})
				continue
			}
			out = append(out, weighted{x * ws[i], ws[i], 1})
		}
		*buf = out
		return out
	}
}

// bigWeighted is weighted for numbers of any size.
type bigWeighted struct {
	sum, weight column.Decimal
	n           int
}

// weigh makes values and weights weighted values.
func (e exact) weigh(buf *[]bigWeighted, in []column.Vector) []bigWeighted {
	out := (*buf)[:0]
	for i := range in[0].Len() {
		if in[0].Null(i) || in[1].Null(i) {
			out = append(out, bigWeighted{})
			continue
		}
		x, w := must(decimalOf(in[0].Any(i))), must(decimalOf(in[1].Any(i)))
		out = append(out, bigWeighted{e.times(w, x), w, 1})
	}
	*buf = out
	return out
}
