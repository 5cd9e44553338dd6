package py

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.starlark.net/starlark"
)

// gens is some generators.
const gens = `
def count(n):
    i = 0
    while i < n:
        got = yield i
        if got != None: print("got", got)
        i += 1
    return "done"
def walk(depth):
    if depth > 0:
        yield depth
        yield from walk(depth - 1)
def loops(depth):
    yield depth
    if depth > 1:
        for x in loops(depth - 1): yield x
`

func TestGenerators(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"print(list(count(3)))", "[0, 1, 2]"},
		{"g = count(3)\nprint(next(g), g.send('a'), next(g), next(g, 'end'))", "got a\n0 1 2 end"},
		{"for x in count(3): print(x)", "0\n1\n2"},
		{"a, b, c = count(3)\nprint(a, b, c)", "0 1 2"},
		{"print(sum(walk(1000)), sum(loops(300)))", "500500 45150"},
		{"g = (x * x for x in [1, 2, 3])\nprint(next(g), list(g), type(g))", "1 [4, 9] <class 'generator'>"},
		{"print(any(x > 1 for x in [1, 2, 'a']))", "True"},
		{"print(any(x > 1 for x in [1, 1]))", "False"},
		{"print(all(x + 1 for x in [1, -1, 'a']))", "False"},
		{"g = count(5)\nprint(next(g))\ng.close()\nprint(list(g))", "0\n[]"},
		{"print(list(zip(count(2), 'ab')), dict(zip('ab', count(2))), max(count(4)))", "[(0, 'a'), (1, 'b')] {'a': 0, 'b': 1} 3"},
		{"l = [9]\nl += count(2)\nl.extend(count(2))\nprint(l)", "[9, 0, 1, 0, 1]"},
		{"g = count(2)\nprint(1 in g, list(g))", "True []"},
	} {
		newWorld(t).prints(t, gens+c.src, c.want)
	}
}

func TestGeneratorErrors(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"g = count(0)\nnext(g)", "StopIteration: done"},
		{"g = count(1)\ng.send(1)", "TypeError: can't send non-None value to a just-started generator"},
		{"def run():\n    print(next(g))\n    yield\ng = run()\nnext(g)", "ValueError: generator already executing"},
		{"def run():\n    yield next(iter([]))\nnext(run())", "RuntimeError: generator raised StopIteration"},
		{"def run(): return (yield from run())\nlist(run())", "RecursionError: maximum recursion depth exceeded: 1500 generators wait, each for the next"},
		{"def run():\n    for x in run(): yield x\nlist(run())", "RecursionError: maximum recursion depth exceeded: 1500 generators wait, each for the next"},
		{"next([])", "TypeError: 'list' object is not an iterator"},
		{"d = {1: 1}\nfor k in d: d[k + 1] = 1", "RuntimeError: dictionary changed size during iteration"},
		{"d = {1: 1}\nprint([d.pop(k) for k in d])", "RuntimeError: dictionary changed size during iteration"},
		{"s = set([1])\nfor k in s: s.add(k + 1)", "RuntimeError: Set changed size during iteration"},
	} {
		_, err := newWorld(t).script(t, "x.py", gens+c.src)
		if err == nil || !strings.HasSuffix(err.Error(), "\n"+c.want) {
			t.Errorf("%s\nfailed with %v\nwant %s", c.src, err, c.want)
		}
	}
}

// TestGeneratorTraceback holds that an error of a generator shows it and all who wait for it.
func TestGeneratorTraceback(t *testing.T) {
	src := `def inner():
    yield 1
    1 // 0
def outer():
    for x in inner():
        yield x
def use():
    %s
use()
`
	for how, line := range map[string]string{
		"for x in outer(): pass": "for x in outer(): pass", "list(outer())": "list(outer())", "print(max(zip(outer())))": "print(max(zip(outer())))",
	} {
		_, err := newWorld(t).script(t, "x.py", fmt.Sprintf(src, how))
		if err == nil {
			t.Fatal("no error")
		}
		var at []string
		for _, l := range strings.Split(err.Error(), "\n") {
			if !strings.HasPrefix(l, "  File") && strings.Trim(l, " ^~") != "" {
				at = append(at, strings.TrimSpace(l))
			}
		}
		want := []string{"Traceback (most recent call last):", "use()", line, "for x in inner():", "1 // 0", "ZeroDivisionError: integer division or modulo by zero"}
		if strings.Join(at, "|") != strings.Join(want, "|") {
			t.Errorf("%s\n%v", how, err)
		}
	}
}

// goroutines waits until there are no more than that many.
func goroutines(t *testing.T, most int) {
	t.Helper()
	var n int
	for range 200 {
		if n = runtime.NumGoroutine(); n <= most {
			return
		}
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
	}
	buf := make([]byte, 1<<16)
	t.Fatalf("%d goroutines, at most %d expected\n%s", n, most, buf[:runtime.Stack(buf, true)])
}

// TestGeneratorsEnd holds that generators end with the interpreter, and before if nobody has them.
func TestGeneratorsEnd(t *testing.T) {
	before := runtime.NumGoroutine()
	w := newWorld(t)
	w.prints(t, gens+"for i in range(3000): next(count(3))\nkept = [count(3) for i in range(100)]\nfor g in kept: next(g)\nprint(1)", "1")
	goroutines(t, before+100+mostIdle+5)
	w.prints(t, "kept = None\nprint(2)", "2")
	goroutines(t, before+mostIdle+5)
	w.prints(t, "g = walk(10)\nprint(next(g), next(g))", "10 9")
	w.Close(func(starlark.Value) bool { return true })
	goroutines(t, before+2)
}

func TestGeneratorInterrupted(t *testing.T) {
	w := newWorld(t)
	w.prints(t, gens+"def endless():\n    yield 1\n    while True: pass\ndef forever():\n    while True: yield 1", "")
	for _, src := range []string{"list(endless())", "for x in endless(): pass", "for x in forever(): pass", "max(forever())", "l = []\nl += endless()"} {
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		began := time.Now()
		err := w.ExecFile(ctx, "x.py", src)
		cancel()
		if err == nil || !strings.Contains(err.Error(), "KeyboardInterrupt") || time.Since(began) > 5*time.Second {
			t.Errorf("%s: %v after %v", src, err, time.Since(began))
		}
		w.prints(t, "print(list(count(2)))", "[0, 1]") // it goes on after that
	}
}

func BenchmarkYield(b *testing.B) {
	w := newWorld(b)
	for _, c := range []struct{ name, src string }{
		{"loop", "for x in count(100000): pass"},
		{"while", "i = 0\nwhile i < 100000: i += 1"},
		{"new", "for i in range(20000): list(count(1))"},
		{"dropped", "for i in range(20000): next(count(2))"},
		{"from", "for i in range(100): sum(walk(100))"},
		{"recursion", "for i in range(10): sum(loops(100))"},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := w.script(b, "x.py", gens+"def main():\n    "+strings.ReplaceAll(c.src, "\n", "\n    ")+"\nmain()"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
