package main

import (
	"testing"
	"time"
)

func TestParseSpan(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	start, end := point{kind: fromStart}, point{kind: fromEnd}
	at := func(n int64) point { return point{kind: atOffset, n: n} }
	when := func(t time.Time) point { return point{kind: atTime, at: t} }
	day := time.Date(2023, 11, 14, 0, 0, 0, 0, time.UTC)
	for text, want := range map[string]span{
		"start": {from: start}, "oldest": {from: start}, "end": {from: end}, "newest": {from: end},
		"47": {from: at(47)}, "0": {from: at(0)}, "47:": {from: at(47)},
		"+2": {from: point{kind: fromStart, n: 2}}, "-3": {from: point{kind: fromEnd, n: -3}},
		":end": {start, end}, ":50": {start, at(50)}, "47:50": {at(47), at(50)}, "47-50": {at(47), at(50)}, "47:end": {at(47), end},
		"@1700000000":             {from: when(time.Unix(1_700_000_000, 0))},
		"@1700000000123:":         {from: when(time.UnixMilli(1_700_000_000_123))},
		"@2023-11-14":             {from: when(day)},
		"@2023-11-14:end":         {when(day), end},
		"@2023-11-14T10:20:30.5Z": {from: when(day.Add(10*time.Hour + 20*time.Minute + 30500*time.Millisecond))},
		"@2023-11-14T00:00:00Z:2023-11-14T01:00:00Z": {when(day), when(day.Add(time.Hour))},
		"@2023-11-14:1h30m":                          {when(day), when(day.Add(90 * time.Minute))},
		"@1h":                                        {from: when(now.Add(-time.Hour))},
		"@-1h:30m":                                   {when(now.Add(-time.Hour)), when(now.Add(-30 * time.Minute))},
		"@1h:":                                       {from: when(now.Add(-time.Hour))},
		"@:1h":                                       {start, when(now.Add(-time.Hour))},
		"@:end":                                      {start, end},
	} {
		got, err := parseSpan(text, now)
		if err != nil || !same(got.from, want.from) || !same(got.to, want.to) {
			t.Errorf("%s: %+v, %v; want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", ":", "x", "+", "-", "+x", "-x", "5:3", "5:5", "5:x", "-5:7", "1:2:3", "99999999999999999999", "+-1", "--1",
		"@", "@:", "@x", "@end", "@1h:2h", "@2023-11-14:2023-11-13", "@2023-13-14", "@1h:30m:10m", "@12345", "@..s",
	} {
		if got, err := parseSpan(text, now); err == nil {
			t.Errorf("%q gives %+v", text, got)
		}
	}
}

func same(a, b point) bool { return a.kind == b.kind && a.n == b.n && a.at.Equal(b.at) }

// FuzzSpan holds that no text panics, and that a span never ends before it
// begins.
func FuzzSpan(f *testing.F) {
	for _, text := range []string{"start", ":end", "47:50", "-3", "@1h:30m", "@2023-11-14T10:20:30Z:end", "@1700000000000"} {
		f.Add(text)
	}
	now := time.Now()
	f.Fuzz(func(t *testing.T, text string) {
		s, err := parseSpan(text, now)
		if err != nil {
			return
		}
		if s.from.kind == unbounded {
			t.Fatalf("%q has no beginning", text)
		}
		if s.from.kind == atOffset && (s.from.n < 0 || s.to.kind == atOffset && s.to.n <= s.from.n) ||
			s.from.kind == atTime && s.to.kind == atTime && !s.to.at.After(s.from.at) {
			t.Fatalf("%q gives %+v", text, s)
		}
	})
}
