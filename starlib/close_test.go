package starlib

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/starlib/py"
)

// entered is a function for scripts that tells when it is called first, and the channel
// that then is closed.
func entered(w *world) <-chan struct{} {
	in, told := make(chan struct{}), false
	w.SetGlobal("enter", starlark.NewBuiltin("enter", func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
		if !told {
			close(in)
			told = true
		}
		return starlark.None, nil
	}))
	return in
}

// soon fails the test if done is not closed before long.
func soon(t *testing.T, what string, done <-chan struct{}) {
	t.Helper()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Fatalf("%s: not after 20 s", what)
	}
}

// endless is functions of formulas that do not end by themselves.
var endless = map[string]string{
	"loop":  "def f(x) -> int:\n    enter()\n    while x >= 0: pass\n    return x",
	"sleep": "import time\ndef f(x) -> int:\n    enter()\n    time.sleep(1e6)\n    return x",
}

// stuckWorld is a world with a table t whose formula does not end, while it is at it.
func stuckWorld(t *testing.T, def string) (*world, *engine.Table) {
	w := newWorld(t)
	in := entered(w)
	if _, err := w.script(t, "x.py", def+"\nu = time_table('PT0.01s')\nt = u.update('A = f(i)')"); err != nil {
		t.Fatal(err)
	}
	soon(t, "the formula begins", in)
	v, _ := w.Lookup("t")
	return w, v.(*Table).Engine()
}

func TestClosingEndsFormulas(t *testing.T) {
	for name, def := range endless {
		t.Run(name, func(t *testing.T) {
			w, table := stuckWorld(t, def)
			w.Closing()
			if err := table.Err(); err == nil || !strings.HasSuffix(err.Error(), "f: interrupted") { // it waits for the cycle
				t.Errorf("the table failed with %v", err)
			}
			w.Close()
		})
	}
}

// TestCloseEndsAll: a formula holds the graph's lock, a statement waits for it, Close waits
// for the statement.
func TestCloseEndsAll(t *testing.T) {
	for name, def := range endless {
		t.Run(name, func(t *testing.T) {
			w, table := stuckWorld(t, def)
			ran := make(chan struct{})
			go func() {
				defer close(ran)
				w.Exec(context.Background(), "<stdin>", "u.size") //nolint:errcheck // it may be through before
			}()
			w.Close()
			soon(t, "the statement ends", ran)
			if err := table.Err(); err == nil || !strings.HasSuffix(err.Error(), "f: interrupted") {
				t.Errorf("the table failed with %v", err)
			}
		})
	}
}

// TestNoFormulaAfterClose: a table that outlives the host fails instead of calling a function.
func TestNoFormulaAfterClose(t *testing.T) {
	w := &world{graph: engine.NewGraph()}
	w.Host = New(Config{Graph: w.graph, Config: py.Config{Stdout: &w.out}})
	in := entered(w)
	if _, err := w.script(t, "x.py", "def f(x) -> int:\n    enter()\n    return x\nt = time_table('PT0.001s').update('A = f(i)')"); err != nil {
		t.Fatal(err)
	}
	v, _ := w.Lookup("t")
	table := v.(*Table).Engine()
	table.Retain()
	w.Close()
	for began := time.Now(); table.Err() == nil && time.Since(began) < 20*time.Second; {
		if err := w.graph.Step(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if err := table.Err(); err == nil || !strings.HasSuffix(err.Error(), ": interrupted") {
		t.Errorf("the table failed with %v", err)
	}
	select {
	case <-in:
		t.Error("the function was called")
	default:
	}
}

// TestInterruptEndsBuild: the formula that a statement waits for ends with the statement.
func TestInterruptEndsBuild(t *testing.T) {
	for name, def := range endless {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			in := entered(w)
			ctx, cancel := context.WithCancel(context.Background())
			ran := make(chan struct{})
			var err error
			go func() {
				defer close(ran)
				_, err = w.Exec(ctx, "<stdin>", def+"\nempty_table(9).update('A = f(i)')")
			}()
			soon(t, "the formula begins", in)
			cancel()
			soon(t, "the statement ends", ran)
			if e := new(py.Error); !errors.As(err, &e) || e.Kind != "KeyboardInterrupt" {
				t.Errorf("it ended with %v", err)
			}
			w.prints(t, "print(1 + 1)", "2")
		})
	}
}

// TestInputIsGivenUp: an interrupted input() keeps nobody, and loses no line.
func TestInputIsGivenUp(t *testing.T) {
	r, keys := io.Pipe()
	w := &world{graph: engine.NewGraph()}
	w.Host = New(Config{Graph: w.graph, Config: py.Config{Stdout: &w.out, Stdin: r}})
	defer w.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := w.Exec(ctx, "<stdin>", "input()"); err == nil || !strings.HasSuffix(err.Error(), "KeyboardInterrupt") {
		t.Errorf("given up before: %v", err)
	}
	ctx, cancel = context.WithCancel(context.Background())
	in := entered(w)
	go func() { <-in; cancel() }()
	if _, err := w.Exec(ctx, "<stdin>", "enter()\ninput()"); err == nil || !strings.HasSuffix(err.Error(), "KeyboardInterrupt") {
		t.Errorf("given up while it waits: %v", err)
	}
	go func() { keys.Write([]byte("one\ntwo\nthr")); keys.Close() }() //nolint:errcheck // read to its end
	w.prints(t, "print(input(), input(), input())", "one two thr")
}
