package py

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"go.starlark.net/starlark"

	"starling/starlib/lower"
)

// callWordings is what can be wrong with the arguments of a call.
func callWordings() []wording {
	return []wording{
		{"function % missing % argument (%)", "TypeError", sayMissing},
		{"function % missing % arguments (%)", "TypeError", sayMissing},
		{"function % accepts no arguments (% given)", "TypeError", sayNone},
		{"function % accepts at most % positional argument% (% given)", "TypeError", sayAtMost},
		{"function % accepts % positional argument% (% given)", "TypeError", func(x *explaining, m []string) starlark.Tuple { return sayGiven(x, m[0], m[1], m[1], m[3]) }},
		{"function % got multiple values for parameter %", "TypeError", sayTwice},
		{"function % got an unexpected keyword argument %", "TypeError", func(x *explaining, m []string) starlark.Tuple {
			return textArgs(fmt.Sprintf("%s() got an unexpected keyword argument %s", x.definition(m[0]).qualname, quotedOnce(m[1])))
		}},
	}
}

// sayStarred: the function that is called stands before the place, if it is a name.
func sayStarred(format string) func(x *explaining, m []string) starlark.Tuple {
	return func(x *explaining, m []string) starlark.Tuple {
		text := fmt.Sprintf(format, pyType(m[0]))
		if name := x.called(); name != "" {
			text = name + "() " + text
		}
		return textArgs(text)
	}
}

// called is the function that is called at the place, with its module, if it is a name of the text or of a builtin.
func (x *explaining) called() string {
	line, col := x.line(0)
	before := []rune(line)
	before = before[:max(min(col-1, len(before)), 0)]
	from := len(before)
	for from > 0 && (before[from-1] == '_' || unicode.IsLetter(before[from-1]) || unicode.IsDigit(before[from-1])) {
		from--
	}
	name := string(before[from:])
	if name == "" || from > 0 && before[from-1] == '.' {
		return ""
	}
	if v, ok := x.ip.session.user[name]; ok {
		switch v := v.(type) {
		case *starlark.Function:
			return "__main__." + shownFunction(lower.QualName(v.Name()))
		case *class:
			return "__main__." + v.name
		}
		return ""
	}
	if _, ok := x.ip.session.builtins[name]; ok {
		return name
	}
	return ""
}

// quotedOnce is a name of a parameter, which Starlark writes with quotes or without.
func quotedOnce(name string) string { return "'" + strings.Trim(name, `"`) + "'" }

// sayTwice: a parameter has two values, or a name for which the function has only **. What goes by its name alone was
// named twice.
func sayTwice(x *explaining, m []string) starlark.Tuple {
	if name, d := strings.Trim(m[1], `"`), x.definition(m[0]); !d.has(name) || d.keywordOnly[name] {
		return textArgs(fmt.Sprintf("__main__.%s() got multiple values for keyword argument '%s'", x.definition(m[0]).qualname, name))
	}
	return textArgs(fmt.Sprintf("%s() got multiple values for argument %s", x.definition(m[0]).qualname, quotedOnce(m[1])))
}

// sayMissing names the parameters without values: those that stand in order before those with names alone.
func sayMissing(x *explaining, m []string) starlark.Tuple {
	var positional, keywords []string
	d := x.definition(m[0])
	for _, name := range strings.Split(m[2], ", ") {
		if d.keywordOnly[name] {
			keywords = append(keywords, "'"+name+"'")
		} else {
			positional = append(positional, "'"+name+"'")
		}
	}
	kind, names := "positional", positional
	if len(positional) == 0 {
		kind, names = "keyword-only", keywords
	}
	return textArgs(fmt.Sprintf("%s() missing %d required %s argument%s: %s", d.qualname, len(names), kind, plural(len(names)), listed(names)))
}

// listed is names as a sentence has them.
func listed(names []string) string {
	switch n := len(names); n {
	case 0, 1:
		return strings.Join(names, "")
	case 2:
		return names[0] + " and " + names[1]
	default:
		return strings.Join(names[:n-1], ", ") + ", and " + names[n-1]
	}
}

// sayNone: a function without parameters, which may have been given one by name.
func sayNone(x *explaining, m []string) starlark.Tuple {
	if name, ok := firstKeyword(x.textAt(1)); ok {
		return textArgs(fmt.Sprintf("%s() got an unexpected keyword argument '%s'", x.definition(m[0]).qualname, name))
	}
	return sayGiven(x, m[0], "0", "0", m[1])
}

// firstKeyword is the name of the first argument of a call, if it has one.
func firstKeyword(call string) (string, bool) {
	name, rest, ok := strings.Cut(strings.TrimPrefix(call, "("), "=")
	name = strings.TrimSpace(name)
	return name, ok && name != "" && !strings.HasPrefix(rest, "=") && !strings.ContainsAny(name, " ,()[]{}.'\"+-*/<>!")
}

// sayAtMost: a function with defaults.
func sayAtMost(x *explaining, m []string) starlark.Tuple {
	least := m[1]
	if d := x.definition(m[0]); d.required >= 0 {
		least = strconv.Itoa(d.required)
	}
	return sayGiven(x, m[0], least, m[1], m[3])
}

// sayGiven: a function takes from least to most arguments by position.
func sayGiven(x *explaining, name, least, most, given string) starlark.Tuple {
	takes := most
	if least != most {
		takes = "from " + least + " to " + most
	}
	were := "were"
	if given == "1" {
		were = "was"
	}
	many := "s"
	if most == "1" && least == most {
		many = ""
	}
	return textArgs(fmt.Sprintf("%s() takes %s positional argument%s but %s %s given", x.definition(name).qualname, takes, many, given, were))
}
