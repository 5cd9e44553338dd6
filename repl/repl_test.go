package repl

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"starling/engine"
	"starling/starlib"
)

// typed is statements that somebody pasted together; "^C" is one that was given up.
type typed struct{ statements []string }

func (t *typed) ReadStatement() (string, error) {
	if len(t.statements) == 0 {
		return "", io.EOF
	}
	src := t.statements[0]
	t.statements = t.statements[1:]
	if src == "^C" {
		return "", ErrInterrupt
	}
	return src, nil
}

func (t *typed) Drop() int {
	n := len(t.statements)
	t.statements = nil
	return n
}

func (t *typed) Interrupt() bool          { return false }
func (t *typed) Interrupted() bool        { return false }
func (t *typed) Read([]byte) (int, error) { return 0, io.EOF }
func (t *typed) Close() error             { return nil }

func (t *typed) ReadContext(context.Context, []byte) (int, error) { return 0, io.EOF }

// TestErrorEndsPaste: what came together with a statement that failed is not run.
func TestErrorEndsPaste(t *testing.T) {
	for _, c := range []struct {
		statements []string
		failed     int
		out, errs  string
	}{
		{[]string{"1\n", "^C", "2\n"}, 0, "1\n2\n", "KeyboardInterrupt\n"},
		{[]string{"1\n", "no\n", "2\n"}, 1, "1\n", "the statement after it was not run; Up brings it back\n"},
		{[]string{"no\n", "2\n", "3\n"}, 1, "", "the 2 statements after it were not run; Up brings them back\n"},
		{[]string{"wrong_\n"}, 1, "", "NameError: name 'wrong_' is not defined\n"},
	} {
		h := starlib.New(starlib.Config{Graph: engine.NewGraph()})
		var out, errs bytes.Buffer
		r := &Console{Host: h, Lines: &typed{c.statements}, Screen: NewScreen(&out, &errs)}
		failed, err := r.Run(t.Context())
		if err != nil || failed != c.failed || out.String() != c.out || !strings.HasSuffix(errs.String(), c.errs) {
			t.Errorf("%q: %d failed, %v, printed %q and %q", c.statements, failed, err, out.String(), errs.String())
		}
		h.Close()
	}
}
