package pysyntax

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"go.starlark.net/resolve"
	"go.starlark.net/syntax"
	"pgregory.net/rapid"
)

// check holds what is true of any text: no panic, the same number of lines,
// output that is Starlark and that Rewrite leaves alone, and valid Starlark
// unchanged.
func check(t interface {
	Helper()
	Fatalf(string, ...any)
}, src string,
) {
	t.Helper()
	Complete(src)
	starlark := valid(src)
	r, err := Rewrite("x.py", src)
	if err != nil {
		e := err.(*Error)
		if e.Line < 1 || e.Col < 1 || e.Line > len(newLines(src, 0)) || e.Msg == "" || !utf8.ValidString(e.Msg) {
			t.Fatalf("bad error %#v of\n%q", e, src)
		}
		if starlark == nil && utf8.ValidString(src) && !strings.Contains(src, "\x00") && !exception(src) {
			t.Fatalf("valid Starlark refused: %v\n%q", err, src)
		}
		return
	}
	if starlark == nil && r.Source != src && !exception(src) {
		t.Fatalf("valid Starlark changed:\n%q\n%q", src, r.Source)
	}
	if in, out := len(newLines(src, 0)), len(newLines(r.Source, 0)); in != out {
		t.Fatalf("%d lines became %d:\n%q\n%q", in, out, src, r.Source)
	}
	if _, err := options.Parse("x.star", r.Source, 0); err != nil {
		t.Fatalf("not Starlark: %v\n%q\n%q", err, src, r.Source)
	}
	again, err := Rewrite("x.py", r.Source)
	if err != nil || again.Source != r.Source && !hasPattern(r.Source) {
		t.Fatalf("a second Rewrite changes: %v\n%q\n%q", err, src, r.Source)
	}
	if line, col := r.Origin(1, 1); line != 1 || col < 1 {
		t.Fatalf("Origin(1, 1) is %d, %d of %q", line, col, src)
	}
}

// hasPattern reports whether text may have a pattern that looks like a dict whose keys could be
// equal.
func hasPattern(text string) bool { return strings.Contains(text, "__case__") }

// valid returns why src is not Starlark, as far as that can be told without
// running it.
func valid(src string) error {
	file, err := options.Parse("x.star", src, 0)
	if err != nil {
		return err
	}
	// x[a, b:] is a slice from (a, b) to Starlark, and a pair of an index and a slice to Python;
	// {a: 1, b: 2} fails in Starlark if a == b; b"é" is two bytes to Starlark, and an error to Python.
	syntax.Walk(file, func(n syntax.Node) bool {
		for _, x := range boundIn(n) {
			if isConstantName(x) {
				err = errors.New("a constant that gets another value")
			}
		}
		switch n := n.(type) {
		case *syntax.SliceExpr:
			if _, ok := n.Lo.(*syntax.TupleExpr); ok {
				err = errors.New("a slice from a tuple")
			}
		case *syntax.Literal:
			if n.Token == syntax.BYTES && strings.IndexFunc(n.Raw, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
				err = errors.New("bytes that are not ASCII")
			}
		case *syntax.DictExpr:
			if len(n.List) > 1 {
				err = errors.New("a dict whose keys could be equal")
			}
		}
		return true
	})
	if err != nil {
		return err
	}
	any := func(string) bool { return true }
	return resolve.File(file, any, any)
}

// boundIn is the names that a node binds: None is one like others to Starlark.
func boundIn(n syntax.Node) (all []syntax.Expr) {
	switch n := n.(type) {
	case *syntax.AssignStmt:
		return targetsIn(n.LHS)
	case *syntax.ForStmt:
		return targetsIn(n.Vars)
	case *syntax.ForClause:
		return targetsIn(n.Vars)
	case *syntax.DefStmt:
		return append(parametersIn(n.Params), n.Name)
	case *syntax.LambdaExpr:
		return parametersIn(n.Params)
	case *syntax.CallExpr:
		for _, a := range n.Args {
			if b, ok := a.(*syntax.BinaryExpr); ok && b.Op == syntax.EQ {
				all = append(all, b.X)
			}
		}
	case *syntax.DotExpr:
		return []syntax.Expr{n.Name}
	case *syntax.LoadStmt:
		for _, id := range n.To {
			all = append(all, id)
		}
	}
	return all
}

func targetsIn(x syntax.Expr) (all []syntax.Expr) {
	switch x := x.(type) {
	case *syntax.ParenExpr:
		return targetsIn(x.X)
	case *syntax.TupleExpr:
		for _, e := range x.List {
			all = append(all, targetsIn(e)...)
		}
		return all
	case *syntax.ListExpr:
		for _, e := range x.List {
			all = append(all, targetsIn(e)...)
		}
		return all
	}
	return []syntax.Expr{x}
}

func parametersIn(list []syntax.Expr) (all []syntax.Expr) {
	for _, p := range list {
		switch x := p.(type) {
		case *syntax.BinaryExpr:
			p = x.X
		case *syntax.UnaryExpr:
			p = x.X
		}
		all = append(all, p)
	}
	return all
}

func isConstantName(x syntax.Expr) bool {
	id, ok := x.(*syntax.Ident)
	return ok && (id.Name == "None" || id.Name == "True" || id.Name == "False")
}

// exception reports whether src may hold Starlark that is rewritten or refused:
// assert as a statement, \\u in bytes, formats that fail when Starlark runs them, and a
// backslash at the end of the text.
func exception(src string) bool {
	return strings.Contains(src, "assert") || strings.Contains(src, "%") || strings.Contains(src, "format") ||
		strings.Contains(src, `\u`) || strings.Contains(src, `\U`) ||
		strings.HasSuffix(strings.TrimRight(src, "\r\n"), "\\")
}

func FuzzRewrite(f *testing.F) {
	for _, cases := range rewriteCases {
		for _, c := range cases {
			f.Add(c[0])
			f.Add(c[1])
		}
	}
	for _, c := range errorCases {
		f.Add(c.src)
	}
	f.Fuzz(func(t *testing.T, src string) { check(t, src) })
}

// TestMixedFragments runs check on random sequences of fragments, which reach
// further than random bytes.
func TestMixedFragments(t *testing.T) {
	fragments := []string{
		"x", "y1", "é", "1", "1_0", ".5", "'a'", "b'a'", `"\d"`, "f'{x}'", "f'{x!r:>{y}}'", "f'''\n{x=}\n'''", "'''a\n'''",
		"+", "-", "*", "**", "@", "=", "==", "<", "<=", " is ", " is not ", " not in ", " in ", " not ", " and ", " or ",
		"(", ")", "[", "]", "{", "}", ",", ":", ".", ";", "->", ":=", "...", "\n", "\n  ", "\n\t", "\r\n", "\\\n", " # c\n", "\f",
		" if ", " else ", " for ", "for ", "if ", "elif ", "else:", "while ", "def ", "def f(", "lambda ", "return ", "pass", "break",
		"import ", "from ", " as ", "load", "assert ", "raise ", "del ", "class ", "@dataclass\nclass A:\n  ", "x: int", "**=", "None", "E(x)",
		"f(*x", "**y", "*y", "%", "'%5d'", "'{:>3}'.format(x)", "/", "~", "await ", "global ", "match ",
		"try:\n  ", "try: x\nexcept ", "except:", "finally: x", "with ", "with (a, b", " as y", "class A(B, *c):\n  ", "@d\n", "nonlocal x", "yield ", "(yield)",
		"yield from x", "match x:\n  case ", "  case _:", "{'a': x, **r}", "[a, *_]", "P(x=1)", "raise", " from ", "lambda x, /, *, y=1: ", "def f(x, /, *y):\n  ",
		"load", "x.load", "a, (*b, c) = ", "del (a, b[1:2])", "x[1:2, ...]", "\\N{DASH}", "f'{yield}'", "1e999", "{x: 1, y: 2}", "from . import x",
	}
	rapid.Check(t, func(t *rapid.T) {
		check(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(fragments), 1, 12).Draw(t, "fragments"), ""))
	})
}
