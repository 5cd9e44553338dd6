package py

import (
	"strings"
	"sync"

	"go.starlark.net/syntax"
)

// definition is what a text says of a function: errors of its calls name it by its full name, and tell parameters
// that have defaults, or names alone, from the others.
type definition struct {
	name, qualname string
	line           int
	required       int             // parameters by position without a default
	keywordOnly    map[string]bool // those behind *
	params         map[string]bool // all; nil: it is not known
}

// has reports whether a parameter of that name is known, or none are.
func (d definition) has(name string) bool { return d.params == nil || d.params[name] }

// definitions reads them of the text, when the first error asks.
func (src *source) definitions() []definition {
	src.once.Do(func() {
		if src.rewritten == nil {
			return
		}
		f, err := fileOptions.Parse(src.path, src.rewritten.Source, 0)
		if err != nil {
			return
		}
		for _, s := range f.Stmts {
			src.defined = append(src.defined, definitionsIn(s)...)
		}
	})
	return src.defined
}

// definitionsIn is the functions of a statement, with what is around each in its full name.
func definitionsIn(s syntax.Stmt) (out []definition) {
	around := []string{""}
	syntax.Walk(s, func(n syntax.Node) bool {
		if n == nil {
			around = around[:len(around)-1]
			return true
		}
		prefix := around[len(around)-1]
		switch n := n.(type) {
		case *syntax.DefStmt:
			out = append(out, definitionOf(n.Name.Name, prefix, n.Def, n.Params))
			prefix += n.Name.Name + ".<locals>."
		case *syntax.LambdaExpr:
			out = append(out, definitionOf("lambda", prefix, n.Lambda, n.Params))
			prefix += "<lambda>.<locals>."
		case *syntax.IfStmt:
			if name := className(n.Cond); name != "" {
				prefix += name + "."
			}
		}
		around = append(around, prefix)
		return true
	})
	return out
}

// className is the name of the class that a block is the body of, "" of all else.
func className(cond syntax.Expr) string {
	if call, ok := cond.(*syntax.CallExpr); ok && len(call.Args) > 0 {
		if fn, ok := call.Fn.(*syntax.Ident); ok && fn.Name == "__classdef__" {
			if id, ok := call.Args[0].(*syntax.Ident); ok {
				return id.Name
			}
		}
	}
	return ""
}

func definitionOf(name, prefix string, at syntax.Position, params []syntax.Expr) definition {
	d := definition{name: name, qualname: prefix + shownFunction(name), line: int(at.Line), keywordOnly: map[string]bool{}, params: map[string]bool{}}
	named := false
	for _, p := range params {
		if id, ok := paramName(p).(*syntax.Ident); ok {
			d.params[id.Name] = true
		}
		switch p := p.(type) {
		case *syntax.UnaryExpr:
			named = named || p.Op == syntax.STAR
		case *syntax.Ident:
			if named {
				d.keywordOnly[p.Name] = true
			} else {
				d.required++
			}
		}
	}
	return d
}

// definition is that of a function whose call failed: of several of that name the one at the place.
func (x *explaining) definition(name string) definition {
	found := definition{name: name, qualname: shownFunction(name), required: -1}
	ev := evalError(x.err)
	if ev == nil || len(ev.CallStack) == 0 {
		return found
	}
	pos := ev.CallStack.At(0).Pos
	src := x.ip.sources.get(pos.Filename())
	if src == nil {
		return found
	}
	for _, d := range src.definitions() {
		if d.name == name && (found.required < 0 || d.line <= int(pos.Line)) {
			found = d
		}
	}
	return found
}

// lazily is the definitions of a text once they were read.
type lazily struct {
	once    sync.Once
	defined []definition
}

// shownFunction is the name of a function as errors of calls have it.
func shownFunction(name string) string {
	if name == "lambda" {
		return "<lambda>"
	}
	return strings.TrimSpace(name)
}
