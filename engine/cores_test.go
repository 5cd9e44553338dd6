package engine

import (
	"sync/atomic"
	"testing"
)

// TestDivide: every part is worked on, and the lowest that panics is told once all have ended.
func TestDivide(t *testing.T) {
	var seen [4]atomic.Bool
	divide(4, func(part int) { seen[part].Store(true) })
	var ended atomic.Int32
	said := func() (r any) {
		defer func() { r = recover() }()
		divide(4, func(part int) {
			ended.Add(1)
			if part > 1 {
				panic(part)
			}
		})
		return nil
	}()
	for i := range seen {
		if !seen[i].Load() {
			t.Errorf("nobody worked on part %d", i)
		}
	}
	if said != 2 || ended.Load() != 4 {
		t.Errorf("panic of %v after %d of 4", said, ended.Load())
	}
}

// TestCores: few rows are not divided, nor is anything where the graph does without.
func TestCores(t *testing.T) {
	for _, c := range []struct {
		without Mechanism
		rows    int
		one     bool
	}{{0, coreRows() - 1, true}, {Cores, coreRows(), true}} {
		g := NewGraph()
		g.Without = c.without
		if got := g.cores(7, c.rows); (got == 1) != c.one {
			t.Errorf("without %v, %d rows: %d parts", c.without, c.rows, got)
		}
	}
}
