package enginetest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"starling/engine/agg"
)

// exempt is the operations that the law does not cover, and why.
var exempt = map[string]string{
	"CompactedSince":   "its lives grow from row to row, as no column that is drawn does; the engine's own test is TestCompactedSince",
	"newest":           "it is CompactedSince's alone",
	"meta_table":       "it shows the columns, not the rows",
	"MetaTable":        "it shows the columns, not the rows",
	"Partitioned.Keys": "it is drop_columns",
}

// TestEnrolled fails on an operation of the engine that Ops lacks: a line of the table of
// attributes, or a method that makes a table of a table.
func TestEnrolled(t *testing.T) {
	files, err := filepath.Glob("../../engine/*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			for _, name := range operations(d) {
				found++
				if exempt[name] == "" && !slices.ContainsFunc(Ops, func(o Op) bool { return o.Name == name || o.Method == name }) {
					t.Errorf("engine operation %s is not enrolled in enginetest.Ops", name)
				}
			}
		}
	}
	if found < 2*len(Ops)-2 {
		t.Errorf("found %d names of operations in engine, with %d enrolled: is the table of attributes still called inheritance?", found, len(Ops))
	}
	if !slices.IsSortedFunc(Ops, func(a, b Op) int { return strings.Compare(a.Name+a.Variant, b.Name+b.Variant) }) {
		t.Error("Ops is not in order of names")
	}
}

// operations is the operations that a declaration declares: the keys of the table of
// attributes, or an exported function from tables to a table.
func operations(d ast.Decl) (names []string) {
	switch d := d.(type) {
	case *ast.GenDecl:
		for _, s := range d.Specs {
			v, ok := s.(*ast.ValueSpec)
			if !ok || v.Names[0].Name != "inheritance" {
				continue
			}
			for _, e := range v.Values[0].(*ast.CompositeLit).Elts {
				name, _ := strconv.Unquote(e.(*ast.KeyValueExpr).Key.(*ast.BasicLit).Value)
				names = append(names, name)
			}
		}
	case *ast.FuncDecl:
		if name := makesTable(d); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// makesTable is the name of a function that makes a table of tables or of a Partitioned,
// "" if it is another.
func makesTable(d *ast.FuncDecl) string {
	if r := d.Type.Results; !d.Name.IsExported() || r == nil || len(r.List) != 2 || !isA(r.List[0].Type, "Table") {
		return ""
	}
	if id, ok := d.Type.Results.List[1].Type.(*ast.Ident); !ok || id.Name != "error" {
		return ""
	}
	if d.Recv != nil {
		switch of := d.Recv.List[0].Type; {
		case isA(of, "Table"):
			return d.Name.Name
		case isA(of, "Partitioned"):
			return "Partitioned." + d.Name.Name
		}
	}
	if slices.ContainsFunc(d.Type.Params.List, func(f *ast.Field) bool {
		list, ok := f.Type.(*ast.ArrayType)
		return ok && isA(list.Elt, "Table")
	}) {
		return d.Name.Name
	}
	return ""
}

// isA reports whether e is *name.
func isA(e ast.Expr, name string) bool {
	star, ok := e.(*ast.StarExpr)
	if !ok {
		return false
	}
	id, ok := star.X.(*ast.Ident)
	return ok && id.Name == name
}

// TestRefusals asks every operation that refuses blink tables for one.
func TestRefusals(t *testing.T) {
	for i := range Ops {
		op := &Ops[i]
		if op.Blink != Refuses {
			continue
		}
		c, err := NewCase(1, nil, []retention{blinked}, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.refuses(op); err == nil || !strings.Contains(err.Error(), "blink tables do not support") {
			t.Errorf("%s of a blink table: %v", op.Name, err)
		}
	}
}

// ownLaw is the aggregations that only package agg's own law test covers.
var ownLaw = []string{"count_distinct", "distinct", "group", "median", "pct", "std", "unique", "var", "weighted_avg"}

// TestAggregationsEnrolled fails on an aggregation that is neither referenced nor named above.
func TestAggregationsEnrolled(t *testing.T) {
	for _, def := range agg.Defs() {
		if (references[def.Name] != nil) == slices.Contains(ownLaw, def.Name) {
			t.Errorf("aggregation %s must have a reference in enginetest, or be in ownLaw", def.Name)
		}
	}
}
