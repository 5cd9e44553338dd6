package py

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// argumentWordings is what builtins say of the number and the types of their arguments, behind their names.
func argumentWordings() []wording { return madeArguments.by(newArgumentWordings) }

var madeArguments made[[]wording]

func newArgumentWordings() []wording {
	return []wording{
		{"index % out of range: empty list", "IndexError", func(x *explaining, _ []string) starlark.Tuple {
			if x.fn == "pop" {
				return textArgs("pop from empty list")
			}
			return nil
		}},
		{"list index % out of range [%", "IndexError", func(x *explaining, _ []string) starlark.Tuple {
			if x.fn == "pop" {
				return textArgs("pop index out of range")
			}
			return nil
		}},
		{"got % arguments, want at least %", "TypeError", sayCounted("at least ")},
		{"got % arguments, want at most %", "TypeError", sayCounted("at most ")},
		{"got % arguments, want %", "TypeError", sayExactly},
		{"missing argument for %", "TypeError", func(x *explaining, m []string) starlark.Tuple {
			params := x.named()
			switch {
			case x.fn == "datetime" || x.fn == "date":
				name := strings.Trim(m[0], `"`)
				return textArgs(fmt.Sprintf("function missing required argument '%s' (pos %d)", name, 1+slices.Index([]string{"year", "month", "day"}, name)))
			case params == nil:
				return nil
			case x.fn == "callable" || x.fn == "id" || x.fn == "hash":
				return textArgs(x.fn + "() takes exactly one argument (0 given)")
			case x.fn == "filter" || x.fn == "isinstance" || x.fn == "issubclass" || x.fn == "divmod":
				return textArgs(fmt.Sprintf("%s expected 2 arguments, got %d", x.fn, x.position(m[0])-1))
			case x.fn == "sum":
				return textArgs("sum() takes at least 1 positional argument (0 given)")
			case x.fn == "enumerate":
				return textArgs("enumerate() missing required argument 'iterable'")
			}
			return textArgs(fmt.Sprintf("%s() missing required argument '%s' (pos %d)", x.fn, strings.Trim(m[0], `"`), x.position(m[0])))
		}},
		{"unexpected keyword arguments", "TypeError", func(x *explaining, _ []string) starlark.Tuple {
			return textArgs(methodName(x.fn) + "() takes no keyword arguments")
		}},
		{"unexpected keyword argument %", "TypeError", func(x *explaining, m []string) starlark.Tuple {
			name, _, _ := strings.Cut(strings.Trim(m[0], `"`), `"`)
			if x.fn == "sorted" {
				x.fn = "sort"
			} else if x.named() == nil && x.fn != "sort" {
				return nil
			}
			return textArgs(fmt.Sprintf("'%s' is an invalid keyword argument for %s()", name, x.fn))
		}},
		{"for parameter %: got %, want iterable", "TypeError", say("'%s' object is not iterable", 1)},
		{"for parameter %: got %, want callable", "TypeError", func(x *explaining, m []string) starlark.Tuple {
			if x.named() == nil {
				return nil
			}
			return textArgs("'" + pyType(m[1]) + "' object is not callable")
		}},
		{"for parameter %: got %, want int", "TypeError", func(x *explaining, m []string) starlark.Tuple {
			if x.named() == nil && x.fn != "split" && x.fn != "rsplit" {
				return nil
			}
			return textArgs("'" + pyType(m[1]) + "' object cannot be interpreted as an integer")
		}},
		{"for parameter %: got %, want a number", "TypeError", func(x *explaining, m []string) starlark.Tuple {
			if x.fn == "time.sleep" {
				return textArgs("'" + pyType(m[1]) + "' object cannot be interpreted as an integer")
			}
			if !strings.HasPrefix(x.fn, "math.") {
				return nil
			}
			return textArgs("must be real number, not " + pyType(m[1]))
		}},
		{"for base, got %, want int", "TypeError", say("'%s' object cannot be interpreted as an integer", 0)},
		{"for parameter %: got %, want string", "TypeError", sayNoText},
		{"for parameter %: got %, want a string", "TypeError", sayNoText},
	}
}

// named is the parameters of the function that failed, if it is Python's: a builtin, a method, a function of a
// module of Python's. Others say it in their own words, which name the parameter.
func (x *explaining) named() []string {
	if e := pythonFunctions()[x.fn]; e != nil {
		return append([]string{x.fn}, e...)
	}
	if _, ok := starlark.Universe[x.fn]; ok {
		return []string{x.fn}
	}
	if !x.own && (methodOwners[x.fn] != "" || methodNames[x.fn]) {
		return []string{x.fn}
	}
	return nil
}

// position is where a parameter stands, from 1.
func (x *explaining) position(param string) int {
	for i, name := range x.named() {
		if i > 0 && name == strings.Trim(param, `"`) {
			return i
		}
	}
	return 1
}

// methodOwners is the types of methods that no other type has, for errors that name both.
var methodOwners = map[string]string{
	"add": "set", "append": "list", "clear": "list", "discard": "set", "extend": "list", "insert": "list", "items": "dict", "join": "str",
	"keys": "dict", "lower": "str", "popitem": "dict", "remove": "list", "reverse": "list", "setdefault": "dict", "title": "str",
	"upper": "str", "values": "dict", "capitalize": "str", "isdigit": "str", "isalpha": "str", "isalnum": "str", "islower": "str",
	"isspace": "str", "isupper": "str", "istitle": "str", "partition": "str", "rpartition": "str", "removeprefix": "str",
	"removesuffix": "str", "strip": "str", "lstrip": "str", "rstrip": "str", "pop": "list", "get": "dict",
}

// methodName is a function with the type that it is a method of.
func methodName(fn string) string {
	if owner := methodOwners[fn]; owner != "" {
		return owner + "." + fn
	}
	return fn
}

func sayCounted(how string) func(x *explaining, m []string) starlark.Tuple {
	return func(x *explaining, m []string) starlark.Tuple {
		if x.named() == nil {
			return nil
		}
		if x.fn == "find" || x.fn == "rfind" || x.fn == "count" || x.fn == "startswith" || x.fn == "endswith" || x.fn == "splitlines" || x.fn == "sum" {
			return textArgs(fmt.Sprintf("%s() takes %s%s argument%s (%s given)", x.fn, how, m[1], plural(atoi(m[1])), m[0]))
		}
		return textArgs(fmt.Sprintf("%s expected %s%s argument%s, got %s", x.fn, how, m[1], plural(atoi(m[1])), m[0]))
	}
}

func sayExactly(x *explaining, m []string) starlark.Tuple {
	want := strings.TrimPrefix(m[1], "exactly ")
	switch {
	case x.named() == nil:
		return nil
	case x.fn == "str":
		return textArgs(fmt.Sprintf("str() takes at most 3 arguments (%s given)", m[0]))
	case want == "0":
		return textArgs(fmt.Sprintf("%s() takes no arguments (%s given)", methodName(x.fn), m[0]))
	case want == "1":
		return textArgs(fmt.Sprintf("%s() takes exactly one argument (%s given)", methodName(x.fn), m[0]))
	}
	return textArgs(fmt.Sprintf("%s expected %s arguments, got %s", x.fn, want, m[0]))
}

// sayNoText: an argument that must be a text.
func sayNoText(x *explaining, m []string) starlark.Tuple {
	got := pyType(m[1])
	switch x.fn {
	case "getattr", "hasattr", "setattr", "delattr":
		return textArgs("attribute name must be string, not '" + got + "'")
	case "strip", "lstrip", "rstrip":
		return textArgs(x.fn + " arg must be None or str")
	case "print":
		return textArgs(fmt.Sprintf("%s must be None or a string, not %s", strings.Trim(m[0], `"`), got))
	case "format":
		return textArgs("format() argument 2 must be str, not " + strings.Replace(got, "NoneType", "None", 1))
	case "re.match", "re.search", "re.fullmatch", "re.findall", "re.finditer", "re.split", "re.sub", "re.subn":
		if strings.Trim(m[0], `"`) == "string" {
			return textArgs("expected string or bytes-like object, got '" + got + "'")
		}
	case "replace":
		return textArgs(fmt.Sprintf("replace() argument %s must be str, not %s", m[0], got))
	case "partition", "rpartition", "find", "index":
		return textArgs("must be str, not " + got)
	}
	return nil
}

func atoi(s string) int {
	n := 0
	fmt.Sscan(s, &n)
	return n
}

// pythonFunctions is the parameters of Python's own functions that Go code is, by name.
func pythonFunctions() map[string][]string { return madeFunctions.by(functionParams) }

var madeFunctions made[map[string][]string]

func functionParams() map[string][]string {
	all := map[string][]string{}
	add := func(prefix string, table []Entry) {
		for i := range table {
			if e := &table[i]; e.Method() {
				names := []string{}
				for _, p := range e.Params() {
					names = append(names, p.Name)
				}
				all[prefix+e.Name()] = names
			}
		}
	}
	add("", Builtins())
	for _, m := range Modules() {
		add(m.Name[strings.LastIndexByte(m.Name, '.')+1:]+".", m.Entries)
	}
	return all
}
