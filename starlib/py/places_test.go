package py

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"starling/internal/racing"
)

// TestPlaces holds the place of every error of the recorded snippets, in all calls, against CPython's: the same
// functions and lines, and a column within what CPython marks. columns.txt has the snippets whose column is another
// one, under the reasons.
func TestPlaces(t *testing.T) {
	known, err := os.ReadFile("testdata/places/columns.txt")
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := map[string]bool{}
	for _, line := range strings.Split(string(known), "\n") {
		elsewhere[strings.ReplaceAll(line, `\n`, "\n")] = true
	}
	f, err := os.Open("testdata/places/places.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); n++ {
		if racing.On && n%10 != 0 {
			continue
		}
		var src string
		var want []spanned
		if err := json.Unmarshal(lines.Bytes(), &[]any{&src, &want}); err != nil {
			t.Fatal(err)
		}
		_, err := newWorld(t).script(t, "x.py", src+"\n")
		e := new(Error)
		if !errors.As(err, &e) {
			t.Errorf("%s\ngave %v", src, err)
			continue
		}
		var told, expected strings.Builder
		within := true
		frames := slices.DeleteFunc(slices.Clone(e.Frames), func(p Place) bool { return p.File != "x.py" })
		for i, p := range frames {
			fmt.Fprintf(&told, "%d in %s\n", p.Line, p.Func)
			within = within && i < len(want) && want[i].has(p)
		}
		for _, w := range want {
			fmt.Fprintf(&expected, "%d in %s\n", w.line, w.in)
		}
		switch {
		case told.String() != expected.String():
			t.Errorf("%s\nis at\n%swant\n%s", src, &told, &expected)
		case within == elsewhere[src]:
			t.Errorf("%q\nat %v, which is within %v: %v", src, frames, want, within)
		}
	}
	if n < 1700 {
		t.Errorf("%d snippets", n)
	}
}

// spanned is what CPython marks of a call.
type spanned struct {
	line     int
	in       string
	from     int
	lastLine int
	to       int
}

func (s *spanned) UnmarshalJSON(text []byte) error {
	return json.Unmarshal(text, &[]any{&s.line, &s.in, &s.from, &s.lastLine, &s.to})
}

// has reports whether a place is within s.
func (s *spanned) has(p Place) bool {
	if p.Line != s.line {
		return false
	}
	from := utf8.RuneCountInString(p.Text[:min(s.from, len(p.Text))])
	to := utf8.RuneCountInString(p.Text[:min(s.to, len(p.Text))])
	marked, _ := caretsAt(p.Text, p.Col-1)
	return marked.start >= from && (s.lastLine > s.line || marked.start < to)
}
