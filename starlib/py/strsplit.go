package py

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// quickSplit is s.split() or s.split(sep) of a short text.
func quickSplit(s string, args starlark.Tuple) (starlark.Value, bool) {
	if len(s) > shortList || len(args) > 1 {
		return nil, false
	}
	var parts []string
	if len(args) == 0 || args[0] == starlark.None {
		if parts = strings.Fields(s); strings.ContainsAny(s, "\x1c\x1d\x1e\x1f") {
			parts = strings.FieldsFunc(s, isSpace)
		}
	} else {
		sep, ok := args[0].(starlark.String)
		if !ok || sep == "" {
			return nil, false
		}
		parts = strings.Split(s, string(sep))
	}
	list := make([]starlark.Value, len(parts))
	for i, p := range parts {
		list[i] = starlark.String(p)
	}
	return starlark.NewList(list), true
}

// separator reads the arguments of split and rsplit: sep is "" for white space, most -1 for all.
func (c *Call) separator() (sep string, most int, err error) {
	var by starlark.Value
	most = -1
	if err := c.Unpack("sep?", &by, "maxsplit?", &most); err != nil {
		return "", 0, err
	}
	if by == nil || by == starlark.None {
		return "", most, nil
	}
	s, ok := by.(starlark.String)
	switch {
	case !ok:
		return "", 0, Raise("TypeError", "must be str or None, not %s", TypeOf(by))
	case s == "":
		return "", 0, Raise("ValueError", "empty separator")
	}
	return string(s), most, nil
}

// split is s.split(sep, maxsplit).
func split(c *Call, s string) (starlark.Value, error) {
	sep, most, err := c.separator()
	switch {
	case err != nil:
		return nil, err
	case sep == "":
		return c.textList(fields(s, most))
	case most < 0:
		return c.textList(strings.SplitSeq(s, sep))
	}
	return c.textList(slices.Values(strings.SplitN(s, sep, most+1)))
}

// fields is the words of s; behind most of them the rest is one.
func fields(s string, most int) iter.Seq[string] {
	return func(yield func(string) bool) {
		for n := 0; ; n++ {
			s = strings.TrimLeftFunc(s, isSpace)
			end := strings.IndexFunc(s, isSpace)
			if s == "" {
				return
			}
			if end < 0 || n == most {
				yield(s)
				return
			}
			if !yield(s[:end]) {
				return
			}
			s = s[end:]
		}
	}
}

// splitRight is s.rsplit(sep, maxsplit).
func splitRight(c *Call, s string) (starlark.Value, error) {
	sep, most, err := c.separator()
	switch {
	case err != nil:
		return nil, err
	case most < 0:
		return split(c, s)
	}
	var parts []string
	for n := 0; ; n++ {
		at, size := strings.LastIndex(s, sep), len(sep)
		if sep == "" {
			if s = strings.TrimRightFunc(s, isSpace); s == "" {
				break
			}
			if at = strings.LastIndexFunc(s, isSpace); at >= 0 {
				_, size = utf8.DecodeRuneInString(s[at:])
			}
		}
		if at < 0 || n == most {
			parts = append(parts, s)
			break
		}
		parts, s = append(parts, s[at+size:]), s[:at]
	}
	slices.Reverse(parts)
	return c.textList(slices.Values(parts))
}

// partitioned is s.partition(sep) or s.rpartition(sep), which gives the whole in the last place.
func partitioned(find func(s, sep string) int, last bool) func(c *Call, s string) (starlark.Value, error) {
	return func(c *Call, s string) (starlark.Value, error) {
		if err := c.positional(1, 1); err != nil {
			return nil, err
		}
		sep, ok := starlark.AsString(c.Args[0])
		switch {
		case !ok:
			return nil, Raise("TypeError", "must be str, not %s", TypeOf(c.Args[0]))
		case sep == "":
			return nil, Raise("ValueError", "empty separator")
		}
		at := find(s, sep)
		parts := [3]string{s, "", ""}
		switch {
		case at >= 0:
			parts = [3]string{s[:at], sep, s[at+len(sep):]}
		case last:
			parts = [3]string{"", "", s}
		}
		return starlark.Tuple{starlark.String(parts[0]), starlark.String(parts[1]), starlark.String(parts[2])}, nil
	}
}

// quickStrip is s.strip() of what begins and ends with a character that is no space.
func quickStrip(s string, args starlark.Tuple) (starlark.Value, bool) {
	if len(args) > 0 || s == "" {
		return nil, false
	}
	plain := func(b byte) bool { return b > ' ' && b < utf8.RuneSelf }
	return starlark.String(s), plain(s[0]) && plain(s[len(s)-1])
}

// stripped is s.strip(chars), s.lstrip or s.rstrip.
func stripped(left, right bool) func(c *Call, s string) (starlark.Value, error) {
	return func(c *Call, s string) (starlark.Value, error) {
		if err := c.positional(0, 1); err != nil {
			return nil, err
		}
		goes := isSpace
		if len(c.Args) > 0 && c.Args[0] != starlark.None {
			set, ok := starlark.AsString(c.Args[0])
			if !ok {
				return nil, Raise("TypeError", "%s arg must be None or str", c.Name)
			}
			goes = func(r rune) bool { return strings.ContainsRune(set, r) }
		}
		if left {
			s = strings.TrimLeftFunc(s, goes)
		}
		if right {
			s = strings.TrimRightFunc(s, goes)
		}
		return starlark.String(s), nil
	}
}

// removedFix is s.removeprefix(prefix) or s.removesuffix.
func removedFix(remove func(s, fix string) string) func(c *Call, s string) (starlark.Value, error) {
	return func(c *Call, s string) (starlark.Value, error) {
		if err := c.positional(1, 1); err != nil {
			return nil, err
		}
		fix, ok := starlark.AsString(c.Args[0])
		if !ok {
			return nil, Raise("TypeError", "%s() argument must be str, not %s", c.Name, TypeOf(c.Args[0]))
		}
		return starlark.String(remove(s, fix)), nil
	}
}

// formattedMap is s.format_map(mapping).
func formattedMap(c *Call, s string) (starlark.Value, error) {
	if err := c.positional(1, 1); err != nil {
		return nil, err
	}
	f := &strFormatter{printer: c.printer(), ip: c.Interp, of: c.Args[0]}
	out, err := f.run(s, 0)
	return starlark.String(out), err
}

// makeTranslation is str.maketrans(x, y, z).
func makeTranslation(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 3); err != nil {
		return nil, err
	}
	table := new(starlark.Dict)
	if len(c.Args) == 1 {
		d, ok := plainDict(c.Args[0]).(*starlark.Dict)
		if !ok {
			return nil, Raise("TypeError", "if you give only one argument to maketrans it must be a dict")
		}
		for k, v := range d.Entries() {
			switch key := k.(type) {
			case starlark.Int:
			case starlark.String:
				if utf8.RuneCountInString(string(key)) != 1 {
					return nil, Raise("ValueError", "string keys in translate table must be of length 1")
				}
				r, _ := utf8.DecodeRuneInString(string(key))
				k = starlark.MakeInt(int(r))
			default:
				return nil, Raise("TypeError", "keys in translate table must be strings or integers")
			}
			if err := table.SetKey(k, v); err != nil {
				return nil, err
			}
		}
		return table, nil
	}
	var texts [3]string
	for i, v := range c.Args {
		s, ok := starlark.AsString(v)
		if !ok {
			return nil, Raise("TypeError", "maketrans() argument %d must be str, not %s", i+1, TypeOf(v))
		}
		texts[i] = s
	}
	from, to := []rune(texts[0]), []rune(texts[1])
	if len(from) != len(to) {
		return nil, Raise("ValueError", "the first two maketrans arguments must have equal length")
	}
	for i, r := range from {
		if err := table.SetKey(starlark.MakeInt(int(r)), starlark.MakeInt(int(to[i]))); err != nil {
			return nil, err
		}
	}
	for _, r := range texts[2] {
		if err := table.SetKey(starlark.MakeInt(int(r)), starlark.None); err != nil {
			return nil, err
		}
	}
	return table, nil
}
