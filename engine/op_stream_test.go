package engine

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// fedTable is a held append table; put adds rows to it, in a cycle of their own.
func fedTable(t *testing.T) (g *Graph, tab *Table, put func(names []string, n ...int64)) {
	g = NewGraph()
	tab, f, err := g.AddFeed(plan.Source{Kind: "writer"}, feedFields, Append(), false)
	noErr(t, err)
	tab.Retain()
	return g, tab, func(names []string, n ...int64) {
		t.Helper()
		must[int](t)(f.Put(feedRows(names, n...), len(n)))
		f.Flush()
		noErr(t, g.Step(t.Context()))
	}
}

// TestAddOnlyToBlink: rows blink in the cycle after the one in which they came, and the graph runs
// a cycle for that.
func TestAddOnlyToBlink(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, tab, put := fedTable(t)
		put([]string{"a"}, 1)
		blink := must[*Table](t)(tab.AddOnlyToBlink())
		blink.Retain()
		watch(t, "blink", blink)
		wantRows(t, "what is there", blink, []string{"a 1"})
		put([]string{"b", "c"}, 2, 3)
		wantRows(t, "what came", blink, []string{"b 2", "c 3"})
		if !blink.Attrs.Blink || !blink.Attrs.Ascending {
			t.Errorf("attributes %+v", blink.Attrs)
		}
		ctx, cancel := context.WithCancel(t.Context())
		over := make(chan struct{})
		go func() { g.Run(ctx, time.Second); close(over) }()
		time.Sleep(2 * time.Second)
		synctest.Wait()
		wantRows(t, "they are gone", blink, []string{})
		n, _ := g.Cycle()
		time.Sleep(time.Hour)
		if m, _ := g.Cycle(); m != n {
			t.Errorf("%d cycles for nothing", m-n)
		}
		cancel()
		<-over
	})
}

// TestNotAddOnly: a table that loses or changes rows is none to make a blink table or a ring of.
func TestNotAddOnly(t *testing.T) {
	l := newLive(t, 1)
	l.ed.Table().Retain()
	add := func(r trade) {
		t.Helper()
		must[rowset.Row](t)(l.ed.Add(builders([]trade{r}), 1))
	}
	add(trade{sym: "a", n: 1})
	noErr(t, l.g.Step(t.Context()))
	for name, build := range map[string]func() (*Table, error){
		"add_only_to_blink": l.ed.Table().AddOnlyToBlink,
		"ring_table":        func() (*Table, error) { return l.ed.Table().Ring(2, true) },
	} {
		tab := must[*Table](t)(build())
		tab.Retain()
		add(trade{sym: "b", n: 2})
		noErr(t, l.g.Step(t.Context()))
		noErr(t, tab.Err())
		noErr(t, l.ed.Modify(rowset.Run(0, 1), []int{1}, vectors([]trade{{n: 3}})[1:2]))
		noErr(t, l.g.Step(t.Context()))
		if tab.Err() == nil {
			t.Errorf("%s of a table that changed a row did not fail", name)
		}
	}
	static := must[*Table](t)(EmptyTable(l.g, 3))
	if _, err := static.AddOnlyToBlink(); err == nil {
		t.Error("a static table is made a blink table")
	}
	if _, err := static.Ring(0, true); err == nil {
		t.Error("a ring of no rows is made")
	}
}

// TestRing: the last rows, and without the first ones those that come later.
func TestRing(t *testing.T) {
	_, tab, put := fedTable(t)
	put([]string{"a", "b"}, 1, 2)
	full, later := must[*Table](t)(tab.Ring(3, true)), must[*Table](t)(tab.Ring(3, false))
	for _, r := range []*Table{full, later} {
		r.Retain()
		watch(t, "ring", r)
	}
	wantRows(t, "full", full, []string{"a 1", "b 2"})
	wantRows(t, "later", later, []string{})
	put([]string{"c", "d"}, 3, 4)
	wantRows(t, "full", full, []string{"b 2", "c 3", "d 4"})
	wantRows(t, "later", later, []string{"c 3", "d 4"})
	put([]string{"e", "f", "g", "h"}, 5, 6, 7, 8)
	wantRows(t, "full", full, []string{"f 6", "g 7", "h 8"})
	wantRows(t, "later", later, []string{"f 6", "g 7", "h 8"})
}

// TestTimeWindow: rows leave the window as time goes by, in cycles of the graph's own, and a row
// that gets another instant stays as long as that says.
func TestTimeWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGraph()
		fields := []column.Field{{Name: "Id", Type: column.Of(column.Long)}, {Name: "T", Type: column.Of(column.Instant)}}
		in := must[*Input](t)(g.AddInput(fields, []string{"Id"}))
		in.Table().Retain()
		recent := must[*Table](t)(in.Table().TimeWindow("T", int64(10*time.Second), "Recent"))
		recent.Retain()
		watch(t, "window", recent)
		open := must[*Table](t)(recent.Where(Env{}, "Recent"))
		n := must[*Table](t)(open.AggBy([]Aggregation{{Name: "count", Pairs: []Pair{{New: "n"}}}}, nil))
		n.Retain()
		ctx, cancel := context.WithCancel(t.Context())
		over := make(chan struct{})
		go func() { g.Run(ctx, time.Millisecond); close(over) }()
		set := func(id int64, ago time.Duration) {
			t.Helper()
			at := column.NewVec[int64](column.Instant)
			at.Append(time.Now().Add(-ago).UnixNano())
			<-must[<-chan struct{}](t)(in.Add(&Frame{Schema: fields, Cols: []column.Vector{longVec(id), at}, Hi: 1}))
		}
		is := func(when string, want ...bool) {
			t.Helper()
			synctest.Wait()
			f := must[*Frame](t)(recent.Read(0, 100, []string{"Recent"}))
			var got []bool
			for i := range f.Len() {
				got = append(got, f.Cols[0].Any(i).(bool))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", when, got, want)
			}
		}
		set(1, 0)
		set(2, 5*time.Second)
		set(3, 11*time.Second)
		set(4, -time.Minute) // of the future
		is("at first", true, true, false, true)
		time.Sleep(6 * time.Second)
		is("after 6s", true, false, false, true)
		set(1, 0)
		time.Sleep(6 * time.Second)
		is("after 12s, with one renewed", true, false, false, true)
		wantRows(t, "count", n, []string{"2"})
		time.Sleep(5 * time.Second)
		is("after 17s", false, false, false, true)
		set(4, 11*time.Second)
		is("all are out", false, false, false, false)
		c, _ := g.Cycle()
		time.Sleep(time.Hour)
		if m, _ := g.Cycle(); m > c+3 { // those that were noted of instants that no longer are
			t.Errorf("%d cycles for nothing", m-c)
		}
		cancel()
		<-over
	})
}

// TestExpiries is a heap against a sorted list.
func TestExpiries(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var h expiries
	var all []int64
	for range 500 {
		if at := rng.Int64N(50); rng.IntN(3) > 0 || len(all) == 0 {
			h.push(expiry{at: at})
			all = append(all, at)
			slices.Sort(all)
		} else if got := h.pop().at; got != all[0] {
			t.Fatalf("%d came out, want %d", got, all[0])
		} else {
			all = all[1:]
		}
	}
}
