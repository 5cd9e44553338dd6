package py

import (
	"fmt"
	"strconv"
	"strings"

	"go.starlark.net/starlark"
)

// callWordings is what can be wrong with the arguments of a call.
var callWordings = []wording{
	{"function % missing % argument (%)", "TypeError", sayMissing},
	{"function % missing % arguments (%)", "TypeError", sayMissing},
	{"function % accepts no arguments (% given)", "TypeError", func(_ *explaining, m []string) starlark.Tuple { return sayGiven(m[0], "0", "0", m[1]) }},
	{"function % accepts at most % positional argument% (% given)", "TypeError", sayAtMost},
	{"function % accepts % positional argument% (% given)", "TypeError", func(_ *explaining, m []string) starlark.Tuple { return sayGiven(m[0], m[1], m[1], m[3]) }},
	{"function % got multiple values for parameter %", "TypeError", sayTwice},
	{"function % got an unexpected keyword argument %", "TypeError", func(_ *explaining, m []string) starlark.Tuple {
		return textArgs(fmt.Sprintf("%s() got an unexpected keyword argument %s", shownFunction(m[0]), quotedOnce(m[1])))
	}},
}

// shownFunction is the name of a function as errors of calls have it.
func shownFunction(name string) string {
	if name == "lambda" {
		return "<lambda>"
	}
	return name
}

// quotedOnce is a name of a parameter, which Starlark writes with quotes or without.
func quotedOnce(name string) string { return "'" + strings.Trim(name, `"`) + "'" }

func sayTwice(_ *explaining, m []string) starlark.Tuple {
	return textArgs(fmt.Sprintf("%s() got multiple values for argument %s", shownFunction(m[0]), quotedOnce(m[1])))
}

// sayMissing names the parameters without values: those that stand in order before those with names alone.
func sayMissing(x *explaining, m []string) starlark.Tuple {
	var positional, keywords []string
	only := map[string]bool{}
	for _, name := range strings.Split(m[2], ", ") {
		if only[name] {
			keywords = append(keywords, "'"+name+"'")
		} else {
			positional = append(positional, "'"+name+"'")
		}
	}
	kind, names := "positional", positional
	if len(positional) == 0 {
		kind, names = "keyword-only", keywords
	}
	return textArgs(fmt.Sprintf("%s() missing %d required %s argument%s: %s", shownFunction(m[0]), len(names), kind, plural(len(names)), listed(names)))
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

func sayAtMost(x *explaining, m []string) starlark.Tuple {
	most, _ := strconv.Atoi(m[1])
	return sayGiven(m[0], strconv.Itoa(most), m[1], m[3])
}

// sayGiven: a function takes from least to most arguments by position.
func sayGiven(name, least, most, given string) starlark.Tuple {
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
	return textArgs(fmt.Sprintf("%s() takes %s positional argument%s but %s %s given", shownFunction(name), takes, many, given, were))
}
