package repl

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestScreen(t *testing.T) {
	var out, errs bytes.Buffer
	s := NewScreen(&out, &errs)
	fmt.Fprint(s.Stdout(), "half a line")
	woken := 0
	s.edit(func() { woken++ })
	if out.String() != "half a line\n" {
		t.Errorf("the prompt would stand at %q", out.String())
	}
	fmt.Fprint(s.Stderr(), "notice\nbegun")
	fmt.Fprint(s.Stdout(), " and ended\nrest")
	if errs.Len() > 0 || woken != 2 {
		t.Errorf("printed %q while editing; woken %d times", errs.String(), woken)
	}
	if got := string(s.take()); got != "notice\nbegun and ended\n" {
		t.Errorf("take: %q", got)
	}
	if got := s.take(); got != nil {
		t.Errorf("take gives half a line: %q", got)
	}
	s.done()
	if got := out.String(); got != "half a line\nrest" {
		t.Errorf("after editing: %q", got)
	}
}

// TestScreenLosesNothing prints from many goroutines while lines come and go.
func TestScreenLosesNothing(t *testing.T) {
	var out bytes.Buffer
	s := NewScreen(&out, &out)
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() {
			for i := range 200 {
				fmt.Fprintf(s.Stdout(), "%d %d\n", w, i)
			}
		})
	}
	for range 100 {
		s.edit(func() {})
		text := s.take()
		s.mu.Lock()
		out.Write(text)
		s.mu.Unlock()
		s.done()
	}
	writers.Wait()
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	slices.Sort(lines)
	if n := len(slices.Compact(lines)); n != 800 {
		t.Errorf("%d lines", n)
	}
}

func TestHistory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "history")
	h, err := OpenHistory(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"", "def f():\n    return 1\n\n", "  \n", "f({\"sasl.password\":\n\n  \"S3CRET\"})\n", `pw = "S3CRET`} {
		h.Add(statement)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	h, err = OpenHistory(path)
	if err != nil || !slices.Equal(h.Lines(), []string{"def f():", "    return 1", `f({"sasl.password":`, `  "******"})`, `pw = "******`}) {
		t.Fatalf("%q, %v", h.Lines(), err)
	}
	for i := range 3 * historyLines {
		h.Add(fmt.Sprint(i))
	}
	h.Close() //nolint:errcheck // read again at once
	for range 2 {
		h, err = OpenHistory(path)
		if err != nil || len(h.Lines()) != historyLines || h.Lines()[historyLines-1] != fmt.Sprint(3*historyLines-1) {
			t.Fatalf("%d lines, %v", len(h.Lines()), err)
		}
		h.Close() //nolint:errcheck // only read
	}
	var none *History
	none.Add("x")
	if none.Lines() != nil || none.Close() != nil {
		t.Error("a nil history keeps lines")
	}
	if _, err := OpenHistory("/dev/null/history"); err == nil {
		t.Error("no error")
	}
}
