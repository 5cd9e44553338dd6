package starlib

import (
	"fmt"
	"reflect"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine/plan"
	"starling/starlib/py"
)

// unpacking takes the arguments of a call as its signature has them, into the fields of structs
// that are data: those with the tag arg:"name".
type unpacking struct {
	c     *call
	pairs []any
	then  []func() error // what is made of the arguments once all are there
}

func newUnpacking(c *call) *unpacking { return &unpacking{c: c} }

// into takes a parameter into dst, as starlark.UnpackArgs does.
func (u *unpacking) into(p py.Param, dst any) {
	name := p.Name
	if p.Optional {
		name += "?"
	}
	u.pairs = append(u.pairs, name, dst)
}

// field takes a parameter into the field of the struct at dst that has its name. A script's
// default of True is that of the field.
func (u *unpacking) field(p py.Param, dst any) {
	v := reflect.ValueOf(dst).Elem()
	at := fieldOf(v.Type(), p.Name)
	if at < 0 {
		panic(fmt.Sprintf("starlib: %s has no field for the parameter %s", v.Type(), p.Name))
	}
	switch f := v.Field(at).Addr().Interface().(type) {
	case *bool:
		*f = p.Default == "True"
		u.into(p, f)
	case *string, *int:
		u.into(p, f)
	case *float64:
		x := new(starlark.Float)
		u.into(p, py.FloatArg(x))
		u.then = append(u.then, func() error { *f = float64(*x); return nil })
	case *[]string:
		u.into(p, (*texts)(f))
	case *[]plan.Pair:
		switch p.Name {
		case "by":
			u.into(p, (*names)(f))
		case "on", "joins":
			u.into(p, (*matches)(f))
		default:
			u.into(p, (*pairs)(f))
		}
	case *[]plan.Window:
		u.into(p, (*windows)(f))
	case *[]plan.OnKey:
		x := new(onKeys)
		u.into(p, x)
		u.then = append(u.then, func() error { *f = *x; return nil })
	case *[]plan.Formula:
		if p.Name == "filters" {
			u.into(p, (*filters)(f))
			return
		}
		u.into(p, (*formulaTexts)(f))
	case *plan.Match:
		u.value(p, "DHError", func(v starlark.Value) error {
			n, err := py.Choice(v, "NaturalJoinType", 0)
			*f = plan.Match(n)
			return err
		})
	case *any:
		u.value(p, "TypeError", func(v starlark.Value) error {
			_, x, ok := constant(v)
			if !ok {
				return fmt.Errorf("got %s, want a plain value", py.TypeOf(v))
			}
			*f = x
			return nil
		})
	default:
		panic(fmt.Sprintf("starlib: %s: no argument becomes a %T", p.Name, f))
	}
}

// value takes a parameter as it is and makes of it what take does; its error is one of a kind.
func (u *unpacking) value(p py.Param, kind string, take func(v starlark.Value) error) {
	v := new(starlark.Value)
	*v = starlark.None
	u.into(p, v)
	u.then = append(u.then, func() error {
		if err := take(*v); err != nil {
			return py.OfKind(kind, fmt.Errorf("%s: %s: %w", u.c.Name, p.Name, err))
		}
		return nil
	})
}

// optional takes a text; None is "".
func (u *unpacking) optional(p py.Param, dst *string) {
	u.value(p, "TypeError", func(v starlark.Value) error {
		s, ok := starlark.AsString(v)
		if *dst = s; !ok && v != starlark.None {
			return fmt.Errorf("got %s, want a string", py.TypeOf(v))
		}
		return nil
	})
}

// done takes the arguments.
func (u *unpacking) done() error {
	if err := u.c.Unpack(u.pairs...); err != nil {
		return err
	}
	for _, f := range u.then {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

// fieldOf is the number of the field of t with the tag arg:"name", -1 if there is none.
func fieldOf(t reflect.Type, name string) int {
	for i := range t.NumField() {
		if tag, _, _ := strings.Cut(t.Field(i).Tag.Get("arg"), ","); tag == name {
			return i
		}
	}
	return -1
}
