package py

import (
	"strconv"
	"strings"

	"go.starlark.net/starlark"
)

func reSub(c *Call) (starlark.Value, error) {
	s, _, err := c.replaced()
	return starlark.String(s), err
}

func reSubN(c *Call) (starlark.Value, error) {
	s, n, err := c.replaced()
	return starlark.Tuple{starlark.String(s), starlark.MakeInt(n)}, err
}

// replaced is a text with its matches replaced, and how many they were.
func (c *Call) replaced() (string, int, error) {
	var s string
	var repl starlark.Value
	most := 0
	r, err := c.regexOf("repl", &repl, "string", &s, "count?", &most)
	if err != nil {
		return "", 0, err
	}
	by, err := c.replacement(r, repl)
	if err != nil {
		return "", 0, err
	}
	var b strings.Builder
	n, end := 0, 0
	err = c.eachMatch(r, s, most, func(m *found) error {
		text, err := by(m)
		if err != nil {
			return err
		}
		b.WriteString(s[end:m.at[0]])
		b.WriteString(text)
		n, end = n+1, m.at[1]
		return c.bounds.Size(c.Name, b.Len())
	})
	b.WriteString(s[end:])
	return b.String(), n, err
}

// replacement is what stands for a match: what a function gives, or a text with groups in it.
func (c *Call) replacement(r *regex, repl starlark.Value) (func(m *found) (string, error), error) {
	if fn, ok := repl.(starlark.Callable); ok {
		return func(m *found) (string, error) {
			v, err := starlark.Call(c.Thread, fn, starlark.Tuple{m}, nil)
			if err != nil {
				return "", err
			}
			s, ok := starlark.AsString(v)
			if !ok {
				return "", Raise("TypeError", "expected str instance, %s found", TypeOf(v))
			}
			return s, nil
		}, nil
	}
	text, ok := starlark.AsString(repl)
	if !ok {
		return nil, Raise("TypeError", "%s: repl: got %s, want a string or a function", c.Name, TypeOf(repl))
	}
	parts, err := r.template(text)
	return func(m *found) (string, error) {
		return m.filled(parts), nil
	}, err
}

// filled is the parts of a template with the texts of the groups.
func (m *found) filled(parts []part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.text)
		if p.group >= 0 && m.at[2*p.group] >= 0 {
			b.WriteString(m.s[m.at[2*p.group]:m.at[2*p.group+1]])
		}
	}
	return b.String()
}

// part is a text and the number of the group behind it, -1 without one.
type part struct {
	text  string
	group int
}

var templateEscapes = map[byte]string{'n': "\n", 't': "\t", 'r': "\r", 'a': "\a", 'b': "\b", 'f': "\f", 'v': "\v", '\\': `\`}

// template is the parts of a text with \1 and \g<name> in it.
func (r *regex) template(s string) ([]part, error) {
	var out []part
	text := ""
	for {
		before, rest, ok := strings.Cut(s, `\`)
		if text += before; !ok {
			return append(out, part{text, -1}), nil
		}
		if rest == "" {
			return nil, Raise("error", "bad escape (end of pattern)")
		}
		name := ""
		switch ch := rest[0]; {
		case ch == 'g':
			if name, s, ok = strings.Cut(strings.TrimPrefix(rest[1:], "<"), ">"); !ok || rest[1] != '<' {
				return nil, Raise("error", "missing group name")
			}
		case ch >= '1' && ch <= '9':
			n := 1
			if len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9' {
				n = 2
			}
			name, s = rest[:n], rest[n:]
		case ch == '0':
			text, s = text+"\x00", rest[1:]
			continue
		case templateEscapes[ch] != "":
			text, s = text+templateEscapes[ch], rest[1:]
			continue
		case ch >= 'a' && ch <= 'z' || ch >= 'A' && ch <= 'Z':
			return nil, Raise("error", `bad escape \%c`, ch)
		default:
			text, s = text+`\`, rest
			continue
		}
		i, err := r.groupNamed(name)
		if err != nil {
			return nil, err
		}
		out = append(out, part{text, i})
		text = ""
	}
}

// groupNamed is the number of a group by number or name, as templates have them.
func (r *regex) groupNamed(name string) (int, error) {
	if i, err := strconv.Atoi(name); err == nil {
		if i > r.search.NumSubexp() {
			return 0, Raise("error", "invalid group reference %d", i)
		}
		return i, nil
	}
	if i := r.search.SubexpIndex(name); i >= 0 {
		return i, nil
	}
	return 0, Raise("IndexError", "unknown group name '%s'", name)
}
