package json

import "testing"

// TestEqual: JSON values equal plain values by what they say.
func TestEqual(t *testing.T) {
	for _, c := range []struct {
		json string
		x    any
		want bool
	}{
		{`"x"`, "x", true},
		{`"x"`, "y", false},
		{`x`, "x", false},
		{`"a\"\u00e9"`, `a"é`, true},
		{`""`, "", true},
		{`42`, "42", false},
		{`"c"`, uint16('c'), true},
		{`42`, int8(42), true},
		{`42`, int16(42), true},
		{`42`, int32(42), true},
		{`42`, int64(42), true},
		{`42.0`, int32(42), true},
		{`4.2e1`, int64(42), true},
		{`42.5`, int64(42), false},
		{`9223372036854775807`, int64(9223372036854775807), true},
		{`9223372036854775808`, int64(9223372036854775807), false},
		{`-1`, int64(-1), true},
		{`"42"`, int64(42), false},
		{`0.1`, 0.1, true},
		{`0.1`, float32(0.1), true},
		{`1e400`, 1.0, false},
		{`10`, 10.0, true},
		{`true`, true, true},
		{`false`, true, false},
		{`"true"`, true, false},
		{`null`, nil, true},
		{``, nil, true},
		{`0`, nil, false},
		{`null`, "null", false},
		{`{"a":1}`, `{"a":1}`, false},
		{`[1]`, int64(1), false},
		{`[1]`, Text(`[1]`), true},
	} {
		if got := Text(c.json).EqualTo(c.x); got != c.want {
			t.Errorf("%s equals %T %v: %v", c.json, c.x, c.x, got)
		}
	}
}
