package lint

import (
	"go/ast"
	"go/token"
	"regexp"
	"strings"
	"testing"
)

// goForm matches verbs that write a value as Go does: its type, or its fields.
var goForm = regexp.MustCompile(`%[+#]v|%T`)

// unseen are the files whose texts with such verbs nobody reads.
var unseen = map[string]bool{"engine/column/key.go": true}

// TestNoGoForms: no text has a Go type or the inside of a value of Go in it but those of
// panics, which are bugs. What a user reads shows values as column.Java does.
func TestNoGoForms(t *testing.T) {
	seen := 0
	eachFile(t, func(path string, src *source) {
		if strings.HasSuffix(path, "_test.go") || strings.Contains(path, "internal/") || strings.Contains(path, "kafkatest/") || strings.Contains(path, "wiretest/") {
			return
		}
		ast.Inspect(src.File, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if f, ok := call.Fun.(*ast.Ident); ok && f.Name == "panic" {
				return false
			}
			for _, a := range call.Args {
				if lit, ok := a.(*ast.BasicLit); ok && lit.Kind == token.STRING && goForm.MatchString(lit.Value) {
					if at := src.fset.Position(lit.Pos()); unseen[strings.TrimPrefix(path, "../../")] {
						seen++
					} else {
						t.Errorf("%s: %s is Go's form of a value", at, lit.Value)
					}
				}
			}
			return true
		})
	})
	if seen != len(unseen) {
		t.Errorf("%d of the files of unseen have such a text, want %d", seen, len(unseen))
	}
}
