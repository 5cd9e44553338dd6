package engine

import (
	"context"
	"errors"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/internal/invariants"
)

// rigged is an op that does something else before or after its work.
type rigged struct {
	Op
	applying, applied     func() error
	committing, committed func()
}

func (r *rigged) Apply(in []*Update, out *Update) error {
	if r.applying != nil {
		return r.applying()
	}
	if err := r.Op.Apply(in, out); err != nil || r.applied == nil {
		return err
	}
	return r.applied()
}

func (r *rigged) stirred() bool {
	s, ok := r.Op.(stirrer)
	return ok && s.stirred()
}

func (r *rigged) owned() []column.Writable {
	if o, ok := r.Op.(owner); ok {
		return o.owned()
	}
	return nil
}

func (r *rigged) Commit() {
	if r.committing != nil {
		r.committing()
	}
	r.Op.Commit()
	if r.committed != nil {
		r.committed()
	}
}

// rig makes the op of n do something else as well.
func rig(n *node) *rigged {
	r := &rigged{Op: n.op}
	n.op = r
	return r
}

// outOfRange panics as a bug does.
func outOfRange() int {
	var none []int
	return none[len(none)+5]
}

// survives runs f, which panics under the invariants tag and only there. It reports whether
// to go on.
func survives(t *testing.T, f func()) (ok bool) {
	t.Helper()
	defer func() {
		if p := recover(); (p != nil) != invariants.Enabled {
			t.Errorf("panic: %v", p)
		}
	}()
	f()
	return true
}

// isInternal checks that err is an internal error in what, of which the trace names the bug.
func isInternal(t *testing.T, err error, what string) {
	t.Helper()
	var e *InternalError
	if !errors.As(err, &e) {
		t.Fatalf("%v is no internal error", err)
	}
	if want := what + "internal error: runtime error: index out of range"; !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error %q, want %q", err, want)
	}
	if first, _, _ := strings.Cut(e.Trace(), "\n"); !strings.HasPrefix(first, "engine.outOfRange panic_test.go:") {
		t.Errorf("trace begins with %q, not with the function that panicked", first)
	}
}

// hearer is a listener that counts, and panics on a number of rows.
type hearer struct {
	rows, bad int
	failed    []error
}

func (h *hearer) OnUpdate(_ *Table, u *Update) error {
	if u.Added.Len() == h.bad {
		outOfRange()
	}
	h.rows += u.Added.Len()
	return nil
}

func (h *hearer) OnFailure(err error) { h.failed = append(h.failed, err) }

// TestPanicFailsItsTable: a bug in an operation fails its table and what depends on it.
func TestPanicFailsItsTable(t *testing.T) {
	g, e := newLedger(t)
	var told []error
	g.OnFailure = func(_ *Table, err error) { told = append(told, err) }
	last := must[*Table](t)(e.Table().LastBy([]Pair{{New: "Who", Old: "Who"}}))
	below := must[*Table](t)(last.Where(Env{}, "Sum > 0"))
	beside := must[*Table](t)(e.Table().Where(Env{}, "Sum > 0"))
	add(t, g, e, "a")
	rig(last.node).applied = func() error { return errors.New(string(rune(outOfRange()))) }
	if !survives(t, func() { add(t, g, e, "b") }) {
		return
	}
	add(t, g, e, "c")
	isInternal(t, last.Err(), "last_by: ")
	if !errors.Is(below.Err(), last.Err()) || len(told) != 1 {
		t.Errorf("the table below failed with %v; failures told: %v", below.Err(), told)
	}
	if n := [3]int{last.Size(), below.Size(), beside.Size()}; n != [3]int{1, 1, 3} {
		t.Errorf("%v rows, want 1 of each failed table and all 3 of that beside", n)
	}
}

// add adds a row and runs a cycle.
func add(t *testing.T, g *Graph, e *Editable, who string) {
	t.Helper()
	must[int64](t)(e.Add([]column.Builder{textOf(who), longVec(1)}, 1))
	noErr(t, g.Step(context.Background()))
}

// TestPanicOfAnIndex: all that use the index fail, and say so.
func TestPanicOfAnIndex(t *testing.T) {
	g, e := newLedger(t)
	var told []string
	g.OnFailure = func(tab *Table, err error) { told = append(told, tab.node.op.Name()) }
	last := must[*Table](t)(e.Table().LastBy([]Pair{{New: "Who", Old: "Who"}}))
	joined := must[*Table](t)(e.Table().NaturalJoin(last, []Pair{{New: "Who", Old: "Who"}}, []Pair{{New: "S", Old: "Sum"}}, LastMatch))
	rig(e.Table().indexes[0].node).applied = func() error { outOfRange(); return nil }
	if !survives(t, func() { add(t, g, e, "a") }) {
		return
	}
	isInternal(t, last.Err(), "last_by: index: ")
	if joined.Err() == nil || strings.Join(told, " ") != "last_by" {
		t.Errorf("join failed with %v; told were %v, want last_by, above it", joined.Err(), told)
	}
	again := must[*Table](t)(e.Table().LastBy([]Pair{{New: "Who", Old: "Who"}})) // with another index
	add(t, g, e, "b")
	if n := again.Size(); n != 2 || again.Err() != nil {
		t.Errorf("%d rows, %v", n, again.Err())
	}
}

// TestPanicOfAListener: it ends the listening, and nothing else.
func TestPanicOfAListener(t *testing.T) {
	g, e := newLedger(t)
	bad, good := &hearer{bad: 1}, &hearer{}
	for _, h := range []*hearer{bad, good} {
		must[func()](t)(g.Listen(e.Table(), h, false))
	}
	if !survives(t, func() { add(t, g, e, "a") }) {
		return
	}
	add(t, g, e, "b")
	if len(bad.failed) != 1 || good.rows != 2 || e.Table().Err() != nil {
		t.Fatalf("failures %v, the other listener has %d rows, the table %v", bad.failed, good.rows, e.Table().Err())
	}
	isInternal(t, bad.failed[0], "listener: ")
	_, err := g.Listen(e.Table(), &hearer{bad: 2}, true)
	isInternal(t, err, "listener: ")
}

// faulty is a source that panics after its rows, if they are several.
type faulty struct {
	feed
	closed chan struct{}
}

func (f *faulty) Close() error {
	close(f.closed)
	return nil
}

func (f *faulty) Drain(add func([]column.Builder, int)) error {
	if len(f.rows) > 1 {
		f.feed.Drain(add)
		outOfRange()
	}
	return f.feed.Drain(add)
}

// TestPanicOfASource: its table fails after the rows that it handed over, and it is closed.
func TestPanicOfASource(t *testing.T) {
	g := NewGraph()
	f := &faulty{closed: make(chan struct{})}
	tab := must[*Table](t)(g.AddSource("trades", f, Append()))
	f.rows = make([]trade, 1)
	noErr(t, g.Step(context.Background()))
	f.rows = make([]trade, 2)
	if !survives(t, func() { noErr(t, g.Step(context.Background())) }) {
		return
	}
	isInternal(t, tab.Err(), "trades: ")
	if n := tab.Size(); n != 3 {
		t.Errorf("%d rows, want all 3 that were handed over", n)
	}
	<-f.closed
}

// holed is a column that cannot be read.
type holed struct{ column.Column }

func (holed) Gather(column.Vector, []int64, column.When) { outOfRange() }

// TestPanicOfAReader: reading gives an error, and the next reader gets its turn.
func TestPanicOfAReader(t *testing.T) {
	_, e := newLedger(t)
	tab := e.Table()
	good := tab.Cols[1]
	tab.Cols[1] = holed{good}
	if !survives(t, func() {
		_, err := tab.Read(0, 1, nil)
		isInternal(t, err, "")
	}) {
		return
	}
	tab.Cols[1] = good
	must[*Frame](t)(tab.Read(0, 1, nil))
}
