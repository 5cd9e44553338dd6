package py

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
)

// TestErrorTexts holds the errors of snippets against what testdata/raised/record.py recorded of
// CPython: the class, and what str gives of the exception. differ.txt there has those of another
// text or class, each under the reason.
func TestErrorTexts(t *testing.T) {
	known, err := os.ReadFile("testdata/raised/differ.txt")
	if err != nil {
		t.Fatal(err)
	}
	differ := map[string]bool{}
	for _, line := range strings.Split(string(known), "\n") {
		differ[strings.ReplaceAll(line, `\n`, "\n")] = true
	}
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
		case errors.As(err, &e) && e.Kind == row[1] && e.Msg == row[2]:
			good++
		case differ[row[0]]:
		default:
			t.Errorf("%s\nraised %v\nwant %s: %s", row[0], err, row[1], row[2])
		}
	}
	t.Logf("%d of %d as CPython says", good, n)
}

// TestHints holds that the way out is shown behind the text of an error, and is no part of it for scripts.
func TestHints(t *testing.T) {
	w := newWorld(t)
	w.prints(t, "try:\n    [].appendd\nexcept AttributeError as e:\n    print(e)\ntry:\n    pritn\nexcept NameError as e:\n    print(e)",
		"'list' object has no attribute 'appendd'\nname 'pritn' is not defined")
	for src, want := range map[string]string{
		"[].appendd": "AttributeError: 'list' object has no attribute 'appendd'. Did you mean: 'append'?",
		"pritn":      "NameError: name 'pritn' is not defined. Did you mean: 'print'?",
	} {
		if _, err := w.script(t, "x.py", src); err == nil || !strings.HasSuffix(err.Error(), "\n"+want) {
			t.Errorf("%s gave %v, want %s", src, err, want)
		}
	}
}
