package engine

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"starling/engine/column"
)

// recorded is rows with these times, null for a negative one, after start.
func recorded(t *testing.T, start time.Time, after ...time.Duration) *Frame {
	t.Helper()
	times := column.NewVec[int64](column.Instant)
	for _, d := range after {
		if d < 0 {
			times.AppendNull()
		} else {
			times.Append(start.Add(d).UnixNano())
		}
	}
	return &Frame{Schema: []column.Field{{Name: "T", Type: column.Of(column.Instant)}}, Cols: []column.Vector{times}, Hi: len(after)}
}

func TestReplay(t *testing.T) {
	start := time.Date(2024, 1, 31, 9, 30, 0, 0, time.UTC)
	synctest.Test(t, func(t *testing.T) {
		g := NewGraph()
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { g.Run(ctx, time.Millisecond); close(done) }()
		defer func() { cancel(); <-done }()
		r := NewReplay(g, start.Add(time.Second), start.Add(5*time.Second), nil)
		tab := must[*Table](t)(r.Add(recorded(t, start, 0, time.Second, 2*time.Second, 1500*time.Millisecond, 4*time.Second, 5*time.Second, 6*time.Second), "T"))
		late := must[*Table](t)(r.Add(recorded(t, start, 3*time.Second, -1), "T"))
		wants := func(when string, n int) {
			t.Helper()
			time.Sleep(10 * time.Millisecond)
			synctest.Wait()
			if got := tab.Size(); got != n {
				t.Errorf("%s: %d rows, want %d", when, got, n)
			}
		}
		time.Sleep(time.Minute)
		wants("before the start", 2)
		if g.Live() {
			t.Error("live before the start")
		}
		if err := r.Start(); err != nil {
			t.Fatal(err)
		}
		wants("at the start", 2)
		time.Sleep(time.Second)
		wants("after a second, with what stands behind a later row", 4)
		if !g.Live() {
			t.Error("not live")
		}
		time.Sleep(2 * time.Second)
		wants("after three", 5)
		if err := late.Err(); err == nil || !strings.Contains(err.Error(), "row 1 has no time") {
			t.Errorf("null: %v", err)
		}
		time.Sleep(time.Minute)
		wants("after the end", 6)
		if g.Live() {
			t.Error("live after the end")
		}
		if err := r.Start(); err == nil {
			t.Error("started twice")
		}
	})
}

func TestReplayStops(t *testing.T) {
	start := time.Date(2024, 1, 31, 9, 30, 0, 0, time.UTC)
	clock := start
	g := NewGraph()
	r := NewReplay(g, start, start.Add(time.Hour), func() time.Time { return clock })
	tab := must[*Table](t)(r.Add(recorded(t, start, 0, time.Second), "T"))
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	r.Stop()
	clock = clock.Add(time.Minute)
	if err := g.Step(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n := tab.Size(); n != 1 || g.Live() {
		t.Errorf("%d rows, live %v", n, g.Live())
	}
	f := recorded(t, start, 0)
	for col, want := range map[string]string{"X": "unknown column name X"} {
		if _, err := r.Add(f, col); err == nil || err.Error() != want {
			t.Errorf("%s: %v", col, err)
		}
	}
	f.Schema[0].Type = column.Of(column.Long)
	if _, err := r.Add(f, "T"); err == nil || err.Error() != "column T has type long, want instant" {
		t.Errorf("type: %v", err)
	}
}
