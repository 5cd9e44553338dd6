package py

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// bind notes all names that the script assigns, wherever, and which of them stand for a module.
func (k *checker) bind(f *syntax.File) {
	times := map[string]int{}
	note := func(x syntax.Expr) {
		for _, name := range targets(x) {
			k.bound[name] = true
			times[name]++
		}
	}
	imported, used := map[string]starlark.Value{}, map[string]bool{}
	syntax.Walk(f, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Ident:
			used[n.Name] = true
		case *syntax.AssignStmt:
			note(n.LHS)
			k.imported(n.LHS, n.RHS, imported)
		case *syntax.DefStmt:
			note(n.Name)
			k.params(n.Params, note)
		case *syntax.LambdaExpr:
			k.params(n.Params, note)
		case *syntax.ForStmt:
			note(n.Vars)
		case *syntax.ForClause:
			note(n.Vars)
		case *syntax.LoadStmt:
			for _, id := range n.To {
				note(id)
			}
		case *syntax.CallExpr:
			k.marked(n, note)
		}
		return true
	})
	for _, name := range namesBy {
		k.named = k.named || used[name] && !k.bound[name]
	}
	for name, v := range imported {
		if times[name] == 1 {
			k.modules[name] = v
		}
	}
}

// imported notes what is assigned of modules.
func (k *checker) imported(x, y syntax.Expr, into map[string]starlark.Value) {
	if id, ok := x.(*syntax.Ident); ok {
		if v := k.imports(y); v != nil {
			into[id.Name] = v
		}
		return
	}
	left, right := items(unparen(x)), items(unparen(y))
	for i := range left {
		if len(left) == len(right) {
			k.imported(left[i], right[i], into)
		}
	}
}

func (k *checker) params(list []syntax.Expr, note func(x syntax.Expr)) {
	for _, p := range list {
		if id, ok := paramName(p).(*syntax.Ident); ok {
			note(id)
		}
	}
}

// marked notes the names that a marker of package pysyntax binds.
func (k *checker) marked(c *syntax.CallExpr, note func(x syntax.Expr)) {
	id, ok := c.Fn.(*syntax.Ident)
	if !ok {
		return
	}
	switch id.Name {
	case "__walrus__", "__classdef__", "__field__":
		note(c.Args[0])
	case "__except__":
		for _, x := range c.Args[min(1, len(c.Args)):] {
			note(x)
		}
	case "__with__":
		for i := 1; i < len(c.Args); i += 2 {
			note(c.Args[i])
		}
	case "__global__", "__nonlocal__":
		for _, x := range c.Args {
			note(x)
		}
	case "__case__": // all names in a pattern, which is more than those that it binds
		syntax.Walk(c.Args[0], func(n syntax.Node) bool {
			if id, ok := n.(*syntax.Ident); ok && !isMarker(id.Name) {
				if _, builtin := k.session.builtins[id.Name]; !builtin {
					note(id)
				}
			}
			return true
		})
	case "__import_all__":
		if m, err := k.find(literal(c.Args[0])); err == nil {
			for _, name := range m.AttrNames() {
				k.bound[name] = true
			}
		}
	}
}

// targets is the names in a target.
func targets(x syntax.Expr) (names []string) {
	switch x := unparen(x).(type) {
	case *syntax.Ident:
		return []string{x.Name}
	case *syntax.TupleExpr, *syntax.ListExpr:
		for _, e := range items(x) {
			names = append(names, targets(e)...)
		}
	}
	return names
}

func isMarker(name string) bool {
	return len(name) > 4 && strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__")
}

// literal is the text of a literal, "" of anything else.
func literal(x syntax.Expr) string {
	if l, ok := x.(*syntax.Literal); ok {
		s, _ := l.Value.(string)
		return s
	}
	return ""
}

// importArgs is the module and name of what package pysyntax made of an import.
func importArgs(x syntax.Expr) (c *syntax.CallExpr, module, name string, top bool) {
	c, ok := x.(*syntax.CallExpr)
	if !ok {
		return nil, "", "", false
	}
	if id, ok := c.Fn.(*syntax.Ident); !ok || id.Name != "__import__" && id.Name != "__import_all__" || len(c.Args) == 0 {
		return nil, "", "", false
	}
	module = literal(c.Args[0])
	for _, a := range c.Args[1:] {
		if b, ok := a.(*syntax.BinaryExpr); ok && b.Op == syntax.EQ {
			top = b.X.(*syntax.Ident).Name == "top"
			continue
		}
		name = literal(a)
	}
	return c, module, name, top
}

// imports is what an import gives, nil if x is none or it fails.
func (k *checker) imports(x syntax.Expr) starlark.Value {
	c, module, name, top := importArgs(x)
	if c == nil || module == "" {
		return nil
	}
	v, err := k.importing(module, name, top)
	if err != nil {
		return nil
	}
	return v
}

// visit goes through a part of the script and reports what is wrong in it.
func (k *checker) visit(n syntax.Node) {
	syntax.Walk(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.IfStmt:
			return k.try(n)
		case *syntax.CallExpr:
			return k.call(n)
		case *syntax.DotExpr:
			k.value(n)
			k.visit(n.X)
			return false
		case *syntax.Ident:
			k.name(n)
		}
		return true
	})
}

// try goes through the body of a try statement that catches what is missing, in which nothing is.
func (k *checker) try(s *syntax.IfStmt) bool {
	if id, ok := s.Cond.(*syntax.Ident); !ok || id.Name != "__try__" || len(s.False) == 0 || !catchesMissing(s.False[0]) {
		return true
	}
	k.guarded++
	for _, st := range s.True {
		k.visit(st)
	}
	k.guarded--
	for _, st := range s.False {
		k.visit(st)
	}
	return false
}

// catchesMissing reports whether a handler, or one after it, catches the errors of imports and names.
func catchesMissing(s syntax.Stmt) bool {
	i, ok := s.(*syntax.IfStmt)
	if !ok {
		return false
	}
	if c, ok := i.Cond.(*syntax.CallExpr); ok {
		all := len(c.Args) == 0
		for _, a := range c.Args[:min(1, len(c.Args))] {
			syntax.Walk(a, func(n syntax.Node) bool {
				if id, ok := n.(*syntax.Ident); ok {
					all = all || slices.Contains([]string{"ImportError", "ModuleNotFoundError", "AttributeError", "NameError", "Exception", "BaseException"}, id.Name)
				}
				return true
			})
		}
		if all {
			return true
		}
	}
	return len(i.False) > 0 && catchesMissing(i.False[0])
}

// namesBy is builtins by which a script can make names that are not in its text.
var namesBy = []string{"exec", "globals", "locals", "vars"}

// name reports a name that nothing has, unless the script can make names while it runs.
func (k *checker) name(id *syntax.Ident) {
	if k.named || k.bound[id.Name] || isMarker(id.Name) {
		return
	}
	if _, ok := k.session.names[id.Name]; !ok {
		k.report(id.NamePos, "NameError", fmt.Sprintf("name '%s' is not defined%s", id.Name, k.nameHint(id.Name)))
	}
}

// value is what a name or an attribute of a module stands for, nil if that is not known. An attribute
// that the module has not is reported.
func (k *checker) value(x syntax.Expr) starlark.Value {
	switch x := x.(type) {
	case *syntax.Ident:
		if v, ok := k.modules[x.Name]; ok {
			return v
		}
		if !k.bound[x.Name] {
			return k.session.builtins[x.Name]
		}
	case *syntax.DotExpr:
		m, ok := k.value(x.X).(*ModuleValue)
		if !ok {
			return nil
		}
		v, err := m.Attr(x.Name.Name)
		if err != nil {
			k.reportError(x.Name.NamePos, err)
			return nil
		}
		return v
	}
	return nil
}

// call reports an import that fails, and arguments that a function does not take.
func (k *checker) call(c *syntax.CallExpr) bool {
	if i, module, name, top := importArgs(c); i != nil && module != "" {
		if _, err := k.importing(module, name, top); err != nil {
			k.reportError(c.Lparen, err)
		}
		return false
	}
	if f, ok := k.value(c.Fn).(*Function); ok {
		if err := f.entry.Refused; err != nil {
			k.reportError(syntax.Start(c.Fn), err)
		} else {
			k.arguments(c, f)
		}
	}
	k.visit(c.Fn)
	for _, a := range c.Args {
		if b, ok := a.(*syntax.BinaryExpr); ok && b.Op == syntax.EQ {
			a = b.Y
		}
		k.visit(a)
	}
	return false
}

// arguments reports names of arguments that the signature has not.
func (k *checker) arguments(c *syntax.CallExpr, f *Function) {
	var names []string
	for _, p := range f.Params() {
		if strings.HasPrefix(p.Name, "**") {
			return
		}
		if name := strings.TrimLeft(p.Name, "*"); name != "" {
			names = append(names, name)
		}
	}
	for _, a := range c.Args {
		b, ok := a.(*syntax.BinaryExpr)
		if !ok || b.Op != syntax.EQ {
			continue
		}
		id := b.X.(*syntax.Ident)
		if !slices.Contains(names, id.Name) {
			k.report(id.NamePos, "TypeError", fmt.Sprintf("%s() got an unexpected keyword argument '%s'; it takes %s", f.Name(), id.Name, strings.Join(names, ", ")))
		}
	}
}
