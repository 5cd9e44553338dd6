package py

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// window is the part of a text that s.find(sub, start, end) and the like look at.
type window struct {
	s  string
	at int  // how many characters stand before it
	ok bool // whether there is such a part: start is not behind the end
}

// window reads the arguments from i on, start and end.
func (c *Call) window(s string, i int) (window, error) {
	if len(c.Args) <= i {
		return window{s, 0, true}, nil
	}
	chars := c.texts.of(s)
	start, end := 0, chars.n
	for k, p := range []*int{&start, &end} {
		if i+k >= len(c.Args) || c.Args[i+k] == starlark.None {
			continue
		}
		n, ok := asNumber(c.Args[i+k]).(starlark.Int)
		if !ok {
			return window{}, Raise("TypeError", "slice indices must be integers or None or have an __index__ method")
		}
		*p = fromEnd(n, chars.n)
	}
	end = min(end, chars.n)
	if start > end {
		return window{}, nil
	}
	from := chars.offset(start)
	return window{s[from:chars.offset(end)], start, true}, nil
}

// fromEnd is where a bound of a slice lies in n characters; what lies before them is 0.
func fromEnd(v starlark.Int, n int) int {
	i, ok := v.Int64()
	switch {
	case !ok && v.Sign() > 0:
		return n + 1
	case !ok || i < -int64(n):
		return 0
	case i < 0:
		return n + int(i)
	}
	return int(min(i, int64(n)+1))
}

// searched reads the arguments of a search.
func (c *Call) searched(s string) (sub string, w window, err error) {
	if err := c.positional(1, 3); err != nil {
		return "", window{}, err
	}
	sub, ok := starlark.AsString(c.Args[0])
	if !ok {
		return "", window{}, Raise("TypeError", "must be str, not %s", TypeOf(c.Args[0]))
	}
	w, err = c.window(s, 1)
	return sub, w, err
}

// quickFind is s.find(sub) or s.rfind(sub) of a short text.
func quickFind(find func(s, sub string) int) func(s string, args starlark.Tuple) (starlark.Value, bool) {
	return func(s string, args starlark.Tuple) (starlark.Value, bool) {
		if len(args) != 1 || len(s) > shortList {
			return nil, false
		}
		sub, ok := args[0].(starlark.String)
		if !ok {
			return nil, false
		}
		i := find(s, string(sub))
		if i > 0 {
			i = utf8.RuneCountInString(s[:i])
		}
		return starlark.MakeInt(i), true
	}
}

// quickIndex is quickFind for s.index and s.rindex, which fail where there is nothing.
func quickIndex(find func(s, sub string) int) func(s string, args starlark.Tuple) (starlark.Value, bool) {
	quick := quickFind(find)
	return func(s string, args starlark.Tuple) (starlark.Value, bool) {
		v, ok := quick(s, args)
		return v, ok && v.(starlark.Int).Sign() >= 0
	}
}

// findText is s.find(sub, start, end), s.index, s.rfind or s.rindex.
func findText(c *Call, s string) (starlark.Value, error) {
	sub, w, err := c.searched(s)
	if err != nil {
		return nil, err
	}
	i := -1
	if w.ok && c.Name[0] == 'r' {
		i = strings.LastIndex(w.s, sub)
	} else if w.ok {
		i, err = c.indexIn(w.s, sub)
	}
	switch {
	case err != nil:
		return nil, err
	case i >= 0:
		return starlark.MakeInt(w.at + utf8.RuneCountInString(w.s[:i])), nil
	case strings.HasSuffix(c.Name, "index"):
		return nil, Raise("ValueError", "substring not found")
	}
	return starlark.MakeInt(-1), nil
}

// quickCount is s.count(sub) of a short text.
func quickCount(s string, args starlark.Tuple) (starlark.Value, bool) {
	if len(args) != 1 || len(s) > shortList {
		return nil, false
	}
	sub, ok := args[0].(starlark.String)
	return starlark.MakeInt(strings.Count(s, string(sub))), ok
}

// countText is s.count(sub, start, end).
func countText(c *Call, s string) (starlark.Value, error) {
	sub, w, err := c.searched(s)
	switch {
	case err != nil:
		return nil, err
	case !w.ok:
		return starlark.MakeInt(0), nil
	case sub == "":
		return starlark.MakeInt(utf8.RuneCountInString(w.s) + 1), nil
	}
	n, p := 0, c.Pace()
	for at := 0; ; n++ {
		i, err := c.indexIn(w.s[at:], sub)
		if err == nil {
			err = p.Step()
		}
		if i < 0 || err != nil {
			return starlark.MakeInt(n), err
		}
		at += i + len(sub)
	}
}

// quickFix is s.startswith(prefix) or s.endswith(suffix).
func quickFix(has func(s, fix string) bool) func(s string, args starlark.Tuple) (starlark.Value, bool) {
	return func(s string, args starlark.Tuple) (starlark.Value, bool) {
		if len(args) != 1 {
			return nil, false
		}
		fix, ok := args[0].(starlark.String)
		return starlark.Bool(has(s, string(fix))), ok
	}
}

// fixedText is s.startswith(prefix, start, end) or s.endswith; there may be a tuple of them.
func fixedText(has func(s, fix string) bool) func(c *Call, s string) (starlark.Value, error) {
	return func(c *Call, s string) (starlark.Value, error) {
		if err := c.positional(1, 3); err != nil {
			return nil, err
		}
		w, err := c.window(s, 1)
		if err != nil {
			return nil, err
		}
		fixes := starlark.Tuple{c.Args[0]}
		if all, ok := c.Args[0].(starlark.Tuple); ok {
			fixes = all
		}
		for _, v := range fixes {
			fix, ok := v.(starlark.String)
			switch {
			case !ok:
				return nil, Raise("TypeError", "%s", fixWords(c, v))
			case w.ok && has(w.s, string(fix)):
				return starlark.True, nil
			}
		}
		return starlark.False, nil
	}
}

// fixWords says that v is no prefix or suffix.
func fixWords(c *Call, v starlark.Value) string {
	if _, several := c.Args[0].(starlark.Tuple); several {
		return fmt.Sprintf("tuple for %s must only contain str, not %s", c.Name, TypeOf(v))
	}
	return fmt.Sprintf("%s first arg must be str or a tuple of str, not %s", c.Name, TypeOf(v))
}
