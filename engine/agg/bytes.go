package agg

import "unsafe"

// What aggregations hold besides their results.

func bytesOf[T any](s []T) int {
	var x T
	return cap(s) * int(unsafe.Sizeof(x))
}

func (s *floatSums) bytes() int { return bytesOf(s.sums) + bytesOf(s.odd) }

func (b *bags[K]) bytes() int {
	return bytesOf(b.nodes) + bytesOf(b.roots) + bytesOf(b.distinct) + b.kept()
}

// copiedBytes is about what a copy takes in the map besides its text.
const copiedBytes = 80

func (m *interned) bytes() int { return m.text + copiedBytes*len(m.copies) }

func (c *nullCounts) bytes() int { return bytesOf(c.n) }

func (s *keySet) bytes() int  { return s.bags.bytes() + s.nulls.bytes() }
func (s *textSet) bytes() int { return s.bags.bytes() + s.nulls.bytes() }

func (s *once[K]) bytes() int { return bytesOf(s.key) + bytesOf(s.n) + s.text }

func (a *count) Bytes() int            { return a.touched.Bytes() + bytesOf(a.n) }
func (a *longSum) Bytes() int          { return a.touched.Bytes() + bytesOf(a.sums) }
func (a *floatSumOf[T]) Bytes() int    { return a.touched.Bytes() + a.sums.bytes() }
func (a *floatAvg) Bytes() int         { return a.touched.Bytes() + a.sums.bytes() }
func (a *wholeAvg) Bytes() int         { return a.touched.Bytes() + bytesOf(a.sums) }
func (a *longWeightedSum) Bytes() int  { return a.touched.Bytes() + bytesOf(a.sums) }
func (a *floatWeightedSum) Bytes() int { return a.touched.Bytes() + a.sums.bytes() }
func (a *weightedAvg) Bytes() int      { return a.touched.Bytes() + a.products.bytes() + a.weights.bytes() }

func (a *variance) Bytes() int      { return a.touched.Bytes() + bytesOf(a.sums) + bytesOf(a.wild) }
func (a *extreme) Bytes() int       { return a.touched.Bytes() + bytesOf(a.best) }
func (a *extremeBag) Bytes() int    { return a.extreme.Bytes() + a.bags.bytes() }
func (a *textExtreme) Bytes() int   { return a.touched.Bytes() + bytesOf(a.best) + a.text }
func (a *textBag) Bytes() int       { return a.touched.Bytes() + a.bags.bytes() }
func (a *quantile) Bytes() int      { return a.touched.Bytes() + a.bags.bytes() }
func (a *textQuantile) Bytes() int  { return a.touched.Bytes() + a.bags.bytes() }
func (a *countDistinct) Bytes() int { return a.touched.Bytes() + a.set.bytes() }
func (a *distinct) Bytes() int      { return a.touched.Bytes() + a.set.bytes() }
func (a *bigTotal) Bytes() int      { return a.touched.Bytes() + a.sums.bytes() }
func (a *bigVariance) Bytes() int   { return a.touched.Bytes() + a.sums.bytes() + a.squares.bytes() }
func (a *objectExtreme) Bytes() int { return a.touched.Bytes() + bytesOf(a.best) }
func (a *objectBag) Bytes() int     { return a.touched.Bytes() + a.bags.bytes() }
func (a *unique) Bytes() int        { return a.touched.Bytes() + a.set.bytes() }
