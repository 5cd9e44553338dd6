package py

import (
	"fmt"

	"go.starlark.net/starlark"
)

// nativeException makes an instance of an exception class.
func nativeException(c *Call, k *class) (starlark.Value, error) {
	args := c.Args
	if k == c.exceptions["OSError"] && len(args) > 1 && len(args) < 6 {
		if n, err := starlark.AsInt32(args[0]); err == nil && osErrorClasses[n] != "" {
			k = c.exceptions[osErrorClasses[n]]
		}
	}
	return newException(k, args), nil
}

// osErrorClasses is the classes that OSError has for numbers of errors.
var osErrorClasses = map[int]string{
	1: "PermissionError", 2: "FileNotFoundError", 3: "ProcessLookupError", 4: "InterruptedError", 10: "ChildProcessError",
	11: "BlockingIOError", 13: "PermissionError", 17: "FileExistsError", 20: "NotADirectoryError", 21: "IsADirectoryError",
	32: "BrokenPipeError", 103: "ConnectionAbortedError", 104: "ConnectionResetError", 110: "TimeoutError",
	111: "ConnectionRefusedError", 114: "BlockingIOError", 115: "BlockingIOError",
}

// baseExceptionMethods is THE table of the methods of exceptions.
func baseExceptionMethods() []Entry {
	return []Entry{
		{Sig: "__init__(*args)", Fn: exceptionMethod(func(c *Call, o *instance) (starlark.Value, error) { return starlark.None, c.initException(o) })},
		{Sig: "__repr__()", Fn: exceptionMethod(func(c *Call, o *instance) (starlark.Value, error) {
			s, err := c.printer().exceptionRepr(o)
			return starlark.String(s), err
		})},
		{Sig: "__str__()", Fn: exceptionMethod(func(c *Call, o *instance) (starlark.Value, error) {
			s, err := c.printer().exceptionText(o)
			return starlark.String(s), err
		})},
		{Sig: "add_note(note)", Doc: "Adds a line that is shown below the exception.", Fn: exceptionMethod(addNote)},
		{Sig: "with_traceback(tb)", Doc: "The exception, with another place where it was raised.", Fn: exceptionMethod(withTraceback)},
	}
}

func exceptionMethod(fn func(c *Call, o *instance) (starlark.Value, error)) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		if exceptionIn(c.Recv) == nil {
			return nil, Raise("TypeError", "descriptor '%s' requires a 'BaseException' object but received a '%s'", c.EntryName(), TypeOf(c.Recv))
		}
		return fn(c, c.Recv.(*instance))
	}
}

func addNote(c *Call, o *instance) (starlark.Value, error) {
	var note starlark.Value
	if err := c.Unpack("note", &note); err != nil {
		return nil, err
	}
	if _, ok := note.(starlark.String); !ok {
		return nil, Raise("TypeError", "note must be a str, not '%s'", TypeOf(note))
	}
	list, ok := o.attrs.get("__notes__").(*starlark.List)
	if !ok {
		list = starlark.NewList(nil)
		o.attrs.set("__notes__", list)
	}
	return starlark.None, list.Append(note)
}

func withTraceback(c *Call, o *instance) (starlark.Value, error) {
	var tb starlark.Value
	if err := c.Unpack("tb", &tb); err != nil {
		return nil, err
	}
	return o, setTraceback(exceptionIn(o), tb)
}

func setTraceback(x *exception, v starlark.Value) error {
	switch v := v.(type) {
	case starlark.NoneType:
		x.trace = nil
	case *traceback:
		x.trace = v.frames
	default:
		return Raise("TypeError", "__traceback__ must be a traceback or None")
	}
	return nil
}

// exceptionField is an attribute of all exceptions that Go keeps.
type exceptionField struct {
	name string
	get  func(x *exception) starlark.Value
	set  func(x *exception, v starlark.Value) error
}

func (f *exceptionField) String() string {
	return fmt.Sprintf("<attribute '%s' of 'BaseException' objects>", f.name)
}
func (f *exceptionField) Type() string          { return "getset_descriptor" }
func (f *exceptionField) Freeze()               {}
func (f *exceptionField) Truth() starlark.Bool  { return true }
func (f *exceptionField) Hash() (uint32, error) { return starlark.String(f.name).Hash() }

// bound is its value of an exception.
func (f *exceptionField) bound(self starlark.Value, _ *class) (starlark.Value, error) {
	if x := exceptionIn(self); x != nil {
		return f.get(x), nil
	}
	return f, nil
}

// assign sets it.
func (f *exceptionField) assign(o *instance, name string, v starlark.Value) error {
	x := exceptionIn(o)
	switch {
	case v == nil:
		return Raise("TypeError", "%s may not be deleted", name)
	case x == nil:
		return Raise("TypeError", "'%s' object is no exception", o.class.name)
	}
	return f.set(x, v)
}

// baseExceptionFields is THE table of those.
var baseExceptionFields = []exceptionField{
	{"__cause__", func(x *exception) starlark.Value { return instanceOrNone(x.cause) }, func(x *exception, v starlark.Value) (err error) {
		x.cause, err = exceptionOrNone("exception cause", v)
		x.suppress = x.suppress || err == nil
		return err
	}},
	{"__context__", func(x *exception) starlark.Value { return instanceOrNone(x.context) }, func(x *exception, v starlark.Value) (err error) {
		x.context, err = exceptionOrNone("exception context", v)
		return err
	}},
	{"__suppress_context__", func(x *exception) starlark.Value { return starlark.Bool(x.suppress) }, func(x *exception, v starlark.Value) error {
		x.suppress = bool(v.Truth())
		return nil
	}},
	{"__traceback__", func(x *exception) starlark.Value { return tracebackOf(x) }, setTraceback},
	{"args", func(x *exception) starlark.Value { return x.args }, func(x *exception, v starlark.Value) error {
		seq, ok := v.(starlark.Iterable)
		if !ok {
			return Raise("TypeError", "'%s' object is not iterable", TypeOf(v))
		}
		x.args = nil
		for e := range starlark.Elements(seq) {
			x.args = append(x.args, e)
		}
		return nil
	}},
}

func instanceOrNone(o *instance) starlark.Value {
	if o == nil {
		return starlark.None
	}
	return o
}

func exceptionOrNone(what string, v starlark.Value) (*instance, error) {
	if v == starlark.None {
		return nil, nil
	}
	if exceptionIn(v) == nil {
		return nil, Raise("TypeError", "%s must be None or derive from BaseException", what)
	}
	return v.(*instance), nil
}
