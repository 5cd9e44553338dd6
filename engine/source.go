package engine

import (
	"errors"
	"fmt"
	"io"
	"time"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// Source is where rows come from. Drain is called once per cycle and hands what has
// arrived to add, a batch at a time: one builder per field, all of n values, which add
// copies. io.EOF says that these rows were the last; any other error fails the table
// after them. A source that is also an io.Closer is closed when its table is.
type Source interface {
	Schema() []column.Field
	Drain(add func(cols []column.Builder, n int)) error
}

// Timed is a source that knows when it next has rows. Others call Graph.Wake.
type Timed interface {
	Due() (at time.Time, ok bool)
}

// Described is a source that tells for plans what a script calls it by, and with which
// arguments; what its table keeps is known.
type Described interface {
	Plan() plan.Source
}

// Retention says which rows a source's table keeps.
type Retention struct {
	kind plan.Keep
	n    int // of a ring
}

// Append keeps every row.
func Append() Retention { return Retention{kind: plan.All} }

// Blink keeps the rows of the running cycle.
func Blink() Retention { return Retention{kind: plan.Cycle} }

// Ring keeps the last n rows, n > 0.
func Ring(n int) Retention { return Retention{kind: plan.Last, n: n} }

// Low is the first row that a table keeps once [first, next) are the rows that its last
// cycle added.
func (r Retention) Low(first, next rowset.Row) rowset.Row {
	switch r.kind {
	case plan.Cycle:
		return first
	case plan.Last:
		return max(0, next-rowset.Row(r.n))
	}
	return 0
}

// drainer is an op that no parent drives.
type drainer interface {
	// ready reports whether the next cycle has something for it; full, that a sink it feeds
	// wants no more rows.
	ready(full bool) bool
	failure() error // why it fails after this cycle
	close()
}

// sourceOp is the node of a source.
type sourceOp struct {
	name   string
	src    Source
	keep   Retention
	out    *Table
	stores []column.Writable
	next   rowset.Row
	err    error
	hold   *hold // nil, or what it waits for before its first row
	shut   bool  // it hands over nothing in the running cycle
	ended  bool  // the source has no more rows
	closed bool
}

// AddSource makes a table of src; name says what it is in errors.
func (g *Graph) AddSource(name string, src Source, keep Retention) (*Table, error) {
	if keep.kind == plan.Last && keep.n <= 0 {
		return nil, fmt.Errorf("ring: capacity must be positive, got %d", keep.n)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	op := &sourceOp{name: name, src: src, keep: keep, hold: g.held()}
	p := plan.Source{Kind: name}
	if d, ok := src.(Described); ok {
		p = d.Plan()
	}
	p.Keep, p.Size = keep.kind, keep.n
	out := sourced(p, src.Schema())
	if err := checkNames(out.Schema); err != nil {
		return nil, err
	}
	for _, f := range out.Schema {
		s := column.NewStore(f.Type)
		op.stores = append(op.stores, s)
		out.Cols = append(out.Cols, s)
	}
	op.out = out
	n := &node{graph: g, op: op, out: out}
	out.node = n
	g.insert(n)
	g.Wake() // it may have rows at once, or know when
	return out, nil
}

// sourced is a table without a parent, still without columns.
func sourced(p plan.Source, schema []column.Field) *Table {
	a := plan.AttrsOf(p)
	return &Table{Schema: schema, Attrs: a, plan: &plan.Node{Op: p, Schema: schema, Attrs: a}}
}

func (s *sourceOp) Name() string { return s.name }

// open reports whether rows can still come.
func (s *sourceOp) open() bool { return !s.closed && !s.ended }

// waits reports whether it is not to be drained yet.
func (s *sourceOp) waits() bool { return s.hold != nil && !s.hold.over }

// ready: only Drain can tell, and blink rows have to leave.
func (s *sourceOp) ready(full bool) bool {
	s.shut = full || s.waits()
	return s.open() && !s.shut || s.keep.kind == plan.Cycle && !s.out.Rows.Empty()
}

func (s *sourceOp) failure() error { return s.err }

func (s *sourceOp) Apply(_ []*Update, out *Update) error {
	first := s.next
	if s.open() && !s.shut && s.err == nil {
		if err := s.drain(); errors.Is(err, io.EOF) {
			s.ended = true
		} else {
			s.err = named(err, s.name, s.out.Schema, s.out.Cols)
		}
	}
	low := s.keep.Low(first, s.next)
	out.Added = rowset.Run(max(first, low), s.next)
	if low > 0 {
		out.Removed = rowset.Intersect(s.out.prev, rowset.Run(0, low))
	}
	return nil
}

// drain takes the rows that the source has. A panic on the way is an error after the batches
// that were taken, of which the source does not know, so it is closed.
func (s *sourceOp) drain() (err error) {
	known := false
	defer func() {
		if !known {
			s.close()
		}
	}()
	defer catch(&err, s.name)
	err = s.src.Drain(s.add)
	known = true
	return err
}

func (s *sourceOp) add(cols []column.Builder, n int) {
	for i, st := range s.stores {
		if cols[i].Len() != n {
			panic(fmt.Sprintf("engine: %s: column %s has %d of %d values", s.name, s.out.Schema[i].Name, cols[i].Len(), n))
		}
		st.Append(s.next, cols[i])
	}
	s.next += rowset.Row(n)
}

func (s *sourceOp) Commit() {
	low := s.next
	if !s.out.Rows.Empty() {
		low = s.out.Rows.First()
	}
	for _, st := range s.stores {
		st.Trim(low)
		st.Commit()
	}
}

func (s *sourceOp) owned() []column.Writable { return s.stores }

func (s *sourceOp) close() {
	if s.closed {
		return
	}
	s.closed = true
	if c, ok := s.src.(io.Closer); ok {
		go c.Close()
	}
}
