package engine

import (
	"fmt"
	"sync"

	"starling/engine/column"
	"starling/engine/plan"
)

// Feed is a source that a program fills, rows after rows. What is put in waits until Flush, so that
// who fills it says which rows come together. All methods are safe for concurrent use and may be
// called while a cycle runs.
type Feed struct {
	graph  *Graph
	what   plan.Source
	fields []column.Field
	live   bool

	mu      sync.Mutex // guards what follows; a leaf
	waiting []column.Vector
	ready   []column.Vector // flushed
	n, due  int             // rows of these
	drained chan struct{}   // closed when no rows are ready, nil if nobody waits
	err     error
	fails   bool          // it was flushed too
	done    chan struct{} // closed when the table takes no more
	over    bool          // it is
}

// feedMax is how many rows may be ready until those who put more in wait.
const feedMax = 1 << 18

// AddFeed makes a table that a program fills. what is the call of a script that made it, and keep
// which rows stay. A live one counts as a table that can change when no script runs any more.
func (g *Graph) AddFeed(what plan.Source, fields []column.Field, keep Retention, live bool) (*Table, *Feed, error) {
	f := &Feed{graph: g, what: what, fields: fields, live: live, done: make(chan struct{})}
	f.waiting, f.ready = newVectors(fields), newVectors(fields)
	t, err := g.AddSource(what.Kind, f, keep)
	return t, f, err
}

// Schema is the columns.
func (f *Feed) Schema() []column.Field { return f.fields }

// Plan is how a script made it.
func (f *Feed) Plan() plan.Source { return f.what }

// Live reports whether rows can come without a script that runs.
func (f *Feed) Live() bool { return f.live }

// Put appends the first n values of each of the vectors, one per field. A table that is closed or
// failed takes none, which Done tells. waiting is how many rows wait for Flush now.
func (f *Feed) Put(values []column.Vector, n int) (waiting int, err error) {
	if len(values) != len(f.fields) {
		return 0, fmt.Errorf("%d columns given for %d", len(values), len(f.fields))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.over {
		return 0, nil
	}
	for c, v := range values {
		for i := range n {
			f.waiting[c].AppendFrom(v, i)
		}
	}
	f.n += n
	return f.n, nil
}

// Flush has the next cycle take the rows that were put in. The channel, unless it is nil, is
// closed when there is room for more.
func (f *Feed) Flush() (room <-chan struct{}) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.flush()
	if f.due < feedMax || f.over {
		return nil
	}
	return f.drain()
}

// Waiting is how many rows that were flushed wait for a cycle, and what is closed when it has
// taken them.
func (f *Feed) Waiting() (rows int, taken <-chan struct{}) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.due == 0 || f.over {
		return 0, nothing
	}
	return f.due, f.drain()
}

// drain is the channel that is closed when no rows are ready. f.mu is held.
func (f *Feed) drain() <-chan struct{} {
	if f.drained == nil {
		f.drained = make(chan struct{})
	}
	return f.drained
}

func (f *Feed) flush() {
	if f.due == 0 {
		f.ready, f.waiting = f.waiting, f.ready
	} else {
		for c, v := range f.waiting {
			for i := range f.n {
				f.ready[c].AppendFrom(v, i)
			}
			v.Reset()
		}
	}
	f.due, f.n, f.fails = f.due+f.n, 0, f.err != nil
	f.graph.Wake()
}

// Fail has the table fail at the next Flush, after the rows that it brings.
func (f *Feed) Fail(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err == nil {
		f.err = err
	}
}

// Done is closed when the table takes no more rows: nobody uses it any more, or it failed.
func (f *Feed) Done() <-chan struct{} { return f.done }

// Drain hands over what was flushed.
func (f *Feed) Drain(add func(cols []column.Builder, n int)) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.due > 0 {
		cols := make([]column.Builder, len(f.ready))
		for i, v := range f.ready {
			cols[i] = v
		}
		add(cols, f.due)
		for _, v := range f.ready {
			v.Reset()
		}
		f.due = 0
	}
	if f.drained != nil {
		close(f.drained)
		f.drained = nil
	}
	if !f.fails {
		return nil
	}
	f.end()
	return f.err
}

// Close says that the table takes no more.
func (f *Feed) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.end()
	return nil
}

func (f *Feed) end() {
	if f.over {
		return
	}
	f.over = true
	close(f.done)
	if f.drained != nil {
		close(f.drained)
		f.drained = nil
	}
}

func newVectors(fields []column.Field) []column.Vector {
	out := make([]column.Vector, len(fields))
	for i, f := range fields {
		out[i] = column.NewVector(f.Type)
	}
	return out
}
