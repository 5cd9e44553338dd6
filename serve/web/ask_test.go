package web

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzAsk: whatever a page sends, it is refused with a reason that a close has room for, or within
// its bounds.
func FuzzAsk(f *testing.F) {
	for _, seed := range []string{
		`{"do":"open","view":7,"table":"trades","sort":[{"column":"Price","down":true}],"filter":"Price > 10"}`,
		`{"do":"window","view":7,"lo":0,"hi":60,"columns":[0,12]}`,
		`{"do":"record","view":7,"row":123}`,
		`{"do":"record","view":7,"row":null}`,
		`{"do":"plot","view":8,"table":"trades","plot":{"kind":"line","x":"T","y":["P"],"by":["Sym"],"bins":0,"title":""}}`,
		`{"do":"watch","what":["tables","graph"]}`,
		`{"do":"drawn","n":41}`,
		`{"do":"` + strings.Repeat("é", 200) + `"}`,
		`{"do":"window","lo":-9223372036854775808,"hi":9223372036854775807}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := readAsk([]byte(text))
		if err != nil {
			reason := err.(*badAsk).reason()
			if len(reason) > 123 || !utf8.ValidString(reason) || reason == "" {
				t.Errorf("%q: %q", text, reason)
			}
			return
		}
		if a.Do == "window" && (a.Lo < 0 || a.Hi < a.Lo || a.Hi-a.Lo > mostRows) || a.Columns != nil && a.Do == "window" && a.Columns[1]-a.Columns[0] > mostColumns {
			t.Errorf("%q: %+v", text, a)
		}
		a.keys()
		if a.Plot != nil {
			a.Plot.spec() //nolint:errcheck // it does not panic
		}
	})
}
