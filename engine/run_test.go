package engine

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"starling/engine/column"
)

// TestHurry: a cycle waits for the interval to end, unless a source is in a hurry; what was said
// before the cycle that took the rows does not count for the next one.
func TestHurry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGraph()
		at := make(chan time.Duration, 10)
		start := time.Now()
		src := &countingSource{drained: func() { at <- time.Since(start) }}
		if _, err := g.AddSource("counted", src, Append()); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		over := make(chan struct{})
		go func() { g.Run(ctx, time.Minute); close(over) }()
		defer func() { cancel(); <-over }()
		next := func(want time.Duration) {
			t.Helper()
			if got := <-at; got != want {
				t.Errorf("a cycle at %v, want %v", got, want)
			}
			synctest.Wait()
		}
		next(0)
		g.Wake()
		next(time.Minute)
		time.Sleep(time.Second)
		g.Hurry()
		next(time.Minute + time.Second)
		g.Wake()
		next(2*time.Minute + time.Second)
		time.Sleep(time.Hour)
		g.Hurry() // for the cycle that begins with it
		next(time.Hour + 2*time.Minute + time.Second)
		g.Wake()
		next(time.Hour + 3*time.Minute + time.Second)
	})
}

// countingSource has no rows and says when it is asked for them.
type countingSource struct{ drained func() }

func (*countingSource) Schema() []column.Field {
	return []column.Field{{Name: "A", Type: column.Of(column.Long)}}
}

func (c *countingSource) Drain(func([]column.Builder, int)) error {
	c.drained()
	return nil
}
