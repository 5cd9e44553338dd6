// Package follow lets a reader keep up with tables at its own pace. A cycle leaves a note of
// what it changed, merged with the notes that are there, and goes on; the reader takes them,
// and windows of the tables, between two cycles: all of one. A reader that never comes costs a
// cycle no more than one that comes after each, and a bounded amount of memory.
//
// It stands on engine alone: what shows tables, or sends them elsewhere, stands on it.
package follow

import (
	"cmp"
	"context"
	"sync"

	"starling/engine"
	"starling/engine/rowset"
)

// Follower follows tables of one graph. Look is called by one goroutine at a time.
type Follower struct {
	graph   *engine.Graph
	notes   []*note
	changed chan struct{}
	wake    func() // tell, made once
	stops   []func()
}

// New follows the tables, which are held until Close. Some may be static, or have failed.
func New(g *engine.Graph, tables ...*engine.Table) (*Follower, error) { return open(g, false, tables) }

// Counting is New for a reader who asks how many rows changed and not which: Change.All is always
// true, and what it costs a cycle does not depend on the rows.
func Counting(g *engine.Graph, tables ...*engine.Table) (*Follower, error) {
	return open(g, true, tables)
}

func open(g *engine.Graph, counts bool, tables []*engine.Table) (*Follower, error) {
	f := &Follower{graph: g, changed: make(chan struct{}, 1)}
	f.wake = f.tell
	for _, t := range tables {
		n := &note{table: t, of: f, counts: counts}
		n.change.All = true
		f.notes = append(f.notes, n)
		t.Retain()
		f.stops = append(f.stops, t.Release)
		if !t.Attrs.Refreshing {
			continue
		}
		stop, err := n.listen()
		if err != nil {
			if t.Err() != nil {
				continue // it failed, and stays as it is
			}
			f.Close()
			return nil, err
		}
		f.stops = append(f.stops, stop)
	}
	f.tell()
	return f, nil
}

func (f *Follower) tell() {
	select {
	case f.changed <- struct{}{}:
	default:
	}
}

// Changed has one when something may have changed since the last Look, and before the first.
func (f *Follower) Changed() <-chan struct{} { return f.changed }

// Close ends the following.
func (f *Follower) Close() {
	for _, stop := range f.stops {
		stop()
	}
	f.stops = nil
}

// Look takes what changed since the last time, and a window of each table, all as of the same
// cycle. window is asked for the positions of the i-th table's window, which has size rows then;
// it is called with the graph locked and must not call into it. Cycles wait while the windows
// are copied, and for nothing else that the reader does.
func (f *Follower) Look(window func(i, size int) (lo, hi int)) ([]Window, error) {
	return f.look(func(i int, t *engine.Table, _ *Change) (*engine.Frame, error) {
		lo, hi := window(i, t.Rows.Len())
		return t.Frame(lo, hi, nil)
	})
}

// Changes is Look for who keeps a copy of the tables: the windows are the rows that came or were
// modified since the last time, or all of them where Change.All says so, in the named columns, all
// if cols is nil.
func (f *Follower) Changes(cols []string) ([]Window, error) {
	return f.look(func(_ int, t *engine.Table, c *Change) (*engine.Frame, error) {
		if c.All {
			return t.Frame(0, t.Rows.Len(), cols)
		}
		return t.FrameOf(rowset.Union(c.Added, c.Modified), cols)
	})
}

// Take is Look for who says by himself what is copied: cut does it for the i-th table, by Frame.
func (f *Follower) Take(cut func(i int, t *engine.Table) (*engine.Frame, error)) ([]Window, error) {
	return f.look(func(i int, t *engine.Table, _ *Change) (*engine.Frame, error) { return cut(i, t) })
}

// look takes the notes, and a frame of each table, with the graph locked.
func (f *Follower) look(frame func(i int, t *engine.Table, c *Change) (*engine.Frame, error)) ([]Window, error) {
	out := make([]Window, len(f.notes))
	var err error
	for _, n := range f.notes {
		n.there() // what is merged now is not merged while cycles wait
	}
	e := f.graph.ReadFor(context.Background(), func() {
		for i, n := range f.notes {
			out[i].Change = n.there() // no update comes while the graph is read
			if out[i].Frame, err = frame(i, n.table, &out[i].Change); err != nil {
				return
			}
			n.take()
		}
	})
	if err = cmp.Or(e, err); err != nil {
		return nil, err
	}
	return out, nil
}

// Window is some rows of a table, and what happened to all of it since the last Look.
type Window struct {
	*engine.Frame
	Change
}

// note is what a table's cycles left. It is an engine.Listener.
type note struct {
	table   *engine.Table
	of      *Follower
	counts  bool       // it does not say which rows
	tally   *tally     // of one that counts, nil of a table that does not change
	seen    counts     // of the tally, at the last Look
	mu      sync.Mutex // a leaf; guards what follows
	change  Change
	pending []pending // what came since, not merged yet
}

// pending is an update, and how many rows the table had after it.
type pending struct {
	engine.Update
	size int
}

// mostPending is how many updates wait for their reader, who merges them; beyond that a cycle does.
const mostPending = 64

// listen has the note told of the table's updates until stop is called.
func (n *note) listen() (stop func(), err error) {
	if !n.counts {
		return n.of.graph.Listen(n.table, n, false)
	}
	if n.tally, err = join(n.table, n.of); err != nil {
		return nil, err
	}
	n.seen = n.tally.now()
	return func() { n.tally.leave(n.of) }, nil
}

// OnUpdate notes an update: the sets of one do not change.
func (n *note) OnUpdate(t *engine.Table, u *engine.Update) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.pending = append(n.pending, pending{*u, t.Rows.Len()}); len(n.pending) >= mostPending {
		n.merge()
	}
	if len(n.of.changed) == 0 { // else the look that is due sees this too
		n.of.graph.Later(n.of.wake)
	}
	return nil
}

// merge makes one change of all that is there. n.mu is held.
func (n *note) merge() {
	for i := range n.pending {
		n.change.merge(&n.pending[i].Update, n.pending[i].size)
	}
	clear(n.pending) // of what they hold
	n.pending = n.pending[:0]
}

// OnFailure has the reader look: the frame says what happened.
func (n *note) OnFailure(error) { n.of.tell() }

// there is the note, which stays.
func (n *note) there() Change {
	if n.tally != nil {
		now := n.tally.now()
		return Change{All: true, CountAdded: now.added - n.seen.added, CountRemoved: now.removed - n.seen.removed, CountModified: now.modified - n.seen.modified}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.merge()
	return n.change
}

func (n *note) take() {
	if n.tally != nil {
		n.seen = n.tally.now()
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.change = Change{All: n.counts}
}
