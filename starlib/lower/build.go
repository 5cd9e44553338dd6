package lower

import (
	"fmt"
	"strings"

	"go.starlark.net/syntax"
)

// nul is what no name of a script has in it.
const nul = "\x00"

// Name is the part of a function's or variable's name that the user gave.
func Name(name string) string {
	name, _, _ = strings.Cut(name, nul)
	return name
}

// defName is the name of a function that its statement does not bind: with its qualified name.
func defName(s *scope, name string) string {
	for in := s.function(); in.kind != module; in = in.outer.function() {
		switch in.kind {
		case body:
			name = in.name + "." + name
		default:
			name = in.name + ".<locals>." + name
		}
	}
	plain := name[strings.LastIndexByte(name, '.')+1:]
	return plain + nul + "def" + nul + name
}

// QualName is the name that a function of that name has among the classes and functions around it.
func QualName(name string) string {
	_, of, ok := strings.Cut(name, nul+"def"+nul)
	if !ok {
		return Name(name)
	}
	return Name(of)
}

// IsPiece reports whether a function of that name is a part of another.
func IsPiece(name string) bool { return strings.Contains(name, nul+"piece") }

// Cell is the variable whose cell has that name; ok is false if it is none.
func Cell(name string) (variable string, ok bool) {
	variable, ok = strings.CutSuffix(name, nul+"cell")
	return strings.TrimPrefix(variable, "__"), ok
}

// Own reports whether a name is one that this package made.
func Own(name string) bool { return strings.Contains(name, nul) }

func cellName(name string) string { return "__" + name + nul + "cell" }

// temp is a variable of this package's own, which the globals of a session never get. Like all that
// begins with two underscores its operators are not guarded.
func (l *lowering) temp(what string) string {
	l.temps++
	return fmt.Sprintf("__%s%d__%s", what, l.temps, nul)
}

// piece is the name of a part of the function of s.
func (l *lowering) piece(s *scope, what string) string {
	l.temps++
	return fmt.Sprintf("%s%spiece %s%d", s.function().name, nul, what, l.temps)
}

func ident(at syntax.Position, name string) *syntax.Ident {
	return &syntax.Ident{NamePos: at, Name: name}
}

func text(at syntax.Position, s string) syntax.Expr {
	return &syntax.Literal{Token: syntax.STRING, TokenPos: at, Raw: s, Value: s}
}

func number(at syntax.Position, n int) syntax.Expr {
	return &syntax.Literal{Token: syntax.INT, TokenPos: at, Raw: fmt.Sprint(n), Value: int64(n)}
}

func none(at syntax.Position) syntax.Expr { return ident(at, "None") }

func call(at syntax.Position, fn string, args ...syntax.Expr) *syntax.CallExpr {
	return &syntax.CallExpr{Fn: ident(at, fn), Lparen: at, Args: args, Rparen: at}
}

func index(at syntax.Position, x, y syntax.Expr) syntax.Expr {
	return &syntax.IndexExpr{X: x, Lbrack: at, Y: y, Rbrack: at}
}

func tuple(at syntax.Position, list ...syntax.Expr) syntax.Expr {
	return &syntax.TupleExpr{Lparen: at, List: list, Rparen: at}
}

func lambda(at syntax.Position, body syntax.Expr, params ...string) syntax.Expr {
	f := &syntax.LambdaExpr{Lambda: at, Body: body}
	for _, p := range params {
		f.Params = append(f.Params, ident(at, p))
	}
	return f
}

func set(at syntax.Position, to, x syntax.Expr) syntax.Stmt {
	return &syntax.AssignStmt{OpPos: at, Op: syntax.EQ, LHS: to, RHS: x}
}

func function(at syntax.Position, name string, body []syntax.Stmt, params ...string) *syntax.DefStmt {
	d := &syntax.DefStmt{Def: at, Name: ident(at, name), Lparen: at, Rparen: at, Body: body}
	for _, p := range params {
		d.Params = append(d.Params, ident(at, p))
	}
	return d
}

func when(at syntax.Position, cond syntax.Expr, then ...syntax.Stmt) *syntax.IfStmt {
	return &syntax.IfStmt{If: at, Cond: cond, True: then}
}

func give(at syntax.Position, x syntax.Expr) syntax.Stmt {
	return &syntax.ReturnStmt{Return: at, Result: x}
}

func pass(at syntax.Position) syntax.Stmt {
	return &syntax.BranchStmt{Token: syntax.PASS, TokenPos: at}
}

func unparen(x syntax.Expr) syntax.Expr {
	for {
		p, ok := x.(*syntax.ParenExpr)
		if !ok {
			return x
		}
		x = p.X
	}
}

// items is the parts of a tuple or a list.
func items(x syntax.Expr) []syntax.Expr {
	switch x := x.(type) {
	case *syntax.TupleExpr:
		return x.List
	case *syntax.ListExpr:
		return x.List
	}
	return nil
}

// parameter is the name of a parameter, "" of a bare star.
func parameter(p syntax.Expr) string {
	switch x := p.(type) {
	case *syntax.BinaryExpr:
		p = x.X
	case *syntax.UnaryExpr:
		p = x.X
	}
	if id, ok := p.(*syntax.Ident); ok {
		return id.Name
	}
	return ""
}
