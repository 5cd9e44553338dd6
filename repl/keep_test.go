package repl

import (
	"context"
	"io"
	"slices"
	"testing"

	"starling/engine"
	"starling/starlib"
)

// typed is lines that somebody types; "^C" gives a line up.
type typed struct {
	lines []string
	kept  []string
}

func (t *typed) ReadLine(string) (string, error) {
	if len(t.lines) == 0 {
		return "", io.EOF
	}
	line := t.lines[0]
	t.lines = t.lines[1:]
	if line == "^C" {
		return "", ErrInterrupt
	}
	return line, nil
}

func (t *typed) GoesOn() bool             { return false }
func (t *typed) Keep(statement string)    { t.kept = append(t.kept, statement) }
func (t *typed) Read([]byte) (int, error) { return 0, io.EOF }
func (t *typed) Close() error             { return nil }

func (t *typed) ReadContext(context.Context, []byte) (int, error) { return 0, io.EOF }

// TestWholeStatementsAreKept holds that what is typed is kept by statements, those too that
// are given up or end with the input.
func TestWholeStatementsAreKept(t *testing.T) {
	lines := &typed{lines: []string{"x = 1", "", "^C", "d = {", "'a': 1,", "^C", "def f():", "  return 1", "", "y = ("}}
	h := starlib.New(starlib.Config{Graph: engine.NewGraph()})
	defer h.Close()
	c := &Console{Host: h, Lines: lines, Screen: NewScreen(io.Discard, io.Discard)}
	if _, err := c.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := []string{"x = 1\n", "", "d = {\n'a': 1,\n", "def f():\n  return 1\n\n", "y = (\n", ""}
	if !slices.Equal(lines.kept, want) {
		t.Errorf("%q, want %q", lines.kept, want)
	}
}
