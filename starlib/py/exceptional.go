package py

import "go.starlark.net/starlark"

// thrown is the error that throw(typ, value) raises.
func (c *Call) thrown(typ, value starlark.Value) (error, error) {
	name, _ := starlark.AsString(typ)
	return Raise(name, "%v", value), nil
}

// exceptionOf is the exception of an error.
func (ip *Interp) exceptionOf(err error) starlark.Value { return starlark.String(err.Error()) }
