package repl

import (
	"bytes"
	"fmt"
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
