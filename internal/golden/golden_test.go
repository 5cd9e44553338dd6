package golden

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write testdata/starling anew")

const (
	recordings = "../../testdata/deephaven"
	ours       = "../../testdata/starling"
)

// TestDeephaven runs every recorded case, against the broker that STARLING_KAFKA names
// or one in the process.
func TestDeephaven(t *testing.T) {
	dirs, err := filepath.Glob(recordings + "/*")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	known := map[string]bool{}
	for _, dir := range dirs {
		name := filepath.Base(dir)
		known[name] = true
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			try(t, dir)
		})
	}
	for name := range differences {
		if !known[name] {
			t.Errorf("differences has %s, which is no case", name)
		}
	}
}

func try(t *testing.T, dir string) {
	c, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	want, err := c.Expected(dir)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Run(ctx, c, os.Getenv("STARLING_KAFKA"))
	if err != nil {
		t.Fatal(err)
	}
	values := !c.Nondeterministic
	a, b := got.Text(false, values), want.Text(false, values)
	d, differs := differences[c.Name]
	switch {
	case !differs && a != b:
		t.Errorf("got\n%s\nwant\n%s\nin full\n%s", a, b, got.Text(true, true))
	case !differs && got.UserText(values) != want.UserText(values):
		t.Errorf("a user gets\n%s\nnot\n%s", got.UserText(values), want.UserText(values))
	case differs && d == "":
		t.Error("a difference without a reason")
	case differs && a == b:
		t.Error("is in the table of differences, but gives what Deephaven gives")
	}
	path := filepath.Join(ours, c.Name+".txt")
	if differs || got.fails() {
		same(t, path, got.Text(true, values))
	} else if _, err := os.Stat(path); err == nil {
		t.Errorf("%s is not needed", path)
	}
}

// same compares with what Starling is to give: another result, or an error, whose text
// Deephaven's does not bind.
func same(t *testing.T, path, got string) {
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%s\nwant (%s)\n%s", got, path, want)
	}
}
