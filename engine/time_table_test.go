package engine

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"starling/engine/column"
)

// ticks is the timestamps of a time table, in nanoseconds.
func ticks(t *testing.T, tab *Table) []int64 {
	t.Helper()
	f, err := tab.Read(0, 1<<40, nil)
	if err != nil {
		t.Fatal(err)
	}
	return f.Cols[0].(*column.Vec[int64]).V
}

func TestTimeTable(t *testing.T) {
	base := time.Date(2024, 1, 31, 9, 30, 0, 0, time.UTC)
	at := func(d time.Duration) *time.Time { x := base.Add(d); return &x }
	for _, c := range []struct {
		name  string
		start *time.Time
		first time.Time
		rows  int // in the first cycle, at base+2.3s
	}{
		{"aligned", nil, base.Add(2 * time.Second), 1},
		{"past", at(-100 * time.Second), base.Add(-100 * time.Second), 103},
		{"not aligned", at(700 * time.Millisecond), base.Add(700 * time.Millisecond), 2},
		{"future", at(10 * time.Second), base.Add(10 * time.Second), 0},
		{"long past", at(-40 * time.Hour), base.Add(-40 * time.Hour), portionMax},
	} {
		g := NewGraph()
		clock := base.Add(2300 * time.Millisecond)
		tab := must[*Table](t)(NewTimeTable(g, time.Second, c.start, false, func() time.Time { return clock }))
		blink := must[*Table](t)(NewTimeTable(g, time.Second, c.start, true, func() time.Time { return clock }))
		history := must[*Table](t)(blink.BlinkToAppendOnly())
		step := func() {
			if err := g.Step(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		step()
		if n := tab.Size(); n != c.rows {
			t.Errorf("%s: %d rows at first, want %d", c.name, n, c.rows)
		}
		rng := rand.New(rand.NewPCG(3, 4))
		for range 50 { // also backwards
			clock = clock.Add(time.Duration(rng.IntN(4000)-500) * time.Millisecond)
			step()
		}
		clock = base.Add(300 * time.Second)
		step()
		got := ticks(t, tab)
		for i, x := range got {
			if want := c.first.Add(time.Duration(i) * time.Second).UnixNano(); x != want {
				t.Fatalf("%s: row %d is %d, want %d", c.name, i, x, want)
			}
		}
		if want := int(clock.Sub(c.first)/time.Second) + 1; len(got) != want {
			t.Errorf("%s: %d rows, want %d", c.name, len(got), want)
		}
		if all := ticks(t, history); len(all) != len(got) {
			t.Errorf("%s: blink gave %d rows of %d", c.name, len(all), len(got))
		}
	}
}

func TestTimeTableWakesTheGraph(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGraph()
		tab := must[*Table](t)(NewTimeTable(g, 100*time.Millisecond, nil, false, nil))
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second+50*time.Millisecond)
		defer cancel()
		g.Run(ctx, 20*time.Millisecond)
		if n := tab.Size(); n < 50 || n > 52 {
			t.Errorf("%d rows in five seconds", n)
		}
	})
}

// TestTimeTableCatchesUp: the rows of a long past come in portions, of which one cycle after
// the other has one, at the graph's pace and not at the table's.
func TestTimeTableCatchesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const behind = 3*portionMax + 10
		g := NewGraph()
		var portions []int
		g.Observe = func(_ *Table, u *Update) {
			if n := u.Added.Len(); n > 0 { // a wake from before the first cycle may bring one without rows
				portions = append(portions, n)
			}
		}
		start := time.Now().Add(-behind * time.Hour)
		tab := must[*Table](t)(NewTimeTable(g, time.Hour, &start, false, nil))
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		g.Run(ctx, 20*time.Millisecond)
		if want := []int{portionMax, portionMax, portionMax, 11}; !slices.Equal(portions, want) {
			t.Errorf("cycles of %v rows, want %v", portions, want)
		}
		for i, x := range ticks(t, tab) {
			if want := start.Add(time.Duration(i) * time.Hour).UnixNano(); x != want {
				t.Fatalf("row %d is %d, want %d", i, x, want)
			}
		}
	})
}

func TestTimeTableRefuses(t *testing.T) {
	if _, err := NewTimeTable(NewGraph(), 0, nil, false, nil); err == nil {
		t.Error("a period of 0")
	}
	far := time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	if _, err := NewTimeTable(NewGraph(), time.Second, &far, false, nil); err == nil || !strings.Contains(err.Error(), "out of range") {
		t.Errorf("start in 9999: %v", err)
	}
}
