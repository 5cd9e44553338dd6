package follow

import (
	"slices"
	"sync"

	"starling/engine"
)

// tally counts the rows that a table's updates are about, for all followers who only count: a cycle
// has as much to do for many of them as for one. It is an engine.Listener, there as long as one of them is.
type tally struct {
	table *engine.Table
	stop  func() // ends the listening
	wake  func() // wakes the followers, made once

	mu        sync.Mutex // a leaf
	counts    counts
	followers []*Follower
}

// counts is how many rows came, went and were modified.
type counts struct{ added, removed, modified int64 }

// tallies is those that there are, by table.
var tallies = struct {
	mu sync.Mutex // held while one begins or ends to listen: before the graph's, see engine.Graph.Listen
	of map[*engine.Table]*tally
}{of: map[*engine.Table]*tally{}}

// join adds a follower to the tally of a table, which begins with the first.
func join(t *engine.Table, f *Follower) (*tally, error) {
	tallies.mu.Lock()
	defer tallies.mu.Unlock()
	y := tallies.of[t]
	if y == nil {
		y = &tally{table: t}
		y.wake = y.wakeAll
		stop, err := f.graph.Listen(t, y, false)
		if err != nil {
			return nil, err
		}
		y.stop, tallies.of[t] = stop, y
	}
	y.mu.Lock()
	defer y.mu.Unlock()
	y.followers = append(y.followers, f)
	return y, nil
}

// leave takes a follower away, and ends the tally with the last.
func (y *tally) leave(f *Follower) {
	tallies.mu.Lock()
	defer tallies.mu.Unlock()
	y.mu.Lock()
	i := slices.Index(y.followers, f)
	y.followers = slices.Delete(y.followers, i, i+1)
	last := len(y.followers) == 0
	y.mu.Unlock()
	if last {
		delete(tallies.of, y.table)
		y.stop()
	}
}

// now is what was counted so far.
func (y *tally) now() counts {
	y.mu.Lock()
	defer y.mu.Unlock()
	return y.counts
}

// OnUpdate counts an update, and has the followers woken after the cycle.
func (y *tally) OnUpdate(t *engine.Table, u *engine.Update) error {
	y.mu.Lock()
	y.counts.added += int64(u.Added.Len())
	y.counts.removed += int64(u.Removed.Len())
	y.counts.modified += int64(u.Modified.Len())
	y.mu.Unlock()
	t.Graph().Later(y.wake)
	return nil
}

// OnFailure has the followers look: the frame says what happened.
func (y *tally) OnFailure(error) { y.wakeAll() }

func (y *tally) wakeAll() {
	y.mu.Lock()
	defer y.mu.Unlock()
	for _, f := range y.followers {
		f.tell()
	}
}
