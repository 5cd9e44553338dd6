package py

import (
	"regexp"
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/starlib/lower"
)

var fileOptions = &syntax.FileOptions{Set: true, While: true, TopLevelControl: true, GlobalReassign: true, Recursion: true}

// program is a top-level statement.
type program struct {
	*starlark.Program
	at syntax.Position
}

// run executes the statement and gives the names that it binds.
func (p program) run(th *starlark.Thread, names starlark.StringDict) (bound starlark.StringDict, err error) {
	defer rescue(&err)
	bound, err = p.Init(th, names)
	for name := range bound {
		if lower.Own(name) {
			delete(bound, name)
		}
	}
	return bound, err
}

// compile parses Starlark text, lowers what is Python's, and makes each top-level statement a program
// in which globals are the session's:
//
//	x = 1           __globals__["x"] = 1
//	def f(): ...    def f(): ...; __globals__["f"] = f
//	f(x)            __globals__[""] = f(x)
//
// so that no program binds a name but those of its functions.
func compile(path, src string, has *textFeatures) ([]program, error) {
	f, err := fileOptions.Parse(path, src, 0)
	if err != nil {
		return nil, err
	}
	r, err := lower.Statements(f.Stmts)
	if err != nil {
		return nil, err
	}
	names := outermost(slices.Concat(r.Groups...), r.Globals)
	names.has = has
	has.learn(slices.Concat(r.Groups...))
	names.starlark = strings.HasSuffix(path, ".star")
	progs, odd := make([]program, 0, len(r.Groups)), unusualIn(src)
	for _, group := range r.Groups {
		at := syntax.Start(group[0])
		one := &syntax.File{Path: path, Options: fileOptions, Stmts: append(guards(group, names, odd), globalStmts(group, true)...)}
		p, err := starlark.FileProgram(one, func(string) bool { return true })
		if err != nil {
			return nil, err
		}
		progs = append(progs, program{p, at})
	}
	return progs, nil
}

// unusualIn is what the text has.
func unusualIn(src string) unusual {
	return unusual{slices: makesSlices.MatchString(src), truths: truthKeys.MatchString(src)}
}

var (
	makesSlices = regexp.MustCompile(`(?:^|[^.\w])(?:__)?slice(?:__)?\b|\b__getitem__\b`)
	truthKeys   = regexp.MustCompile(`[{,]\s*(?:True|False)\s*:|\[\s*(?:True|False)\s*\]`)
)

// globalStmts rewrites the assignments of statements outside of functions.
func globalStmts(list []syntax.Stmt, top bool) []syntax.Stmt {
	out := make([]syntax.Stmt, 0, len(list)+1)
	for _, s := range list {
		switch s := s.(type) {
		case *syntax.AssignStmt:
			s.LHS = globalTarget(s.LHS)
		case *syntax.ForStmt:
			s.Vars = globalTarget(s.Vars)
			s.Body = globalStmts(s.Body, false)
		case *syntax.WhileStmt:
			s.Body = globalStmts(s.Body, false)
		case *syntax.IfStmt:
			s.True = globalStmts(s.True, false)
			if len(s.False) > 0 { // nil says that there is no else
				s.False = globalStmts(s.False, false)
			}
		case *syntax.LoadStmt:
			out = append(out, loads(s)...)
			continue
		case *syntax.ExprStmt:
			if top {
				out = append(out, assign(valueKey, s.X))
				continue
			}
		case *syntax.DefStmt:
			if lower.Own(s.Name.Name) {
				break
			}
			ownName(s)
			id := &syntax.Ident{NamePos: s.Name.NamePos, Name: s.Name.Name}
			out = append(out, s, assign(s.Name.Name, id))
			continue
		}
		out = append(out, s)
	}
	return out
}

// globalTarget rewrites what is assigned to.
func globalTarget(x syntax.Expr) syntax.Expr {
	switch x := x.(type) {
	case *syntax.Ident:
		if lower.Own(x.Name) {
			return x
		}
		return global(x.Name, x.NamePos)
	case *syntax.ParenExpr:
		x.X = globalTarget(x.X)
	case *syntax.TupleExpr:
		for i, e := range x.List {
			x.List[i] = globalTarget(e)
		}
	case *syntax.ListExpr:
		for i, e := range x.List {
			x.List[i] = globalTarget(e)
		}
	}
	return x
}

// loads turns load("m", a="b") into a = __import__("m", "b").
func loads(s *syntax.LoadStmt) []syntax.Stmt {
	var out []syntax.Stmt
	for i, to := range s.To {
		name, from := to, s.From[i]
		out = append(out, assign(name.Name, &syntax.CallExpr{
			Fn: &syntax.Ident{NamePos: s.Load, Name: "__import__"}, Lparen: s.Load, Rparen: s.Rparen,
			Args: []syntax.Expr{
				&syntax.Literal{Token: syntax.STRING, TokenPos: s.Module.TokenPos, Raw: s.Module.Raw, Value: s.ModuleName()},
				&syntax.Literal{Token: syntax.STRING, TokenPos: from.NamePos, Raw: from.Name, Value: from.Name},
			},
		}))
	}
	return out
}

// assign is __globals__[name] = x.
func assign(name string, x syntax.Expr) syntax.Stmt {
	pos := syntax.Start(x)
	return &syntax.AssignStmt{OpPos: pos, Op: syntax.EQ, LHS: global(name, pos), RHS: x}
}

func global(name string, pos syntax.Position) syntax.Expr {
	return &syntax.IndexExpr{
		X:      &syntax.Ident{NamePos: pos, Name: globalsName},
		Lbrack: pos, Rbrack: pos,
		Y: &syntax.Literal{Token: syntax.STRING, TokenPos: pos, Raw: name, Value: name},
	}
}
