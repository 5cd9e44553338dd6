package py

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/mattn/go-runewidth"
	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/internal/bounds"
	"starling/internal/safe"
	"starling/starlib/pysyntax"
)

// Place is a place in a script. Line and Col count from 1, Col in characters.
type Place struct {
	File      string
	Line, Col int
	Text      string // the line, with asterisks for secrets in it
	Func      string // the function it is in, "<module>" outside of any
}

// Error is a failed script. It prints as Python's errors do:
//
//	Traceback (most recent call last):
//	  File "x.py", line 3, column 6, in <module>
//	    y = f(x)
//	         ^
//	TypeError: f() missing 1 argument (x)
type Error struct {
	Kind   string  // "NameError", "SyntaxError" …
	Msg    string  // what is wrong, and the way out
	Frames []Place // where: the innermost last
	err    error
}

func (e *Error) Unwrap() error { return e.err }

func (e *Error) Error() string {
	var b strings.Builder
	if len(e.Frames) > 0 && e.Kind != "SyntaxError" {
		b.WriteString("Traceback (most recent call last):\n")
	}
	for i := 0; i < len(e.Frames); i++ {
		e.Frames[i].write(&b)
		if n := repeats(e.Frames[i:]); n > shownRepeats {
			fmt.Fprintf(&b, "  [the same call %d more times]\n", n-1)
			i += n - 1
		}
	}
	b.WriteString(e.Kind)
	if e.Msg != "" {
		b.WriteString(": " + e.Msg)
	}
	return b.String()
}

// shownRepeats is how often in a row the same frame is shown.
const shownRepeats = 3

// repeats is how many of the frames from the first on are the same.
func repeats(f []Place) int {
	n := 1
	for n < len(f) && f[n] == f[0] {
		n++
	}
	return n
}

func (p Place) write(b *strings.Builder) {
	fmt.Fprintf(b, "  File %q, line %d, column %d", p.File, p.Line, p.Col)
	if p.Func != "" {
		b.WriteString(", in " + p.Func)
	}
	b.WriteByte('\n')
	text := safe.Lines(strings.TrimLeft(p.Text, " \t"))
	if text == "" {
		return
	}
	fmt.Fprintf(b, "    %s\n", strings.TrimRight(text, " \t"))
	before := []rune(p.Text)
	if at := p.Col - 1; at >= 0 && at <= len(before) {
		lead := safe.Lines(strings.TrimLeft(string(before[:at]), " \t"))
		fmt.Fprintf(b, "    %s^\n", strings.Repeat(" ", runewidth.StringWidth(lead)))
	}
}

// Exit is how a script ends itself: exit(code).
type Exit struct{ Code int }

func (e *Exit) Error() string { return fmt.Sprintf("exit(%d)", e.Code) }

// raised is an error of a given Python kind.
type raised struct {
	kind string
	err  error
}

func (r *raised) Error() string { return r.err.Error() }
func (r *raised) Unwrap() error { return r.err }

// Raise is an error of a Python kind, such as ValueError.
func Raise(kind, format string, args ...any) error {
	return &raised{kind, fmt.Errorf(format, args...)}
}

// OfKind is err as one of a Python kind.
func OfKind(kind string, err error) error { return &raised{kind, err} }

// KindOf is the kind that err brings along, otherwise if it has none.
func KindOf(err error, otherwise string) string {
	var r *raised
	if errors.As(err, &r) {
		return r.kind
	}
	return otherwise
}

// syntaxError is the error of a text that does not parse.
func (ip *Interp) syntaxError(src *source, err error) error {
	e := &Error{Kind: "SyntaxError", err: err}
	var py *pysyntax.Error
	var syn syntax.Error
	var list resolve.ErrorList
	switch {
	case errors.As(err, &py):
		e.Kind, e.Msg = py.Kind, py.Msg
		if py.Hint != "" {
			e.Msg += "; " + py.Hint
		}
		e.Frames = []Place{src.place(py.Line, py.Col)}
	case errors.As(err, &syn):
		e.at(ip, syn.Pos, syn.Msg)
	case errors.As(err, &list):
		e.at(ip, list[0].Pos, list[0].Msg)
	default:
		e.Msg = err.Error()
	}
	return e
}

func (e *Error) at(ip *Interp, pos syntax.Position, msg string) {
	e.Msg = msg
	if p, ok := ip.sources.place(pos); ok {
		e.Frames = []Place{p}
	}
}

// runtimeError is the error of a script that failed while it ran statement p.
func (ip *Interp) runtimeError(r *runner, p program, err error) error {
	var exit *Exit
	if errors.As(err, &exit) {
		return exit
	}
	e := &Error{err: err}
	var ev *starlark.EvalError
	if errors.As(err, &ev) {
		e.Frames = ip.Frames(ev.CallStack)
	} else if at, ok := ip.sources.place(p.at); ok { // a panic of the interpreter itself: its calls are gone
		at.Func = "<module>"
		e.Frames = []Place{at}
	}
	if r.err() == ErrInterrupted {
		e.Kind, e.err = "KeyboardInterrupt", errors.Join(r.ctx.Err(), err)
		return e
	}
	err = r.blame(err)
	if errors.As(err, &ev) { // the place where it was found, if it has one
		e.Frames = ip.Frames(ev.CallStack)
	}
	e.Kind, e.Msg = ip.Explain(err)
	return e
}

// Frames is the part of a call stack that is in scripts.
func (ip *Interp) Frames(stack starlark.CallStack) []Place {
	var out []Place
	for _, f := range stack {
		p, ok := ip.sources.place(f.Pos)
		if !ok {
			continue
		}
		p.Func = strings.Replace(f.Name, "<toplevel>", "<module>", 1)
		out = append(out, p)
	}
	return out
}

// Explain names an error as Python would.
func (ip *Interp) Explain(err error) (kind, msg string) {
	msg = strings.ReplaceAll(err.Error(), selfMark, "")
	var r *raised
	if errors.As(err, &r) {
		return r.kind, msg
	}
	if errors.As(err, new(bounds.Error)) {
		return "MemoryError", msg
	}
	if name, ok := cutAround(msg, "internal error: predeclared variable ", " is uninitialized"); ok {
		return "NameError", ip.unknownName(name)
	}
	if strings.HasPrefix(msg, "bytes has no .decode ") {
		return "AttributeError", "'bytes' object has no attribute 'decode'; str(x) decodes UTF-8"
	}
	if m := subscripted.FindStringSubmatch(msg); m != nil {
		return "TypeError", fmt.Sprintf("'%s' object is not subscriptable%s", m[1], ip.library.instead("%s[]", m[1]))
	}
	if m := iterated.FindStringSubmatch(msg); m != nil {
		msg += ip.library.instead("for %s", m[1])
	}
	for _, k := range kinds {
		if k.re.MatchString(msg) {
			return k.kind, strings.TrimPrefix(msg, k.drop)
		}
	}
	return "Error", msg
}

func cutAround(s, before, after string) (string, bool) {
	s, ok1 := strings.CutPrefix(s, before)
	s, ok2 := strings.CutSuffix(s, after)
	return s, ok1 && ok2
}

var (
	subscripted = regexp.MustCompile(`^unhandled index operation (\w+)\[`)
	iterated    = regexp.MustCompile(`^'?(\w+)'? (?:value|object) is not iterable$`)
)

// kinds tells Starlark's errors apart by their text.
var kinds = []struct {
	re   *regexp.Regexp
	kind string
	drop string
}{
	{re: regexp.MustCompile(`^local variable .* referenced before assignment`), kind: "UnboundLocalError"},
	{re: regexp.MustCompile(`^(floored |floating-point )?(division|modulo)( by zero)`), kind: "ZeroDivisionError"},
	{re: regexp.MustCompile(`division by zero|modulo by zero`), kind: "ZeroDivisionError"},
	{re: regexp.MustCompile(`^key .* not in dict|missing key|not in dict`), kind: "KeyError"},
	{re: regexp.MustCompile(`^ord: string encodes`), kind: "TypeError"},
	{re: regexp.MustCompile(`^chr: Unicode code point|not a valid slice step`), kind: "ValueError"},
	{re: regexp.MustCompile(`index .*out of range|out of range: `), kind: "IndexError"},
	{re: regexp.MustCompile(`has no \.\S+ (field|method|attribute)|can't assign to \.\S+ field`), kind: "AttributeError"},
	{re: regexp.MustCompile(`stack overflow|maximum recursion depth`), kind: "RecursionError"},
	{re: regexp.MustCompile(`has no len$`), kind: "TypeError"},
	{re: regexp.MustCompile(`^fail: `), kind: "Error", drop: "fail: "},
	{re: regexp.MustCompile(`unknown binary op|unknown unary op|not callable|invalid call of non-function|unhashable|not iterable|missing \d* ?argument|missing argument|accepts |unexpected keyword|got .*, want |multiple values for|not implemented`), kind: "TypeError"},
	{re: regexp.MustCompile(`invalid literal|unpack|substring not found|not in list|cannot convert float NaN`), kind: "ValueError"},
	{re: regexp.MustCompile(`cannot convert float infinity|int too large to convert to float`), kind: "OverflowError"},
}
