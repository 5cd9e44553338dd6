package starlib

import (
	"context"
	"strings"
	"testing"
	"time"

	"go.starlark.net/starlark"

	"starling/starlib/py"
)

// faultyWorld is a world with builtins that panic.
func faultyWorld(t *testing.T) *world {
	w := newWorld(t)
	boom := func(*call) (starlark.Value, error) {
		var list []int
		return starlark.MakeInt(list[3]), nil
	}
	locked := func(c *call) (starlark.Value, error) {
		return nil, c.host.build(func() error { return c.host.cfg.Graph.Read(func() { panic("in the graph") }) })
	}
	table := []py.Entry{{Sig: "boom()", Fn: does(boom)}, {Sig: "locked()", Fn: does(locked)}}
	for _, name := range py.EntryNames(table) {
		f, err := w.Attribute(table, starlark.None, name)
		if err != nil {
			t.Fatal(err)
		}
		w.SetGlobal(name, f)
	}
	w.SetGlobal("foreign", starlark.NewBuiltin("foreign", func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
		panic("not ours")
	}))
	return w
}

// TestPanicUnderLock: no lock is lost.
func TestPanicUnderLock(t *testing.T) {
	w := faultyWorld(t)
	if _, err := w.script(t, "x.py", "locked()"); err == nil || !strings.Contains(err.Error(), "in the graph") {
		t.Error(err)
	}
	w.prints(t, "print(empty_table(3).update('A = i').size)", "3")
}

// TestPanicInFormula: a table whose formula panics fails, and all else goes on.
func TestPanicInFormula(t *testing.T) {
	w := faultyWorld(t)
	for _, fn := range []string{"boom", "foreign"} {
		src := "def f(x) -> int: return " + fn + "()\n"
		if _, err := w.script(t, "x.py", src+"empty_table(3).update('A = f(i)')"); err == nil || !strings.Contains(err.Error(), "InternalError: ") {
			t.Errorf("%s in a build: %v", fn, err)
		}
		if _, err := w.script(t, "x.py", src+"t = time_table('PT0.001s')\nu = t.update('A = f(i)')"); err != nil {
			t.Fatal(err)
		}
		v, _ := w.Lookup("u")
		u := v.(*Table).Engine()
		for began := time.Now(); u.Err() == nil && time.Since(began) < 20*time.Second; {
			time.Sleep(time.Millisecond)
		}
		if err := u.Err(); err == nil || !strings.Contains(err.Error(), "InternalError: ") {
			t.Errorf("%s in a cycle: %v", fn, err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		if _, err := w.Exec(ctx, "<stdin>", "n = t.size\nwhile t.size < n + 3: t.await_update(1000)"); err != nil {
			t.Errorf("after %s: %v", fn, err)
		}
		cancel()
	}
}
