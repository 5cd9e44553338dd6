package py

import (
	"fmt"

	"go.starlark.net/starlark"
)

// What single classes of exceptions have beside their arguments. All are attributes of the instance,
// as of one of a script's own class; None stands in the class.

// exceptionFields is the attributes of exceptions of a class, None if nothing is said.
var exceptionFields = map[string][]string{
	"AttributeError":        {"name", "obj"},
	"ImportError":           {"msg", "name", "path"},
	"JSONDecodeError":       {"colno", "doc", "lineno", "msg", "pos"},
	"NameError":             {"name"},
	"error":                 {"colno", "lineno", "msg", "pattern", "pos"},
	"OSError":               {"errno", "filename", "filename2", "strerror"},
	"StopIteration":         {"value"},
	"SyntaxError":           {"end_lineno", "end_offset", "filename", "lineno", "msg", "offset", "text"},
	"SystemExit":            {"code"},
	"UnicodeDecodeError":    {"encoding", "end", "object", "reason", "start"},
	"UnicodeEncodeError":    {"encoding", "end", "object", "reason", "start"},
	"UnicodeTranslateError": {"end", "object", "reason", "start"},
}

// named is the keyword arguments of the exceptions that have any.
var exceptionKeywords = map[string][]string{
	"AttributeError": {"name", "obj"}, "ImportError": {"name", "path"}, "NameError": {"name"},
}

// initException is __init__ of an exception.
func (c *Call) initException(o *instance) error {
	x := exceptionIn(o)
	x.args = c.Args
	kinds := ""
	for _, k := range o.class.mro {
		if k.module != "__main__" && exceptionFields[k.name] != nil {
			kinds = k.name
			break
		}
	}
	for _, kv := range c.Kwargs {
		name := string(kv[0].(starlark.String))
		if !contains(exceptionKeywords[kinds], name) {
			if exceptionKeywords[kinds] != nil {
				return Raise("TypeError", "'%s' is an invalid keyword argument for %s()", name, kinds)
			}
			return Raise("TypeError", "%s() takes no keyword arguments", o.class.name)
		}
		o.attrs.set(name, kv[1])
	}
	if fill := exceptionFills[kinds]; fill != nil {
		return fill(o, x)
	}
	return nil
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// exceptionFills is how the fields come from the arguments.
var exceptionFills = map[string]func(o *instance, x *exception) error{
	"ImportError":     firstArgument("msg"),
	"JSONDecodeError": fillJSONError,
	"error":           fillPatternError,
	"OSError":         fillOSError,
	"StopIteration":   firstArgument("value"),
	"SyntaxError":     firstArgument("msg"),
	"SystemExit": func(o *instance, x *exception) error {
		switch len(x.args) {
		case 0:
			return nil
		case 1:
			o.attrs.set("code", x.args[0])
		default:
			o.attrs.set("code", x.args)
		}
		return nil
	},
	"UnicodeDecodeError":    fillUnicodeError("encoding", "object", "start", "end", "reason"),
	"UnicodeEncodeError":    fillUnicodeError("encoding", "object", "start", "end", "reason"),
	"UnicodeTranslateError": fillUnicodeError("object", "start", "end", "reason"),
}

func firstArgument(name string) func(o *instance, x *exception) error {
	return func(o *instance, x *exception) error {
		if len(x.args) > 0 {
			o.attrs.set(name, x.args[0])
		}
		return nil
	}
}

// fillOSError: of two arguments and more the first are the number and its text, and the name of a file.
func fillOSError(o *instance, x *exception) error {
	if len(x.args) < 2 || len(x.args) > 5 {
		return nil
	}
	o.attrs.set("errno", x.args[0])
	o.attrs.set("strerror", x.args[1])
	if len(x.args) > 2 {
		o.attrs.set("filename", x.args[2])
		if len(x.args) > 4 {
			o.attrs.set("filename2", x.args[4])
		}
		x.args = x.args[:2]
	}
	return nil
}

func osErrorText(p printer, o *instance, x *exception) (string, bool, error) {
	number, text := o.attrs.get("errno"), o.attrs.get("strerror")
	if number == nil || text == nil {
		return "", false, nil
	}
	s, err := p.all([]starlark.Value{number, text})
	if err != nil {
		return "", false, err
	}
	out := fmt.Sprintf("[Errno %s] %s", s[0], s[1])
	file, other := o.attrs.get("filename"), o.attrs.get("filename2")
	if file == nil || file == starlark.None {
		return out, true, nil
	}
	name, err := p.repr(file)
	out += ": " + name
	if err == nil && other != nil && other != starlark.None {
		name, err = p.repr(other)
		out += " -> " + name
	}
	return out, true, err
}

// fillUnicodeError takes exactly these arguments.
func fillUnicodeError(names ...string) func(o *instance, x *exception) error {
	return func(o *instance, x *exception) error {
		if len(x.args) != len(names) {
			return Raise("TypeError", "function takes exactly %d arguments (%d given)", len(names), len(x.args))
		}
		for i, name := range names {
			o.attrs.set(name, x.args[i])
		}
		return nil
	}
}

func unicodeErrorText(p printer, o *instance, _ *exception) (string, bool, error) {
	object, start, end := o.attrs.get("object"), intAttr(o, "start"), intAttr(o, "end")
	if object == nil {
		return "", true, nil
	}
	codec, reason := attrText(o, "encoding"), attrText(o, "reason")
	if codec != "" {
		codec = "'" + codec + "' codec "
	}
	do, what := "encode", ""
	switch v := object.(type) {
	case starlark.Bytes:
		do = "decode"
		if end == start+1 && start >= 0 && start < len(v) {
			what = fmt.Sprintf("byte 0x%02x", v[start])
		}
	case starlark.String:
		if chars := []rune(string(v)); end == start+1 && start >= 0 && start < len(chars) {
			what = "character " + escapedRune(chars[start])
		}
	}
	if codec == "" {
		codec, do = "can't translate ", ""
	} else {
		codec += "can't " + do + " "
	}
	if what != "" {
		return fmt.Sprintf("%s%s in position %d: %s", codec, what, start, reason), true, nil
	}
	what = "characters"
	if do == "decode" {
		what = "bytes"
	}
	return fmt.Sprintf("%s%s in position %d-%d: %s", codec, what, start, end-1, reason), true, nil
}

// escapedRune is a character as errors of codecs name it: '\xe9'.
func escapedRune(r rune) string {
	switch {
	case r < 0x100:
		return fmt.Sprintf(`'\x%02x'`, r)
	case r < 0x10000:
		return fmt.Sprintf(`'\u%04x'`, r)
	}
	return fmt.Sprintf(`'\U%08x'`, r)
}

func intAttr(o *instance, name string) int {
	n, _ := starlark.AsInt32(orNone(o.attrs.get(name)))
	return n
}

func attrText(o *instance, name string) string {
	s, _ := starlark.AsString(orNone(o.attrs.get(name)))
	return s
}

func orNone(v starlark.Value) starlark.Value {
	if v == nil {
		return starlark.None
	}
	return v
}
