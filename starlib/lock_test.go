package starlib

import (
	"context"
	"runtime"
	"sync"
	"testing"
	"time"
)

// TestTablesGoOnBesideScripts: while a script runs that would never end, cycles follow one
// another.
func TestTablesGoOnBesideScripts(t *testing.T) {
	for _, c := range []struct{ name, src string }{
		{"sleeping", "import time\ntime.sleep(1e6)"},
		{"busy", "while True: pass"},
		{"busy in a function", "def f():\n    while True: pass\nf()"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			if _, err := w.script(t, "x.py", "def f(x) -> int: return x * 2\nt = time_table('PT0.01s').update(['A = f(i)'])"); err != nil {
				t.Fatal(err)
			}
			before, _ := w.graph.Cycle()
			ctx, cancel := context.WithCancel(context.Background())
			ended := make(chan error, 1)
			go func() { ended <- w.ExecFile(ctx, "x.py", c.src) }()
			for deadline := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
				if n, _ := w.graph.Cycle(); n >= before+10 {
					break
				}
				if time.Now().After(deadline) {
					t.Fatal("no 10 cycles in a minute")
				}
			}
			select {
			case err := <-ended:
				t.Fatal("ended by itself:", err)
			default:
			}
			cancel()
			if err := <-ended; err == nil {
				t.Error("an interrupted script has no error")
			}
			w.prints(t, "print(t.is_failed)", "False")
		})
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
