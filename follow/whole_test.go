package follow

import (
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"testing"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/racing"
)

// TestWhole plays random histories between the portions of a copy: it is the table as it is after
// the last, and the next look tells what changed since.
func TestWhole(t *testing.T) {
	for seed := range uint64(racing.Less(12)) {
		random := rand.New(rand.NewPCG(seed, 2))
		w := newWorld(t)
		sorted, err := w.board.Table().Sort([]engine.SortKey{{Column: "V"}})
		if err != nil {
			t.Fatal(err)
		}
		keys := 1 + random.IntN(3*portion)
		for k := range keys {
			w.set(k, random.IntN(50))
		}
		w.step()
		for i, table := range []*engine.Table{w.board.Table(), sorted} {
			f := w.follow(table)
			if random.IntN(2) == 0 {
				w.look(f) // what was told before is nothing new
			}
			c := copying{note: f.notes[0]}
			steps := 0
			for !c.done {
				if err := w.graph.Read(func() { err = c.step(nil) }); err != nil {
					t.Fatal(err)
				}
				if steps++; c.done {
					break
				}
				for range random.IntN(6) {
					w.set(random.IntN(keys+10), random.IntN(50))
				}
				if gone := random.IntN(keys); random.IntN(2) == 0 {
					w.keep(func(k int) bool { return k < gone || k > gone+5 })
				}
				w.step()
			}
			want, err := table.Read(0, 1<<40, nil)
			if err != nil {
				t.Fatal(err)
			}
			got := c.window()
			if !reflect.DeepEqual(got.Rows, want.Rows) || got.Size != want.Size || got.Cycle != want.Cycle || !got.All {
				t.Fatalf("seed %d: %d rows of %d in cycle %d, want %d in cycle %d", seed, len(got.Rows), got.Size, got.Cycle, len(want.Rows), want.Cycle)
			}
			before := picture(got)
			if !reflect.DeepEqual(before, picture(Window{Frame: want})) {
				t.Fatalf("seed %d: the copy differs from the table, after %d portions", seed, steps)
			}
			w.set(0, 77+i)
			w.step()
			changed, err := f.Changes(nil)
			if err != nil {
				t.Fatal(err)
			}
			if x := changed[0]; x.All || x.Len() != 1 {
				t.Fatalf("seed %d: one row changed after the copy, and %d did, all: %v", seed, x.Len(), x.All)
			}
		}
	}
}

// TestWholeInTime: a table of which all rows change all the time is copied nevertheless.
func TestWholeInTime(t *testing.T) {
	w := newWorld(t)
	const rows = 4 * portion
	for k := range rows {
		w.set(k, 0)
	}
	w.step()
	f := w.follow(w.board.Table())
	c := copying{note: f.notes[0]}
	steps := 0
	for ; !c.done; steps++ {
		var err error
		if e := w.graph.Read(func() { err = c.step([]string{"V"}) }); e != nil || err != nil {
			t.Fatal(e, err)
		}
		for k := range rows {
			w.set(k, steps+1)
		}
		w.step()
	}
	x := c.window()
	for i := range x.Rows {
		if x.Cols[0].Any(i) != int64(steps-1) || len(x.Schema) != 1 {
			t.Fatalf("row %d is of another cycle: %v, want %d", i, x.Cols[0].Any(i), steps-1)
		}
	}
	if steps > 12 {
		t.Errorf("%d portions for %d rows", steps, rows)
	}
}

// TestWholeEnds: a context ends a copy, a table that is too large or has no such column is an error.
func TestWholeEnds(t *testing.T) {
	w := newWorld(t)
	for k := range 2 * portion {
		w.set(k, 0)
	}
	w.step()
	f := w.follow(w.board.Table())
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(nil)
	if _, err := f.Whole(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("ended: %v", err)
	}
	if _, err := f.Whole(t.Context(), []string{"X"}); err == nil {
		t.Error("there is a column X")
	}
	w.graph.MaxBytes = 1000
	if _, err := f.Whole(t.Context(), nil); err == nil {
		t.Error("there is room for all rows in 1000 bytes")
	}
	w.graph.MaxBytes = 0
	x, err := f.Whole(t.Context(), nil)
	if err != nil || x.Len() != 2*portion {
		t.Errorf("%d rows, %v", x.Len(), err)
	}
}

// BenchmarkWhole is a copy of a million rows: in portions, and at once.
func BenchmarkWhole(b *testing.B) {
	const rows = 1_000_000
	g := engine.NewGraph()
	var fields []column.Field
	var cols []column.Builder
	for _, k := range []column.Kind{column.Int, column.String, column.Double, column.Int, column.Double, column.Instant} {
		fields = append(fields, column.Field{Name: string(rune('A' + len(fields))), Type: column.Of(k)})
		v := column.NewBuilder(column.Of(k))
		for i := range rows {
			switch v := v.(type) {
			case *column.Vec[int32]:
				v.Append(int32(i))
			case *column.Vec[int64]:
				v.Append(int64(i))
			case *column.Vec[float64]:
				v.Append(float64(i ^ 0x5555))
			case *column.Text:
				v.AppendString("BTC-USD"[:3+i%4])
			}
		}
		cols = append(cols, v)
	}
	e, err := g.AddEditable("feed", fields)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := e.Add(cols, rows); err != nil {
		b.Fatal(err)
	}
	if err := g.Step(b.Context()); err != nil {
		b.Fatal(err)
	}
	sorted, err := e.Table().Sort([]engine.SortKey{{Column: "C"}})
	if err != nil {
		b.Fatal(err)
	}
	for name, t := range map[string]*engine.Table{"plain": e.Table(), "sorted": sorted} {
		b.Run(name+"/portions", func(b *testing.B) {
			f, err := New(g, t)
			if err != nil {
				b.Fatal(err)
			}
			defer f.Close()
			for b.Loop() {
				if x, err := f.Whole(b.Context(), nil); err != nil || x.Len() != rows {
					b.Fatal(x.Len(), err)
				}
			}
		})
		b.Run(name+"/once", func(b *testing.B) {
			for b.Loop() {
				if x, err := t.Read(0, rows, nil); err != nil || x.Len() != rows {
					b.Fatal(x.Len(), err)
				}
			}
		})
	}
}
