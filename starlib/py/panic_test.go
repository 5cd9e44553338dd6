package py

import (
	"regexp"
	"strings"
	"testing"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// faulty is a value of which all panics but what the session needs.
type faulty struct{}

func (faulty) String() string        { panic("no text") }
func (faulty) Type() string          { return "faulty" }
func (faulty) Freeze()               {}
func (faulty) Truth() starlark.Bool  { return true }
func (faulty) Hash() (uint32, error) { panic("no hash") }
func (faulty) AttrNames() []string   { panic("no names") }
func (faulty) Binary(syntax.Token, starlark.Value, starlark.Side) (starlark.Value, error) {
	panic("no sum")
}

// Attr is by a table, as of tables and modules.
func (f faulty) Attr(name string) (starlark.Value, error) {
	var ip *Interp
	return ip.Attribute([]Entry{
		{Sig: "field", Fn: func(*Call) (starlark.Value, error) { panic("no field") }},
		{Sig: "method()", Fn: func(*Call) (starlark.Value, error) { panic("no method") }},
	}, f, name)
}

// faultyWorld is a world with builtins that panic.
func faultyWorld(t *testing.T) *world {
	w := newWorld(t)
	boom := &Entry{Sig: "boom(x=None)", Fn: func(*Call) (starlark.Value, error) {
		var list []int
		return starlark.MakeInt(list[3]), nil
	}}
	outside := &Entry{Sig: "outside()", Fn: func(c *Call) (starlark.Value, error) {
		return nil, c.Outside(func() error { panic("out there") })
	}}
	for _, e := range []*Entry{boom, outside} {
		w.SetGlobal(e.Name(), w.fill(e, e.Name()))
	}
	w.SetGlobal("foreign", starlark.NewBuiltin("foreign", func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
		panic("not ours")
	}))
	w.SetGlobal("bad", faulty{})
	return w
}

func TestPanics(t *testing.T) {
	w := faultyWorld(t)
	for _, c := range []struct{ src, want string }{
		{"def f():\n    boom()\nf()", `Traceback (most recent call last):
  File "x.py", line 3, column 2, in <module>
    f()
  File "x.py", line 2, column 9, in f
    boom()
InternalError: runtime error: index out of range [3] with length 0, in py.faultyWorld.func1 (panic_test.go:0); this is a bug of Starling, please report it with these lines`},
		{"outside()", `Traceback (most recent call last):
  File "x.py", line 1, column 8, in <module>
    outside()
InternalError: out there, in py.faultyWorld.func2.1 (panic_test.go:0); this is a bug of Starling, please report it with these lines`},
		{"def f():\n    return bad + 1\nx = f()", `Traceback (most recent call last):
  File "x.py", line 3, column 1, in <module>
    x = f()
    ^
InternalError: no sum, in py.faulty.Binary (panic_test.go:0); this is a bug of Starling, please report it with these lines`},
		{"foreign()", `Traceback (most recent call last):
  File "x.py", line 1, column 1, in <module>
    foreign()
    ^^^^^^^
InternalError: not ours, in py.faultyWorld.func3 (panic_test.go:0); this is a bug of Starling, please report it with these lines`},
	} {
		_, err := w.script(t, "x.py", c.src)
		if err == nil {
			t.Errorf("%s: no error", c.src)
			continue
		}
		if got := regexp.MustCompile(`\.go:\d+`).ReplaceAllString(err.Error(), ".go:0"); got != c.want {
			t.Errorf("%s\nfailed with\n%s\nwant\n%s", c.src, got, c.want)
		}
		w.prints(t, "print(sorted([2, 1]))", "[1, 2]") // no lock is lost
	}
	for _, src := range []string{"bad.field", "bad.method()", "print(bad)", "str(bad)", "{bad: 1}", "f'{bad}'", "boom(x=1)"} {
		if _, err := w.script(t, "x.py", src); err == nil || !strings.Contains(err.Error(), "internal error") && !strings.Contains(err.Error(), "\nInternalError: ") {
			t.Errorf("%s: %v", src, err)
		}
	}
	w.prints(t, "print(sorted([2, 1]))", "[1, 2]")
	if got := w.Repr(faulty{}); !strings.HasPrefix(got, "<faulty without a text: no text, in py.faulty.String ") {
		t.Errorf("Repr gave %s", got)
	}
	if got := w.AttrNames(faulty{}); got != nil {
		t.Errorf("AttrNames gave %v", got)
	}
}
