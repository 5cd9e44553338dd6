package flink

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"starling/engine/agg"
	"starling/engine/plan"
)

// TestOperations holds that each operation has a rule or a reason, and that there are no others.
func TestOperations(t *testing.T) {
	known := map[string]bool{}
	for _, d := range plan.Defs() {
		known[d.Name] = true
		if r, ok := rules[d.Name]; !ok || (r.make == nil) == (r.reason == "") {
			t.Errorf("%s must have a rule or a reason", d.Name)
		}
	}
	for name := range rules {
		if !known[name] {
			t.Errorf("%s is no operation", name)
		}
	}
}

// TestAggregations holds that each aggregation goes to Flink or has a reason, and that there are no others.
func TestAggregations(t *testing.T) {
	known := map[string]bool{}
	elsewhere := []string{"count_where", "first", "last"}
	for _, d := range agg.Defs() {
		known[d.Name] = true
		ways := 0
		for _, is := range []bool{aggregates[d.Name] != nil, noAggregate[d.Name] != "", slices.Contains(elsewhere, d.Name)} {
			if is {
				ways++
			}
		}
		if ways != 1 {
			t.Errorf("%s is in %d tables", d.Name, ways)
		}
	}
	for _, name := range slices.Concat(slices.Collect(maps.Keys(aggregates)), slices.Collect(maps.Keys(noAggregate))) {
		if !known[name] {
			t.Errorf("%s is no aggregation", name)
		}
	}
}

// archives is the scripts of the golden files of starling submit, those that are handed over and those that are
// refused, and what is printed of each.
func archives(t *testing.T) (scripts, output string) {
	t.Helper()
	paths, err := filepath.Glob("../cmd/starling/testdata/submit/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no archives", err)
	}
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		refused := strings.HasPrefix(filepath.Base(path), "refused")
		for _, f := range a.Files {
			switch {
			case f.Name == "query.py" && !refused:
				scripts += string(f.Data)
			case f.Name == "stdout" || f.Name == "stderr":
				output += string(f.Data)
			}
		}
	}
	return scripts, output
}

// called is how scripts write operations that are not methods by their name.
var called = map[string]string{"merge": "merge(", "blink_to_append_only": "blink_to_append_only(", "compacted": "kc.compacted(", "source": "kc.consume("}

// aggregated is how scripts write aggregations whose names are Python's.
var aggregated = map[string]string{"count": "count_", "max": "max_", "min": "min_", "sum": "sum_"}

// TestGolden holds that the SQL of each rule, function and aggregation is held by a golden file.
func TestGolden(t *testing.T) {
	scripts, _ := archives(t)
	lacks := func(what, name, text string) {
		if !strings.Contains(scripts, text) {
			t.Errorf("no golden file has %s %s", what, name)
		}
	}
	for name, r := range rules {
		text := "." + name + "("
		if c, ok := called[name]; ok {
			text = c
		}
		if r.make != nil {
			lacks("operation", name, text)
		}
	}
	for name := range functions {
		lacks("function", name, name+"(")
	}
	for _, name := range slices.Concat(slices.Collect(maps.Keys(aggregates)), []string{"count_where", "first", "last"}) {
		written := name
		if w, ok := aggregated[name]; ok {
			written = w
		}
		lacks("aggregation", name, "agg."+written+"(")
	}
	for name := range constants {
		lacks("constant", name, name)
	}
}

// never is refusals that no script leads to: what scripts cannot say is looked at anyway.
var never = []string{
	"%s and %s are not compared in SQL",
	"%s is %s or %s",
	"%s is no condition",
	"%s is no text",
	"%s of %s and %s has no counterpart in SQL",
	"%s of the script has a %s, which SQL has not",
	"%s of the script is %s, which SQL has not",
	"%s: its column is not in the result",
	"SQL has no type for %s",
	"column %s is %s, which Flink's raw format has not",
	"column %s is not where it is expected",
	"it is %s here and %s there",
	"it is %s, not a condition",
	"it is of a table that kc.consume gives",
	"its filters are not known",
	"of %s and %s it has no counterpart in SQL",
	"offsets: %s for all partitions has no counterpart in Flink: name the partitions",
	"partitioned tables have no counterpart in Flink SQL: aggregate by the keys",
	"property bootstrap.servers is missing",
	"property schema.registry.url is missing",
	"ranges of rows have no counterpart here",
	"the keys %s differ in type",
	"the table has no column %s",
	"there is no column %s",
	"topic: it is not known",
	"trees are for looking at, in Starling",
	"what goes to Flink is published by pk.produce",
	"which columns are the key's is not known: give it another key_spec",
	"a publishing has no rows",
}

// reasons is the texts of the refusals in the package, as formats, with where they are.
func reasons(t *testing.T) map[string]string {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	files := token.NewFileSet()
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		add := func(e ast.Expr) {
			if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil && s != "" {
					out[s] = files.Position(lit.Pos()).String()
				}
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.SelectorExpr); ok && (f.Sel.Name == "Errorf" || f.Sel.Name == "New") {
					add(n.Args[0])
				} else if ok && f.Sel.Name == "warn" {
					add(n.Args[1])
				}
			case *ast.KeyValueExpr:
				if k, ok := n.Key.(*ast.Ident); ok && (k.Name == "reason" || k.Name == "Reason") {
					add(n.Value)
				}
			case *ast.ValueSpec:
				for i, name := range n.Names {
					if strings.HasPrefix(name.Name, "no") && i < len(n.Values) {
						add(n.Values[i])
						if c, ok := n.Values[i].(*ast.CompositeLit); ok {
							for _, e := range c.Elts {
								if kv, ok := e.(*ast.KeyValueExpr); ok {
									add(kv.Value)
								}
							}
						}
					}
				}
			}
			return true
		})
	}
	return out
}

var verb = regexp.MustCompile(`%(?:\[\d+\])?[a-z]`)

// TestRefusalsGolden holds that each refusal and each warning of the package is in a golden file.
func TestRefusalsGolden(t *testing.T) {
	_, output := archives(t)
	found := reasons(t)
	if len(found) < 60 {
		t.Fatalf("only %d reasons", len(found))
	}
	for _, reason := range slices.Sorted(maps.Keys(found)) {
		if !strings.Contains(strings.Trim(verb.ReplaceAllString(reason, ""), ": "), " ") {
			continue // only what it wraps says why
		}
		parts := verb.Split(reason, -1)
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		told := regexp.MustCompile(": " + strings.Join(parts, ".*")).MatchString(output)
		if excepted := slices.Contains(never, reason); told == excepted {
			t.Errorf("%s: %q: in a golden file: %t, excepted: %t", found[reason], reason, told, excepted)
		}
	}
	for _, reason := range never {
		if found[reason] == "" {
			t.Errorf("%q is no reason any more", reason)
		}
	}
}
