package py

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/safe"
)

// pythonLine is a place as Python's tracebacks have it.
func (p Place) pythonLine() string {
	s := fmt.Sprintf("  File %q, line %d, in %s\n", p.File, p.Line, p.Func)
	if text := safe.Lines(strings.TrimSpace(p.Text)); text != "" {
		s += "    " + text + "\n" + p.carets()
	}
	return s
}

// carets is the line below that of the place which marks what failed, where that is not all of it.
func (p Place) carets() string {
	if p.Col < 1 || p.Col > len([]rune(p.Text))+1 {
		return ""
	}
	s, ok := caretsAt(p.Text, p.Col-1)
	if !ok {
		return ""
	}
	return "    " + s.marks(p.Text) + "\n"
}

// traceback is where an exception was raised: the calls from the function that caught it to there.
type traceback struct{ frames []Place }

// tracebackOf is e.__traceback__.
func tracebackOf(x *exception) starlark.Value {
	if len(x.trace) == 0 {
		return starlark.None
	}
	return &traceback{x.trace}
}

func (t *traceback) String() string        { return fmt.Sprintf("<traceback object at 0x%x>", PointerOf(t)) }
func (t *traceback) Type() string          { return "traceback" }
func (t *traceback) Freeze()               {}
func (t *traceback) Truth() starlark.Bool  { return true }
func (t *traceback) Hash() (uint32, error) { return uint32(PointerOf(t) >> 4), nil }

// Attr is what a traceback has.
func (t *traceback) Attr(name string) (starlark.Value, error) {
	return Member(tracebackMembers, t, name)
}

// AttrNames is the names of that.
func (t *traceback) AttrNames() []string { return EntryNames(tracebackMembers) }

// tracebackMembers is THE table of what tracebacks have.
var tracebackMembers = []Entry{
	{Sig: "tb_frame", Doc: "The call.", Fn: func(c *Call) (starlark.Value, error) { return &codeFrame{c.Recv.(*traceback).frames[0]}, nil }},
	{Sig: "tb_lineno", Doc: "The line.", Fn: func(c *Call) (starlark.Value, error) {
		return starlark.MakeInt(c.Recv.(*traceback).frames[0].Line), nil
	}},
	{Sig: "tb_next", Doc: "The traceback from the next call on, None at the last.", Fn: func(c *Call) (starlark.Value, error) {
		if rest := c.Recv.(*traceback).frames[1:]; len(rest) > 0 {
			return &traceback{rest}, nil
		}
		return starlark.None, nil
	}},
}

// codeFrame is a call of a traceback, and its code: what of both scripts ask for.
type codeFrame struct{ Place }

func (f *codeFrame) String() string {
	return fmt.Sprintf("<frame, file '%s', line %d, code %s>", f.File, f.Line, f.Func)
}
func (f *codeFrame) Type() string          { return "frame" }
func (f *codeFrame) Freeze()               {}
func (f *codeFrame) Truth() starlark.Bool  { return true }
func (f *codeFrame) Hash() (uint32, error) { return uint32(PointerOf(f) >> 4), nil }

// Attr is what a frame has.
func (f *codeFrame) Attr(name string) (starlark.Value, error) {
	switch name {
	case "co_filename":
		return starlark.String(f.File), nil
	case "co_name", "co_qualname":
		return starlark.String(f.Func), nil
	case "f_code":
		return f, nil
	case "filename":
		return starlark.String(f.File), nil
	case "line":
		return starlark.String(strings.TrimSpace(f.Text)), nil
	case "name":
		return starlark.String(f.Func), nil
	case "f_lineno", "lineno":
		return starlark.MakeInt(f.Line), nil
	}
	return nil, nil
}

// AttrNames is the names of that.
func (f *codeFrame) AttrNames() []string {
	return []string{"co_filename", "co_name", "co_qualname", "f_code", "f_lineno", "filename", "line", "lineno", "name"}
}
