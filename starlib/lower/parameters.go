package lower

import "go.starlark.net/syntax"

// markSlash ends the parameters that are positional only; markLoad is the name load, which is a
// word of Starlark's.
const (
	markSlash = "__slash__"
	markLoad  = "__load__"
)

// prepare does what needs no scopes: the name load, and
//
//	def f(a, /): …        def f(a§positional): a = a§positional; …
//
// since no call can give an argument that name.
func prepare(list []syntax.Stmt) {
	for _, s := range list {
		syntax.Walk(s, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Ident:
				if n.Name == markLoad {
					n.Name = "load"
				}
			case *syntax.DefStmt:
				positionalBody(n)
			case *syntax.LambdaExpr:
				positionalValue(n)
			}
			return true
		})
	}
}

// positional takes out the slash and renames the parameters before it; it gives their names.
func positional(params []syntax.Expr) (rest []syntax.Expr, renamed []*syntax.Ident) {
	for i, p := range params {
		if id, ok := p.(*syntax.Ident); !ok || id.Name != markSlash {
			continue
		}
		for _, p := range params[:i] {
			if d, ok := p.(*syntax.BinaryExpr); ok {
				p = d.X
			}
			id := p.(*syntax.Ident)
			renamed = append(renamed, ident(id.NamePos, plainName(id.Name)))
			id.Name = plainName(id.Name) + nul + "positional"
		}
		return append(params[:i:i], params[i+1:]...), renamed
	}
	return params, nil
}

func plainName(name string) string {
	if name == markLoad {
		return "load"
	}
	return name
}

func positionalBody(st *syntax.DefStmt) {
	params, renamed := positional(st.Params)
	if len(renamed) == 0 {
		return
	}
	st.Params = params
	doc, body := docstring(st.Body)
	out := append([]syntax.Stmt{}, doc...)
	for _, id := range renamed {
		out = append(out, set(id.NamePos, id, ident(id.NamePos, id.Name+nul+"positional")))
	}
	st.Body = append(out, body...)
}

// positionalValue puts a function of the plain names around the body of a lambda.
func positionalValue(x *syntax.LambdaExpr) {
	params, renamed := positional(x.Params)
	if len(renamed) == 0 {
		return
	}
	x.Params = params
	at := syntax.Start(x.Body)
	var names []string
	var args []syntax.Expr
	for _, id := range renamed {
		names = append(names, id.Name)
		args = append(args, ident(id.NamePos, id.Name+nul+"positional"))
	}
	f := &syntax.ParenExpr{Lparen: at, X: lambda(at, x.Body, names...), Rparen: at}
	x.Body = &syntax.CallExpr{Fn: f, Lparen: at, Args: args, Rparen: at}
}
