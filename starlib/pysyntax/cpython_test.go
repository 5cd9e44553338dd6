package pysyntax

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

// differ is the texts of which another error is told, and the reason.
var differ = map[string]string{
	"f(*a, *)":         "SyntaxError: invalid syntax at 1:8",                         // the star alone
	"return *a":        "SyntaxError: can't use starred expression here at 1:8",      // the first of two
	"assert":           "",                                                           // a name of Starlark's tests
	"f'{":              "SyntaxError: f-string: expecting '}' at 1:4",                // as Python 3.12
	"f\"{x\\\n}\"":     "",                                                           // as Python 3.12
	"b'a' 'b'":         "SyntaxError: cannot mix bytes and nonbytes literals at 1:6", // where the mixture begins
	"1.e+":             "SyntaxError: invalid decimal literal at 1:2",                // the last digit
	"x = 5j2":          "SyntaxError: invalid decimal literal at 1:5",                // no complex numbers
	"async":            "SyntaxError: async is not available at 1:1",                 //
	"async x":          "SyntaxError: async is not available at 1:1",                 //
	"await x":          "SyntaxError: await is not available at 1:1",                 //
	"def f(): await x": "SyntaxError: await is not available at 1:10",                //
	"@a":               "SyntaxError: invalid syntax at 1:3",                         // there is no column 0
}

// inside tells errors within strings, whose columns CPython 3.11 counts from other places.
func inside(msg string) bool {
	return strings.HasPrefix(msg, "f-string") || strings.HasPrefix(msg, "(unicode error)")
}

// TestCPythonErrors compares errors with those that CPython gives, as record.py has noted them.
func TestCPythonErrors(t *testing.T) {
	data, err := os.ReadFile("testdata/errors/errors.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		var row []any
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		text, want, got, at := row[0].(string), "", "", true
		if len(row) > 1 {
			want = fmt.Sprintf("%s: %s at %v:%v", row[1], row[2], row[3], row[4])
			at = !inside(row[2].(string))
		}
		if _, err := Rewrite("x.py", text); err != nil {
			e := err.(*Error)
			got = fmt.Sprintf("%s: %s at %d:%d", e.Kind, e.Msg, e.Line, e.Col)
		}
		if other, ok := differ[text]; ok {
			want = other
		} else if !at {
			want, _, _ = strings.Cut(want, " at ")
			got, _, _ = strings.Cut(got, " at ")
		}
		if got != want {
			t.Errorf("%q: got\n%q, want\n%q", text, got, want)
		}
	}
}
