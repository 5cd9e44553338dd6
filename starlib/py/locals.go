package py

import (
	"reflect"
	"unsafe"

	"go.starlark.net/starlark"

	"starling/starlib/lower"
)

// Locals is the variables of the function that calls, nil at the top level. Those of a part of a
// function that runs as one of its own are the whole function's.
func (c *Call) Locals() starlark.StringDict {
	if c.Thread == nil || c.Thread.CallStackDepth() < 2 {
		return nil
	}
	var vars starlark.StringDict
	for depth := 1; depth < c.Thread.CallStackDepth(); depth++ {
		f := c.Thread.DebugFrame(depth)
		fn, ok := f.Callable().(*starlark.Function)
		switch {
		case !ok && vars == nil:
			return nil
		case !ok: // the builtin that runs a part
			continue
		case vars == nil:
			vars = starlark.StringDict{}
		}
		addVariables(vars, f, fn)
		if !lower.IsPiece(fn.Name()) {
			break
		}
	}
	return vars
}

// addVariables adds those of a running function; what is there is of a function within it.
func addVariables(vars starlark.StringDict, f starlark.DebugFrame, fn *starlark.Function) {
	add := func(name string, v starlark.Value) {
		if variable, ok := lower.Cell(name); ok {
			name, v = variable, v.(*cell).value
		}
		if _, hidden := vars[name]; !hidden && v != nil && !lower.Own(name) {
			vars[name] = v
		}
	}
	for i := range f.NumLocals() {
		if b, v := f.Local(i); v != nil {
			add(b.Name, cellValue(v))
		}
	}
	for i := range fn.NumFreeVars() {
		b, v := fn.FreeVar(i)
		add(b.Name, v)
	}
}

// cellValue is the value of a local variable. Where an inner function uses it too,
// Starlark's debugger gives a cell with the value in its one, unexported, field.
func cellValue(v starlark.Value) starlark.Value {
	if v.Type() != "cell" {
		return v
	}
	f := reflect.ValueOf(v).Elem().Field(0)
	x, _ := reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem().Interface().(starlark.Value)
	return x
}
