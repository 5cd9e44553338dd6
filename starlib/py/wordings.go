package py

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// wording is how an error of Starlark's, known by its text, is said in Python.
type wording struct {
	like string // its text, with % for what differs
	kind string
	say  func(x *explaining, m []string) starlark.Tuple // the arguments of the exception; nil: it is none of these
}

// say makes a wording of a text with a verb for each part that differs.
func say(format string, parts ...int) func(x *explaining, m []string) starlark.Tuple {
	return func(_ *explaining, m []string) starlark.Tuple {
		var args []any
		for _, i := range parts {
			args = append(args, pyType(m[i]))
		}
		return textArgs(fmt.Sprintf(format, args...))
	}
}

// wordings is THE table of them. The first that fits counts.
func wordings() []wording {
	return madeWordings.by(func() []wording { return slices.Concat(generalWordings(), callWordings(), builtinWordings()) })
}

var madeWordings made[[]wording]

// generalWordings is those of what is no call.
func generalWordings() []wording {
	return []wording{
		{"internal error: predeclared variable % is uninitialized", "NameError", sayUnknownName},
		{"local variable % referenced before assignment", "NameError", sayFree},
		{"local variable % referenced before assignment", "UnboundLocalError", say("cannot access local variable '%s' where it is not associated with a value", 0)},
		{"global variable % referenced before assignment", "NameError", say("name '%s' is not defined", 0)},
		{"key % not in %", "KeyError", sayKey},
		{"% has no .% field or method%", "AttributeError", sayNoAttribute},
		{"can't assign to .% field of %", "AttributeError", say("'%[2]s' object has no attribute '%[1]s'", 0, 1)},

		{"floating-point division by zero", "ZeroDivisionError", sayDivided},
		{"floored division by zero", "ZeroDivisionError", sayFloored},
		{"integer modulo by zero", "ZeroDivisionError", say("integer modulo by zero")},
		{"floating-point modulo by zero", "ZeroDivisionError", say("float modulo")},
		{"negative shift count: %", "ValueError", say("negative shift count")},
		{"shift count too large: %", "OverflowError", say("too many digits in integer")},
		{"repeat count % too large", "OverflowError", say("cannot fit 'int' into an index-sized integer")},
		{"int too large to convert to float", "OverflowError", say("int too large to convert to float")},
		{"cannot convert float infinity to integer", "OverflowError", say("cannot convert float infinity to integer")},
		{"cannot convert float NaN to integer", "ValueError", say("cannot convert float NaN to integer")},
		{"unknown binary op: % % %", "TypeError", sayBinary},
		{"unknown unary op: % %", "TypeError", say("bad operand type for unary %s: '%s'", 0, 1)},
		{"'in <string>' requires string as left operand, not %", "TypeError", say("'in <string>' requires string as left operand, not %s", 0)},
		{"% % % not implemented", "TypeError", sayComparison},
		{"comparison exceeded maximum recursion depth", "RecursionError", say("maximum recursion depth exceeded in comparison")},
		{"Starlark stack overflow", "RecursionError", say("maximum recursion depth exceeded")},

		{"zero is not a valid slice step", "ValueError", say("slice step cannot be zero")},
		{"invalid slice step: got %, want int", "TypeError", say("slice indices must be integers or None or have an __index__ method")},
		{"invalid start index: got %, want int", "TypeError", say("slice indices must be integers or None or have an __index__ method")},
		{"invalid end index: got %, want int", "TypeError", say("slice indices must be integers or None or have an __index__ method")},
		{"index % out of range: empty %", "IndexError", func(x *explaining, m []string) starlark.Tuple { return sayIndex(x, m[1]) }},
		{"% index % out of range [%", "IndexError", func(x *explaining, m []string) starlark.Tuple { return sayIndex(x, m[0]) }},
		{"range index: % out of range", "IndexError", say("range object index out of range")},
		{"% index: % out of range", "IndexError", say("cannot fit 'int' into an index-sized integer")},
		{"% out of range", "IndexError", func(x *explaining, m []string) starlark.Tuple {
			if strings.Trim(m[0], "-0123456789") != "" || x.own || !x.assigns() {
				return nil
			}
			return textArgs("cannot fit 'int' into an index-sized integer")
		}},
		{"% index: got %, want int", "TypeError", sayIndexType},
		{"list index: % out of range", "IndexError", say("list index out of range")},
		{"tuple index: % out of range", "IndexError", say("tuple index out of range")},
		{"unhandled index operation %[%]", "TypeError", func(x *explaining, m []string) starlark.Tuple {
			x.hint = x.ip.library.instead("%s[]", m[0])
			return textArgs("'" + pyType(m[0]) + "' object is not subscriptable")
		}},
		{"% value does not support item assignment", "TypeError", say("'%s' object does not support item assignment", 0)},
		{"invalid slice operand dict", "TypeError", say("unhashable type: 'slice'")},
		{"invalid slice operand %", "TypeError", say("'%s' object is not subscriptable", 0)},
		{"unhashable type: %", "TypeError", sayUnhashable},
		{"unhashable: %", "TypeError", sayUnhashable},

		{"invalid call of non-function (%)", "TypeError", say("'%s' object is not callable", 0)},
		{"got % in sequence assignment", "TypeError", say("cannot unpack non-iterable %s object", 0)},
		{"too many values to unpack (got %, want %)", "ValueError", say("too many values to unpack (expected %s)", 1)},
		{"too few values to unpack (got %, want %)", "ValueError", say("not enough values to unpack (expected %s, got %s)", 1, 0)},
		{"argument after ** must be a mapping, not %", "TypeError", sayStarred("argument after ** must be a mapping, not %s")},
		{"argument after * must be iterable, not %", "TypeError", sayStarred("argument after * must be an iterable, not %s")},
		{"keywords must be strings, not %", "TypeError", say("keywords must be strings")},
		{"cannot % hash table during iteration", "RuntimeError", sayResized},
		{"fail: %", "Error", say("%s", 0)},
	}
}

func sayUnknownName(x *explaining, m []string) starlark.Tuple {
	x.hint = x.ip.nameHint(m[0])
	return textArgs(fmt.Sprintf("name '%s' is not defined", m[0]))
}

// sayKey is the key itself, which Starlark's text has as a literal.
func sayKey(x *explaining, m []string) starlark.Tuple {
	return starlark.Tuple{keyOf(m[0])}
}

func sayNoAttribute(x *explaining, m []string) starlark.Tuple {
	if near, ok := cutAround(m[2], " (did you mean .", "?)"); ok {
		x.hint = fmt.Sprintf(". Did you mean: '%s'?", near)
	}
	if m[0] == "bytes" && m[1] == "decode" {
		x.hint = "; str(x) decodes UTF-8"
	}
	return textArgs(fmt.Sprintf("'%s' object has no attribute '%s'", pyType(m[0]), m[1]))
}

func sayFloored(x *explaining, _ []string) starlark.Tuple {
	return textArgs("integer division or modulo by zero")
}

// sayDivided: Starlark says the same of whole numbers.
func sayDivided(x *explaining, _ []string) starlark.Tuple {
	if x.besideFloat() {
		return textArgs("float division by zero")
	}
	return textArgs("division by zero")
}

func sayIndex(x *explaining, of string) starlark.Tuple {
	what := of + " "
	switch of {
	case "range":
		what = "range object "
	case "bytes":
		what = ""
	case "list":
		if x.assigns() {
			what = "list assignment "
		}
	}
	return textArgs(what + "index out of range")
}

func sayIndexType(x *explaining, m []string) starlark.Tuple {
	switch m[0] {
	case "string":
		return textArgs(fmt.Sprintf("string indices must be integers, not '%s'", pyType(m[1])))
	case "bytes":
		return textArgs("byte indices must be integers or slices, not " + pyType(m[1]))
	}
	return textArgs(fmt.Sprintf("%s indices must be integers or slices, not %s", m[0], pyType(m[1])))
}

func sayUnhashable(_ *explaining, m []string) starlark.Tuple {
	return textArgs(fmt.Sprintf("unhashable type: '%s'", strings.Trim(pyType(m[0]), "'")))
}

// sayResized: whose methods they are tells sets from dicts.
func sayResized(x *explaining, _ []string) starlark.Tuple {
	if x.fn == "add" || x.fn == "discard" || x.fn == "remove" {
		return textArgs("Set changed size during iteration")
	}
	return textArgs("dictionary changed size during iteration")
}

// sayBinary: what is wrong with the operands of an operator.
// moduleTypes is the types whose names in errors have their module before them.
var moduleTypes = map[string]string{
	"date": "datetime", "datetime": "datetime", "deque": "collections", "time": "datetime", "timedelta": "datetime", "timezone": "datetime",
	"OrderedDict": "collections", "Decimal": "decimal",
}

// moduleType is a type as the errors of operators have it.
func moduleType(name string) string {
	if m := moduleTypes[name]; m != "" {
		return m + "." + name
	}
	return name
}

func sayBinary(x *explaining, m []string) starlark.Tuple {
	left, op, right := pyType(m[0]), m[1], pyType(m[2])
	sequence := func(t string) bool { return t == "str" || t == "list" || t == "tuple" || t == "bytes" }
	switch {
	case op == "in" || op == "not":
		return textArgs(fmt.Sprintf("argument of type '%s' is not iterable", strings.TrimPrefix(right, "in ")))
	case op == "+" && left == "list" && x.operator(op) == "+=", op == "|" && left == "dict" && x.operator(op) == "|=":
		return textArgs(fmt.Sprintf("'%s' object is not iterable", right))
	case op == "+" && left == "bytes":
		return textArgs("can't concat " + right + " to bytes")
	case op == "+" && sequence(left):
		return textArgs(fmt.Sprintf("can only concatenate %[1]s (not \"%[2]s\") to %[1]s", left, right))
	case op == "*" && sequence(left):
		return textArgs(fmt.Sprintf("can't multiply sequence by non-int of type '%s'", right))
	case op == "*" && sequence(right):
		return textArgs(fmt.Sprintf("can't multiply sequence by non-int of type '%s'", left))
	}
	left, right = moduleType(left), moduleType(right)
	shown := x.operator(op)
	if op == "**" && shown == "**" {
		shown = "** or pow()"
	} else if op == "**" {
		shown = "**="
	}
	return textArgs(fmt.Sprintf("unsupported operand type(s) for %s: '%s' and '%s'", shown, left, right))
}

func sayComparison(_ *explaining, m []string) starlark.Tuple {
	return textArgs(fmt.Sprintf("'%s' not supported between instances of '%s' and '%s'", m[1], pyType(m[0]), pyType(m[2])))
}

func cutAround(s, before, after string) (string, bool) {
	s, ok1 := strings.CutPrefix(s, before)
	s, ok2 := strings.CutSuffix(s, after)
	return s, ok1 && ok2
}
