// Package view is what is seen of tables on a terminal while they change: panes with the rows
// of a window, moved by keys, filtered and sorted. It stands on follow for rows and on
// grid for lines, and knows neither scripts nor the terminal: a Host gives the looks of
// values and the tables of filters, a stage draws the lines and hands over the keys.
package view

import (
	"context"
	"time"

	"starling/engine"
	"starling/follow"
	"starling/grid"
	"starling/repl/keys"
)

// Host is what views need of the console. Layout does not wait.
type Host interface {
	// Derive is the rows of t for which a filter holds, all if it is "", in the order of keys if
	// there are some; the caller releases it. It is called on a goroutine of its own.
	Derive(ctx context.Context, t *engine.Table, filter string, keys []engine.SortKey) (*engine.Table, error)
	// Lag is how many records the topics below t have that are not in it yet; not known where
	// there are none.
	Lag(ctx context.Context, t *engine.Table) (n int64, known bool)
	// Layout is how tables and records look, but for the window.
	Layout() grid.Layout
}

// Subject is a table to look at, under the name that the script has for it.
type Subject struct {
	Name  string
	Table *engine.Table
}

// View shows tables. It is a stage.View.
type View struct {
	host     Host
	browse   bool // the keys are those of the browser
	panes    []*pane
	focus    int
	boxes    []box // of the panes in the last picture
	follower *follow.Follower

	paused bool
	due    bool // for a look, whatever changed
	over   bool
	code   string // to put on the prompt

	question *question
	record   *record
	notice   string // about the last key

	ctx    context.Context // of what goes on beside
	cancel context.CancelFunc
	done   chan func(alive bool) // what came of it
	woken  chan struct{}
	now    func() time.Time
}

// Watch is a view of tables as they change: append tables follow their newest rows.
func Watch(ctx context.Context, h Host, of ...Subject) (*View, error) {
	v := newView(ctx, h, of)
	for _, p := range v.panes {
		p.follow = p.base.Attrs.AppendOnly
	}
	return v.begun()
}

// Browse is a view of a table from its first row on.
func Browse(ctx context.Context, h Host, of Subject) (*View, error) {
	v := newView(ctx, h, []Subject{of})
	v.browse = true
	v.panes[0].at = 0
	return v.begun()
}

func (v *View) begun() (*View, error) {
	if err := v.refollow(); err != nil {
		v.Close()
		return nil, err
	}
	return v, nil
}

func newView(ctx context.Context, h Host, of []Subject) *View {
	v := &View{host: h, due: true, done: make(chan func(alive bool)), woken: make(chan struct{}, 1), now: time.Now}
	v.ctx, v.cancel = context.WithCancel(ctx)
	for _, s := range of {
		p := &pane{name: s.Name, base: s.Table, table: s.Table, at: -1}
		v.panes = append(v.panes, p)
		if s.Table.Attrs.Refreshing {
			go v.lag(p)
		}
	}
	return v
}

// Close ends what goes on beside the view, and its tables.
func (v *View) Close() {
	v.cancel()
	if v.follower != nil {
		v.follower.Close()
	}
	for _, p := range v.panes {
		p.use(p.base)
	}
}

// Code is the call that gives what was seen, if the view was left for it; else "".
func (v *View) Code() string { return v.code }

// refollow follows the tables that the panes show now.
func (v *View) refollow() error {
	tables := make([]*engine.Table, len(v.panes))
	for i, p := range v.panes {
		tables[i] = p.table
	}
	f, err := follow.New(tables[0].Graph(), tables...)
	if err != nil {
		return err
	}
	if v.follower != nil {
		v.follower.Close()
	}
	v.follower, v.due = f, true
	return nil
}

// Still reports whether no table can change.
func (v *View) Still() bool {
	for _, p := range v.panes {
		if p.base.Attrs.Refreshing {
			return false
		}
	}
	return true
}

// End ends the view, as q does.
func (v *View) End() { v.question, v.notice, v.over = nil, "", true }

// Key takes a key.
func (v *View) Key(e keys.Event) (over bool) {
	v.notice, v.due = "", true
	switch {
	case v.question != nil:
		v.question.key(v, e)
	case v.record != nil:
		v.record.key(v, e)
	default:
		v.move(e)
	}
	return v.over
}

// on is the pane that keys are for.
func (v *View) on() *pane { return v.panes[v.focus] }
