package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/kafka"
	"starling/scripts"
	"starling/starlib"
)

// TestExamples holds that every name that scripts can use is used in a script of
// testdata/script or of scripts.
func TestExamples(t *testing.T) {
	words := map[string]bool{}
	for _, text := range examples(t) {
		for _, w := range regexp.MustCompile(`\w+`).FindAllString(text, -1) {
			words[w] = true
		}
	}
	h := starlib.New(starlib.Config{Graph: engine.NewGraph(), Kafka: &kafka.Env{}})
	defer h.Close()
	for where, names := range vocabulary(t, h) {
		for _, name := range names {
			if !words[name] && !strings.HasPrefix(name, "_") {
				t.Errorf("%s: no script uses %s", where, name)
			}
		}
	}
}

func examples(t *testing.T) (texts []string) {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/script/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	err = fs.WalkDir(scripts.Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(scripts.Files, path)
		texts = append(texts, string(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// vocabulary is what scripts can name, by where: builtins, modules, methods.
func vocabulary(t *testing.T, h *starlib.Host) map[string][]string {
	t.Helper()
	all := map[string][]string{"builtins": h.Names()}
	modules := regexp.MustCompile(`(?m)^  ([a-z.]+) {2,}`).FindAllStringSubmatch(h.Help(starlark.String("modules")), -1)
	if len(modules) < 15 {
		t.Fatalf("only %d modules", len(modules))
	}
	for _, m := range modules {
		all[m[1]] = attrs(t, h, "import "+m[1]+" as m\nm")
	}
	all["tables"] = attrs(t, h, "empty_table(1)")
	all["rollups"] = attrs(t, h, "empty_table(1).rollup([])")
	all["recorders of rollups"] = attrs(t, h, "from deephaven.table import NodeType\nempty_table(1).rollup([]).node_operation_recorder(NodeType.AGGREGATED)")
	all["trees"] = attrs(t, h, "empty_table(1).update('A = i').tree('A', 'A')")
	all["recorders of trees"] = attrs(t, h, "empty_table(1).update('A = i').tree('A', 'A').node_operation_recorder()")
	return all
}

func attrs(t *testing.T, h *starlib.Host, expr string) []string {
	t.Helper()
	v, err := h.Exec(context.Background(), "test", expr)
	if err != nil || v == nil {
		t.Fatalf("%s: %v, %v", expr, v, err)
	}
	names := h.AttrNames(v)
	if len(names) == 0 {
		t.Fatalf("%s has no attributes", expr)
	}
	return names
}
