package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestProgress: on a terminal a line says how a live run goes, and at the end it is gone.
func TestProgress(t *testing.T) {
	path := filepath.Join(t.TempDir(), "live.py")
	if err := os.WriteFile(path, []byte("t = time_table(\"PT1H\")\nu = t.last_by()\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const line = "2 live tables, 0 rows/s; Ctrl-C ends"
	if got, want := newTerminal(t).run("", nil, "run", "--for", "1ms", path), line+"\r\x1b[K"; got != want {
		t.Errorf("the screen got %q, want %q", got, want)
	}
	if got := newTerminal(t).run("", []string{"TERM=dumb"}, "run", "--for", "1ms", path); got != "" {
		t.Errorf("a dumb terminal got %q", got)
	}
}

// TestPrintedAboveProgress: what is printed while the line is shown goes above it, and the line
// comes back where it does not end in the middle of a line.
func TestPrintedAboveProgress(t *testing.T) {
	term := newTerminal(t)
	got := term.screen(func() {
		p := newProgress(term.tty)
		w := p.beside(term.tty)
		p.say("going")
		io.WriteString(w, "said\n") //nolint:errcheck // seen below
		io.WriteString(w, "half")   //nolint:errcheck // seen below
		p.say("going on")
		io.WriteString(w, " a line\n") //nolint:errcheck // seen below
		p.say("")
	})
	const gone = "\r\x1b[K"
	if want := "going" + gone + "said\ngoing" + gone + "half a line\ngoing on" + gone; got != want {
		t.Errorf("the screen got %q, want %q", got, want)
	}
	if p := newProgress(new(strings.Builder)); p != nil {
		t.Error("there is a line in a pipe")
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := grouped(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}
