package engine

import (
	"context"
	"fmt"
	"testing"
)

// TestBlinkTakesLittle: an aggregation of a blink table keeps what it shows and, besides, at
// most the row chosen in this cycle and a few bits for each key.
func TestBlinkTakesLittle(t *testing.T) {
	const keys = 20_000
	g, f := NewGraph(), &feed{}
	src := must[*Table](t)(g.AddSource("source", f, Blink()))
	by := []Pair{{New: "Sym", Old: "Sym"}}
	last := must[*Table](t)(must[*Table](t)(src.View(Env{}, "Sym", "Id")).LastBy(by))
	sum := must[*Table](t)(src.AggBy([]Aggregation{{Name: "sum", Pairs: []Pair{{New: "S", Old: "Id"}}}}, by))
	for i := range keys {
		f.rows = append(f.rows, trade{sym: fmt.Sprint(i), id: int64(i)})
	}
	for range 3 {
		rows := f.rows
		if err := g.Step(context.Background()); err != nil {
			t.Fatal(err)
		}
		f.rows = rows
	}
	// The value and its undo copy, and for a sum what it is made of: 16 bytes.
	for name, c := range map[string]struct {
		t    *Table
		want int
	}{"last_by": {last, 16 + 8 + 2}, "sum": {sum, 16 + 16 + 2}} {
		if got := c.t.Usage().Bytes; got > c.want*keys*5/4 { // slices grow by a quarter
			t.Errorf("%s takes %d bytes a key, want at most %d", name, got/keys, c.want*5/4)
		}
	}
}
