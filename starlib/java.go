package starlib

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/engine/column"
	"starling/engine/expr"
	"starling/starlib/py"
)

// foreign is a value of the formula language, such as a LocalDate or a business calendar.
// Scripts hand it on, print and compare it, and call the methods that formulas have for it.
type foreign struct {
	v any
	t column.Type // zero if v tells
}

// foreignOf is the script's value of an object of a column.
func foreignOf(v any) foreign {
	if c := column.ClassOf(v); c != nil {
		return foreign{v, column.ObjectOf(c.Name)}
	}
	return foreign{v: v}
}

func (f foreign) String() string       { return string(column.Java.Append(nil, f.v)) }
func (f foreign) Freeze()              {}
func (f foreign) Truth() starlark.Bool { return true }

// Hash is the same for values that are equal.
func (f foreign) Hash() (uint32, error) {
	if f.t.Class != nil {
		if key, ok := f.t.Class.Key(f.v); ok {
			return starlark.String(fmt.Sprint(key)).Hash()
		}
	}
	return starlark.String(f.String()).Hash()
}

// Type is the name of the class without its package.
func (f foreign) Type() string {
	if f.t.Class == nil {
		return "JObject"
	}
	name := f.t.Class.Name
	return name[strings.LastIndexByte(name, '.')+1:]
}

// Class is Java's name of what it is, which type(x) shows.
func (f foreign) Class() string {
	if f.t.Class == nil {
		return f.Type()
	}
	return f.t.Class.Name
}

// CompareSameType compares as Java's equals and compareTo do.
func (f foreign) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	g := y.(foreign)
	switch {
	case op == syntax.EQL || op == syntax.NEQ:
		return column.Equal(f.v, g.v) == (op == syntax.EQL), nil
	case f.t != g.t || f.t.Class == nil || f.t.Class.Compare == nil:
		return false, py.Raise("TypeError", "'%s' not supported between instances of '%s' and '%s'", op, f.Type(), g.Type())
	}
	return starlark.Compare(op, starlark.MakeInt(f.t.Class.Compare(f.v, g.v)), starlark.MakeInt(0))
}

// Attr is a method that formulas have for the value.
func (f foreign) Attr(name string) (starlark.Value, error) {
	if f.t.Class == nil || !expr.HasMethod(f.t, name) {
		return nil, nil
	}
	return javaMethod(f, name), nil
}

// AttrNames is the names of the methods.
func (f foreign) AttrNames() []string {
	if f.t.Class == nil {
		return nil
	}
	return expr.Methods(f.t)
}

// instantMethod is a method of Instants that datetimes have not.
func instantMethod(d py.Datetime, name string) starlark.Value {
	if !expr.HasMethod(column.Of(column.Instant), name) {
		return nil
	}
	return javaMethod(d, name)
}

var _ = py.InstantsHave(instantMethod)

// javaMethod is a method of a value as formulas have it.
func javaMethod(recv starlark.Value, name string) *py.Function {
	full := recv.Type() + "." + name
	return py.NewFunction(full, py.Entry{Sig: name + "(...)", Doc: "A method of Java.", Fn: func(c *py.Call) (starlark.Value, error) {
		return javaCall("A0."+name, full, append(starlark.Tuple{recv}, c.Args...), 1, c.Kwargs)
	}})
}

// javaCall is a call with values of the script, of which the first ones are not its arguments.
func javaCall(call, name string, values starlark.Tuple, first int, kwargs []starlark.Tuple) (starlark.Value, error) {
	if len(kwargs) > 0 {
		return nil, py.Raise("TypeError", "%s takes no keyword arguments", name)
	}
	var params []string
	for i := first; i < len(values); i++ {
		params = append(params, fmt.Sprintf("A%d", i))
	}
	v, err := java(call+"("+strings.Join(params, ", ")+")", values...)
	if err != nil {
		return nil, py.OfKind("DHError", fmt.Errorf("%s: %w", name, err))
	}
	return v, nil
}

// java is the value of a formula, in which A0, A1 and so on are values of the script.
func java(formula string, args ...starlark.Value) (starlark.Value, error) {
	s := make(arguments, len(args))
	for i, v := range args {
		t, x, ok := javaValue(v)
		if !ok {
			return nil, py.Raise("TypeError", "got %s (%s), which has no value in Java", py.Short(v), py.TypeOf(v))
		}
		s[i] = expr.Var{Type: t, Value: x}
	}
	f, err := expr.Compile(formula, s, nil)
	if err != nil {
		return nil, plainError(err)
	}
	out := column.NewVector(f.Type)
	if err := f.NewEval().Run(expr.Input{N: 1}, out); err != nil {
		return nil, plainError(err)
	}
	if v := scriptRange(nil, out, f.Type, 0, 1)[0]; v.Type() != "JObject" {
		return v, nil
	}
	return foreign{out.Any(0), f.Type}, nil
}

// plainError is an error without the formula, which no user wrote.
func plainError(err error) error {
	for {
		var e *expr.Error
		if !errors.As(err, &e) {
			return err
		}
		err = e.Err
	}
}

// javaValue is a value of the script as methods take it: whole numbers are int where they fit,
// and days dates.
func javaValue(v starlark.Value) (column.Type, any, bool) {
	switch v := v.(type) {
	case starlark.NoneType:
		return column.Anything, nil, true
	case starlark.Int:
		if n, ok := v.Int64(); ok && n > math.MinInt32 && n <= math.MaxInt32 {
			return column.Of(column.Int), int32(n), true
		}
	case py.Date:
		return column.ObjectOf("java.time.LocalDate"), column.LocalDate(v.Midnight().Unix() / 86400), true
	}
	return constant(v)
}

// arguments is the names that the formula of a method has.
type arguments []expr.Var

// Column finds none.
func (arguments) Column(string) (column.Type, bool) { return column.Type{}, false }

// Columns is none.
func (arguments) Columns() []string { return nil }

// Vars is none: nobody is to be told of them.
func (arguments) Vars() []string { return nil }

// Var is an argument.
func (a arguments) Var(name string) (expr.Var, bool) {
	n, isArgument := strings.CutPrefix(name, "A")
	i, err := strconv.Atoi(n)
	if !isArgument || err != nil || i < 0 || i >= len(a) {
		return expr.Var{}, false
	}
	return a[i], true
}
