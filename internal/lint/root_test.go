package lint

import (
	"go/ast"
	"path/filepath"
	"strings"
	"testing"
)

// rootNames is how many names package starling may export: it is a page to those who embed it.
const rootNames = 20

// TestRootIsSmall counts the exported names of the package in the root folder.
func TestRootIsSmall(t *testing.T) {
	var names []string
	eachFile(t, func(path string, src *source) {
		if filepath.Dir(path) != "." || strings.HasSuffix(path, "_test.go") {
			return
		}
		for _, d := range src.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.IsExported() {
					names = append(names, d.Name.Name)
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						names = append(names, s.Name.Name)
					case *ast.ValueSpec:
						for _, n := range s.Names {
							names = append(names, n.Name)
						}
					}
				}
			}
		}
	})
	exported := 0
	for _, n := range names {
		if ast.IsExported(n) {
			exported++
		}
	}
	if exported == 0 || exported > rootNames {
		t.Errorf("package starling exports %d names, of at most %d: %v", exported, rootNames, names)
	}
}
