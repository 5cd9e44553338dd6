package py

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"testing"
)

// TestErrorTexts holds the errors of snippets against what testdata/raised/record.py recorded of
// CPython: the class, and what str gives of the exception.
func TestErrorTexts(t *testing.T) {
	f, err := os.Open("testdata/raised/texts.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	good, n := 0, 0
	for lines := bufio.NewScanner(f); lines.Scan(); n++ {
		var row []string
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		_, err := newWorld(t).script(t, "x.py", row[0])
		e := new(Error)
		switch {
		case err == nil:
			t.Errorf("%s\nraised nothing, want %s: %s", row[0], row[1], row[2])
		case !errors.As(err, &e):
			t.Errorf("%s\ngave %v, want %s: %s", row[0], err, row[1], row[2])
		case e.Kind != row[1] || e.Msg != row[2]:
			t.Errorf("%s\nraised %s: %s\nwant   %s: %s", row[0], e.Kind, e.Msg, row[1], row[2])
		default:
			good++
		}
	}
	t.Logf("%d of %d", good, n)
}
