package py

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// An error is where CPython says it is: in the same calls, at the same lines, with the same marks.
// testdata/tracebacks/record.py recorded what it says.
func TestTracebacks(t *testing.T) {
	f, err := os.Open("testdata/tracebacks/tracebacks.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var src string
		var want [][3]any
		var marked bool
		if err := json.Unmarshal(lines.Bytes(), &[]any{&src, &want, &marked}); err != nil {
			t.Fatal(err)
		}
		_, err := newWorld(t).script(t, "x.py", src+"\n")
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s\ngave %v", src, err)
			continue
		}
		var told, expected strings.Builder
		for _, p := range e.Frames {
			fmt.Fprintf(&told, "line %d in %s\n", p.Line, p.Func)
			if s, ok := caretsAt(p.Text, p.Col-1); ok && marked {
				fmt.Fprintln(&told, s.marks(p.Text))
			}
		}
		for _, w := range want {
			fmt.Fprintf(&expected, "line %v in %s\n", w[0], w[1])
			if w[2] != "" && marked {
				fmt.Fprintln(&expected, w[2])
			}
		}
		if told.String() != expected.String() {
			t.Errorf("%s\nis at\n%swant\n%s", src, &told, &expected)
		}
	}
}

// A mark before the text of a line, as of an indentation, is at its beginning.
func TestMarksOfIndentation(t *testing.T) {
	if got := (caretSpan{start: 0, end: 1}).marks("    x = 1"); got != "^" {
		t.Errorf("got %q", got)
	}
}
