package py

import (
	"strconv"
	"strings"

	"go.starlark.net/starlark"
)

// strFormat is Python's s.format(*args, **kwargs).
func (pr printer) strFormat(s string, args starlark.Tuple, kwargs []starlark.Tuple) (string, error) {
	f := &strFormatter{printer: pr, args: args, kwargs: kwargs}
	return f.run(s, 0)
}

type strFormatter struct {
	printer
	args   starlark.Tuple
	kwargs []starlark.Tuple
	next   int  // of the fields without a number
	named  bool // there are fields with one
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

func (f *strFormatter) field(s string, level int) (string, error) {
	head, spec, _ := strings.Cut(s, ":")
	name, conv, _ := strings.Cut(head, "!")
	v, err := f.lookup(name)
	if err != nil {
		return "", err
	}
	if v, err = f.conversion(v, conv); err != nil {
		return "", err
	}
	if strings.Contains(spec, "{") {
		if spec, err = f.run(spec, level+1); err != nil {
			return "", err
		}
	}
	return f.format(v, spec)
}

func (f *strFormatter) lookup(name string) (v starlark.Value, err error) {
	end := strings.IndexAny(name, ".[")
	if end < 0 {
		end = len(name)
	}
	first, path := name[:end], name[end:]
	n, notNumber := strconv.Atoi(first)
	switch {
	case first == "":
		if f.named {
			return nil, Raise("ValueError", "cannot switch from manual field specification to automatic field numbering")
		}
		n = f.next
		f.next++
		fallthrough
	case notNumber == nil:
		if f.named = first != ""; f.named && f.next > 0 {
			return nil, Raise("ValueError", "cannot switch from automatic field numbering to manual field specification")
		}
		if n >= len(f.args) {
			return nil, Raise("IndexError", "Replacement index %d out of range for positional args tuple", n)
		}
		v = f.args[n]
	default:
		for _, kv := range f.kwargs {
			if string(kv[0].(starlark.String)) == first {
				v = kv[1]
			}
		}
		if v == nil {
			return nil, Raise("KeyError", "'%s'", first)
		}
	}
	for path != "" && err == nil {
		v, path, err = step(v, path)
	}
	return v, err
}

// step follows .name or [key] at the start of path.
func step(v starlark.Value, path string) (starlark.Value, string, error) {
	if path[0] == '.' {
		end := strings.IndexAny(path[1:], ".[")
		if end < 0 {
			end = len(path) - 1
		}
		x, err := GetAttr(v, path[1:end+1])
		return x, path[end+1:], err
	}
	end := strings.IndexByte(path, ']')
	if end < 0 {
		return nil, "", Raise("ValueError", "Missing ']' in format string")
	}
	var key starlark.Value = starlark.String(path[1:end])
	if n, err := strconv.Atoi(path[1:end]); err == nil {
		key = starlark.MakeInt(n)
	}
	x, err := Index(v, key)
	return x, path[end+1:], err
}
