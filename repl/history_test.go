package repl

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func open(t *testing.T, path string) *History {
	t.Helper()
	h, err := OpenHistory(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() }) //nolint:errcheck // the test is over
	return h
}

func TestHistory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "history")
	h := open(t, path)
	for _, statement := range []string{"", "def f():\n    return 1\n\n", "  \n", "f({\"sasl.password\":\n\n  \"S3CRET\"})\n", `pw = "S3CRET`, strings.Repeat("x", longestKept+1)} {
		h.Add(statement)
	}
	want := []string{"def f():\n    return 1", "f({\"sasl.password\":\n\n  \"******\"})", `pw = "******`}
	if got := open(t, path).Statements(); !slices.Equal(got, want) {
		t.Fatalf("%q, want %q", got, want)
	}
	for i := range 3 * historyStatements {
		h.Add(fmt.Sprintf("if x:\n  %d", i))
	}
	for range 2 {
		got := open(t, path).Statements()
		if len(got) != historyStatements || got[historyStatements-1] != fmt.Sprintf("if x:\n  %d", 3*historyStatements-1) {
			t.Fatalf("%d statements, %q the last", len(got), got[len(got)-1])
		}
	}
	var none *History
	none.Add("x")
	if none.Statements() != nil || none.Close() != nil {
		t.Error("a nil history keeps statements")
	}
	if _, err := OpenHistory("/dev/null/history"); err == nil {
		t.Error("no error")
	}
}

// TestOldHistory reads a file of lines: those that are indented go on with the one before.
func TestOldHistory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	if err := os.WriteFile(path, []byte("x = 1\ndef f():\n    return 1\n\tx\x1b[31m\nf()\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	want := []string{"x = 1", "def f():\n    return 1\n\tx\\x1b[31m", "f()"}
	if got := open(t, path).Statements(); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
