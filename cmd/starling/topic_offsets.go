package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// point is a place in a partition.
type point struct {
	kind pointKind
	n    int64     // atOffset: the offset; fromStart, fromEnd: how many records from there
	at   time.Time // atTime
}

type pointKind uint8

const (
	unbounded pointKind = iota // no end: wait for more
	fromStart
	fromEnd
	atOffset
	atTime
)

// span is what consume --offset asks for: where to begin and where to stop.
type span struct{ from, to point }

// parseSpan reads rpk's language of offsets:
//
//	start, end           from the beginning; from now on
//	47, +2, -3           an offset; relative to the beginning; to the end
//	47:, :50, 47:50      from, up to but without, both; "end" is the present end
//	@T, @T:, @:T, @T:U   the same with times
func parseSpan(text string, now time.Time) (span, error) {
	bad := func(why string) (span, error) { return span{}, fmt.Errorf("%q %s", text, why) }
	if times, ok := strings.CutPrefix(text, "@"); ok {
		s, err := timeSpan(times, now)
		if err != nil {
			return bad(err.Error())
		}
		return s, nil
	}
	if p, ok := relative(text); ok {
		return span{from: p}, nil
	}
	first, last, ranged := strings.Cut(text, ":")
	if !ranged {
		first, last, ranged = strings.Cut(text, "-")
	}
	s := span{from: point{kind: fromStart}}
	var ok bool
	if first != "" || last == "" {
		if s.from, ok = offset(first); !ok {
			if here := otherOffsets[text]; here != "" {
				return bad("is not an offset; that is " + here + " here")
			}
			return bad("is not an offset; try start, end, 47, +2, -3, :end, 40:50 or @1h")
		}
	}
	if !ranged || last == "" && first != "" {
		return s, nil
	}
	switch s.to, ok = offset(last); {
	case last == "end":
		s.to = point{kind: fromEnd}
	case !ok:
		return bad("does not end with an offset; try :end or 40:50")
	case s.to.n <= s.from.n:
		return bad("ends before it begins")
	}
	return s, nil
}

// otherOffsets is what kcat and others call places.
var otherOffsets = map[string]string{"beginning": "start", "earliest": "start", "latest": "end", "stored": "-g GROUP"}

func relative(text string) (point, bool) {
	switch text {
	case "start", "oldest":
		return point{kind: fromStart}, true
	case "end", "newest":
		return point{kind: fromEnd}, true
	}
	if len(text) < 2 || text[0] != '+' && text[0] != '-' {
		return point{}, false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if text[0] == '+' {
		return point{kind: fromStart, n: n}, err == nil
	}
	return point{kind: fromEnd, n: n}, err == nil
}

func offset(text string) (point, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return point{kind: atOffset, n: n}, err == nil && n >= 0 && text[0] != '+'
}

// timeForm finds a time at the beginning of a text: milliseconds, seconds, a
// day, an RFC 3339 time in UTC, or a duration into the past.
var timeForm = regexp.MustCompile(`^(?:(\d{13})|(\d{10})|(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)|(\d{4}-\d\d-\d\d)|(-?(?:[\d.]+(?:ns|us|ms|s|m|h))+))(:|$)`)

// timeSpan reads what follows the @. A duration counts back from now, or on
// from the first time if it is the second and the first is not a duration.
func timeSpan(text string, now time.Time) (s span, err error) {
	s.from = point{kind: fromStart}
	base, sign := now, time.Duration(-1)
	if !strings.HasPrefix(text, ":") {
		at, rest, lasting, err := oneTime(text, base, sign)
		if err != nil {
			return s, err
		}
		s.from = point{kind: atTime, at: at}
		if !lasting {
			base, sign = at, 1
		}
		text = rest
	} else if text = text[1:]; text == "" {
		return s, fmt.Errorf("holds no time")
	}
	switch text {
	case "":
		return s, nil
	case "end":
		s.to = point{kind: fromEnd}
		return s, nil
	}
	at, rest, _, err := oneTime(text, base, sign)
	if err != nil {
		return s, err
	}
	if rest != "" {
		return s, fmt.Errorf("has more than two times")
	}
	if s.from.kind == atTime && !at.After(s.from.at) {
		return s, fmt.Errorf("ends before it begins")
	}
	s.to = point{kind: atTime, at: at}
	return s, nil
}

// oneTime reads the first time and returns what follows its colon.
func oneTime(text string, base time.Time, sign time.Duration) (at time.Time, rest string, lasting bool, err error) {
	m := timeForm.FindStringSubmatch(text)
	if m == nil {
		return at, "", false, fmt.Errorf("is not a time; try @1700000000, @2026-11-22, @2026-11-22T10:00:00Z or @10m")
	}
	switch {
	case m[1] != "":
		ms, _ := strconv.ParseInt(m[1], 10, 64)
		at = time.UnixMilli(ms)
	case m[2] != "":
		s, _ := strconv.ParseInt(m[2], 10, 64)
		at = time.Unix(s, 0)
	case m[3] != "":
		at, err = time.Parse(time.RFC3339Nano, m[3])
	case m[4] != "":
		at, err = time.Parse(time.DateOnly, m[4])
	default:
		lasting = true
		var d time.Duration
		d, err = time.ParseDuration(strings.TrimPrefix(m[5], "-"))
		at = base.Add(sign * d)
	}
	return at, text[len(m[0]):], lasting, err
}
