package py

import (
	"fmt"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/starlib/lower"
)

// sayFree is the error of a variable of a function around the one that uses it; a comprehension is a function
// in Python, and a part of a try statement is none.
func sayFree(x *explaining, m []string) starlark.Tuple {
	if ev := evalError(x.err); ev != nil {
		for i := range ev.CallStack {
			if pos := ev.CallStack.At(i).Pos; x.ip.sources.get(pos.Filename()) != nil {
				if !x.ip.sources.free(m[0], pos) {
					return nil
				}
				return textArgs(fmt.Sprintf("cannot access free variable '%s' where it is not associated with a value in enclosing scope", m[0]))
			}
		}
	}
	return nil
}

// use is a name at a place.
type use struct {
	name      string
	line, col int32
}

// free reports whether the name at a place is free there. Only the text knows: it is parsed again, once for each place.
func (s *sources) free(name string, pos syntax.Position) bool {
	src := s.get(pos.Filename())
	if src.rewritten == nil {
		return false
	}
	at := use{name, pos.Line, pos.Col}
	if known, ok := src.free.Load(at); ok {
		return known.(bool)
	}
	f, err := fileOptions.Parse(src.path, src.rewritten.Source, 0)
	is := err == nil && lower.Free(f.Stmts, name, pos)
	src.free.Store(at, is)
	return is
}
