package py

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPython runs what testdata/python/record.py recorded of CPython.
func TestPython(t *testing.T) {
	files, err := filepath.Glob("testdata/python/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatal("nothing recorded", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { testRecorded(t, file) })
	}
}

func testRecorded(t *testing.T, file string) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); n++ {
		var row []string
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		kind := ""
		if len(row) > 2 {
			kind = row[2]
		}
		w := newWorld(t)
		got, err := w.script(t, "x.py", row[0])
		var e *Error
		if errors.As(err, &e); (e == nil) != (err == nil) {
			t.Fatal(err)
		}
		raised := ""
		if e != nil {
			raised = e.Kind[strings.LastIndexByte(e.Kind, '.')+1:] // "struct.error" is error there
		}
		if got != row[1] || raised != kind {
			t.Errorf("%s\ngave %s%v\nwant %s%s", row[0], got, err, row[1], kind)
		}
	}
	if n == 0 {
		t.Errorf("%s is empty", file)
	}
}
