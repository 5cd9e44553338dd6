package lint

import (
	"go/ast"
	"strings"
	"testing"
)

// measures are the files of packages that scripts and tables go by which ask the system for the
// time: to measure with, or to pace what people see.
var measures = map[string]bool{
	"engine/graph.go":    true,
	"engine/run.go":      true,
	"starlib/formula.go": true,
	"starlib/known.go":   true,
	"starlib/tables.go":  true,
}

// TestOneClock: what scripts, formulas and tables see of the time is that of internal/wall, so
// that a test of a script has a clock of its own.
func TestOneClock(t *testing.T) {
	seen := map[string]bool{}
	eachFile(t, func(path string, src *source) {
		name := strings.TrimPrefix(path, "../../")
		if strings.HasSuffix(name, "_test.go") || !strings.HasPrefix(name, "engine/") && !strings.HasPrefix(name, "starlib/") && !strings.HasPrefix(name, "specs/") {
			return
		}
		ast.Inspect(src.File, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); !ok || x.Name != "time" || sel.Sel.Name != "Now" && sel.Sel.Name != "Since" {
				return true
			}
			if seen[name] = true; !measures[name] {
				t.Errorf("%s: the time is asked of the system, not of internal/wall", src.fset.Position(n.Pos()))
			}
			return true
		})
	})
	for name := range measures {
		if !seen[name] {
			t.Errorf("%s asks for no time", name)
		}
	}
}
