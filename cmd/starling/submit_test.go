package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/twmb/franz-go/pkg/sr"

	"starling/kafka/embedded"
)

// submitPrelude is what every script of testdata/submit begins with.
const submitPrelude = "prelude.py"

// TestSubmitGolden runs starling submit on the scripts of testdata/submit: an archive has the flags, the script
// behind the prelude, what is printed and what is warned of. Its other files lie beside the script; SUBJECT.avsc
// is a schema of the registry, which answers at $REGISTRY. Package flink holds that each of its rules and
// refusals is in one.
func TestSubmitGolden(t *testing.T) {
	t.Setenv("STARLING_CLIENT", "canary")
	dir, err := filepath.Abs("testdata/submit")
	if err != nil {
		t.Fatal(err)
	}
	prelude, err := os.ReadFile(filepath.Join(dir, submitPrelude))
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no archives", err)
	}
	broker, err := embedded.Start(embedded.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer broker.Close() //nolint:errcheck // the test is over
	registry, err := sr.NewClient(sr.URLs(broker.RegistryURL()))
	if err != nil {
		t.Fatal(err)
	}
	at := strings.TrimPrefix(broker.RegistryURL(), "http://")
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir())
			files := map[string]*txtar.File{}
			for i := range a.Files {
				f := &a.Files[i]
				files[f.Name] = f
				data := f.Data
				if f.Name == "query.py" {
					data = slices.Concat(prelude, data)
				}
				if subject, ok := strings.CutSuffix(f.Name, ".avsc"); ok {
					if _, err := registry.CreateSchema(t.Context(), subject, sr.Schema{Schema: string(f.Data)}); err != nil {
						t.Fatal(err)
					}
				}
				if err := os.WriteFile(f.Name, data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			args := append([]string{"submit"}, strings.Fields(strings.ReplaceAll(string(files["args"].Data), "$REGISTRY", at))...)
			_, stdout, stderr := run(t, "", append(args, "query.py")...)
			same := true
			for name, got := range map[string]string{"stdout": stdout, "stderr": stderr} {
				if f := files[name]; string(f.Data) != got {
					same = false
					if f.Data = []byte(got); !*update {
						t.Errorf("%s is\n%s", name, got)
					}
				}
			}
			if !same && *update {
				if err := os.WriteFile(path, txtar.Format(a), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}
