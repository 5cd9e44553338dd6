package py

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

func reCompile(c *Call) (starlark.Value, error) { return notNil(c.regexOf()) }

// notNil is r as a value, nil with an error.
func notNil(r *regex, err error) (starlark.Value, error) {
	if err != nil {
		return nil, err
	}
	return r, nil
}

func reEscape(c *Call) (starlark.Value, error) {
	var s string
	if err := c.Unpack("pattern", &s); err != nil {
		return nil, err
	}
	var b strings.Builder
	for i := range len(s) {
		if strings.IndexByte("()[]{}?*+-|^$\\.&~# \t\n\r\v\f", s[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return starlark.String(b.String()), nil
}

// one is the first match by one of the expressions of a pattern.
func (c *Call) one(by func(r *regex) *regexp.Regexp) (starlark.Value, error) {
	var s string
	from, to := 0, -1
	pairs := []any{"string", &s}
	if c.Recv != nil { // the methods alone take a part of the text
		pairs = append(pairs, "pos?", &from, "endpos?", &to)
	}
	r, err := c.regexOf(pairs...)
	if err != nil {
		return nil, err
	}
	if from == 0 && to < 0 {
		return r.matched(s, r.find(by(r), s, 0)), nil
	}
	return r.within(by(r), s, from, to), nil
}

// within is a match in the characters from one place to another, to the end if to is below 0.
func (r *regex) within(by *regexp.Regexp, s string, from, to int) starlark.Value {
	n := utf8.RuneCountInString(s)
	if to < 0 || to > n {
		to = n
	}
	from = max(0, from)
	if from > to {
		return starlark.None
	}
	begin, end := beginOf(s, from), beginOf(s, to)
	var at []int
	switch {
	case by == r.search || by == r.match:
		at = r.find(r.search, s[:end], begin)
		if at != nil && by == r.match && at[0] != begin {
			at = nil
		}
	default:
		if at = r.find(by, s[begin:end], 0); at != nil {
			for i := range at {
				if at[i] >= 0 {
					at[i] += begin
				}
			}
		}
	}
	if at == nil {
		return starlark.None
	}
	return &found{re: r, s: s, at: at, from: from, to: to}
}

// beginOf is where the character of that number begins.
func beginOf(s string, char int) int {
	for i := range s {
		if char == 0 {
			return i
		}
		char--
	}
	return len(s)
}

func reSearch(c *Call) (starlark.Value, error) {
	return c.one(func(r *regex) *regexp.Regexp { return r.search })
}

func reMatch(c *Call) (starlark.Value, error) {
	return c.one(func(r *regex) *regexp.Regexp { return r.match })
}

func reFullMatch(c *Call) (starlark.Value, error) {
	return c.one(func(r *regex) *regexp.Regexp { return r.full })
}

func reFindIter(c *Call) (starlark.Value, error) {
	var s string
	r, err := c.regexOf("string", &s)
	if err != nil {
		return nil, err
	}
	var at []int
	return c.newLazyOf("callable_iterator", func(p *starlark.Value) (bool, error) {
		at = r.after(s, at)
		*p = r.matched(s, at)
		return at != nil, nil
	})
}

// eachMatch calls f with the matches in s, most of them if that is above 0.
func (c *Call) eachMatch(r *regex, s string, most int, f func(m *found) error) error {
	p := c.Pace()
	n := 0
	for at := r.after(s, nil); at != nil && (most <= 0 || n < most); at = r.after(s, at) {
		n++
		err := p.Step()
		if err == nil {
			err = c.bounds.Count(c.Name, n)
		}
		if err == nil {
			err = f(newFound(r, s, at))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func reFindAll(c *Call) (starlark.Value, error) {
	var s string
	r, err := c.regexOf("string", &s)
	if err != nil {
		return nil, err
	}
	var out []starlark.Value
	err = c.eachMatch(r, s, 0, func(m *found) error {
		none, texts := starlark.String(""), starlark.Tuple{}
		for i := range len(m.at) / 2 {
			texts = append(texts, m.group(i, none))
		}
		switch len(texts) {
		case 1, 2:
			out = append(out, texts[len(texts)-1])
		default:
			out = append(out, texts[1:])
		}
		return nil
	})
	return starlark.NewList(out), err
}

func reSplit(c *Call) (starlark.Value, error) {
	var s string
	most := 0
	r, err := c.regexOf("string", &s, "maxsplit?", &most)
	if err != nil {
		return nil, err
	}
	var out []starlark.Value
	end := 0
	if most >= 0 {
		err = c.eachMatch(r, s, most, func(m *found) error {
			out = append(out, starlark.String(s[end:m.at[0]]))
			for i := 1; i < len(m.at)/2; i++ {
				out = append(out, m.group(i, starlark.None))
			}
			end = m.at[1]
			return nil
		})
	}
	return starlark.NewList(append(out, starlark.String(s[end:]))), err
}
