package engine

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"starling/engine/column"
	"starling/engine/window"
)

// windowCases is operations over one group of all rows, or many of a hundred.
var windowCases = []struct {
	name string
	op   Window
	by   []Pair
}{
	{"rolling_sum", Window{Name: "rolling_sum", Back: 20}, nil},
	{"rolling_min", Window{Name: "rolling_min", Back: 20, Ahead: 20}, nil},
	{"rolling_avg by time", Window{Name: "rolling_avg", Back: 20, Time: "T"}, nil},
	{"cum_max", Window{Name: "cum_max"}, nil},
	{"cum_sum by", Window{Name: "cum_sum"}, []Pair{{New: "K", Old: "K"}}},
	{"ema by", Window{Name: "ema", Args: window.Args{Decay: 3}}, []Pair{{New: "K", Old: "K"}}},
}

// movedFields is a key, a value and a time.
var movedFields = []column.Field{
	{Name: "K", Type: column.Of(column.Long)},
	{Name: "V", Type: column.Of(column.Long)},
	{Name: "T", Type: column.Of(column.Long)},
}

// addMoved adds rows from number lo on, whose times are these numbers, of so many keys.
func addMoved(b *testing.B, g *Graph, ed *Editable, lo, n, keys int) {
	k, v, t := column.NewVec[int64](column.Long), column.NewVec[int64](column.Long), column.NewVec[int64](column.Long)
	for i := range n {
		k.Append(int64(i % keys))
		v.Append(int64(i % 1000))
		t.Append(int64(lo + i))
	}
	if _, err := ed.Add([]column.Builder{k, v, t}, n); err != nil {
		b.Fatal(err)
	}
	step(b, g)
}

// newMoved is a case over n rows.
func newMoved(b *testing.B, g *Graph, c int, n int) *Editable {
	ed, err := g.AddEditable("moved", movedFields)
	if err != nil {
		b.Fatal(err)
	}
	addMoved(b, g, ed, 0, n, max(n/100, 1))
	w := windowCases[c].op
	w.Pairs = []Pair{{New: "W", Old: "V"}}
	if _, err := ed.Table().UpdateBy(Env{}, []Window{w}, windowCases[c].by); err != nil {
		b.Fatal(err)
	}
	return ed
}

// BenchmarkWindowChanges is cycles of a hundred changes in tables of many sizes: what a cycle costs
// is to be about the same for all.
func BenchmarkWindowChanges(b *testing.B) {
	for c := range windowCases {
		for _, n := range []int{1e4, 1e5, 1e6} {
			b.Run(fmt.Sprintf("%s/%d", windowCases[c].name, n), func(b *testing.B) {
				g, rng := NewGraph(), rand.New(rand.NewPCG(3, 4))
				ed := newMoved(b, g, c, n)
				for range 50 {
					change(b, rng, ed, n)
					step(b, g)
				}
				b.ReportAllocs()
				for b.Loop() {
					change(b, rng, ed, n)
					step(b, g)
				}
			})
		}
	}
}

// BenchmarkWindowAppends is cycles of a hundred rows at the end of tables of many sizes.
func BenchmarkWindowAppends(b *testing.B) {
	for c := range windowCases {
		for _, n := range []int{1e4, 1e5, 1e6} {
			b.Run(fmt.Sprintf("%s/%d", windowCases[c].name, n), func(b *testing.B) {
				g := NewGraph()
				ed := newMoved(b, g, c, n)
				b.ReportAllocs()
				for at := n; b.Loop(); at += 100 {
					addMoved(b, g, ed, at, 100, 100)
				}
			})
		}
	}
}

// BenchmarkWindowBuild is what a row costs where there are a million.
func BenchmarkWindowBuild(b *testing.B) {
	for c := range windowCases {
		b.Run(windowCases[c].name, func(b *testing.B) {
			for b.Loop() {
				newMoved(b, NewGraph(), c, 1e6)
			}
			reportRows(b, 1e6)
		})
	}
}
