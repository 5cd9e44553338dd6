package py

import (
	"reflect"
	"unsafe"

	"go.starlark.net/starlark"
)

// Locals is the variables of the function that calls, nil at the top level.
func (c *Call) Locals() starlark.StringDict {
	if c.Thread == nil || c.Thread.CallStackDepth() < 2 {
		return nil
	}
	f := c.Thread.DebugFrame(1)
	fn, ok := f.Callable().(*starlark.Function)
	if !ok {
		return nil
	}
	vars := starlark.StringDict{}
	for i := range fn.NumFreeVars() {
		b, v := fn.FreeVar(i)
		vars[b.Name] = v
	}
	for i := range f.NumLocals() {
		if b, v := f.Local(i); v != nil {
			vars[b.Name] = cellValue(v)
		}
	}
	return vars
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
