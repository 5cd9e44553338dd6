package py

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.starlark.net/starlark"
)

// TestGeneratorElsewhere holds that a generator goes on wherever it is asked: in another thread,
// in a call of the host's, in the next statement.
func TestGeneratorElsewhere(t *testing.T) {
	w := newWorld(t)
	w.prints(t, `
import threading
def numbers():
    n = 0
    while True:
        yield n
        n += 1
g = numbers()
got = []
def take():
    for i in range(100): got.append(next(g))
threads = [threading.Thread(target=take) for i in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(got) == list(range(400)), next(g))
def slow():
    import time
    yield 1
    time.sleep(0.2)
    yield 2
s = slow()
next(s)
def ask():
    try:
        got.append(next(s))
    except ValueError as e:
        got.append(str(e))
a = [threading.Thread(target=ask) for i in range(2)]
for t in a: t.start()
for t in a: t.join()
print(sorted(str(x) for x in got[-2:]))
`, "True 400\n['2', 'generator already executing']")
	g, _ := w.Lookup("g")
	next, _ := w.Lookup("next")
	for _, call := range []func(f func(th *starlark.Thread) error) error{
		func(f func(th *starlark.Thread) error) error {
			return w.CallInside(context.Background(), errors.New("inside"), f)
		},
		func(f func(th *starlark.Thread) error) error { return w.CallBeside(context.Background(), f) },
	} {
		err := call(func(th *starlark.Thread) error {
			_, err := starlark.Call(th, next, starlark.Tuple{g}, nil)
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	w.prints(t, "print(next(g))", "403")
}

// TestGeneratorAbandoned holds that what a generator that nobody has any more is to do at its end
// is done.
func TestGeneratorAbandoned(t *testing.T) {
	w := newWorld(t)
	w.prints(t, `
done = []
def g():
    try:
        yield 1
        yield 2
    finally:
        done.append("done")
def use():
    print(next(g()))
for i in range(10): use()
`, strings.Repeat("1\n", 10))
	for range 100 {
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
		out, err := w.script(t, "x.py", "print(len(done))")
		if err != nil {
			t.Fatal(err)
		}
		if strings.TrimSpace(out) == "10" {
			return
		}
	}
	t.Error("a finally was not run")
}

// TestGeneratorInterruptedFinally holds that an interrupt within a generator is one for all who wait
// for it.
func TestGeneratorInterruptedFinally(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	err := w.ExecFile(ctx, "x.py", `
log = []
def inner():
    try:
        yield 1
        while True: pass
    except Exception:
        log.append("swallowed")
    finally:
        log.append("inner")
def outer():
    try:
        yield from inner()
    finally:
        log.append("outer")
try:
    for x in outer(): pass
finally:
    log.append("script")
`)
	if err == nil || !strings.Contains(err.Error(), "KeyboardInterrupt") {
		t.Error(err)
	}
	w.prints(t, "print(log)", "['inner', 'outer', 'script']")
}

// TestGeneratorMemory holds that what takes too much memory is found in a generator.
func TestGeneratorMemory(t *testing.T) {
	w := newWorld(t)
	w.memory.limit = 512 << 20
	_, err := w.script(t, "x.py", "def g():\n    l = []\n    while True:\n        l.append('x' * 1000 + str(len(l)))\n        if len(l) < 0: yield l\nfor x in g(): pass")
	if err == nil || !strings.Contains(err.Error(), "MemoryError") {
		t.Error(err)
	}
}

// TestGeneratorsClosed holds that no code of a generator runs once the interpreter is closed, and
// nothing is left of it.
func TestGeneratorsClosed(t *testing.T) {
	before := runtime.NumGoroutine()
	w := newWorld(t)
	if _, err := w.script(t, "x.py", "def g():\n    try:\n        yield 1\n    finally:\n        print('never')\n        while True: pass\nall = [g() for i in range(20)]\nfor x in all: next(x)"); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	w.Close(func(starlark.Value) bool { return true })
	if time.Since(began) > 2*time.Second || strings.Contains(w.out.String(), "never") {
		t.Errorf("after %v: %s", time.Since(began), w.out.String())
	}
	goroutines(t, before+2)
}
