package lower

import (
	"errors"
	"strings"
	"testing"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

var options = &syntax.FileOptions{Set: true, While: true, TopLevelControl: true, GlobalReassign: true, Recursion: true}

// runtime is the builtins that lowered text calls, as plain as they can be.
func runtime() starlark.StringDict {
	call := func(th *starlark.Thread, f starlark.Value, args ...starlark.Value) (starlark.Value, error) {
		if f == starlark.None {
			return f, nil
		}
		return starlark.Call(th, f, args, nil)
	}
	tuple := func(v ...starlark.Value) starlark.Value { return starlark.Tuple(v) }
	globals := new(starlark.Dict)
	table := map[string]func(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error){
		"__cell__": func(_ *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
			return starlark.NewList(append(args[1:len(args):len(args)], starlark.None)), nil
		},
		"__bind__": func(_ *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
			if l, ok := args[0].(*starlark.List); ok {
				return args[2], l.SetIndex(0, args[2])
			}
			return args[2], args[0].(starlark.HasSetKey).SetKey(args[1], args[2])
		},
		"__return__": func(_ *starlark.Thread, args starlark.Tuple) (starlark.Value, error) { return tuple(args[0]), nil },
		"__try__": func(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
			v, err := call(th, args[0])
			if err != nil && len(args[1].(starlark.Tuple)) > 0 {
				v, err = call(th, args[1].(starlark.Tuple)[0].(starlark.Tuple)[1], starlark.String(errors.Unwrap(err).Error()))
			} else if v == starlark.None && err == nil {
				v, err = call(th, args[2])
			}
			if last, e := call(th, args[3]); e != nil || last != starlark.None {
				return last, e
			}
			return v, err
		},
		"__with__": func(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
			return call(th, args[1], args[0])
		},
		"__makeclass__": func(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
			space := new(starlark.Dict)
			_, err := call(th, args[3], space)
			return space, err
		},
		"__matches__": func(_ *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
			found := new(starlark.Dict)
			for _, name := range []string{"a", "rest", "v", "r"} {
				_ = found.SetKey(starlark.String(name), starlark.String(name+"?"))
			}
			return found, found.SetKey(starlark.String("p"), args[1])
		},
		"__setslice__": func(_ *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
			return starlark.None, args[0].(*starlark.List).SetIndex(0, args)
		},
		"__generator__": func(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
			yielded := starlark.NewList(nil)
			th.SetLocal("yielded", yielded)
			_, err := call(th, args[1], args[2:]...)
			return yielded, err
		},
		"__yield__": func(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
			return starlark.None, th.Local("yielded").(*starlark.List).Append(args[0])
		},
		"__genexpr__": func(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
			th.SetLocal("yielded", starlark.NewList(nil))
			_, err := call(th, args[0], args[1])
			return th.Local("yielded").(*starlark.List), err
		},
	}
	all := starlark.StringDict{"__globals__": globals, "__break__": tuple(starlark.MakeInt(1), starlark.None), "__continue__": tuple(starlark.MakeInt(2), starlark.None)}
	for name, f := range table {
		all[name] = starlark.NewBuiltin(name, func(th *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
			return f(th, args)
		})
	}
	all["__is_break__"] = asking(func(v starlark.Tuple) starlark.Value { return starlark.Bool(len(v) > 1 && v[0] == starlark.MakeInt(1)) })
	all["__is_continue__"] = asking(func(v starlark.Tuple) starlark.Value { return starlark.Bool(len(v) > 1 && v[0] == starlark.MakeInt(2)) })
	all["__returned__"] = asking(func(v starlark.Tuple) starlark.Value { return v[0] })
	return all
}

// asking is a guard: asking[v].
type asking func(v starlark.Tuple) starlark.Value

func (asking) String() string        { return "guard" }
func (asking) Type() string          { return "guard" }
func (asking) Freeze()               {}
func (asking) Truth() starlark.Bool  { return true }
func (asking) Hash() (uint32, error) { return 0, nil }
func (a asking) Get(v starlark.Value) (starlark.Value, bool, error) {
	return a(v.(starlark.Tuple)), true, nil
}

// printed runs a text with markers and gives what it prints.
func printed(t *testing.T, src string) string {
	t.Helper()
	f, err := options.Parse("x.star", src, 0)
	if err != nil {
		t.Fatal(src, err)
	}
	r, err := Statements(f.Stmts)
	if err != nil {
		return err.Error()
	}
	f.Stmts = nil
	for _, g := range r.Groups {
		f.Stmts = append(f.Stmts, g...)
	}
	names := runtime()
	p, err := starlark.FileProgram(f, names.Has)
	if err != nil {
		return err.Error()
	}
	var out strings.Builder
	th := &starlark.Thread{Print: func(_ *starlark.Thread, s string) { out.WriteString(s + "\n") }}
	if _, err := p.Init(th, names); err != nil {
		return out.String() + err.Error()
	}
	return strings.TrimSpace(out.String())
}

func TestStatements(t *testing.T) {
	for _, c := range []struct{ what, src, want string }{
		{"return through finally", `
def f(x):
    if __try__:
        return 1 // x
    elif __except__(len, e):
        return e
    elif __finally__:
        print("done")
print(f(1), f(0))`, "done\ndone\n1 floored division by zero"},
		{"break and continue out of try, in a loop with else", `
def f(stop):
    seen = []
    for x in range(5):
        if __try__:
            if x == 1:
                continue
            if x == stop:
                break
            seen.append(x)
        elif __finally__:
            pass
    if __loopelse__:
        seen.append("else")
    return seen
print(f(3), f(9))`, `[0, 2] [0, 2, 3, 4, "else"]`},
		{"variables of a function in a try", `
def f(x):
    if __try__:
        x += 1
        y = x
    elif __except__():
        y = None
    g = lambda: y
    return x, y, g()
print(f(1))`, "(2, 2, 2)"},
		{"nested try", `
def f():
    for x in [1, 2]:
        if __try__:
            if __try__:
                if x == 2:
                    return x
                continue
            elif __finally__:
                print("inner", x)
        elif __finally__:
            print("outer", x)
print(f())`, "inner 1\nouter 1\ninner 2\nouter 2\n2"},
		{"nonlocal", `
def counter():
    n = 0
    def up():
        __nonlocal__(n)
        n += 1
        return n
    up()
    return up()
print(counter())`, "2"},
		{"global", `
def f():
    __global__(n)
    n = 5
f()
print(__globals__)`, `{"n": 5}`},
		{"with", `
def f():
    if __with__("a", x, "b", __none__):
        return x
print(f())`, "a"},
		{"class", `
def f():
    if __classdef__(C):
        "doc"
        n = 1
        m = n + 1
        def __p(self):
            return self.__q
        def n(self):
            return 1
    return C
print([k for k in f()])`, `["n", "m", "_C__p"]`},
		{"names of a class are not seen in its methods", `
if __classdef__(C):
    m = 1
    def n(self):
        return m`, "x.star:5:16: undefined: m"},
		{"decorators", `
def twice(f):
    return lambda x: f(f(x))
__decorator__(twice)
def inc(x):
    return x + 1
print(inc(1))`, "3"},
		{"match", `
def f(x):
    if __match__(x):
        if __case__([1, __star__(rest), a] | {"k": v, __rest__: r}, a):
            return a, rest, v, r
        if __case__(p):
            return "never"
print(f(1))`, `("a?", "rest?", "v?", "r?")`},
		{"a pattern", `
if __match__(1):
    if __case__([1, __star__(_), __as__(len(), a)] | {"k": v, __rest__: r} | len(1, x=None) | (p,)):
        print(p)`, `("or", (("seq", (("value", 1), ("any",), ("as", ("class", <built-in function len>, (), (), ()), "a")), 1), ("map", ("k",), (("capture", "v"),), "r"), ("class", <built-in function len>, (("value", 1),), ("x",), (("value", None),)), ("seq", (("capture", "p"),), -1)))`},
		{"yield", `
def pairs(a, b=2):
    for x in (a, b):
        __yield__(x)
        if __try__:
            __yield__(-x)
        elif __finally__:
            pass
print(pairs(1))`, "[1, -1, 2, -2]"},
		{"a generator expression", `
x = 2
print(__genexpr__([x * y for y in [1, 2, 3] if y > 1]), sorted(__genexpr__([y for y in [1]])))`, "[4, 6] [1]"},
		{"slices", `
x = [1, 2]
x[1:] = 5
print(x)`, "[([...], 1, None, None, 5), 2]"},
		{":=", `
def f(x):
    g = lambda v: __walrus__(x, v) + x
    return g(1), x, [__walrus__(k, i) for i in range(3)], k
print(f(7))`, "(2, 7, [0, 1, 2], 2)"},
		{"nonlocal of nothing", `
def f():
    __nonlocal__(n)
    n = 5`, "x.star:4:5: no binding for nonlocal 'n' found"},
		{"yield outside", "__yield__(1)", "x.star:1:10: 'yield' outside function"},
	} {
		if got := printed(t, c.src); got != c.want {
			t.Errorf("%s\ngave\n%s\nwant\n%s", c.what, got, c.want)
		}
	}
}
