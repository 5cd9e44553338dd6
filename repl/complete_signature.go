package repl

import (
	"regexp"
	"slices"
	"strings"

	"starling/starlib"
	"starling/starlib/py"
)

// fewChars is how long a signature may be that is shown whole, and with its documentation.
const fewChars = 60

// signature is how the innermost call around the cursor is written. Of a long one the parameters
// that were given are left out, so that what is to come can be seen.
func (a *asking) signature() string {
	if a.comment {
		return ""
	}
	b, _, ok := a.call()
	if !ok {
		return ""
	}
	fn, _ := a.h.Foresee(b.of)
	all := params(fn)
	if p, ok := param(b, all); ok && a.quoted != nil && textIs(p.Name) {
		if s := formulaCall(a.quoted.text); s != "" {
			return s
		}
	}
	f, builtin := fn.(*py.Function)
	if len(all) == 0 && !builtin {
		return ""
	}
	name := strings.TrimSpace(b.of[strings.LastIndexByte(b.of, '.')+1:])
	whole := name + "(" + written(all) + ")"
	if builtin && f.Result() != "" {
		whole += " -> " + f.Result()
	}
	if len(whole) <= fewChars {
		if builtin {
			whole += "  " + py.About(fn)
		}
		return whole
	}
	rest := left(b, all)
	if p, ok := param(b, all); ok && !slices.Contains(rest, p) {
		rest = append([]py.Param{p}, rest...)
	}
	if len(rest) < len(all) {
		return name + "(…, " + written(rest) + ")"
	}
	return whole
}

// textIs reports whether texts for a parameter are formulas.
func textIs(param string) bool {
	return slices.Contains([]string{"cond", "filters", "formula", "formulas"}, param)
}

func written(all []py.Param) string {
	out := make([]string, len(all))
	for i, p := range all {
		if out[i] = p.Name; p.Optional {
			out[i] += "=" + p.Default
		}
	}
	return strings.Join(out, ", ")
}

// called is the name of a function in front of an open bracket.
var called = regexp.MustCompile(`([\w.]+)\s*$`)

// formulaCall is how the function is called in whose brackets the end of a formula is.
func formulaCall(text string) string {
	depth := 0
	for i := len(text) - 1; i >= 0; i-- {
		switch text[i] {
		case ')':
			depth++
		case '(':
			if depth--; depth >= 0 {
				continue
			}
			m := called.FindStringSubmatch(text[:i])
			if m == nil {
				return ""
			}
			for _, f := range starlib.Functions() {
				if f.Name == m[1] {
					return f.About
				}
			}
			return ""
		}
	}
	return ""
}
