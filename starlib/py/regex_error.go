package py

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"go.starlark.net/starlark"
)

// patternError is what is wrong with a pattern.
type patternError struct{ text, pattern string }

func (e *patternError) Error() string { return e.text }

// faultIn is the error of a fault of patternFault.
func faultIn(pattern, fault string) error { return OfKind("error", &patternError{fault, pattern}) }

var faultPlace = regexp.MustCompile(`^(?s)(.*) at position ([0-9]+)`)

// fillPatternError gives a re.error what CPython's has: what is wrong without the place, the place by characters and by
// line, and the pattern. Of one that is raised by a script, or of another fault,
// what its text says.
func fillPatternError(o *instance, x *exception) error {
	var e *patternError
	if !errors.As(x.err, &e) {
		if len(x.args) == 0 {
			return nil
		}
		text, _ := starlark.AsString(x.args[0])
		e = &patternError{text: text}
	}
	o.attrs.set("msg", starlark.String(e.text))
	m := faultPlace.FindStringSubmatch(e.text)
	if m == nil {
		return nil
	}
	o.attrs.set("msg", starlark.String(m[1]))
	at, err := strconv.Atoi(m[2])
	if err != nil {
		return err
	}
	o.attrs.set("pos", starlark.MakeInt(at))
	if before := []rune(e.pattern); e.pattern != "" && at <= len(before) {
		lines := strings.Split(string(before[:at]), "\n")
		o.attrs.set("pattern", starlark.String(e.pattern))
		o.attrs.set("lineno", starlark.MakeInt(len(lines)))
		o.attrs.set("colno", starlark.MakeInt(len([]rune(lines[len(lines)-1]))+1))
	}
	return nil
}
