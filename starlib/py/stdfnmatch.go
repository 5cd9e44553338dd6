package py

import (
	"regexp"
	"strings"

	"go.starlark.net/starlark"
)

// fnmatchEntries is the module fnmatch.
func fnmatchEntries() []Entry {
	match := func(c *Call) (starlark.Value, error) {
		var name, pat string
		if err := c.Unpack("name", &name, "pat", &pat); err != nil {
			return nil, err
		}
		re, err := shellPattern(pat)
		if err != nil {
			return nil, err
		}
		return starlark.Bool(re.MatchString(name)), nil
	}
	return []Entry{
		{Sig: "filter(names, pat)", Doc: "The names that a pattern matches, as a list.", Fn: func(c *Call) (starlark.Value, error) {
			var names starlark.Value
			var pat string
			if err := c.Unpack("names", &names, "pat", &pat); err != nil {
				return nil, err
			}
			re, err := shellPattern(pat)
			if err != nil {
				return nil, err
			}
			all, err := c.valuesOf(names)
			if err != nil {
				return nil, err
			}
			var out []starlark.Value
			for _, v := range all {
				s, ok := starlark.AsString(v)
				if !ok {
					return nil, Raise("TypeError", "expected str, bytes or os.PathLike object, not %s", TypeOf(v))
				}
				if re.MatchString(s) {
					out = append(out, v)
				}
			}
			return starlark.NewList(out), nil
		}},
		{Sig: "fnmatch(name, pat) -> bool", Doc: "Whether a pattern with *, ?, [abc] and [!abc] matches the whole name.", Fn: match},
		{Sig: "fnmatchcase(name, pat) -> bool", Doc: "fnmatch.", Fn: match},
		{Sig: "translate(pat) -> str", Doc: "The pattern for re that matches the same.", Fn: func(c *Call) (starlark.Value, error) {
			var pat string
			err := c.Unpack("pat", &pat)
			return starlark.String(`(?s:` + shellExpression(pat) + `)\Z`), err
		}},
	}
}

func shellPattern(pat string) (*regexp.Regexp, error) {
	re, err := regexp.Compile(`^(?s:` + shellExpression(pat) + `)$`)
	if err != nil {
		return nil, Raise("ValueError", "%s is no pattern: %w", quoted(pat), err)
	}
	return re, nil
}

// shellExpression is a pattern of the shell as one of regular expressions.
func shellExpression(pat string) string {
	var b strings.Builder
	for i := 0; i < len(pat); i++ {
		switch pat[i] {
		case '*':
			if i == 0 || pat[i-1] != '*' {
				b.WriteString(".*")
			}
		case '?':
			b.WriteByte('.')
		case '[':
			j := i + 1
			if j < len(pat) && pat[j] == '!' {
				j++
			}
			if j < len(pat) && pat[j] == ']' {
				j++
			}
			end := strings.IndexByte(pat[min(j, len(pat)):], ']')
			if end < 0 {
				b.WriteString(`\[`)
				continue
			}
			set := strings.NewReplacer(`\`, `\\`, `[`, `\[`).Replace(pat[i+1 : j+end])
			if strings.HasPrefix(set, "!") {
				set = "^" + set[1:]
			} else if strings.HasPrefix(set, "^") {
				set = `\` + set
			}
			b.WriteString("[" + set + "]")
			i = j + end
		default:
			at := i
			for i+1 < len(pat) && strings.IndexByte("*?[", pat[i+1]) < 0 {
				i++
			}
			b.WriteString(regexp.QuoteMeta(pat[at : i+1]))
		}
	}
	return b.String()
}
