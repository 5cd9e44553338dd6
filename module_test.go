package starling_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// outside is a program of another module.
const outside = `package main

import (
	"context"
	"fmt"
	"os"

	"starling"
)

type number struct{ N int64 }

func run() error {
	ctx := context.Background()
	s, err := starling.Open(ctx, starling.Config{Stdout: os.Stdout, Embedded: true})
	if err != nil {
		return err
	}
	defer s.Close()
	in, err := starling.NewInput[number](s, "numbers")
	if err != nil {
		return err
	}
	if err := s.Func("double_", func(x int64) int64 { return 2 * x }); err != nil {
		return err
	}
	if err := s.Run(ctx, "print('running')\nt = numbers.update('N = double_(N)')"); err != nil {
		return err
	}
	if err := in.Add(number{1}, number{2}); err != nil {
		return err
	}
	if err := s.Sync(ctx); err != nil {
		return err
	}
	t, err := s.Table("t")
	if err != nil {
		return err
	}
	rows, err := starling.Rows[number](t)
	if err != nil {
		return err
	}
	for change, err := range starling.Changes[number](ctx, t) {
		fmt.Println(rows, len(change.Added), err)
		break
	}
	return s.Close()
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
`

// TestOtherModule: a program outside of the module is built with no more than package starling, and runs.
func TestOtherModule(t *testing.T) {
	root, err := filepath.Abs(".")
	noErr(t, err)
	mod, err := os.ReadFile("go.mod")
	noErr(t, err)
	sum, err := os.ReadFile("go.sum")
	noErr(t, err)
	dir := t.TempDir()
	_, requires, _ := strings.Cut(string(mod), "\n") // behind the line of the module's name; so nothing is asked of a network
	text := fmt.Sprintf("module example.com/outside\n%s\nrequire starling v0.0.0\n\nreplace starling => %s\n", requires, root)
	for name, b := range map[string][]byte{"go.mod": []byte(text), "go.sum": sum, "main.go": []byte(outside)} {
		noErr(t, os.WriteFile(filepath.Join(dir, name), b, 0o600))
	}
	cmd := exec.CommandContext(t.Context(), "go", "run", ".")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	if want := "running\n[{2} {4}] 2 <nil>\n"; err != nil || string(out) != want {
		t.Errorf("%v: %q, want %q", err, out, want)
	}
}
