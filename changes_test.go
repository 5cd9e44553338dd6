package starling_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"starling"
)

// item is a row of the tables that random histories change.
type item struct {
	K int `starling:",key"`
	G string
	V *int
}

// String tells an item, and its null.
func (i item) String() string {
	if i.V == nil {
		return fmt.Sprintf("%d %s null", i.K, i.G)
	}
	return fmt.Sprintf("%d %s %d", i.K, i.G, *i.V)
}

// mirror is a copy of a table that a program keeps by what Changes tells.
type mirror struct {
	mu      sync.Mutex // guards rows; the copy stands still while it is held
	rows    map[int64]string
	applied chan struct{} // has one after a change
}

// follow keeps the copy until ctx ends.
func (m *mirror) follow(ctx context.Context, table *starling.Table) error {
	for c, err := range starling.Changes[item](ctx, table) {
		if err != nil {
			return err
		}
		if err := m.apply(c); err != nil {
			return err
		}
		select {
		case m.applied <- struct{}{}:
		default:
		}
	}
	return nil
}

// apply makes the copy what a change says; a change that does not fit the copy is an error.
func (m *mirror) apply(c starling.Change[item]) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if c.Snapshot {
		m.rows = map[int64]string{}
	}
	for _, r := range c.Removed {
		if was, there := m.rows[r.ID]; !there || was != r.Value.String() {
			return fmt.Errorf("row %d went as %v, and was %q", r.ID, r.Value, was)
		}
		delete(m.rows, r.ID)
	}
	for _, r := range c.Added {
		if was, there := m.rows[r.ID]; there {
			return fmt.Errorf("row %d came, and was there as %q", r.ID, was)
		}
		m.rows[r.ID] = r.Value.String()
	}
	for _, r := range c.Modified {
		if _, there := m.rows[r.ID]; !there {
			return fmt.Errorf("row %d was modified, and was not there", r.ID)
		}
		m.rows[r.ID] = r.Value.String()
	}
	return nil
}

// await returns when the copy is the table.
func (m *mirror) await(ctx context.Context, t *testing.T, table *starling.Table) {
	t.Helper()
	for {
		var want []string
		for _, r := range must(starling.Rows[item](table))(t) {
			want = append(want, r.String())
		}
		m.mu.Lock()
		got := slices.Sorted(maps.Values(m.rows))
		m.mu.Unlock()
		if slices.Sort(want); slices.Equal(got, want) {
			return
		}
		select {
		case <-m.applied:
		case <-ctx.Done():
			t.Fatalf("the copy of %s is %v, want %v", table.Name(), got, want)
		}
	}
}

// TestChangesRandom plays random histories: the copies that programs keep, some of which take their
// time, are the tables, whose rows come, go, change and move.
func TestChangesRandom(t *testing.T) {
	s := open(t, starling.Config{Cycle: 1})
	ctx := limited(t)
	in := must(starling.NewInput[item](s, "items"))(t)
	noErr(t, s.Run(ctx, `
some = items.where("V > 3")
by_value = items.sort(["V", "K"])
lowest = by_value.head(5)
still = items.snapshot()
`))
	following, stop := context.WithCancel(ctx)
	defer stop()
	mirrors, ended := map[*starling.Table]*mirror{}, make(chan error, 5)
	for _, name := range []string{"items", "some", "by_value", "lowest", "still"} {
		table, m := must(s.Table(name))(t), &mirror{applied: make(chan struct{}, 1)}
		mirrors[table] = m
		go func() { ended <- m.follow(following, table) }()
	}
	random := rand.New(rand.NewPCG(14, 7))
	for range 150 {
		var slow []*mirror
		for _, m := range mirrors {
			if random.IntN(3) == 0 {
				m.mu.Lock()
				slow = append(slow, m)
			}
		}
		for range 1 + random.IntN(8) {
			if k := random.IntN(12); random.IntN(3) == 0 {
				noErr(t, in.Remove(item{K: k}))
			} else {
				x := item{K: k, G: string(rune('a' + random.IntN(3)))}
				if v := random.IntN(9); v > 0 {
					x.V = &v
				}
				noErr(t, in.Add(x))
			}
			if random.IntN(3) == 0 {
				noErr(t, s.Sync(ctx))
			}
		}
		noErr(t, s.Sync(ctx))
		for _, m := range slow {
			m.mu.Unlock()
		}
		for table, m := range mirrors {
			m.await(ctx, t, table)
		}
	}
	stop()
	for range mirrors {
		noErr(t, <-ended)
	}
}

// TestChangesEnd: the loop ends with the error of a table that fails, after its last rows, and with
// ErrClosed when the session is closed, after the last change; that of a table which never changes
// ends by itself.
func TestChangesEnd(t *testing.T) {
	s := open(t, starling.Config{})
	ctx := limited(t)
	type number struct{ N int64 }
	in := must(starling.NewInput[number](s, "numbers"))(t)
	noErr(t, s.Func("check", func(n int64) (int64, error) {
		if n < 0 {
			return 0, errOdd
		}
		return n, nil
	}))
	noErr(t, s.Run(ctx, "t = numbers.update('N = check(N)')\nstill = numbers.snapshot()\nother = numbers.update('M = N')"))
	noErr(t, in.Add(number{1}, number{2}))
	noErr(t, s.Sync(ctx))
	told, last := 0, error(nil)
	for c, err := range starling.Changes[number](ctx, must(s.Table("t"))(t)) {
		if told += len(c.Added); err != nil {
			last = err
			continue
		}
		noErr(t, in.Add(number{-1}))
	}
	if failure := (*starling.Error)(nil); !errors.Is(last, errOdd) || !errors.As(last, &failure) || failure.Table != "t" || told != 2 {
		t.Errorf("after %d rows the loop ended with %v", told, last)
	}
	changes := 0
	for c, err := range starling.Changes[number](ctx, must(s.Table("still"))(t)) {
		noErr(t, err)
		if changes++; !c.Snapshot || len(c.Added) != 0 {
			t.Errorf("of a table that never changes: %+v", c)
		}
	}
	if changes != 1 {
		t.Errorf("%d changes of a table that never changes", changes)
	}
	told = 0
	closing := make(chan error, 1)
	for c, err := range starling.Changes[number](ctx, must(s.Table("other"))(t)) {
		if told += len(c.Added); err != nil {
			last = err
			continue
		}
		if c.Snapshot {
			noErr(t, in.Add(number{7}))
			go func() { closing <- s.Close() }()
		}
	}
	if !errors.Is(last, starling.ErrClosed) || told != 4 {
		t.Errorf("when the session was closed, after %d rows, the loop ended with %v", told, last)
	}
	noErr(t, <-closing)
}

// TestChangesColumns: changes in columns that are not read are none; a wrong struct is the error of the
// loop.
func TestChangesColumns(t *testing.T) {
	s := open(t, starling.Config{})
	ctx := limited(t)
	in := must(starling.NewInput[item](s, "items"))(t)
	noErr(t, in.Add(item{K: 1}))
	noErr(t, s.Run(ctx, `
from deephaven import empty_table
t = empty_table(3).update(["K = ii", "G = `+"`a`"+`"]).natural_join(items.view(["K", "V"]), "K").where("V == null || V > 0")
`))
	noErr(t, s.Sync(ctx))
	type part struct {
		K int
		G string
	}
	changes := 0
	for c, err := range starling.Changes[part](ctx, must(s.Table("t"))(t)) {
		noErr(t, err)
		if changes++; changes == 1 {
			noErr(t, in.Add(item{K: 1, V: ptr(5)})) // no column of part
			noErr(t, s.Sync(ctx))
			noErr(t, in.Add(item{K: 2, V: ptr(-1)})) // the row goes
			continue
		}
		if len(c.Removed) != 1 || c.Removed[0].Value != (part{2, "a"}) || len(c.Added)+len(c.Modified) > 0 {
			t.Errorf("the change is %+v", c)
		}
		break
	}
	var last error
	for _, last = range starling.Changes[struct{ Nope int }](ctx, in.Table()) {
	}
	refused(t, last, "table items: field Nope")
}
