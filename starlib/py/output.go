package py

import (
	"io"

	"go.starlark.net/starlark"
)

// output is sys.stdout or sys.stderr as it is now: a script may have put a file of its own there.
func (c *Call) output(name string, otherwise io.Writer) io.Writer {
	sys, ok := c.modules["sys"]
	if !ok {
		return otherwise
	}
	switch v := sys.members[name].(type) {
	case nil:
		return otherwise
	case *stream:
		return v.w
	default:
		return &scriptFile{c, v}
	}
}

// errorFile is where something writes that goes to file, or to sys.stderr if that is None.
func (c *Call) errorFile(file starlark.Value) (io.Writer, error) {
	switch v := file.(type) {
	case starlark.NoneType:
		return c.output("stderr", c.cfg.Stderr), nil
	case *stream:
		return v.w, nil
	}
	if write, err := optional(file, "write"); err != nil || write == nil {
		return nil, Raise("AttributeError", "'%s' object has no attribute 'write'", TypeOf(file))
	}
	return &scriptFile{c, file}, nil
}

// scriptFile writes to a value that has a method write.
type scriptFile struct {
	c *Call
	v starlark.Value
}

func (f *scriptFile) Write(p []byte) (int, error) {
	write, err := GetAttr(f.v, "write")
	if err == nil {
		_, err = starlark.Call(f.c.Thread, write, starlark.Tuple{starlark.String(p)}, nil)
	}
	return len(p), err
}
