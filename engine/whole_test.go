package engine

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"starling/engine/column"
	"starling/engine/plan"
)

// TestWhole replaces rows by more and by fewer, several times a cycle too; a sum follows.
func TestWhole(t *testing.T) {
	g := NewGraph()
	w := must[*Whole](t)(g.AddWhole(plan.Source{Kind: "generated"}, feedFields, true))
	w.Table().Retain()
	watch(t, "whole", w.Table())
	if !g.Live() {
		t.Error("a live one is not live")
	}
	sum := must[*Table](t)(w.Table().AggBy([]Aggregation{{Name: "sum", Pairs: []Pair{{New: "N", Old: "N"}}}}, nil))
	sum.Retain()
	rng := rand.New(rand.NewPCG(1, 1))
	for i := range 60 {
		var want []string
		total := int64(0)
		for range 1 + rng.IntN(3) {
			want, total = []string{}, 0
			f := &Frame{Schema: []column.Field{feedFields[1], feedFields[0]}, Hi: rng.IntN(9)}
			var names []string
			var ns []int64
			for k := range f.Hi {
				names, ns = append(names, fmt.Sprint("s", k, i)), append(ns, rng.Int64N(100))
				want = append(want, fmt.Sprint(names[k], " ", ns[k]))
				total += ns[k]
			}
			v := feedRows(names, ns...)
			f.Cols = []column.Vector{v[1], v[0]}
			done, err := w.Set(f)
			noErr(t, err)
			defer func() { <-done }()
		}
		noErr(t, g.Step(t.Context()))
		wantRows(t, fmt.Sprint("cycle ", i), w.Table(), want)
		if len(want) > 0 {
			wantRows(t, "sum", sum, []string{fmt.Sprint(total)})
		}
	}
	if _, err := w.Set(&Frame{Schema: feedFields[:1], Cols: feedRows([]string{"a"}, 1)[:1], Hi: 1}); err == nil {
		t.Error("one column of two is taken")
	}
}

// TestWholeFails: a failure keeps the rows, those set last too, and nothing more is taken.
func TestWholeFails(t *testing.T) {
	g := NewGraph()
	w := must[*Whole](t)(g.AddWhole(plan.Source{Kind: "generated"}, feedFields, false))
	w.Table().Retain()
	f := &Frame{Schema: feedFields, Cols: feedRows([]string{"a"}, 1), Hi: 1}
	must[<-chan struct{}](t)(w.Set(f))
	noErr(t, g.Step(t.Context()))
	last := must[<-chan struct{}](t)(w.Set(&Frame{Schema: feedFields, Cols: feedRows([]string{"b", "c"}, 2, 3), Hi: 2}))
	w.Fail(errors.New("boom"))
	noErr(t, g.Step(t.Context()))
	<-last
	if err := w.Table().Err(); err == nil || err.Error() != "boom" || w.Table().Size() != 2 || g.Live() {
		t.Errorf("failed with %v, of %d rows", err, w.Table().Size())
	}
	<-w.Done()
	if _, err := w.Set(f); err == nil {
		t.Error("a failed table takes rows")
	}
}
