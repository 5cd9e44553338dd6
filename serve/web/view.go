package web

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"starling/chart"
	"starling/engine"
	"starling/follow"
	"starling/grid"
)

// How long a view rests between two messages about what changed. What the page asks for comes at once.
const (
	framePause = 50 * time.Millisecond
	chartPause = 500 * time.Millisecond
)

// view is a table that a page shows, filtered and sorted, as rows or as a chart. It has a goroutine
// of its own, run, which makes what it shows and tells the page.
type view struct {
	conn   *conn
	number int
	ctx    context.Context // ends when the page closes it
	cancel context.CancelFunc
	woken  chan struct{} // that the page asked for something

	mu     sync.Mutex // a leaf
	asked  *ask       // what it is to show, nil: that is made
	making func()     // gives up what is being made of the ask before
	seen   seen       // where in it the page is
	moved  bool       // seen is another than that of the last message

	// Of run alone:
	shows    *ask             // what it shows, nil before the first
	spec     *chart.Spec      // of the chart that it shows, nil of rows
	base     *engine.Table    // the script's table, which it holds
	follower *follow.Follower // of what it shows; nil before the first
	heads    []grid.Heading
	headed   bool // the page has the heads
	gone     bool // the page was told that the script has the table no more
}

// seen is the rows and columns that a page shows of a view, and the row that it shows as a record.
type seen struct {
	lo, hi  int
	columns [2]int
	row     *int
}

func newView(c *conn, number int) *view {
	v := &view{conn: c, number: number, woken: make(chan struct{}, 1)}
	v.ctx, v.cancel = context.WithCancel(c.ctx)
	return v
}

// open has the view show something. What is being made of what was asked before is given up.
func (v *view) open(a *ask) {
	v.mu.Lock()
	v.asked = a
	if v.making != nil {
		v.making()
	}
	v.mu.Unlock()
	v.wake()
}

// window has the view show other rows and columns.
func (v *view) window(a *ask) {
	v.mu.Lock()
	v.seen.lo, v.seen.hi, v.moved = a.Lo, a.Hi, true
	if v.seen.columns = [2]int{0, mostColumns}; a.Columns != nil {
		v.seen.columns = *a.Columns
	}
	v.mu.Unlock()
	v.wake()
}

// record has the view send a row with all its columns, or no longer.
func (v *view) record(a *ask) {
	v.mu.Lock()
	v.seen.row, v.moved = a.Row, true
	v.mu.Unlock()
	v.wake()
}

func (v *view) wake() {
	select {
	case v.woken <- struct{}{}:
	default:
	}
}

// next is what is to be made, nil for nothing, and a context for that.
func (v *view) next() (*ask, context.Context) {
	v.mu.Lock()
	defer v.mu.Unlock()
	a := v.asked
	if a == nil {
		return nil, nil
	}
	ctx, cancel := context.WithCancel(v.ctx)
	v.asked, v.making = nil, cancel
	return a, ctx
}

// run makes and tells what the page asks for, and what changes, until the page closes the view.
func (v *view) run() {
	defer v.close()
	defer v.conn.server.feeds["tables"].join()() // which knows what names are of
	look := time.NewTicker(v.conn.server.every)
	defer look.Stop()
	var pause <-chan time.Time
	due := false
	for {
		var changed <-chan struct{}
		if v.follower != nil && pause == nil {
			changed = v.follower.Changed()
		}
		var err error
		select {
		case <-v.ctx.Done():
			return
		case <-pause:
			pause = nil
		case <-changed:
			due = true
		case <-look.C:
			due, err = v.follow()
		case <-v.woken:
			due, err = v.heed()
		}
		if err == nil && due && v.follower != nil {
			if err = v.tell(); errors.Is(err, errBusy) {
				err = nil // later
			} else {
				due = false
			}
			if pause = time.After(framePause); v.spec != nil {
				pause = time.After(chartPause)
			}
		}
		if err != nil && v.conn.failed(v.ctx, v.number, err) != nil {
			return
		}
	}
}

// heed does what the page asked for. due: something is to be told.
func (v *view) heed() (due bool, err error) {
	a, ctx := v.next()
	if a == nil {
		v.mu.Lock()
		defer v.mu.Unlock()
		return v.moved, nil
	}
	if err := v.make(ctx, a); ctx.Err() == nil && err != nil {
		return false, err
	}
	return true, nil
}

// follow makes the view anew if the script's name is of another table now.
func (v *view) follow() (due bool, err error) {
	if v.shows == nil || v.conn.server.lastKnown(v.shows.Table) == v.base {
		return false, nil
	}
	s, ok := v.conn.server.Host.Seen(v.shows.Table)
	switch {
	case ok && s.Table == v.base:
		v.gone = false
		return false, nil
	case !ok && v.gone:
		return false, nil
	case !ok:
		v.gone = true
		return false, fmt.Errorf("the script has no table %s any more: this is the one that it was", v.shows.Table)
	}
	if err := v.make(v.ctx, v.shows); err != nil {
		v.gone = true
		return false, fmt.Errorf("%s is another table now: %w", v.shows.Table, err)
	}
	return true, nil
}

// make makes what was asked for, beside what the view shows, and then has it show that; or leaves
// all as it is.
func (v *view) make(ctx context.Context, a *ask) error {
	var spec *chart.Spec
	if a.Plot != nil {
		var err error
		if spec, err = a.Plot.spec(); err != nil {
			return err
		}
	}
	s, err := v.conn.server.find(a.Table)
	if err != nil {
		return err
	}
	s.Table.Retain()
	shown, err := v.conn.server.Host.Derive(ctx, s.Table, a.Filter, a.keys())
	s.Keep()
	if err != nil {
		s.Table.Release()
		return err
	}
	defer shown.Release() // the follower holds it
	if spec != nil {
		_, err = chart.Read(shown, *spec)
	}
	var f *follow.Follower
	if err == nil {
		f, err = follow.Counting(v.conn.server.Graph, shown)
	}
	if err != nil {
		s.Table.Release()
		return err
	}
	v.forget()
	v.shows, v.spec, v.base, v.follower = a, spec, s.Table, f
	v.heads, v.headed, v.gone = grid.Heads(shown.Schema), false, false
	return nil
}

// forget lets go of what the view shows.
func (v *view) forget() {
	if v.follower != nil {
		v.follower.Close()
		v.base.Release()
		v.follower, v.base = nil, nil
	}
}

func (v *view) close() {
	v.cancel()
	v.forget()
}

// errBusy is that a look was broken off with somebody else's work.
var errBusy = errors.New("the tables are busy")

// tell sends what the view shows now.
func (v *view) tell() error {
	s := v.conn.server
	return v.conn.say(v.ctx, "view", func() ([]byte, error) {
		select {
		case s.making <- struct{}{}:
			defer func() { <-s.making }()
		case <-v.ctx.Done():
			return nil, v.ctx.Err()
		}
		if v.spec != nil {
			return v.chart()
		}
		return v.frame()
	})
}
