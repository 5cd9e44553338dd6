package py

import (
	"strconv"
	"strings"

	"go.starlark.net/starlark"
)

// strFormat is Python's s.format(*args, **kwargs).
func (c *Call) strFormat(s string) (string, error) {
	f := &strFormatter{printer: c.printer(), ip: c.Interp, args: c.Args, kwargs: c.Kwargs}
	return f.run(s, 0)
}

type strFormatter struct {
	printer
	ip     *Interp // nil: attributes are those that values have by themselves
	args   starlark.Tuple
	kwargs []starlark.Tuple
	of     starlark.Value // the mapping of format_map; nil: args and kwargs
	next   int            // of the fields without a number
	named  bool           // there are fields with one
}

// run formats s, which is a format specification at level 1.
func (f *strFormatter) run(s string, level int) (string, error) {
	if level > 1 {
		return "", Raise("ValueError", "Max string recursion exceeded")
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case (c == '{' || c == '}') && i+1 < len(s) && s[i+1] == c:
			b.WriteByte(c)
			i++
		case c == '}':
			return "", Raise("ValueError", "Single '}' encountered in format string")
		case c == '{':
			if i+1 == len(s) {
				return "", Raise("ValueError", "Single '{' encountered in format string")
			}
			end := fieldEnd(s[i:])
			if end < 0 {
				return "", Raise("ValueError", "expected '}' before end of string")
			}
			out, err := f.field(s[i+1:i+end], level)
			if err == nil {
				err = f.max.Size("format", b.Len()+len(out))
			}
			if err != nil {
				return "", err
			}
			b.WriteString(out)
			i += end
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), nil
}

// fieldEnd is the place of the brace that closes the one that s begins with, -1 if none does.
func fieldEnd(s string) int {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// field is the text of a replacement field, name!conversion:specification.
func (f *strFormatter) field(s string, level int) (string, error) {
	end, inKey := 0, false
	for ; end < len(s) && (inKey || s[end] != ':' && s[end] != '!'); end++ {
		switch s[end] {
		case '[':
			inKey = true
		case ']':
			inKey = false
		case '{':
			return "", Raise("ValueError", "unexpected '{' in field name")
		}
	}
	name, rest := s[:end], s[end:]
	conv, spec := "", ""
	if strings.HasPrefix(rest, "!") {
		conv, spec, _ = strings.Cut(rest[1:], ":")
		switch {
		case conv == "":
			return "", Raise("ValueError", "end of string while looking for conversion specifier")
		case len(conv) > 1:
			return "", Raise("ValueError", "expected ':' after conversion specifier")
		}
	} else if rest != "" {
		spec = rest[1:]
	}
	v, err := f.lookup(name)
	if err != nil {
		return "", err
	}
	if conv != "" && strings.IndexByte("rsa", conv[0]) < 0 {
		return "", Raise("ValueError", "Unknown conversion specifier %s", conv)
	}
	if v, err = f.conversion(v, conv); err != nil {
		return "", err
	}
	if strings.ContainsAny(spec, "{}") {
		if spec, err = f.run(spec, level+1); err != nil {
			return "", err
		}
	}
	return f.format(v, spec)
}

// lookup is the value of a field.
func (f *strFormatter) lookup(name string) (v starlark.Value, err error) {
	end := strings.IndexAny(name, ".[")
	if end < 0 {
		end = len(name)
	}
	first, path := name[:end], name[end:]
	n, notNumber := strconv.ParseUint(first, 10, 31)
	switch {
	case first == "" && f.of == nil:
		if f.named {
			return nil, Raise("ValueError", "cannot switch from manual field specification to automatic field numbering")
		}
		n = uint64(f.next)
		f.next++
		v, err = f.positional(int(n))
	case first == "" || notNumber == nil && f.of != nil:
		return nil, Raise("ValueError", "Format string contains positional fields")
	case notNumber == nil:
		if f.named = true; f.next > 0 {
			return nil, Raise("ValueError", "cannot switch from automatic field numbering to manual field specification")
		}
		v, err = f.positional(int(n))
	case f.of != nil:
		v, err = Index(f.of, starlark.String(first))
	default:
		for _, kv := range f.kwargs {
			if string(kv[0].(starlark.String)) == first {
				v = kv[1]
			}
		}
		if v == nil {
			return nil, throw("KeyError", starlark.String(first))
		}
	}
	for path != "" && err == nil {
		v, path, err = f.step(v, path)
	}
	return v, err
}

func (f *strFormatter) positional(n int) (starlark.Value, error) {
	if n >= len(f.args) {
		return nil, Raise("IndexError", "Replacement index %d out of range for positional args tuple", n)
	}
	return f.args[n], nil
}

// step follows .name or [key] at the start of path.
func (f *strFormatter) step(v starlark.Value, path string) (starlark.Value, string, error) {
	if path[0] == '.' {
		end := strings.IndexAny(path[1:], ".[")
		if end < 0 {
			end = len(path) - 1
		}
		name := path[1 : end+1]
		if name == "" {
			return nil, "", Raise("ValueError", "Empty attribute in format string")
		}
		if f.ip != nil {
			x, err := f.ip.attr(v, name)
			return x, path[end+1:], err
		}
		x, err := GetAttr(v, name)
		return x, path[end+1:], err
	}
	if path[0] != '[' {
		return nil, "", Raise("ValueError", "Only '.' or '[' may follow ']' in format field specifier")
	}
	end := strings.IndexByte(path, ']')
	switch {
	case end < 0:
		return nil, "", Raise("ValueError", "Missing ']' in format string")
	case end == 1:
		return nil, "", Raise("ValueError", "Empty attribute in format string")
	}
	var key starlark.Value = starlark.String(path[1:end])
	if n, err := strconv.ParseUint(path[1:end], 10, 62); err == nil {
		key = starlark.MakeUint64(n)
	}
	x, err := Index(v, key)
	return x, path[end+1:], err
}
