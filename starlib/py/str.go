package py

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// Methods of Python's texts that Starlark's have not, or have otherwise.

// padded is s.ljust(width, fillchar), s.rjust or s.center, by how many of so many fill characters
// stand on the left.
func padded(left func(fill, width int) int) func(c *Call, s string) (starlark.Value, error) {
	return func(c *Call, s string) (starlark.Value, error) {
		width, fill := 0, " "
		if err := unpackPositional(c.Name, c.Args, c.Kwargs, 1, &width, &fill); err != nil {
			return nil, err
		}
		if utf8.RuneCountInString(fill) != 1 {
			return nil, Raise("TypeError", "The fill character must be exactly one character long")
		}
		n := width - c.texts.length(s)
		if n <= 0 {
			return starlark.String(s), nil
		}
		if err := c.bounds.Times(c.Name, len(fill), n); err != nil {
			return nil, err
		}
		if err := c.bounds.Size(c.Name, len(s)+n*len(fill)); err != nil {
			return nil, err
		}
		before := left(n, width)
		return starlark.String(strings.Repeat(fill, before) + s + strings.Repeat(fill, n-before)), nil
	}
}

func allLeft(fill, _ int) int { return fill }
func noneLeft(int, int) int   { return 0 }

// halfLeft is the half, of an odd number the larger one where the width is odd as well.
func halfLeft(fill, width int) int { return fill/2 + fill&width&1 }

// zeroFilled is s.zfill(width): zeros between a sign and what follows.
func zeroFilled(c *Call, s string) (starlark.Value, error) {
	var width int
	if err := unpackPositional(c.Name, c.Args, c.Kwargs, 1, &width); err != nil {
		return nil, err
	}
	n := width - c.texts.length(s)
	if err := c.bounds.Size(c.Name, len(s)+max(n, 0)); err != nil || n <= 0 {
		return starlark.String(s), err
	}
	sign := ""
	if s != "" && (s[0] == '+' || s[0] == '-') {
		sign, s = s[:1], s[1:]
	}
	return starlark.String(sign + strings.Repeat("0", n) + s), nil
}

// expandedTabs is s.expandtabs(tabsize).
func expandedTabs(c *Call, s string) (starlark.Value, error) {
	size := 8
	if err := unpackArgs(c.Name, c.Args, c.Kwargs, "tabsize?", &size); err != nil {
		return nil, err
	}
	if err := c.bounds.Times(c.Name, max(size, 0), strings.Count(s, "\t")); err != nil {
		return nil, err
	}
	return starlark.String(spacedTabs(s, size)), nil
}

// translated is s.translate(table): a dict from the numbers of characters to those of others, to
// texts, or to None.
func translated(c *Call, s string) (starlark.Value, error) {
	if err := c.positional(1, 1); err != nil {
		return nil, err
	}
	table, ok := c.Args[0].(starlark.Mapping)
	if !ok {
		return nil, Raise("TypeError", "'%s' object is not subscriptable", TypeOf(c.Args[0]))
	}
	var b strings.Builder
	p := c.Pace()
	for _, r := range s {
		to, found, err := table.Get(starlark.MakeInt(int(r)))
		if err == nil {
			err = p.Step()
		}
		if err == nil {
			err = c.bounds.Size(c.Name, b.Len())
		}
		if err != nil {
			return nil, err
		}
		switch to := to.(type) {
		case nil, starlark.NoneType:
			if !found {
				b.WriteRune(r)
			}
		case starlark.String:
			b.WriteString(string(to))
		case starlark.Int:
			n, err := starlark.AsInt32(to)
			if err != nil || n < 0 || n > unicode.MaxRune {
				return nil, Raise("ValueError", "character mapping must be in range(0x110000)")
			}
			b.WriteRune(rune(n))
		default:
			return nil, Raise("TypeError", "character mapping must return integer, None or str, not %s", TypeOf(to))
		}
	}
	return starlark.String(b.String()), nil
}

// swappedCase is s.swapcase().
func swappedCase(c *Call, s string) (starlark.Value, error) {
	if err := c.positional(0, 0); err != nil {
		return nil, err
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			b.WriteRune(unicode.ToLower(r))
		case unicode.IsTitle(r):
			b.WriteRune(r)
		default:
			b.WriteString(upper(string(r)))
		}
	}
	return starlark.String(b.String()), nil
}

// splitLinesOf is s.splitlines(keepends), at every end of a line that Python knows.
func splitLinesOf(c *Call, s string) (starlark.Value, error) {
	var keep starlark.Bool
	if err := unpackArgs(c.Name, c.Args, c.Kwargs, "keepends?", &keep); err != nil {
		return nil, err
	}
	return c.textList(func(yield func(string) bool) {
		for rest := s; rest != ""; {
			line, end := firstLine(rest)
			rest = rest[len(line)+len(end):]
			if keep {
				line += end
			}
			if !yield(line) {
				return
			}
		}
	})
}

// firstLine is the first line of s, and what ends it.
func firstLine(s string) (line, end string) {
	i := strings.IndexFunc(s, endsLine)
	if i < 0 {
		return s, ""
	}
	if strings.HasPrefix(s[i:], "\r\n") {
		return s[:i], "\r\n"
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[:i], s[i : i+n]
}

func endsLine(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// elements is s.elems(): the characters of s.
func elements(c *Call, s string) (starlark.Value, error) {
	if len(c.Args)+len(c.Kwargs) > 0 {
		return nil, fmt.Errorf("elems: got %d arguments, want none", len(c.Args)+len(c.Kwargs))
	}
	return charactersOf(s), nil
}
