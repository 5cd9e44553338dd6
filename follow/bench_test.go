package follow

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/rowset"
)

// BenchmarkReaders is cycles that change 250 rows of 100,000, beside so many who follow: each copies 60
// rows at most five times a second, as pages of a browser do, or has stopped.
func BenchmarkReaders(b *testing.B) {
	for _, readers := range []int{0, 1, 50} {
		for _, stopped := range []bool{false, true} {
			if readers == 0 && stopped {
				continue
			}
			b.Run(fmt.Sprintf("%d/stopped=%v", readers, stopped), func(b *testing.B) { readersOf(b, readers, stopped) })
		}
	}
}

func readersOf(b *testing.B, readers int, stopped bool) {
	const rows, changed = 100_000, 250
	g := engine.NewGraph()
	fields := []column.Field{{Name: "K", Type: column.Of(column.Long)}, {Name: "V", Type: column.Of(column.Double)}}
	e, err := g.AddEditable("feed", fields)
	if err != nil {
		b.Fatal(err)
	}
	k, v := column.NewVec[int64](column.Long), column.NewVec[float64](column.Double)
	for i := range rows {
		k.Append(int64(i))
		v.Append(float64(i))
	}
	if _, err := e.Add([]column.Builder{k, v}, rows); err != nil {
		b.Fatal(err)
	}
	if err := g.Step(b.Context()); err != nil {
		b.Fatal(err)
	}
	sorted, err := e.Table().Sort([]engine.SortKey{{Column: "V"}})
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	var all sync.WaitGroup
	defer all.Wait()
	defer cancel()
	for range readers {
		f, err := New(g, sorted)
		if err != nil {
			b.Fatal(err)
		}
		defer f.Close()
		if stopped {
			continue
		}
		all.Go(func() {
			for ctx.Err() == nil {
				select {
				case <-f.Changed():
				case <-ctx.Done():
					return
				}
				if _, err := f.Look(func(_, size int) (int, int) { return size - 60, size }); err != nil {
					b.Error(err)
				}
				select {
				case <-time.After(200 * time.Millisecond):
				case <-ctx.Done():
				}
			}
		})
	}
	next := int64(0)
	for b.Loop() {
		at := make([]rowset.Row, changed)
		values := column.NewVec[float64](column.Double)
		for i := range at {
			next = (next + 7919) % rows
			at[i] = next
			values.Append(float64(next * 31 % 1000))
		}
		if err := e.Modify(rowset.Of(at...), []int{1}, []column.Vector{values}); err != nil {
			b.Fatal(err)
		}
		if err := g.Step(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
