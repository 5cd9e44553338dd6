package lint

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const root = "../.."

// mayImport is the table of packages of this module: what each may import of it.
// Imports go one way. A package that is not here may not exist.
var mayImport = map[string][]string{
	"chart":               {"engine", "engine/column", "internal/safe"},
	"chart/picture":       {"chart", "internal/safe"},
	"cmd/starling":        {"chart", "engine", "engine/column", "engine/plan", "engine/rowset", "flink", "flink/gateway", "grid", "internal/files", "internal/nearest", "internal/profile", "internal/recording", "internal/safe", "internal/scripttest", "internal/secret", "internal/session", "internal/stable", "kafka", "kafka/client", "kafka/cluster", "kafka/embedded", "repl", "repl/stage", "scripts", "serve/arrow", "serve/door", "serve/flight", "serve/mcp", "serve/metrics", "serve/web", "starlib", "starlib/py", "starlib/pysyntax", "starling"},
	"engine":              {"engine/agg", "engine/arrange", "engine/column", "engine/expr", "engine/plan", "engine/rowset", "engine/window", "internal/bounds", "internal/invariants", "internal/nearest", "internal/stable", "internal/wall"},
	"engine/agg":          {"engine/column", "engine/rowset"},
	"engine/arrange":      {"engine/column", "engine/rowset", "internal/invariants"},
	"engine/column":       {"engine/rowset", "internal/invariants"},
	"engine/expr":         {"engine/column", "engine/rowset", "internal/bizcal", "internal/nearest", "internal/stable", "internal/wall", "internal/zone"},
	"engine/plan":         {"engine/agg", "engine/column", "engine/expr", "engine/window"},
	"engine/rowset":       {"internal/invariants"},
	"engine/window":       {"engine/column"},
	"flink":               {"engine/column", "engine/expr", "engine/plan"},
	"flink/gateway":       {},
	"follow":              {"engine", "engine/column", "engine/rowset"},
	"grid":                {"engine", "engine/column", "engine/expr", "internal/safe"},
	"internal/apicases":   {"engine", "kafka", "starlib", "starlib/py"},
	"internal/bizcal":     {},
	"internal/bounds":     {},
	"internal/chaos":      {"engine", "engine/column", "kafka", "kafka/client", "specs/json", "specs/simple"},
	"internal/enginetest": {"engine", "engine/agg", "engine/column", "engine/expr", "engine/plan", "engine/rowset", "engine/window", "internal/invariants"},
	"internal/files":      {},
	"internal/flinkcheck": {},
	"internal/golden":     {"engine", "engine/column", "engine/rowset", "kafka", "kafka/client", "kafka/embedded", "starlib", "starlib/py"},
	"internal/invariants": {},
	"internal/kafkabench": {"kafka/embedded"},
	"internal/lint":       {},
	"internal/native":     {"engine/column", "engine/expr", "internal/nearest"},
	"internal/nearest":    {"internal/stable"},
	"internal/profile":    {"internal/nearest", "internal/secret"},
	"internal/pygen":      {},
	"internal/recording":  {"internal/files", "internal/stable"},
	"internal/racing":     {},
	"internal/safe":       {},
	"internal/scripttest": {"engine", "internal/files", "internal/nearest", "internal/recording", "internal/wall", "kafka", "kafka/client", "kafka/embedded", "starlib", "starlib/py"},
	"internal/secret":     {},
	"internal/session":    {"engine", "engine/plan", "grid", "kafka", "kafka/embedded", "starlib", "starlib/py"},
	"internal/stable":     {},
	"internal/tty":        {},
	"internal/wall":       {},
	"internal/zone":       {},
	"kafka":               {"engine", "engine/column", "engine/plan", "engine/rowset", "internal/invariants", "internal/nearest", "internal/stable", "internal/wall", "kafka/client", "kafka/cluster", "kafka/registry", "specs/cdc", "specs/guess", "specs/json", "specs/simple", "specs/wire"},
	"kafka/client":        {"internal/files", "internal/nearest", "internal/safe", "internal/secret", "internal/wall"},
	"kafka/cluster":       {"internal/nearest", "kafka/client"},
	"kafka/embedded":      {},
	"kafka/kafkatest":     {},
	"kafka/registry":      {"kafka/client", "specs/wire"},
	"repl":                {"chart", "engine", "engine/column", "engine/rowset", "grid", "internal/nearest", "internal/safe", "repl/edit", "repl/frame", "repl/keys", "repl/stage", "repl/view", "starlib", "starlib/py", "starlib/pysyntax"},
	"repl/edit":           {"internal/safe", "repl/keys"},
	"repl/frame":          {},
	"repl/keys":           {},
	"repl/stage":          {"repl/frame", "repl/keys"},
	"repl/view":           {"engine", "engine/column", "engine/rowset", "follow", "grid", "internal/nearest", "internal/safe", "repl/frame", "repl/keys"},
	"scripts":             {},
	"serve/arrow":         {"engine", "engine/column", "starlib"},
	"serve/door":          {},
	"serve/door/doortest": {},
	"serve/flight":        {"engine", "engine/column", "engine/plan", "engine/rowset", "follow", "internal/bounds", "internal/nearest", "internal/safe", "serve/arrow", "serve/door", "starlib"},
	"serve/mcp":           {"engine", "internal/nearest", "starlib"},
	"serve/metrics":       {"engine", "internal/safe", "kafka", "kafka/client", "serve/door", "starlib"},
	"serve/web":           {"chart", "engine", "engine/column", "follow", "grid", "internal/nearest", "internal/safe", "kafka", "serve/door", "starlib"},
	"specs":               {"engine/column", "specs/avro", "specs/json", "specs/protobuf", "specs/simple", "specs/wire"},
	"specs/avro":          {"engine/column", "internal/wall", "specs/wire"},
	"specs/cdc":           {"engine/column", "internal/nearest", "specs/avro", "specs/json", "specs/wire"},
	"specs/guess":         {"engine/column", "specs/avro", "specs/json", "specs/protobuf", "specs/simple", "specs/wire"},
	"specs/json":          {"engine/column", "internal/nearest", "internal/wall", "specs/wire"},
	"specs/protobuf":      {"engine/column", "internal/files", "internal/wall", "specs/wire"},
	"specs/simple":        {"engine/column", "specs/wire"},
	"specs/wire":          {"engine/column", "internal/files", "internal/nearest", "internal/zone"},
	"specs/wire/wiretest": {"engine/column", "internal/invariants", "specs/wire"},
	"starlib":             {"chart", "chart/picture", "engine", "engine/agg", "engine/column", "engine/expr", "engine/plan", "engine/rowset", "engine/window", "follow", "grid", "internal/bizcal", "internal/bounds", "internal/files", "internal/nearest", "internal/safe", "internal/secret", "internal/stable", "internal/wall", "internal/zone", "kafka", "kafka/client", "kafka/cluster", "specs/avro", "specs/cdc", "specs/guess", "specs/json", "specs/protobuf", "specs/simple", "specs/wire", "starlib/py", "starlib/pysyntax"},
	"starlib/lower":       {},
	"starlib/py":          {"internal/bounds", "internal/files", "internal/nearest", "internal/safe", "internal/wall", "internal/zone", "starlib/lower", "starlib/pysyntax"},
	"starlib/pysyntax":    {"internal/secret"},
	"starling":            {"engine", "engine/column", "engine/plan", "follow", "internal/files", "internal/native", "internal/nearest", "internal/session", "kafka", "kafka/client", "starlib", "starlib/py", "starlib/pysyntax"},
}

// only says where a library is known: no other package imports it.
var only = map[string][]string{
	"github.com/twmb/franz-go":        {"cmd/starling", "internal/chaos", "internal/golden", "internal/kafkabench", "internal/recording", "internal/scripttest", "kafka", "kafka/client", "kafka/cluster", "kafka/embedded", "kafka/kafkatest", "kafka/registry"},
	"github.com/apache/arrow-go":      {"serve/arrow", "serve/flight"},
	"google.golang.org/grpc":          {"serve/flight"},
	"gonum.org":                       {"chart/picture"},
	"github.com/modelcontextprotocol": {"serve/mcp"},
	"github.com/prometheus":           {"serve/metrics"},
	"github.com/coder":                {"serve/web"},
	"go.starlark.net":                 {"cmd/starling", "internal/scripttest", "repl", "starlib", "starlib/lower", "starlib/py"},
	"os":                              {"cmd/starling", "internal/apicases", "internal/chaos", "internal/files", "internal/golden", "internal/kafkabench", "internal/profile", "internal/recording", "internal/tty", "kafka/embedded", "kafka/kafkatest", "repl", "serve/door", "serve/door/doortest"},
	"syscall":                         {"cmd/starling", "internal/chaos", "internal/files", "internal/kafkabench", "internal/tty", "kafka/client", "kafka/kafkatest", "repl"},
}

func TestImports(t *testing.T) {
	seen := map[string]bool{}
	eachFile(t, func(path string, src *source) {
		pkg := packageOf(path)
		allowed, known := mayImport[pkg]
		if !known {
			t.Errorf("%s: package %s is not in the table of imports", path, pkg)
		}
		seen[pkg] = true
		if strings.HasSuffix(path, "_test.go") {
			return // tests may look down from anywhere
		}
		for _, imp := range src.Imports {
			name, _ := strconv.Unquote(imp.Path.Value)
			inner, ok := strings.CutPrefix(name, "starling/")
			if (ok || name == module) && !slices.Contains(allowed, inner) {
				t.Errorf("%s imports %s: package %s may not", path, inner, pkg)
			}
			for lib, where := range only {
				if strings.HasPrefix(name, lib) && !slices.Contains(where, pkg) {
					t.Errorf("%s imports %s: only %v may know it", path, name, where)
				}
			}
		}
	})
	for pkg := range mayImport {
		if !seen[pkg] {
			t.Errorf("the table of imports names %s, which has no code", pkg)
		}
	}
}

// module is the name of the module, and of the package in its root.
const module = "starling"

// packageOf is the package of a file, as the table has it.
func packageOf(path string) string {
	if dir := filepath.ToSlash(filepath.Dir(path)); dir != "." {
		return dir
	}
	return module
}

// TestRooms: ARCHITECTURE says of each package what it owns.
func TestRooms(t *testing.T) {
	text, err := fs.ReadFile(os.DirFS(root), "ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range mayImport {
		if !strings.Contains(string(text), "\n| `"+pkg+"` |") {
			t.Errorf("ARCHITECTURE.md does not say what %s owns", pkg)
		}
	}
	for _, line := range strings.Split(string(text), "\n") {
		if name, row := strings.CutPrefix(line, "| `"); row {
			name, _, _ = strings.Cut(name, "`")
			if _, known := mayImport[name]; !known {
				t.Errorf("ARCHITECTURE.md tells of %s, which is no package", name)
			}
		}
	}
}

// eachFile calls f for every Go file of the module, tests too.
func eachFile(t *testing.T, f func(path string, src *source)) {
	t.Helper()
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		file, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		f(rel, &source{File: file, fset: fset})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
