package agg

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
	"starling/internal/invariants"
)

// load is pages of random rows for an aggregation: prices and sizes.
type load struct {
	groups [][]int32
	cols   [][]column.Vector
}

func newLoad(in []column.Type, groups, pages int) load {
	r := rand.New(rand.NewPCG(5, 6))
	var l load
	for range pages {
		g := make([]int32, rowset.PageSize)
		cols := make([]column.Vector, len(in))
		for i, t := range in {
			cols[i] = column.NewVector(t)
		}
		for i := range g {
			g[i] = int32(r.IntN(groups))
			for _, c := range cols {
				switch c := c.(type) {
				case *column.Vec[float64]:
					c.Append(100 + float64(r.IntN(10000))/100)
				case *column.Vec[int64]:
					c.Append(int64(r.IntN(1000)))
				case *column.Vec[int8]:
					c.Append(int8(r.IntN(2)))
				case *column.Vec[string]:
					c.Append(fmt.Sprintf("SYM%03d", r.IntN(500)))
				}
			}
		}
		l.groups, l.cols = append(l.groups, g), append(l.cols, cols)
	}
	return l
}

// loads are the inputs aggregations are measured with.
func loads(d Def) [][]column.Type {
	switch {
	case d.Inputs == 0:
		return [][]column.Type{{}}
	case d.Filters:
		return [][]column.Type{types(column.Bool)}
	case d.Inputs == 2:
		return [][]column.Type{types(column.Long, column.Long), types(column.Long, column.Double)}
	}
	all := [][]column.Type{types(column.Long), types(column.Double), types(column.String)}
	if _, err := d.Result(all[2], Args{}); err != nil {
		all = all[:2]
	}
	return all
}

// BenchmarkAdd measures adding a row; BenchmarkReplace taking one out and adding
// another, as a modified row does.
func BenchmarkAdd(b *testing.B)     { bench(b, false) }
func BenchmarkReplace(b *testing.B) { bench(b, true) }

func bench(b *testing.B, replace bool) {
	for _, d := range Defs() {
		if d.New == nil || replace && d.Ordered {
			continue
		}
		for _, in := range loads(d) {
			for _, groups := range []int{10, 500_000} {
				b.Run(fmt.Sprintf("%s%v/%d", d.Name, in, groups), func(b *testing.B) {
					benchOne(b, d, in, groups, replace)
				})
			}
		}
	}
}

func benchOne(b *testing.B, d Def, in []column.Type, groups int, replace bool) {
	const pages = 256
	l := newLoad(in, groups, pages)
	a, err := d.New(in, Args{Percentile: 0.9, AverageEvenlyDivided: true}, replace)
	if err != nil {
		b.Fatal(err)
	}
	a.Grow(groups)
	if replace {
		for i := range pages / 2 {
			a.Add(l.groups[i], l.cols[i])
		}
		a.Flush()
		a.Commit()
	}
	b.ReportAllocs()
	b.ResetTimer()
	n := 0
	for b.Loop() {
		k := n % pages
		if replace {
			a.Remove(l.groups[k], l.cols[k])
			k = (k + pages/2) % pages
		}
		a.Add(l.groups[k], l.cols[k])
		n++
		if n%16 == 0 {
			a.Flush()
			a.Commit()
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n*rowset.PageSize), "ns/row")
}

// TestAllocs holds that a cycle in steady state allocates nothing per row.
func TestAllocs(t *testing.T) {
	if invariants.Enabled {
		t.Skip("pages are tiny: writing one anew is a large part of a cycle")
	}
	for _, d := range Defs() {
		if d.New == nil || d.Ordered || d.Name == "distinct" { // these make a value per touched group
			continue
		}
		for _, in := range loads(d) {
			for _, retract := range []bool{false, true} {
				l := newLoad(in, 100, 2)
				a, err := d.New(in, Args{}, retract)
				if err != nil {
					t.Fatal(err)
				}
				a.Grow(100)
				a.Add(l.groups[1], l.cols[1])
				cycle := func() {
					a.Add(l.groups[0], l.cols[0])
					if retract {
						a.Remove(l.groups[1], l.cols[1])
						a.Add(l.groups[1], l.cols[1])
						a.Remove(l.groups[0], l.cols[0])
					}
					a.Flush()
					a.Commit()
				}
				for range 3 {
					cycle()
				}
				// Results that are strings fill text pages, which are written anew now and then.
				if n := testing.AllocsPerRun(20, cycle); n > 4 {
					t.Errorf("%s%v retract %v: %v allocations a cycle", d.Name, in, retract, n)
				}
			}
		}
	}
}
