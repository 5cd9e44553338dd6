package py

import (
	"io"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// tracebackEntries is the module traceback.
func tracebackEntries() []Entry {
	return []Entry{
		{Sig: "extract_tb(tb, limit=None)", Doc: "The calls of a traceback, each with filename, lineno, name and line.", Fn: extractTraceback},
		{Sig: "format_exc(limit=None, chain=True) -> str", Doc: "The text of the exception that is being handled.", Fn: formatExc},
		{Sig: "format_exception(exc, value=None, tb=None, limit=None, chain=True)", Doc: "The lines of the text of an exception.", Fn: formatException},
		{Sig: "format_exception_only(exc, value=None)", Doc: "The lines of an exception without where it was raised.", Fn: formatExceptionOnly},
		{Sig: "format_tb(tb, limit=None)", Doc: "The lines of a traceback.", Fn: formatTraceback},
		{Sig: "print_exc(limit=None, file=None, chain=True)", Doc: "Prints the exception that is being handled.", Fn: printExc},
		{Sig: "print_exception(exc, value=None, tb=None, limit=None, file=None, chain=True)", Doc: "Prints an exception.", Fn: printException},
		{Sig: "print_tb(tb, limit=None, file=None)", Doc: "Prints a traceback.", Fn: printTraceback},
	}
}

// shownAs is how an exception is to be shown.
type shownAs struct {
	o     *instance
	tb    starlark.Value // instead of its own traceback; nil: that
	limit starlark.Value
	chain bool
}

// lines is the text of the exception, in the pieces that Python gives.
func (s *shownAs) lines(ip *Interp) ([]string, error) {
	if s.o == nil {
		return []string{"NoneType: None\n"}, nil
	}
	e := ip.reported(s.o)
	if !s.chain {
		e.Before = nil
	}
	switch tb := s.tb.(type) {
	case nil:
	case starlark.NoneType:
		e.Frames = nil
	case *traceback:
		e.Frames = tb.frames
	default:
		return nil, Raise("TypeError", "tb: got %s, want a traceback or None", TypeOf(s.tb))
	}
	var err error
	if e.Frames, err = limited(e.Frames, s.limit); err != nil {
		return nil, err
	}
	return e.pythonLines(), nil
}

// limited is the first frames, or with a negative limit the last.
func limited(frames []Place, limit starlark.Value) ([]Place, error) {
	if limit == nil || limit == starlark.None {
		return frames, nil
	}
	n, err := starlark.AsInt32(limit)
	if err != nil {
		return nil, Raise("TypeError", "limit: got %s, want a whole number or None", TypeOf(limit))
	}
	if n < 0 {
		return frames[max(len(frames)+n, 0):], nil
	}
	return frames[:min(n, len(frames))], nil
}

// pythonLines is an error as Python writes it: without columns.
func (e *Error) pythonLines() []string {
	var out []string
	if e.Before != nil {
		between := duringOther
		if e.Direct {
			between = directCause
		}
		out = append(e.Before.pythonLines(), "\n"+between+"\n\n")
	}
	if len(e.Frames) > 0 {
		out = append(out, "Traceback (most recent call last):\n")
	}
	for _, p := range e.Frames {
		out = append(out, p.pythonLine())
	}
	return append(out, e.onlyLines()...)
}

// onlyLines is the class and the text, and the notes.
func (e *Error) onlyLines() []string {
	hint := e.Hint
	e.Hint = ""
	out := []string{e.head() + "\n"}
	e.Hint = hint
	for _, note := range e.Notes {
		out = append(out, note+"\n")
	}
	return out
}

// exceptionArgs reads exc, value and tb, of which the first alone may be an exception.
func exceptionArgs(exc, value, tb starlark.Value) (*shownAs, error) {
	s := &shownAs{chain: true}
	if value != nil {
		exc, s.tb = value, tb
		if tb == nil {
			return nil, Raise("ValueError", "Both or neither of value and tb must be given")
		}
	}
	if exc == starlark.None {
		return s, nil
	}
	if exceptionIn(exc) == nil {
		return nil, Raise("TypeError", "Exception expected for value, %s found", TypeOf(exc))
	}
	s.o = exc.(*instance)
	return s, nil
}

// handledNow is the exception that is being handled.
func (c *Call) handledNow() *shownAs {
	s := &shownAs{chain: true}
	if h := c.gil.holder.current(); h != nil {
		s.o = h.o
	}
	return s
}

func formatExc(c *Call) (starlark.Value, error) {
	s := c.handledNow()
	if err := c.Unpack("limit?", &s.limit, "chain?", &s.chain); err != nil {
		return nil, err
	}
	lines, err := s.lines(c.Interp)
	return starlark.String(strings.Join(lines, "")), err
}

func formatException(c *Call) (starlark.Value, error) {
	var exc, value, tb, limit starlark.Value
	chain := true
	if err := c.Unpack("exc", &exc, "value?", &value, "tb?", &tb, "limit?", &limit, "chain?", &chain); err != nil {
		return nil, err
	}
	s, err := exceptionArgs(exc, value, tb)
	if err != nil {
		return nil, err
	}
	s.limit, s.chain = limit, chain
	lines, err := s.lines(c.Interp)
	return textValues(lines), err
}

func formatExceptionOnly(c *Call) (starlark.Value, error) {
	var exc, value starlark.Value
	if err := c.Unpack("exc", &exc, "value?", &value); err != nil {
		return nil, err
	}
	if value != nil {
		exc = value
	}
	s, err := exceptionArgs(exc, nil, nil)
	if err != nil || s.o == nil {
		return textValues([]string{"NoneType: None\n"}), err
	}
	return textValues(c.reported(s.o).onlyLines()), nil
}

func textValues(lines []string) starlark.Value {
	list := make([]starlark.Value, len(lines))
	for i, s := range lines {
		list[i] = starlark.String(s)
	}
	return starlark.NewList(list)
}

func printExc(c *Call) (starlark.Value, error) {
	s := c.handledNow()
	var file starlark.Value = starlark.None
	if err := c.Unpack("limit?", &s.limit, "file?", &file, "chain?", &s.chain); err != nil {
		return nil, err
	}
	return starlark.None, c.printLines(s, file)
}

func printException(c *Call) (starlark.Value, error) {
	var exc, value, tb, limit starlark.Value
	var file starlark.Value = starlark.None
	chain := true
	if err := c.Unpack("exc", &exc, "value?", &value, "tb?", &tb, "limit?", &limit, "file?", &file, "chain?", &chain); err != nil {
		return nil, err
	}
	s, err := exceptionArgs(exc, value, tb)
	if err != nil {
		return nil, err
	}
	s.limit, s.chain = limit, chain
	return starlark.None, c.printLines(s, file)
}

// printLines writes an exception to a file, by default to the standard error output.
func (c *Call) printLines(s *shownAs, file starlark.Value) error {
	lines, err := s.lines(c.Interp)
	if err != nil {
		return err
	}
	w, err := c.errorFile(file)
	if err == nil {
		_, err = io.WriteString(w, strings.Join(lines, ""))
	}
	return err
}

// tracebackLines reads tb and limit.
func tracebackFrames(tb, limit starlark.Value) ([]Place, error) {
	switch tb := tb.(type) {
	case starlark.NoneType:
		return nil, nil
	case *traceback:
		return limited(tb.frames, limit)
	}
	return nil, Raise("TypeError", "tb: got %s, want a traceback or None", TypeOf(tb))
}

func extractTraceback(c *Call) (starlark.Value, error) {
	var tb, limit starlark.Value
	if err := c.Unpack("tb", &tb, "limit?", &limit); err != nil {
		return nil, err
	}
	frames, err := tracebackFrames(tb, limit)
	list := make([]starlark.Value, len(frames))
	for i, p := range frames {
		list[i] = &codeFrame{p}
	}
	return starlark.NewList(list), err
}

func formatTraceback(c *Call) (starlark.Value, error) {
	var tb, limit starlark.Value
	if err := c.Unpack("tb", &tb, "limit?", &limit); err != nil {
		return nil, err
	}
	frames, err := tracebackFrames(tb, limit)
	return textValues(placeLines(frames)), err
}

func printTraceback(c *Call) (starlark.Value, error) {
	var tb, limit starlark.Value
	var file starlark.Value = starlark.None
	if err := c.Unpack("tb", &tb, "limit?", &limit, "file?", &file); err != nil {
		return nil, err
	}
	frames, err := tracebackFrames(tb, limit)
	if err != nil {
		return nil, err
	}
	w, err := c.errorFile(file)
	if err == nil {
		_, err = io.WriteString(w, strings.Join(placeLines(frames), ""))
	}
	return starlark.None, err
}

func placeLines(frames []Place) []string {
	out := slices.Grow([]string{}, len(frames))
	for _, p := range frames {
		out = append(out, p.pythonLine())
	}
	return out
}
