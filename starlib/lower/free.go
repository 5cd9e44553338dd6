package lower

import "go.starlark.net/syntax"

// Free reports whether the name at a place of a text is free there: a variable of a function around the one, the
// lambda, the comprehension or the class that uses it. The statements are as they were parsed, and of no use afterwards.
func Free(list []syntax.Stmt, name string, at syntax.Position) bool {
	prepare(list)
	var user *scope
	b := bindings{scopes: map[syntax.Node]*scope{}, methods: map[string]bool{}}
	b.seen = func(s *scope, id *syntax.Ident) {
		if id.Name == name && id.NamePos.Line == at.Line && id.NamePos.Col == at.Col {
			user = s
		}
	}
	b.stmts(newScope(nil, module, "<module>"), list)
	return user != nil && user.free(name)
}

// free reports whether a name that is used in s is of a function around it.
func (s *scope) free(name string) bool {
	crossed := false
	for ; s.kind != module; s = s.outer {
		switch {
		case s.global[name]:
			return false
		case s.names[name] && (s.kind != body || !crossed):
			return crossed
		}
		crossed = crossed || s.kind != piece
	}
	return false
}
