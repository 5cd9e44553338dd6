package py

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"
)

// builtinWordings is what builtins and methods of Starlark say of what they are given, but for what is in
// argumentWordings; most with their names before it.
func builtinWordings() []wording {
	return []wording{
		{"value of type % has no len", "TypeError", say("object of type '%s' has no len()", 0)},
		{"invalid literal with base %: %", "ValueError", func(_ *explaining, m []string) starlark.Tuple {
			return textArgs("invalid literal for int() with base " + m[0] + ": " + quoted(m[1]))
		}},
		{"base must be an integer >= 2 && <= 36", "ValueError", say("int() base must be >= 2 and <= 36, or 0")},
		{"can't convert non-string with explicit base", "TypeError", say("int() can't convert non-string with explicit base")},
		{"cannot convert % to int", "TypeError", say("int() argument must be a string, a bytes-like object or a real number, not '%s'", 0)},
		{"invalid float literal: %", "ValueError", func(_ *explaining, m []string) starlark.Tuple {
			return textArgs("could not convert string to float: " + quoted(m[0]))
		}},
		{"float got %, want number or string", "TypeError", say("float() argument must be a string or a real number, not '%s'", 0)},
		{"got %, want int or float", "TypeError", say("bad operand type for abs(): '%s'", 0)},
		{"% value is not iterable", "TypeError", sayIterated},
		{"'%' object is not iterable", "TypeError", sayIterated},
		{"argument #% is not iterable: %", "TypeError", say("'%s' object is not iterable", 1)},
		{"got %, want iterable", "TypeError", say("'%s' object is not iterable", 0)},
		{"dictionary update sequence element #% is not iterable (%)", "TypeError", say("cannot convert dictionary update sequence element #%s to a sequence", 0)},
		{"dictionary update sequence element #% has length %, want 2", "ValueError", say("dictionary update sequence element #%s has length %s; 2 is required", 0, 1)},
		{"string encodes % Unicode code points, want 1", "TypeError", say("ord() expected a character, but string of length %s found", 0)},
		{"bytes has length %, want 1", "TypeError", say("ord() expected a character, but string of length %s found", 0)},
		{"Unicode code point %", "ValueError", say("chr() arg not in range(0x110000)")},
		{"in list, want string, got %", "TypeError", say("sequence item 0: expected str instance, %s found", 0)},
		{"substring not found", "ValueError", say("substring not found")},
		{"empty separator", "ValueError", say("empty separator")},
		{"got % for separator, want string", "TypeError", say("must be str or None, not %s", 0)},
		{"must be str, not %", "TypeError", say("must be str, not %s", 0)},
		{"got %, want string or tuple of string", "TypeError", func(x *explaining, m []string) starlark.Tuple {
			return textArgs(fmt.Sprintf("%s first arg must be str or a tuple of str, not %s", x.fn, pyType(m[0])))
		}},
		{"want string, got %, for element %", "TypeError", func(x *explaining, m []string) starlark.Tuple {
			return textArgs(fmt.Sprintf("tuple for %s must only contain str, not %s", x.fn, pyType(m[0])))
		}},
		{"value not in list", "ValueError", say("value is not in list")},
		{"element not found", "ValueError", say("list.remove(x): x not in list")},
		{"index % is out of range", "IndexError", say("pop index out of range")},
		{"empty dict", "KeyError", say("popitem(): dictionary is empty")},
		{"empty set", "KeyError", say("pop from an empty set")},
		{"missing key", "KeyError", say("missing key")},
		{"step argument must not be zero", "ValueError", say("range() arg 3 must not be zero")},
		{"at index %, % out of range %", "ValueError", say("bytes must be in range(0, 256)")},
		{"at index %, got %, want int", "TypeError", say("'%s' object cannot be interpreted as an integer", 1)},
		{"got %, want string, bytes, or iterable of ints", "TypeError", say("cannot convert '%s' object to bytes", 0)},
		{"'in bytes' requires bytes or int as left operand, not %", "TypeError", say("a bytes-like object is required, not '%s'", 0)},
		{"% out of range (want value in unsigned 8-bit range)", "ValueError", say("byte must be in range(0, 256)")},
		{"got %, want int", "TypeError", sayNoInt},
		{"got %, want string or bytes", "TypeError", func(x *explaining, m []string) starlark.Tuple {
			if x.fn == "hash" {
				return textArgs("unhashable type: '" + pyType(m[0]) + "'")
			}
			return textArgs("ord() expected string of length 1, but " + pyType(m[0]) + " found")
		}},
	}
}

func sayIterated(x *explaining, m []string) starlark.Tuple {
	x.hint = x.ip.library.instead("for %s", m[0])
	return textArgs("'" + pyType(m[0]) + "' object is not iterable")
}

// sayNoInt: an index, the count of a shift, or an argument that must be a whole number.
func sayNoInt(x *explaining, m []string) starlark.Tuple {
	at := x.text()
	for _, op := range []string{"<<", ">>"} {
		if strings.HasPrefix(at, op) {
			return textArgs(fmt.Sprintf("unsupported operand type(s) for %s: 'int' and '%s'", x.operator(op), pyType(m[0])))
		}
	}
	if x.fn == "" && (x.assigns() || strings.HasPrefix(at, "[")) {
		return textArgs("list indices must be integers or slices, not " + pyType(m[0]))
	}
	return textArgs("'" + pyType(m[0]) + "' object cannot be interpreted as an integer")
}
