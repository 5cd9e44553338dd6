package json_test

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"starling/specs/json"
)

func TestEachObject(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"\ufeff \n", ""},
		{"[]", ""},
		{"[{}, {\"a\":[{}]}\n,\n{}]", "1 {}|1 {\"a\":[{}]}|3 {}"},
		{"\ufeff\n{\"a\":\n1}{}\n\n{}\n", "2 {\"a\":\n1}|3 {}|5 {}"},
		{"[{},\n5]", `1 {}|line 2: "5" is not an object`},
		{"{}\nx", `1 {}|line 2: not JSON: expected a value at byte 0, not "x"`},
		{"[{}\n,", "1 {}|line 2: not JSON: expected an object, but the text ends"},
		{"[", "line 1: not JSON: expected an object, but the text ends"},
		{"[{}\n{}]", `1 {}|line 2: not JSON: expected a comma or ] at byte 0, not "{}]"`},
		{"[{}]\n]", `1 {}|line 2: not JSON: expected the end at byte 0, not "]"`},
		{"{}\n{\"stop\":1}\n{}", "1 {}|stopped"},
	} {
		var got []string
		stop := errors.New("stopped")
		err := json.EachObject([]byte(c.text), func(object []byte, line int) error {
			if bytes.Contains(object, []byte("stop")) {
				return stop
			}
			got = append(got, fmt.Sprintf("%d %s", line, object))
			return nil
		})
		if err != nil {
			got = append(got, err.Error())
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q: %s\nwant %s", c.text, s, c.want)
		}
	}
}

// FuzzEachObject takes the objects that encoding/json takes, and no others.
func FuzzEachObject(f *testing.F) {
	for _, s := range []string{`[{"a":1},{}]`, "{}\n{\"a\":[1]}\n", "[", "[{},]", "5", "{}{}", "[{}] {}", "\ufeff{}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, n := json.EachObject([]byte(text), func([]byte, int) error { return nil }), 0
		if got != nil && strings.Contains(got.Error(), "less nesting") {
			return
		}
		text = strings.TrimPrefix(text, "\ufeff")
		var want error
		dec := stdjson.NewDecoder(strings.NewReader(text))
		if array := strings.HasPrefix(strings.TrimLeft(text, " \t\r\n"), "["); array {
			var all []stdjson.RawMessage
			if want = stdjson.Unmarshal([]byte(text), &all); want == nil {
				for _, one := range all {
					want = errors.Join(want, isObject(one))
				}
			}
			n = len(all)
		} else {
			for {
				var one stdjson.RawMessage
				if want = dec.Decode(&one); want != nil {
					break
				}
				if want = isObject(one); want != nil {
					break
				}
				n++
			}
			if errors.Is(want, io.EOF) {
				want = nil
			}
		}
		if (got == nil) != (want == nil) {
			t.Fatalf("%q: %v, want %v", text, got, want)
		}
		if got != nil {
			return
		}
		count := 0
		_ = json.EachObject([]byte(text), func([]byte, int) error { count++; return nil })
		if count != n {
			t.Errorf("%q: %d objects, want %d", text, count, n)
		}
	})
}

func isObject(doc []byte) error {
	if doc = bytes.TrimLeft(doc, " \t\r\n"); len(doc) == 0 || doc[0] != '{' {
		return errors.New("not an object")
	}
	return nil
}
