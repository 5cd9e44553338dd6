package starlib

import (
	"context"
	"runtime"
	"sync"
	"testing"
	"time"
)

// cyclesDuring is how many cycles the graph ran while the script did.
func cyclesDuring(t *testing.T, w *world, src string) uint64 {
	t.Helper()
	before, _ := w.graph.Cycle()
	if _, err := w.script(t, "x.py", src); err != nil {
		t.Fatalf("%s\n%v", src, err)
	}
	after, _ := w.graph.Cycle()
	return after - before
}

func TestTablesGoOnBesideScripts(t *testing.T) {
	for _, c := range []struct{ name, src string }{
		{"sleeping", "import time\ntime.sleep(0.5)"},
		{"busy", "import time\nend = time.time() + 0.5\nwhile time.time() < end: pass"},
		{"busy in a function", "import time\ndef f():\n    end = time.time() + 0.5\n    while time.time() < end: pass\nf()"},
	} {
		w := newWorld(t)
		if _, err := w.script(t, "x.py", "def f(x) -> int: return x * 2\nt = time_table('PT0.01s').update(['A = f(i)'])"); err != nil {
			t.Fatal(err)
		}
		if n := cyclesDuring(t, w, c.src); n < 10 {
			t.Errorf("%s: %d cycles in half a second, of about 50", c.name, n)
		}
		w.prints(t, "print(t.is_failed, t.size >= 10)", "False True")
	}
}

// TestFormulasAndScriptShareState runs the same function in a formula and in the
// script; under the race detector a value touched by both at once shows.
func TestFormulasAndScriptShareState(t *testing.T) {
	w := newWorld(t)
	_, err := w.script(t, "x.py", `
state = {"n": 0}
def f(x) -> int:
    state["n"] += 1
    return state["n"]
t = time_table("PT0.001s").update(["A = f(i)"])
for i in range(200000):
    state["n"] += 1
for i in range(20):
    u = empty_table(100).update(["A = f(i)"])
    s = t.size
`)
	if err != nil {
		t.Fatal(err)
	}
	w.prints(t, "print(t.is_failed, state['n'] >= 202000)", "False True")
}

func TestHostFromManyGoroutines(t *testing.T) {
	w := newWorld(t)
	w.script(t, "x.py", "def f(x) -> int: return x + k\nk = 1\nt = time_table('PT0.001s').update('A = f(i)')")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 50 {
				if _, err := w.Exec(context.Background(), "<stdin>", "k = k + 1\n"); err != nil {
					t.Error(err)
				}
				w.Names()
				w.Lookup("t")
				w.Globals()
			}
		})
	}
	wg.Wait()
	w.prints(t, "print(k)", "201")
}

func TestForgottenTablesClose(t *testing.T) {
	w := newWorld(t)
	if _, err := w.script(t, "x.py", "t = time_table('PT0.001s').update('A = i')\nu = t.where('A > 1')"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.script(t, "x.py", "t = None\nu = None"); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(10 * time.Second)
	for {
		runtime.GC()
		before, _ := w.graph.Cycle()
		time.Sleep(50 * time.Millisecond)
		if after, _ := w.graph.Cycle(); after == before {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the graph still runs for a table that nothing refers to")
		}
	}
}

func TestUsedTablesStay(t *testing.T) {
	w := newWorld(t)
	if _, err := w.script(t, "x.py", "u = time_table('PT0.005s').update('A = i').where('A >= 0')"); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		runtime.GC()
		time.Sleep(5 * time.Millisecond)
	}
	w.prints(t, "n = u.size\nwhile u.size < n + 3: u.await_update(1000)\nprint('grew')", "grew")
}

func BenchmarkScriptFunction(b *testing.B) {
	w := newWorld(b)
	if _, err := w.script(b, "x.py", "def f(x) -> int: return x + 1"); err != nil {
		b.Fatal(err)
	}
	const rows = 100_000
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.script(b, "x.py", "t = empty_table(100000).update('A = f(i)')"); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
}
