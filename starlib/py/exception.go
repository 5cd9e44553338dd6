package py

import (
	"strings"

	"go.starlark.net/starlark"
)

// exception is what Go keeps of an instance of an exception class.
type exception struct {
	args     starlark.Tuple
	cause    *instance // raise … from cause
	context  *instance // what was being handled when it was raised
	suppress bool      // the context is not shown: there is a cause, or from None
	trace    []Place   // from where it was caught last to where it was raised
	hint     string    // the way out, which is shown after the text
	err      error     // the error of Go code that it was made of
}

// exceptionIn is what Go keeps of v, nil if it is no exception.
func exceptionIn(v starlark.Value) *exception {
	if o, ok := v.(*instance); ok {
		x, _ := o.own.(*exception)
		return x
	}
	return nil
}

// newException is an instance of k, whose __init__ has not been called.
func newException(k *class, args starlark.Tuple) *instance {
	return &instance{class: k, own: &exception{args: args}}
}

// throw is an error of Go code that raises an exception with these arguments.
func throw(kind string, args ...starlark.Value) error {
	text := ""
	if len(args) > 0 {
		text = PlainText(args[0], PlainMost)
	}
	return &raised{kind: kind, err: plainError(text), args: args}
}

// plainError is a text as an error.
type plainError string

func (e plainError) Error() string { return string(e) }

// message is str(o), whatever the script's own __str__ does.
func (o *instance) message() string {
	p := o.class.ip.printer()
	own, owner := o.class.find("__str__")
	text := p.exceptionText
	if own != nil && owner != o.class.ip.baseException() {
		text = func(o *instance) (string, error) { return p.str(o) }
	}
	s, err := text(o)
	if err != nil {
		return "<exception str() failed>"
	}
	return s
}

// exceptionText is str(o) as BaseException has it.
func (p printer) exceptionText(o *instance) (string, error) {
	x := exceptionIn(o)
	for _, k := range o.class.mro {
		if text := exceptionTextOf(k.name); text != nil && k.module == "builtins" {
			if s, ok, err := text(p, o, x); ok || err != nil {
				return s, err
			}
		}
	}
	switch len(x.args) {
	case 0:
		return "", nil
	case 1:
		return p.str(x.args[0])
	}
	return p.repr(x.args)
}

// exceptionRepr is repr(o).
func (p printer) exceptionRepr(o *instance) (string, error) {
	args := exceptionIn(o).args
	s, err := p.repr(args)
	if len(args) == 1 {
		s = strings.TrimSuffix(s, ",)") + ")"
	}
	return o.class.name + s, err
}

// exceptionTextOf is how a class of exceptions makes its text, nil if of its arguments alone.
func exceptionTextOf(class string) func(p printer, o *instance, x *exception) (text string, ok bool, err error) {
	switch class {
	case "KeyError":
		return keyErrorText
	case "OSError":
		return osErrorText
	case "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError":
		return unicodeErrorText
	}
	return nil
}

func keyErrorText(p printer, _ *instance, x *exception) (string, bool, error) {
	if len(x.args) != 1 {
		return "", false, nil
	}
	s, err := p.repr(x.args[0])
	return s, true, err
}
