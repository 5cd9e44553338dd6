package py

import (
	"go.starlark.net/starlark"
)

// builtinWordings is what builtins and methods of Starlark say of their arguments.
var builtinWordings = []wording{
	{"len: value of type % has no len", "TypeError", func(x *explaining, m []string) starlark.Tuple {
		return textArgs("object of type '" + pyType(m[0]) + "' has no len()")
	}},
	{"int: invalid literal with base %: %", "ValueError", func(_ *explaining, m []string) starlark.Tuple {
		return textArgs("invalid literal for int() with base " + m[0] + ": " + quoted(m[1]))
	}},
	{"int: base must be an integer >= 2 && <= 36", "ValueError", say("int() base must be >= 2 and <= 36, or 0")},
	{"int: can't convert non-string with explicit base", "TypeError", say("int() can't convert non-string with explicit base")},
	{"int: cannot convert % to int", "TypeError", say("int() argument must be a string, a bytes-like object or a real number, not '%s'", 0)},
	{"invalid float literal: %", "ValueError", func(_ *explaining, m []string) starlark.Tuple {
		return textArgs("could not convert string to float: " + quoted(m[0]))
	}},
	{"float got %, want number or string", "TypeError", say("float() argument must be a string or a real number, not '%s'", 0)},
	{"% value is not iterable", "TypeError", sayIterated},
	{"'%' object is not iterable", "TypeError", sayIterated},
	{"%: for parameter %: got %, want iterable", "TypeError", func(_ *explaining, m []string) starlark.Tuple {
		return textArgs("'" + pyType(m[2]) + "' object is not iterable")
	}},
	{"%: argument #% is not iterable: %", "TypeError", func(_ *explaining, m []string) starlark.Tuple {
		return textArgs("'" + pyType(m[2]) + "' object is not iterable")
	}},
	{"ord: string encodes % Unicode code points, want 1", "TypeError", say("ord() expected a character, but string of length %s found", 0)},
	{"ord: got %, want string or bytes", "TypeError", say("ord() expected string of length 1, but %s found", 0)},
	{"chr: Unicode code point %", "ValueError", say("chr() arg not in range(0x110000)")},
	{"join: in list, want string, got %", "TypeError", say("sequence item 0: expected str instance, %s found", 0)},
	{"join: for parameter %: got %, want iterable", "TypeError", say("can only join an iterable")},
	{"substring not found", "ValueError", say("substring not found")},
	{"split: empty separator", "ValueError", say("empty separator")},
	{"index: value not in list", "ValueError", say("list.index(x): x not in list")},
	{"remove: element not found", "ValueError", say("list.remove(x): x not in list")},
	{"pop: index % is out of range", "IndexError", say("pop index out of range")},
}

func sayIterated(x *explaining, m []string) starlark.Tuple {
	x.hint = x.ip.library.instead("for %s", m[0])
	return textArgs("'" + pyType(m[0]) + "' object is not iterable")
}
