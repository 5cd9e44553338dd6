package repl

import (
	"strings"

	"go.starlark.net/starlark"

	"starling/starlib/py"
)

// leaves reports whether a statement is the name of exit or quit alone, which nobody types to see
// the function.
func leaves(src string, v starlark.Value) bool {
	f, ok := v.(*py.Function)
	return ok && f.Name() == strings.TrimSpace(src) && (f.Name() == "exit" || f.Name() == "quit")
}
