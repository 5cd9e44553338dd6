package enginetest

import (
	"context"
	"errors"
	"strings"
	"testing"

	"starling/engine"
	"starling/engine/column"
)

// tap is a listener that counts.
type tap struct {
	rows    int // added less removed
	updates int
	failed  []error
	refuse  error // what OnUpdate gives
}

func (l *tap) OnUpdate(_ *engine.Table, u *engine.Update) error {
	l.updates++
	l.rows += u.Added.Len() - u.Removed.Len()
	return l.refuse
}

func (l *tap) OnFailure(err error) { l.failed = append(l.failed, err) }

// bench is a graph with one append source of a String K and a long N.
type bench struct {
	*testing.T
	*engine.Graph
	shadow *Shadow
	src    *closer
	table  *engine.Table
}

// closer is a queue that says when it is closed.
type closer struct {
	queue
	closed chan struct{}
}

func (c *closer) Close() error {
	close(c.closed)
	return nil
}

var bothFields = []column.Field{{Name: "K", Type: column.Of(column.String)}, {Name: "N", Type: column.Of(column.Long)}}

func newBench(t *testing.T, keep engine.Retention) *bench {
	b := &bench{T: t, Graph: engine.NewGraph()}
	b.shadow = Watch(b.Graph)
	b.src, b.table = b.source(keep)
	return b
}

func (b *bench) source(keep engine.Retention) (*closer, *engine.Table) {
	b.Helper()
	src := &closer{queue: queue{fields: bothFields}, closed: make(chan struct{})}
	t, err := b.AddSource("source", src, keep)
	if err != nil {
		b.Fatal(err)
	}
	t.Retain()
	return src, t
}

func (b *bench) step(rows ...[]any) {
	b.Helper()
	b.src.rows = append(b.src.rows, rows...)
	if err := b.Step(context.Background()); err != nil {
		b.Fatal(err)
	}
	if b.shadow.err != nil {
		b.Fatal(b.shadow.err)
	}
}

// must gives a function that takes the result of an operation, which must succeed.
func (b *bench) must(t *engine.Table, err error) *engine.Table {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
	t.Retain()
	return t
}

func (b *bench) listen(t *engine.Table) *tap {
	b.Helper()
	l := &tap{}
	if _, err := b.Listen(t, l, false); err != nil {
		b.Fatal(err)
	}
	return l
}

// size is the number of rows of t.
func (b *bench) size(t *engine.Table) (n int) {
	b.Helper()
	if err := b.Read(func() { n = t.Rows.Len() }); err != nil {
		b.Fatal(err)
	}
	return n
}

// wantFailed checks that t failed with an error that contains what, once to its
// listener, and kept its rows.
func (b *bench) wantFailed(t *engine.Table, l *tap, what string, rows int) {
	b.Helper()
	if err := t.Err(); err == nil || !strings.Contains(err.Error(), what) {
		b.Errorf("failed with %v, want %q", err, what)
	}
	if len(l.failed) != 1 || !strings.Contains(l.failed[0].Error(), what) {
		b.Errorf("listener was told of %v, want once %q", l.failed, what)
	}
	if n := b.size(t); n != rows || l.rows != rows {
		b.Errorf("%d rows are left, the listener has %d, want %d", n, l.rows, rows)
	}
}

// TestFailureStaysBelow: an error fails the node, what depends on it and its listeners;
// the rest goes on.
func TestFailureStaysBelow(t *testing.T) {
	b := newBench(t, engine.Append())
	bad := b.must(b.table.Update(engine.Env{}, "X = 10 % N"))
	below := b.must(bad.LastBy([]engine.Pair{{New: "K", Old: "K"}}))
	joined := b.must(b.table.NaturalJoin(below, []engine.Pair{{New: "K", Old: "K"}}, []engine.Pair{{New: "X", Old: "X"}}, engine.LastMatch))
	good := b.must(b.table.Where(engine.Env{}, "N >= 0"))
	taps := map[*engine.Table]*tap{}
	for _, t := range []*engine.Table{bad, below, joined, good} {
		taps[t] = b.listen(t)
	}
	b.step([]any{"a", int64(1)}, []any{"b", int64(2)})
	b.step([]any{"a", int64(0)}) // 10 % 0
	b.step([]any{"c", int64(3)})
	for t, rows := range map[*engine.Table]int{bad: 2, below: 2, joined: 2} {
		b.wantFailed(t, taps[t], "10 % N", rows)
	}
	if l := taps[good]; len(l.failed) > 0 || l.rows != 4 || b.size(good) != 4 {
		t.Errorf("a table beside the failed one has %d rows, its listener %d, failures %v; want 4 rows", b.size(good), l.rows, l.failed)
	}
	if _, err := bad.View(engine.Env{}); err == nil || !strings.Contains(err.Error(), "can not listen to failed table") {
		t.Errorf("an operation on a failed table: %v", err)
	}
	if _, err := b.table.NaturalJoin(below, []engine.Pair{{New: "K", Old: "K"}}, []engine.Pair{{New: "Y", Old: "X"}}, engine.LastMatch); err == nil {
		t.Error("a failed table was joined")
	}
	snap, err := bad.Snapshot()
	if err != nil || snap.Rows.Len() != 2 {
		t.Errorf("snapshot of a failed table: %v", err)
	}
}

// TestSourceFailsAfterItsRows: the rows that came before the error are kept and passed on.
func TestSourceFailsAfterItsRows(t *testing.T) {
	b := newBench(t, engine.Append())
	last := b.must(b.table.LastBy([]engine.Pair{{New: "K", Old: "K"}}))
	onSource, onLast := b.listen(b.table), b.listen(last)
	b.step([]any{"a", int64(1)})
	b.src.err = errors.New("record 7 is bad")
	b.step([]any{"b", int64(2)}, []any{"c", int64(3)})
	b.src.err = nil
	b.step([]any{"d", int64(4)})
	b.wantFailed(b.table, onSource, "record 7 is bad", 3)
	b.wantFailed(last, onLast, "record 7 is bad", 3)
}

// TestListenerFails: an error of a listener ends its listening and nothing else.
func TestListenerFails(t *testing.T) {
	b := newBench(t, engine.Append())
	deaf, good := b.listen(b.table), b.listen(b.table)
	deaf.refuse = errors.New("no room")
	b.step([]any{"a", int64(1)})
	b.step([]any{"b", int64(2)})
	if deaf.updates != 1 || len(deaf.failed) != 1 {
		t.Errorf("the listener that failed had %d updates and failures %v, want one each", deaf.updates, deaf.failed)
	}
	if good.rows != 2 || b.table.Err() != nil {
		t.Errorf("the other listener has %d rows, the table %v", good.rows, b.table.Err())
	}
}
