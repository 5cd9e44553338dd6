package py

import (
	"errors"
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"
	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/internal/safe"
	"starling/starlib/lower"
	"starling/starlib/pysyntax"
)

// Place is a place in a script. Line and Col count from 1, Col in characters.
type Place struct {
	File      string
	Line, Col int
	Text      string // the line, with asterisks for secrets in it
	Func      string // the function it is in, "<module>" outside of any
}

// isSyntax reports whether an error of that kind is one of a text that was not run.
func isSyntax(kind string) bool {
	return kind == "SyntaxError" || kind == "IndentationError" || kind == "TabError"
}

// Error is a failed script. It prints as Python's errors do:
//
//	Traceback (most recent call last):
//	  File "x.py", line 3, column 6, in <module>
//	    y = f(x)
//	         ^
//	TypeError: f() missing 1 required positional argument: 'x'
type Error struct {
	Kind   string   // "NameError", "SyntaxError" …
	Module string   // where its class is, if that is shown: "json.decoder"
	Msg    string   // what is wrong
	Hint   string   // the way out, which is shown behind it
	Notes  []string // that were added to the exception
	Frames []Place  // where: the innermost last
	Before *Error   // what it was raised from, or while that was being handled
	Direct bool     // from it
	err    error
}

func (e *Error) Unwrap() error { return e.err }

func (e *Error) Error() string {
	var b strings.Builder
	e.write(&b)
	return b.String()
}

// Between two exceptions of which one led to the other.
const (
	directCause = "The above exception was the direct cause of the following exception:"
	duringOther = "During handling of the above exception, another exception occurred:"
)

func (e *Error) write(b *strings.Builder) {
	if e.Before != nil {
		between := duringOther
		if e.Direct {
			between = directCause
		}
		e.Before.write(b)
		b.WriteString("\n\n" + between + "\n\n")
	}
	if len(e.Frames) > 0 && !isSyntax(e.Kind) {
		b.WriteString("Traceback (most recent call last):\n")
	}
	writeFrames(b, e.Frames)
	b.WriteString(e.head())
	for _, note := range e.Notes {
		b.WriteString("\n" + note)
	}
}

// head is the line of the class and the text.
func (e *Error) head() string {
	s := e.Kind
	if e.Module != "" {
		s = e.Module + "." + s
	}
	if text := e.Msg + e.Hint; text != "" {
		s += ": " + text
	}
	return s
}

func writeFrames(b *strings.Builder, frames []Place) {
	for i := 0; i < len(frames); i++ {
		frames[i].write(b)
		if n := repeats(frames[i:]); n > shownRepeats {
			fmt.Fprintf(b, "  [the same call %d more times]\n", n-1)
			i += n - 1
		}
	}
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
	if p.Col < 1 || p.Col > len([]rune(p.Text))+1 {
		return
	}
	s, ok := caretsAt(p.Text, p.Col-1)
	if p.Func == "" { // of a text that does not parse
		s, ok = caretSpan{start: p.Col - 1, end: p.Col}, true
	}
	if ok {
		fmt.Fprintf(b, "    %s\n", s.marks(p.Text))
	}
}

// marks is the line below a line of the script that marks a part of it.
func (s caretSpan) marks(line string) string {
	text := []rune(line)
	wide := func(from, to int) int {
		from = min(from, len(text))
		return runewidth.StringWidth(safe.Lines(string(text[from:max(from, min(to, len(text)))])))
	}
	indent := len(text) - len([]rune(strings.TrimLeft(line, " \t")))
	lead := strings.Repeat(" ", wide(indent, s.start))
	if s.main >= s.mainEnd {
		return lead + strings.Repeat("^", max(wide(s.start, s.end), 1))
	}
	return lead + strings.Repeat("~", wide(s.start, s.main)) + strings.Repeat("^", wide(s.main, s.mainEnd)) + strings.Repeat("~", wide(s.mainEnd, s.end))
}

// Exit is how a script ends itself: exit(code).
type Exit struct{ Code int }

func (e *Exit) Error() string { return fmt.Sprintf("exit(%d)", e.Code) }

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
			e.Hint = "; " + py.Hint
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
	if r.err() == ErrInterrupted {
		e := &Error{Kind: interruptKind, Frames: ip.errorFrames(err)}
		e.err = errors.Join(r.interrupted(), err)
		return e
	}
	err, _ = r.resumed(ip, r.blame(err))
	r.handling = nil
	o, err := ip.exceptionOf(err, 0)
	if o.class.is(ip.exceptions["SystemExit"]) {
		return ip.exitOf(o)
	}
	e := ip.reported(o)
	e.err = err
	if o.class.name == interruptKind && r.ended != nil {
		e.err = errors.Join(r.ended, err)
	}
	if at, ok := ip.sources.place(p.at); ok && len(e.Frames) == 0 { // a panic of the interpreter itself: its calls are gone
		at.Func = "<module>"
		e.Frames = []Place{at}
	}
	return e
}

// interrupted is why the context of r ended.
func (r *runner) interrupted() error {
	if r.ended != nil {
		return r.ended
	}
	return r.ctx.Err()
}

// errorFrames is where err happened.
func (ip *Interp) errorFrames(err error) []Place {
	if ev := evalError(err); ev != nil {
		return ip.Frames(entered(ev))
	}
	return nil
}

// refusedArguments is how errors begin of a function that was given arguments that it does not take.
var refusedArguments = []string{"missing ", "accepts ", "got multiple values ", "got an unexpected keyword "}

// entered is the calls around an error, without that of a function that did not begin, since it does not take
// the arguments: that is an error of its caller.
func entered(ev *starlark.EvalError) starlark.CallStack {
	stack := ev.CallStack
	cause := ev.Unwrap()
	if len(stack) == 0 || cause == nil || KindOf(cause, "") != "" {
		return stack
	}
	said, ok := strings.CutPrefix(cause.Error(), "function "+stack.At(0).Name+" ")
	for _, how := range refusedArguments {
		if ok && strings.HasPrefix(said, how) {
			return stack[:len(stack)-1]
		}
	}
	return stack
}

// Frames is the part of a call stack that is in scripts. A piece of a function stands for the function, and so does
// what finds the classes that a handler catches. The library's own texts are left out: they are no user's.
func (ip *Interp) Frames(stack starlark.CallStack) []Place {
	var out []Place
	for i, f := range stack {
		p, ok := ip.sources.place(f.Pos)
		if !ok || strings.HasPrefix(p.File, libraryFolder) {
			continue
		}
		p.Func = lower.Name(f.Name)
		if n := len(out) - 1; n >= 0 && lower.IsPiece(f.Name) {
			out = out[:n]
		} else if n >= 0 && stack[i-1].Name == "__try__" {
			p.Func, out = out[n].Func, out[:n]
		}
		switch p.Func {
		case "<toplevel>":
			p.Func = "<module>"
		case "lambda":
			p.Func = "<lambda>"
		}
		out = append(out, p)
	}
	return out
}
