package engine

import (
	"context"
	"strings"
	"testing"

	"starling/engine/column"
)

// TestMemory: near the limit it is warned once, with the largest tables first; at the limit
// the table that grows fails, and the others go on.
func TestMemory(t *testing.T) {
	g := NewGraph()
	used := int64(0)
	var warned [][]Usage
	var failed []string
	g.Memory = &Memory{Limit: 1000, Used: func() int64 { return used }, Warn: func(_ int64, all []Usage) { warned = append(warned, all) }}
	g.OnFailure = func(_ *Table, err error) { failed = append(failed, err.Error()) }
	edit := func(name string) *Editable {
		e, err := g.AddEditable(name, []column.Field{{Name: "X", Type: column.Of(column.Long)}})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	big, small := edit("big"), edit("small")
	below, err := small.Table().Where(Env{}, "X >= 0")
	if err != nil {
		t.Fatal(err)
	}
	grow := func(e *Editable, n int) {
		v := column.NewVec[int64](column.Long)
		for i := range n {
			v.Append(int64(i))
		}
		if _, err := e.Add([]column.Builder{v}, n); err != nil {
			t.Fatal(err)
		}
	}
	step := func(at int64) {
		used = at
		if err := g.Step(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	grow(big, 100_000)
	grow(small, 100)
	step(700)
	if len(warned) != 0 {
		t.Fatal("warned too early")
	}
	step(800)
	step(850)
	if len(warned) != 1 || warned[0][0].Table != big.Table() {
		t.Fatalf("warned %d times: %v", len(warned), warned)
	}
	step(990) // nothing grows: no table is to blame
	if len(failed) != 0 {
		t.Fatalf("failed %q", failed)
	}
	grow(small, 50_000)
	step(990)
	if big.Table().Err() != nil || small.Table().Err() == nil || len(failed) != 1 ||
		!strings.Contains(failed[0], "out of memory: it has grown to 391 KiB") || !strings.Contains(failed[0], "uses 990 B of the 1000 B it may") {
		t.Fatalf("failed %q", failed)
	}
	if n, m := small.Table().Size(), below.Size(); n != 50_100 || m != n {
		t.Errorf("%d rows are left, %d below", n, m)
	}
	if below.Err() == nil || below.Cols[0] != small.Table().Cols[0] {
		t.Error("the table below did not fail at once, or takes memory for a copy")
	}
	step(990)
	if len(failed) != 1 {
		t.Errorf("one that does not grow failed: %q", failed)
	}
	step(100)
	step(900)
	if len(warned) != 2 {
		t.Errorf("warned %d times", len(warned))
	}
}
