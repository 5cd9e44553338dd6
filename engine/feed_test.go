package engine

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"starling/engine/column"
	"starling/engine/plan"
)

var feedFields = []column.Field{{Name: "S", Type: column.Of(column.String)}, {Name: "N", Type: column.Of(column.Long)}}

func feedRows(names []string, n ...int64) []column.Vector {
	s := column.NewVec[string](column.String)
	s.V = append(s.V, names...)
	return []column.Vector{s, longVec(n...)}
}

// TestFeed: what was flushed comes in the next cycle, what was only put in does not; a failure
// comes after the rows before it.
func TestFeed(t *testing.T) {
	g := NewGraph()
	tab, f, err := g.AddFeed(plan.Source{Kind: "publisher"}, feedFields, Append(), false)
	noErr(t, err)
	tab.Retain()
	put := func(want int, names []string, n ...int64) {
		t.Helper()
		if got := must[int](t)(f.Put(feedRows(names, n...), len(n))); got != want {
			t.Errorf("%d rows wait, want %d", got, want)
		}
	}
	put(1, []string{"a"}, 1)
	noErr(t, g.Step(t.Context()))
	wantRows(t, "before the flush", tab, []string{})
	put(3, []string{"b", "c"}, 2, 3)
	if n, _ := f.Waiting(); n != 0 {
		t.Errorf("%d rows wait that were not flushed", n)
	}
	f.Flush()
	n, taken := f.Waiting()
	select {
	case <-taken:
		t.Error("what was flushed is taken before a cycle")
	default:
	}
	if n != 3 {
		t.Errorf("%d rows wait for a cycle, want 3", n)
	}
	put(1, []string{"d"}, 4)
	noErr(t, g.Step(t.Context()))
	wantRows(t, "flushed", tab, []string{"a 1", "b 2", "c 3"})
	if n, now := f.Waiting(); n != 0 || now != nothing {
		t.Errorf("after the cycle %d rows wait", n)
	}
	<-taken
	f.Flush()
	put(1, []string{"e"}, 5)
	f.Flush() // two flushes before a cycle
	noErr(t, g.Step(t.Context()))
	wantRows(t, "all", tab, []string{"a 1", "b 2", "c 3", "d 4", "e 5"})
	if g.Live() {
		t.Error("a feed that only a script fills is live")
	}
	put(1, []string{"f"}, 6)
	f.Fail(errors.New("boom"))
	noErr(t, g.Step(t.Context()))
	noErr(t, tab.Err())
	f.Flush()
	noErr(t, g.Step(t.Context()))
	if err := tab.Err(); err == nil || err.Error() != "boom" {
		t.Errorf("failed with %v", err)
	}
	if n := tab.Size(); n != 6 {
		t.Errorf("%d rows are left of 6", n)
	}
	<-f.Done()
	put(0, []string{"g"}, 7)
}

// TestFeedOfFewer: rows do not fit the columns.
func TestFeedOfFewer(t *testing.T) {
	_, f, err := NewGraph().AddFeed(plan.Source{Kind: "publisher"}, feedFields, Append(), true)
	noErr(t, err)
	if _, err := f.Put(feedRows([]string{"a"}, 1)[:1], 1); err == nil {
		t.Error("one column of two is taken")
	}
	if !f.graph.Live() {
		t.Error("a live feed is not live")
	}
}

// TestFeedFills: who puts in too much waits for a cycle, and for the table's end at most.
func TestFeedFills(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGraph()
		tab, f, err := g.AddFeed(plan.Source{Kind: "publisher"}, feedFields[1:], Blink(), false)
		noErr(t, err)
		tab.Retain()
		many := longVec(make([]int64, feedMax)...)
		_, err = f.Put([]column.Vector{many}, feedMax)
		noErr(t, err)
		room := f.Flush()
		noErr(t, g.Step(t.Context()))
		<-room
		_, err = f.Put([]column.Vector{many}, feedMax)
		noErr(t, err)
		room = f.Flush()
		start := time.Now()
		time.AfterFunc(time.Minute, tab.Release)
		<-room
		<-f.Done()
		if time.Since(start) != time.Minute {
			t.Errorf("the table closed after %v", time.Since(start))
		}
	})
}
