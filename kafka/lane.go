package kafka

import (
	"cmp"
	"context"
	"errors"
	"io"
	"sync"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
	"starling/internal/stable"
)

// laneBatches bounds the batches of a lane that are on their way to the graph: a slow graph
// slows the fetching down, and memory stays flat.
const laneBatches = 24

// laneRows is how many rows that wait are enough for a cycle at once: more of them would be
// read again from beyond the processor's caches.
const laneRows = 8 * batchRows

// lane carries decoded batches into one table: of the consumer, or of one partition.
// It is the table's source.
type lane struct {
	c     *Consumer
	table *engine.Table
	free  chan *batch   // empty ones that were in use
	fresh chan struct{} // one for each batch that may still be made
	done  chan struct{} // closed when the table takes no more: it was closed or fails

	mu     sync.Mutex
	ready  []*batch
	rows   int   // of these
	err    error // how the table ends after the batches that are ready: io.EOF, or it fails
	closed bool
	taken  []*batch // in Drain

	deleted tombstones // in Drain, and what reads the table

	// Guarded by the consumer's lock.
	trail trail
	over  bool // nothing more will be drained
}

// newLane makes a table and the lane into it.
func (c *Consumer) newLane() (*lane, error) {
	l := &lane{c: c, free: make(chan *batch, laneBatches), fresh: make(chan struct{}, laneBatches), done: make(chan struct{}), deleted: tombstones{keep: c.want.Retention}}
	for range laneBatches {
		l.fresh <- struct{}{}
	}
	var err error
	if l.table, err = c.graph.AddSource("kafka "+c.topics.String(), l, c.want.Retention); err != nil {
		return nil, err
	}
	c.mu.Lock()
	c.tables.lanes = append(c.tables.lanes, l)
	c.mu.Unlock()
	return l, nil
}

// take is an empty batch, once there is one; an error when ctx ends or the lane is done. One is
// made only when all that were are on their way; when no more may be, the graph is to hurry.
func (l *lane) take(ctx context.Context) (*batch, error) {
	select {
	case b := <-l.free:
		return b, nil
	default:
	}
	select {
	case <-l.fresh:
		return l.c.newBatch()
	default:
	}
	if l.c.env.Repeatable {
		return l.c.newBatch()
	}
	l.c.graph.Hurry()
	select {
	case b := <-l.free:
		return b, nil
	case <-l.done:
		return nil, errDone
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

var errDone = errors.New("the table takes no more rows")

// give hands a batch to the graph.
func (l *lane) give(b *batch) {
	l.mu.Lock()
	l.ready = append(l.ready, b)
	l.rows += b.rows
	many := l.rows >= laneRows
	l.mu.Unlock()
	if many {
		l.c.graph.Hurry()
	} else {
		l.c.graph.Wake()
	}
}

// finish ends the table after what was given so far: it fails with err, or, for nil,
// changes no more. What it was ended with first counts.
func (l *lane) finish(err error) {
	l.mu.Lock()
	if l.err == nil {
		l.err = cmp.Or(l.c.env.Veil(err), io.EOF)
	}
	l.end()
	l.mu.Unlock()
	l.c.graph.Wake()
}

// drop ends the table as it is: what is ready does not come into it any more.
func (l *lane) drop() {
	l.mu.Lock()
	clear(l.ready)
	l.ready, l.rows = l.ready[:0], 0
	l.mu.Unlock()
	l.finish(nil)
}

// end closes done. l.mu is held.
func (l *lane) end() {
	select {
	case <-l.done:
	default:
		close(l.done)
	}
}

func (l *lane) isDone() bool {
	select {
	case <-l.done:
		return true
	default:
		return false
	}
}

// Schema is the table's columns.
func (l *lane) Schema() []column.Field { return l.c.layout.fields }

// Plan is the call of consume.
func (l *lane) Plan() plan.Source { return l.c.want.plan(l.c.props) }

// Drain hands the ready batches over.
func (l *lane) Drain(add func(cols []column.Builder, n int)) error {
	l.mu.Lock()
	l.taken, l.ready, l.rows = l.ready, l.taken[:0], 0
	err := l.err
	l.mu.Unlock()
	if l.c.env.Repeatable {
		stable.Sort(l.taken, func(a, b *batch) int { return a.marks[0].compare(b.marks[0].topicPartition) })
	}
	l.deleted.begin()
	for i, b := range l.taken {
		if b.rows > 0 {
			add(b.cols, b.rows)
		}
		l.deleted.add(b)
		l.c.advance(l, b.marks)
		b.reset()
		select {
		case l.free <- b:
		default: // one of those beyond the bound
		}
		l.taken[i] = nil
	}
	l.deleted.end()
	if err != nil {
		l.c.drained(l)
	}
	return err
}

// Close ends the consumer once none of its lanes is open.
func (l *lane) Close() error {
	l.mu.Lock()
	l.closed = true
	l.end()
	l.mu.Unlock()
	l.c.laneClosed(l)
	return nil
}

func (l *lane) isClosed() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.closed
}
