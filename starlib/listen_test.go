package starlib

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"

	"starling/engine"
	"starling/engine/column"
	"starling/starlib/py"
)

// board is a table with a row per key that the test sets.
func (w *world) board(t *testing.T, name string) *engine.Board[string] {
	t.Helper()
	b, err := engine.NewBoard[string](w.graph, name, []column.Field{
		{Name: "K", Type: column.Of(column.String)}, {Name: "V", Type: column.Of(column.Long)},
	})
	if err != nil {
		t.Fatal(err)
	}
	b.Table().Retain()
	w.SetGlobal(name, w.NewTable(b.Table()))
	return b
}

// set changes rows of a board, and waits until listeners know.
func (w *world) set(t *testing.T, b *engine.Board[string], row ...any) {
	t.Helper()
	if err := b.Set(row[0].(string), row...); err != nil {
		t.Fatal(err)
	}
	w.heard(t)
}

// heard waits until a cycle is over that began after now, and all was handled.
func (w *world) heard(t *testing.T) {
	t.Helper()
	n, _ := w.graph.Cycle()
	for m := n; m < n+2; {
		w.graph.Wake()
		var ended <-chan struct{}
		if m, ended = w.graph.Cycle(); m < n+2 {
			<-ended
		}
	}
	if err := w.listeners.settle(t.Context()); err != nil {
		t.Fatal(err)
	}
}

const listenImport = "from deephaven.table_listener import listen, merged_listen, TableListenerHandle\n"

func TestListen(t *testing.T) {
	w := newWorld(t)
	b := w.board(t, "t")
	w.prints(t, listenImport+`
def f(u, is_replay):
    print(is_replay, u.added(), u.removed("K"), u.modified(["V"]), u.modified_prev("V"), u.modified_columns, [c for c in u.added_chunks(1)])
h = listen(t, f)
`, "")
	w.set(t, b, "a", 1)
	w.set(t, b, "a", nil)
	if err := b.Keep(func(string) bool { return false }); err != nil {
		t.Fatal(err)
	}
	w.heard(t)
	want := `False {'K': ['a'], 'V': [1]} {'K': []} {'V': []} {'V': []} [] [{'K': ['a'], 'V': [1]}]
False {'K': [], 'V': []} {'K': []} {'V': [None]} {'V': [1]} ['K', 'V'] []
False {'K': [], 'V': []} {'K': ['a']} {'V': []} {'V': []} [] []
`
	if got := w.out.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	w.prints(t, "h.stop()\nh.stop()\n", "")
	w.set(t, b, "b", 2)
	w.prints(t, "h.start(do_replay=True)\n", "True {'K': ['b'], 'V': [2]} {'K': []} {'V': []} {'V': []} [] [{'K': ['b'], 'V': [2]}]")
}

func TestMergedListen(t *testing.T) {
	w := newWorld(t)
	a, b := w.board(t, "a"), w.board(t, "b")
	w.prints(t, listenImport+`
sums = a.update("W = V + 1")
h = merged_listen([a, sums, b], lambda us, replay: print(replay, [None if u == None else u.added() for u in us.values()], list(us) == [a, sums, b]), do_replay=True)
`, "True [{'K': [], 'V': []}, {'K': [], 'V': [], 'W': []}, {'K': [], 'V': []}] True")
	w.out.Reset()
	w.set(t, a, "x", 1)
	w.set(t, b, "y", 2)
	want := "False [{'K': ['x'], 'V': [1]}, {'K': ['x'], 'V': [1], 'W': [2]}, None] True\nFalse [None, None, {'K': ['y'], 'V': [2]}] True\n"
	if got := w.out.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// errout is a stderr that a test reads while it is written.
type errout struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (e *errout) Write(p []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.b.Write(p)
}

func (e *errout) String() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.b.String()
}

// A function that fails is called no more, with a word of where; others go on.
func TestListenerFails(t *testing.T) {
	var stderr errout
	w := worldOf(t, py.Config{Stderr: &stderr})
	b := w.board(t, "t")
	w.prints(t, listenImport+`
def bad(u, r):
    print("bad")
    u.added("Z")
def good(u, r):
    print("good", t.size)
a = listen(t, bad)
b = listen(t, bad, on_error=lambda e: print("told of", e.splitlines()[-1]))
c = listen(t, good)
`, "")
	w.set(t, b, "a", 1)
	w.set(t, b, "b", 1)
	want := "bad\nbad\ntold of ValueError: added: cols: no column \"Z\"; there are [K V]\ngood 1\ngood 2\n"
	if got := w.out.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	want = `listener bad is stopped: an error occurred during table update processing:
Traceback (most recent call last):
  File "x.py", line 5, column 12, in bad
    u.added("Z")
ValueError: added: cols: no column "Z"; there are [K V]
`
	if got := stderr.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestListenErrors(t *testing.T) {
	w := newWorld(t)
	w.board(t, "t")
	for _, c := range []struct{ src, want string }{
		{"listen(empty_table(1), lambda u, r: None)", "DHError: listen: the table must be a refreshing table"},
		{"listen(t, 5)", "DHError: listen: listener is neither callable nor a TableListener object: got int"},
		{"listen(t, lambda u: None)", "ValueError: listen: listener: the function must have 2 parameters, (update, is_replay): it has 1"},
		{"listen(t, lambda u, r: None, on_error=3)", "DHError: listen: on_error: got int"},
		{"listen(t, lambda u, r: None, dependencies=3)", "DHError: listen: dependencies: got int"},
		{"merged_listen([t], lambda u, r: None)", "DHError: merged_listen: tables: a merged listener listens to at least 2 tables, got 1"},
		{"merged_listen([t, t], lambda u, r: None)", "is there twice"},
		{"h = TableListenerHandle(t, lambda u, r: None)\nh.start()\nh.start()", "RuntimeError: start: the listener is started already"},
	} {
		_, err := w.script(t, "x.py", listenImport+c.src)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.src, err)
		}
	}
}

// A slow function holds up the sources of its tables when much waits, not the graph, and the
// user is told; stop interrupts it.
func TestSlowListener(t *testing.T) {
	var stderr errout
	w := worldOf(t, py.Config{Stderr: &stderr})
	w.maxWaiting = perDelivery
	b, other := w.board(t, "t"), w.board(t, "other")
	w.prints(t, listenImport+`
started = []
def slow(u, r):
    started.append(1)
    while True:
        pass
h = listen(t, slow)
`, "")
	put := func(b *engine.Board[string], key string) {
		if err := b.Set(key, key, 1); err != nil {
			t.Fatal(err)
		}
		w.graph.Wake()
	}
	put(b, "a")
	eventually(t, func() bool {
		return strings.Contains(stderr.String(), "listener slow is slow: 1 update waits for listener slow; ")
	})
	put(b, "b")
	for i, key := range []string{"a", "b", "c"} {
		put(other, key)
		eventually(t, func() bool { return other.Table().Size() == i+1 })
	}
	if n := b.Table().Size(); n != 1 {
		t.Errorf("%d rows came into the table", n)
	}
	if err := w.graph.Read(func() {
		if b.Table().Settled() == engine.Everything || other.Table().Settled() != engine.Everything {
			t.Error("the update counts as handled")
		}
	}); err != nil {
		t.Fatal(err)
	}
	w.prints(t, "print(started)\nh.stop()\n", "[1]")
	eventually(t, func() bool { return b.Table().Size() == 2 })
}

// eventually waits for what comes soon.
func eventually(t *testing.T, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it never came")
		}
	}
}
