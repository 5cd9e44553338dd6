package py

import (
	"strings"

	"go.starlark.net/starlark"
)

// shlexEntries is the module shlex.
func shlexEntries() []Entry {
	return []Entry{
		{Sig: "join(split_command) -> str", Doc: "Words as a command of the shell.", Fn: func(c *Call) (starlark.Value, error) {
			var v starlark.Value
			if err := c.Unpack("split_command", &v); err != nil {
				return nil, err
			}
			words, err := c.valuesOf(v)
			if err != nil {
				return nil, err
			}
			parts := make([]string, len(words))
			for i, w := range words {
				s, ok := starlark.AsString(w)
				if !ok {
					return nil, Raise("TypeError", "expected string or bytes-like object, got '%s'", TypeOf(w))
				}
				parts[i] = shellQuoted(s)
			}
			return starlark.String(strings.Join(parts, " ")), nil
		}},
		{Sig: "quote(s) -> str", Doc: "A text as one word of the shell.", Fn: func(c *Call) (starlark.Value, error) {
			var s string
			err := c.Unpack("s", &s)
			return starlark.String(shellQuoted(s)), err
		}},
		{Sig: "split(s, comments=False, posix=True)", Doc: "The words of a command of the shell.", Fn: func(c *Call) (starlark.Value, error) {
			var s string
			comments, posix := false, true
			if err := c.Unpack("s", &s, "comments?", &comments, "posix?", &posix); err != nil {
				return nil, err
			}
			if !posix {
				return nil, Raise("NotImplementedError", "shlex.split: posix=False is not available")
			}
			words, err := shellWords(s, comments)
			list := make([]starlark.Value, len(words))
			for i, w := range words {
				list[i] = starlark.String(w)
			}
			return starlark.NewList(list), err
		}},
	}
}

func shellQuoted(s string) string {
	if s == "" {
		return "''"
	}
	if strings.Trim(s, uppercase+lowercase+digits+"_@%+=:,./-") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'"'"'`) + "'"
}

// shellWords is the words of s: of blanks, quotes and backslashes as the shell has them.
func shellWords(s string, comments bool) (words []string, err error) {
	var word strings.Builder
	begun := false
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		ch := s[i]
		switch {
		case quote != 0 && ch == quote:
			quote = 0
		case ch == '\\' && quote != '\'':
			if i++; i == len(s) {
				return nil, Raise("ValueError", "No escaped character")
			}
			if quote == '"' && s[i] != '"' && s[i] != '\\' {
				word.WriteByte('\\')
			}
			word.WriteByte(s[i])
			begun = true
		case quote != 0:
			word.WriteByte(ch)
		case ch == '\'' || ch == '"':
			quote, begun = ch, true
		case ch == ' ' || ch == '\t' || ch == '\r' || ch == '\n':
			if begun {
				words = append(words, word.String())
				word.Reset()
				begun = false
			}
		case ch == '#' && comments:
			if begun {
				words = append(words, word.String())
				word.Reset()
				begun = false
			}
			for i+1 < len(s) && s[i+1] != '\n' {
				i++
			}
		default:
			word.WriteByte(ch)
			begun = true
		}
	}
	if quote != 0 {
		return nil, Raise("ValueError", "No closing quotation")
	}
	if begun {
		words = append(words, word.String())
	}
	return words, nil
}
