package scripttest

import (
	"math"
	"strings"
	"testing"
	"time"

	"go.starlark.net/starlark"

	"starling/starlib/py"
)

func TestSameValue(t *testing.T) {
	list := func(v ...starlark.Value) starlark.Value { return starlark.NewList(v) }
	for _, c := range []struct {
		have, want starlark.Value
		same       bool
	}{
		{starlark.MakeInt(1), starlark.Float(1), true},
		{starlark.Float(0.1 + 0.2), starlark.Float(0.3), true},
		{starlark.Float(0.1), starlark.Float(0.100001), false},
		{starlark.Float(math.NaN()), starlark.Float(math.NaN()), true},
		{starlark.Float(1), starlark.None, false},
		{starlark.None, starlark.None, true},
		{starlark.None, starlark.String("None"), false},
		{starlark.String("1"), starlark.MakeInt(1), false},
		{py.Instant(0), starlark.String("1970-01-01T00:00:00Z"), true},
		{py.Instant(0), starlark.String("1970-01-01T00:00:01Z"), false},
		{list(starlark.Float(0.1+0.2), starlark.None), list(starlark.Float(0.3), starlark.None), true},
		{list(starlark.MakeInt(1)), list(starlark.MakeInt(1), starlark.MakeInt(2)), false},
	} {
		if got := sameValue(c.have, c.want); got != c.same {
			t.Errorf("%v, %v wanted: %v", c.have, c.want, got)
		}
	}
}

func TestCompare(t *testing.T) {
	same := func(a, b string) bool { return a == b }
	write := func(s string) string { return s }
	rows := func(s string) []string { return strings.Fields(s) }
	for _, c := range []struct {
		have, want string
		anyOrder   bool
		lines      string
	}{
		{"a b", "a b", false, ""},
		{"b a", "a b", true, ""},
		{"b a", "a b", false, "  - row 1: a|  + row 1: b|  - row 2: b|  + row 2: a"},
		{"a a b", "a b b", true, "  - b|  + a"},
		{"", "a", false, "  - row 1: a"},
		{"a b", "a", false, "  + row 2: b"},
	} {
		err := compare(rows(c.have), rows(c.want), c.anyOrder, same, write)
		got := ""
		if err != nil {
			_, got, _ = strings.Cut(err.Error(), "\n")
			got = strings.ReplaceAll(got, "\n", "|")
		}
		if got != c.lines {
			t.Errorf("%q, %q wanted: %q, want %q", c.have, c.want, got, c.lines)
		}
	}
	many := strings.Repeat("a ", 50)
	err := compare(rows(many), nil, false, same, write)
	if n := strings.Count(err.Error(), "\n"); n != 2*shownRows+1 || !strings.HasSuffix(err.Error(), "… and 30 more lines") {
		t.Errorf("%d lines: %v", n, err)
	}
}

func TestDuration(t *testing.T) {
	for _, c := range []struct {
		v    starlark.Value
		want time.Duration
	}{
		{starlark.String("1m30s"), 90 * time.Second},
		{starlark.MakeInt(2), 2 * time.Second},
		{starlark.Float(0.5), 500 * time.Millisecond},
		{py.Timedelta(py.TimedeltaOf(time.Hour)), time.Hour},
	} {
		if got, err := duration(c.v); err != nil || got != c.want {
			t.Errorf("%v: %v, %v", c.v, got, err)
		}
	}
	for _, v := range []starlark.Value{starlark.String("soon"), starlark.String("-1s"), starlark.MakeInt(-1), starlark.None} {
		if d, err := duration(v); err == nil {
			t.Errorf("%v is %v", v, d)
		}
	}
}

func TestSameCells(t *testing.T) {
	for _, c := range []struct {
		have, want string
		same       bool
	}{
		{"AAPL,1.50", "AAPL,1.5", true}, {"0.30000000000000004,", "0.3,", true}, {"1", "2", false}, {"a", "a,b", false}, {"x", "", false},
	} {
		if got := sameCells(strings.Split(c.have, ","), strings.Split(c.want, ",")); got != c.same {
			t.Errorf("%s, %s wanted: %v", c.have, c.want, got)
		}
	}
}
