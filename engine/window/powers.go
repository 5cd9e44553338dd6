package window

import "starling/engine/column"

// powers is n values, their sum and the sum of their squares.
type powers struct {
	n       int
	sum, sq float64
}

func (p powers) plus(q powers) powers {
	return powers{p.n + q.n, p.sum + q.sum, p.sq + q.sq}
}

// bigPowers is n numbers of any size, their sum and the sum of their squares, not rounded.
type bigPowers struct {
	n       int64
	sum, sq column.Decimal
}

func (p bigPowers) plus(q bigPowers) bigPowers {
	switch {
	case p.n == 0:
		return q
	case q.n == 0:
		return p
	}
	return bigPowers{p.n + q.n, must(p.sum.Add(q.sum)), must(p.sq.Add(q.sq))}
}
