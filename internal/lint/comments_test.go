package lint

import (
	"go/ast"
	"go/token"
	"regexp"
	"strings"
	"testing"
)

// source is a parsed file.
type source struct {
	*ast.File
	fset *token.FileSet
}

// TestDocComments: every exported name has a comment that begins with the name, or is
// in a group that has one.
func TestDocComments(t *testing.T) {
	eachFile(t, func(path string, src *source) {
		if strings.HasSuffix(path, "_test.go") {
			return
		}
		for _, d := range src.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && exportedReceiver(d) && d.Doc == nil && !(d.Recv != nil && usual[d.Name.Name]) {
					t.Errorf("%s: %s has no comment", src.fset.Position(d.Pos()), d.Name.Name)
				}
			case *ast.GenDecl:
				checkGroup(t, src, d)
			}
		}
	})
}

// usual are the methods of well-known interfaces, which say what they do.
var usual = map[string]bool{
	"Error": true, "Unwrap": true, "String": true, "Pos": true, // error, fmt.Stringer, syntax trees
	"Args": true,                                                                                                   // operations of plans
	"Attr": true, "AttrNames": true, "Binary": true, "CallInternal": true, "CompareSameType": true, "Freeze": true, // Starlark values
	"Get": true, "Hash": true, "Index": true, "Iterate": true, "Len": true, "Name": true, "SetField": true, "Truth": true, "Type": true,
}

func checkGroup(t *testing.T, src *source, d *ast.GenDecl) {
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
				t.Errorf("%s: %s has no comment", src.fset.Position(s.Pos()), s.Name.Name)
			}
		case *ast.ValueSpec:
			for _, n := range s.Names {
				if n.IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
					t.Errorf("%s: %s has no comment", src.fset.Position(n.Pos()), n.Name)
				}
			}
		}
	}
}

// exportedReceiver: methods of unexported types implement interfaces that say what they do.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	typ := d.Recv.List[0].Type
	for {
		switch x := typ.(type) {
		case *ast.StarExpr:
			typ = x.X
		case *ast.IndexExpr:
			typ = x.X
		case *ast.IndexListExpr:
			typ = x.X
		case *ast.Ident:
			return x.IsExported()
		default:
			return true
		}
	}
}

var unfinished = regexp.MustCompile(`\b(TODO|FIXME|XXX|HACK)\b|not implemented`)

// TestFinished: nothing is marked as still to be done.
func TestFinished(t *testing.T) {
	eachFile(t, func(path string, src *source) {
		if strings.HasPrefix(path, "internal/lint/") {
			return
		}
		for _, group := range src.Comments {
			if m := unfinished.FindString(group.Text()); m != "" {
				t.Errorf("%s: %s in a comment", src.fset.Position(group.Pos()), m)
			}
		}
	})
}

// TestNoInit: registration is in tables, in plain sight.
func TestNoInit(t *testing.T) {
	eachFile(t, func(path string, src *source) {
		for _, d := range src.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: func init; put it in a table", src.fset.Position(f.Pos()))
			}
		}
	})
}
