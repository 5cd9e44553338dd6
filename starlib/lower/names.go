package lower

import (
	"strings"

	"go.starlark.net/syntax"
)

// globalsName is the variable of the session that holds its names.
const globalsName = "__globals__"

// at is the expression of a name that is kept in that place.
func (l *lowering) at(pos syntax.Position, name string, where place, owner *scope) syntax.Expr {
	switch where {
	case cell:
		return index(pos, ident(pos, cellName(name)), number(pos, 0))
	case globally:
		return index(pos, ident(pos, globalsName), text(pos, name))
	case inClass:
		return index(pos, ident(pos, owner.space), text(pos, owner.mangled(name)))
	case undefined:
		l.fail(pos, "no binding for nonlocal '"+name+"' found")
	}
	return ident(pos, name)
}

// read is a name that is used in s.
func (l *lowering) read(s *scope, id *syntax.Ident) syntax.Expr {
	if id.Name == "__class__" {
		if class, _ := s.class(); class != nil {
			return call(id.NamePos, "__classof__", ident(id.NamePos, class.space))
		}
	}
	where, owner := s.find(id.Name)
	if where == plain {
		return id
	}
	return l.at(id.NamePos, id.Name, where, owner)
}

// write is a name that s assigns to.
func (l *lowering) write(s *scope, pos syntax.Position, name string) syntax.Expr {
	if Own(name) {
		return ident(pos, name)
	}
	where, owner := s.target(name)
	if where == globally {
		l.result.Globals = append(l.result.Globals, name)
	}
	return l.at(pos, name, where, owner)
}

// mangled is a private name of a class as it is kept.
func (s *scope) mangled(name string) string {
	if !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") {
		return name
	}
	class := strings.TrimLeft(s.name, "_")
	if class == "" {
		return name
	}
	return "_" + class + name
}

// to is what is assigned to.
func (l *lowering) to(s *scope, x syntax.Expr) syntax.Expr {
	switch x := x.(type) {
	case *syntax.Ident:
		return l.write(s, x.NamePos, x.Name)
	case *syntax.ParenExpr:
		x.X = l.to(s, x.X)
		return x
	case *syntax.TupleExpr:
		for i, e := range x.List {
			x.List[i] = l.to(s, e)
		}
		return x
	case *syntax.ListExpr:
		for i, e := range x.List {
			x.List[i] = l.to(s, e)
		}
		return x
	}
	return l.expr(s, x)
}

// assign lowers an assignment.
func (l *lowering) assign(s *scope, st *syntax.AssignStmt, out *[]syntax.Stmt) {
	st.RHS = l.expr(s, st.RHS)
	if st.Op != syntax.EQ {
		if slice, ok := unparen(st.LHS).(*syntax.SliceExpr); ok {
			l.augmentSlice(s, slice, st, out)
			return
		}
		st.LHS = l.to(s, st.LHS)
		*out = append(*out, st)
		return
	}
	if slice, ok := unparen(st.LHS).(*syntax.SliceExpr); ok {
		*out = append(*out, l.setSlice(s, slice, st.RHS))
		return
	}
	var later []syntax.Stmt
	st.LHS = l.to(s, l.withoutSlices(s, st.LHS, &later))
	*out = append(append(*out, st), later...)
}

// withoutSlices is a target with variables in the place of slices, which are assigned later.
func (l *lowering) withoutSlices(s *scope, x syntax.Expr, later *[]syntax.Stmt) syntax.Expr {
	switch x := x.(type) {
	case *syntax.SliceExpr:
		name := l.temp("part")
		*later = append(*later, l.setSlice(s, x, ident(x.Lbrack, name)))
		return ident(x.Lbrack, name)
	case *syntax.ParenExpr:
		x.X = l.withoutSlices(s, x.X, later)
	case *syntax.TupleExpr, *syntax.ListExpr:
		list := items(x)
		for i, e := range list {
			list[i] = l.withoutSlices(s, e, later)
		}
	}
	return x
}

// setSlice is x[lo:hi:step] = v.
func (l *lowering) setSlice(s *scope, x *syntax.SliceExpr, v syntax.Expr) syntax.Stmt {
	args := l.sliceParts(s, x)
	return &syntax.ExprStmt{X: call(x.Lbrack, "__setslice__", append(args, v)...)}
}

func (l *lowering) sliceParts(s *scope, x *syntax.SliceExpr) []syntax.Expr {
	args := []syntax.Expr{l.expr(s, x.X)}
	for _, part := range []syntax.Expr{x.Lo, x.Hi, x.Step} {
		if part == nil {
			args = append(args, none(x.Lbrack))
		} else {
			args = append(args, l.expr(s, part))
		}
	}
	return args
}

// augmentSlice is x[lo:hi:step] op= v, the parts evaluated once.
func (l *lowering) augmentSlice(s *scope, x *syntax.SliceExpr, st *syntax.AssignStmt, out *[]syntax.Stmt) {
	args := l.sliceParts(s, x)
	for i, a := range args {
		name := l.temp("part")
		*out = append(*out, set(x.Lbrack, ident(x.Lbrack, name), a))
		args[i] = ident(x.Lbrack, name)
	}
	slice := &syntax.SliceExpr{X: args[0], Lbrack: x.Lbrack, Lo: args[1], Hi: args[2], Step: args[3], Rbrack: x.Rbrack}
	v := ident(x.Lbrack, l.temp("part"))
	*out = append(*out, set(x.Lbrack, v, slice), &syntax.AssignStmt{OpPos: st.OpPos, Op: st.Op, LHS: v, RHS: st.RHS})
	*out = append(*out, &syntax.ExprStmt{X: call(x.Lbrack, "__setslice__", append(args, v)...)})
}
