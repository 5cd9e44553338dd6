package engine

import (
	"errors"
	"fmt"
	"sync"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// Editable is a table whose rows a program adds, modifies and removes. Edits are
// checked at once, wait for the next cycle, and are applied there in their order. All
// methods are safe for concurrent use and may be called while a cycle runs.
type Editable struct {
	op *editOp
}

// editOp is the node of an Editable.
type editOp struct {
	name   string
	lasts  bool // rows that went may come back, so their values stay
	live   bool // edits can come without a script that runs
	out    *Table
	stores []column.Writable
	taken  []edit        // being applied
	seen   chan struct{} // to be closed when they are

	mu     sync.Mutex // guards what follows; never held together with the graph's work
	queue  []edit
	due    int        // rows of the queue
	rows   rowset.Set // with all edits queued
	next   rowset.Row
	closed bool
	over   chan struct{} // closed when it is, or failed; nil if nobody waits
	why    error         // why it fails
	done   chan struct{} // closed when what is queued is applied, nil if nobody waits
}

// edit is one call: values to append at rows, values to put at rows that are there or come
// back, or rows to remove.
type edit struct {
	kind editKind
	rows rowset.Set
	add  []column.Builder // one per field
	cols []int
	put  []column.Vector // one per column of cols
}

type editKind uint8

const (
	editAdd editKind = iota
	editModify
	editReturn
	editRemove
)

// AddEditable makes an empty table of the given fields; name says what it is in errors.
func (g *Graph) AddEditable(name string, fields []column.Field) (*Editable, error) {
	return g.addEditable(&editOp{name: name}, fields, plan.Edited)
}

// addEditable makes the table of op; keep says what becomes of its rows.
func (g *Graph) addEditable(op *editOp, fields []column.Field, keep plan.Keep) (*Editable, error) {
	if err := checkNames(fields); err != nil {
		return nil, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	op.out = sourced(plan.Source{Kind: op.name, Keep: keep}, fields)
	for _, f := range fields {
		s := column.NewStore(f.Type)
		op.stores = append(op.stores, s)
		op.out.Cols = append(op.out.Cols, s)
	}
	op.out.node = &node{graph: g, op: op, out: op.out}
	g.insert(op.out.node)
	return &Editable{op}, nil
}

// Table is the table.
func (e *Editable) Table() *Table { return e.op.out }

// Add appends n rows, numbered from first on: one builder per field, each of n values,
// which the table takes over.
func (e *Editable) Add(cols []column.Builder, n int) (first rowset.Row, err error) {
	if len(cols) != len(e.op.stores) {
		return rowset.None, fmt.Errorf("%s: %d columns given for %d", e.op.name, len(cols), len(e.op.stores))
	}
	for i, c := range cols {
		if err := e.fits(i, c, n); err != nil {
			return rowset.None, err
		}
	}
	err = e.enqueue(func(o *editOp) (edit, error) {
		first = o.next
		o.next += rowset.Row(n)
		rows := rowset.Run(first, o.next)
		o.rows = rowset.Union(o.rows, rows)
		return edit{kind: editAdd, rows: rows, add: cols}, nil
	})
	return first, err
}

// Modify replaces the values of the given rows in the columns at the positions cols:
// one vector per column, with one value per row, ascending, which the table takes over.
func (e *Editable) Modify(rows rowset.Set, cols []int, values []column.Vector) error {
	if len(cols) != len(values) {
		return fmt.Errorf("%s: %d columns of values given for %d", e.op.name, len(values), len(cols))
	}
	for i, c := range cols {
		if c < 0 || c >= len(e.op.stores) {
			return fmt.Errorf("%s: no column %d", e.op.name, c)
		}
		if err := e.fits(c, values[i], rows.Len()); err != nil {
			return err
		}
	}
	return e.enqueue(func(o *editOp) (edit, error) {
		return edit{kind: editModify, rows: rows, cols: cols, put: values}, o.has(rows)
	})
}

// Remove takes the given rows out. Their numbers are not given out again.
func (e *Editable) Remove(rows rowset.Set) error {
	return e.enqueue(func(o *editOp) (edit, error) {
		if err := o.has(rows); err != nil {
			return edit{}, err
		}
		o.rows = rowset.Minus(o.rows, rows)
		return edit{kind: editRemove, rows: rows}, nil
	})
}

// fits reports values that column i cannot take.
func (e *Editable) fits(i int, values column.Builder, n int) error {
	f := e.op.out.Schema[i]
	if values.Kind() != f.Type.Kind {
		return fmt.Errorf("%s: column %s is %s, got values of kind %s", e.op.name, f.Name, f.Type, values.Kind())
	}
	if values.Len() != n {
		return fmt.Errorf("%s: column %s has %d of %d values", e.op.name, f.Name, values.Len(), n)
	}
	return nil
}

// has reports rows that are not there.
func (o *editOp) has(rows rowset.Set) error {
	if missing := rowset.Minus(rows, o.rows); !missing.Empty() {
		return fmt.Errorf("%s: no rows %v", o.name, missing)
	}
	return nil
}

func (e *Editable) enqueue(check func(o *editOp) (edit, error)) error {
	_, err := e.enqueueAll(func(o *editOp) ([]edit, error) {
		ed, err := check(o)
		return []edit{ed}, err
	})
	return err
}

// enqueueAll queues edits that happen in one cycle, after which done is closed.
func (e *Editable) enqueueAll(check func(o *editOp) ([]edit, error)) (done <-chan struct{}, err error) {
	o := e.op
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return nil, fmt.Errorf("%s: %w", o.name, errClosed)
	}
	all, err := check(o)
	if err != nil {
		return nil, err
	}
	n := len(o.queue)
	for _, ed := range all {
		if !ed.rows.Empty() {
			o.queue, o.due = append(o.queue, ed), o.due+ed.rows.Len()
		}
	}
	if len(o.queue) == n {
		return nothing, nil
	}
	if o.done == nil {
		o.done = make(chan struct{})
	}
	o.out.node.graph.Wake()
	return o.done, nil
}

// nothing is done from the start.
var nothing = func() <-chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}()

var errClosed = errors.New("the table is closed")

func (o *editOp) Name() string { return o.name }

func (o *editOp) ready(full bool) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.queue) > 0 && !full
}

// failure is nil for as long as there are edits from before.
func (o *editOp) failure() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.queue) > 0 {
		return nil
	}
	return o.why
}

// fail has the table fail in the next cycle, with the edits queued.
func (o *editOp) fail(err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.why == nil {
		o.why = err
	}
	o.end()
	o.out.node.graph.Wake()
}

func (o *editOp) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.end()
}

func (o *editOp) end() {
	if o.over != nil && !o.closed {
		close(o.over)
	}
	o.closed = true
}

// Apply makes one update of the edits queued: what came and went again is in no set, what
// went and came back is in two.
func (o *editOp) Apply(_ []*Update, out *Update) error {
	o.mu.Lock()
	o.taken, o.queue, o.due = o.queue, o.taken[:0], 0
	o.seen, o.done = o.done, nil
	o.mu.Unlock()
	var removed, modified rowset.Set
	for _, e := range o.taken {
		switch e.kind {
		case editAdd:
			for i, s := range o.stores {
				s.Append(e.rows.First(), e.add[i])
			}
			out.Added = rowset.Union(out.Added, e.rows)
		case editReturn:
			o.put(e)
			out.Added = rowset.Union(out.Added, e.rows)
		case editModify:
			o.put(e)
			modified = rowset.Union(modified, e.rows)
			out.Cols = out.Cols.Union(Cols(e.cols...))
		case editRemove:
			removed = rowset.Union(removed, e.rows)
			out.Added = rowset.Minus(out.Added, e.rows)
		}
	}
	clear(o.taken)
	out.Removed = rowset.Intersect(removed, o.out.prev)
	out.Modified = rowset.Minus(rowset.Intersect(modified, o.out.prev), removed)
	return nil
}

func (o *editOp) put(e edit) {
	rows := e.rows.AppendTo(nil)
	for i, c := range e.cols {
		o.stores[c].Scatter(rows, e.put[i])
	}
}

func (o *editOp) Commit() {
	low := o.out.Rows.First()
	for _, s := range o.stores {
		if low != rowset.None && !o.lasts {
			s.Trim(low)
		}
		s.Commit()
	}
	if o.seen != nil {
		close(o.seen)
		o.seen = nil
	}
}

func (o *editOp) owned() []column.Writable { return o.stores }
