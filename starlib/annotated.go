package starlib

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine/column"
)

// takes is what a parameter's annotation says about the values that formulas hand over:
// of which kinds they are, any if kind is 0, and whether null is None.
type takes struct {
	name     string
	kind     column.Kind
	optional bool
}

// parameters is what the annotations of a function say, by position.
func (h *Host) parameters(fn *starlark.Function) []takes {
	notes, _ := h.Annotations(fn)
	all := make([]takes, fn.NumParams())
	for i := range all {
		name, _ := fn.Param(i)
		for _, p := range notes.Params {
			if p.Name == name {
				all[i] = annotated(name, p.Type)
			}
		}
	}
	return all
}

func annotated(name, note string) takes {
	p := takes{name: name, optional: strings.Contains(note, "Optional[") || strings.Contains(note, "None")}
	if t, ok := typeNamed(strings.Trim(note, `"'`)); ok {
		switch t.Kind {
		case column.Long, column.Double, column.Bool, column.String:
			p.kind = t.Kind
		}
	}
	return p
}

// check is an error if values of type t are no argument for the parameter, as Deephaven has it.
func (p takes) check(fn string, t column.Type) error {
	ok := true
	switch {
	case t.Kind == column.Object && t.String() != "null":
		return nil // it is seen row by row
	case p.kind == column.Long:
		ok = t.Kind.Integral() || t.Kind == column.Char
	case p.kind == column.Double:
		ok = t.Kind == column.Double || t.Kind == column.Float
	case p.kind != 0:
		ok = t.Kind == p.kind
	}
	if ok {
		return nil
	}
	return fmt.Errorf("%s: the annotation of %s is %s, which takes no %s; cast it, as in (%s)", fn, p.name, column.Of(p.kind), t, column.Of(p.kind))
}

// arguments appends the values of a vector as a function of the script gets them: a null
// number is the number that means null, NULL_INT and the like, as in Deephaven, and None where
// the annotation is Optional; a char is its code.
func (p takes) arguments(dst []starlark.Value, v column.Vector, t column.Type) []starlark.Value {
	if c, ok := v.(*column.Vec[uint16]); ok {
		for _, x := range c.V {
			dst = append(dst, p.number(starlark.MakeInt(int(x)), x == column.NullChar))
		}
		return dst
	}
	dst = scriptValues(dst, v, t)
	if p.optional {
		return dst
	}
	if null := sentinel(v.Kind()); null != nil {
		for i, x := range dst {
			if x == starlark.None {
				dst[i] = null
			}
		}
	}
	return dst
}

func (p takes) number(x starlark.Value, null bool) starlark.Value {
	if null && p.optional {
		return starlark.None
	}
	return x
}

// sentinel is the number that means null among those of a kind; nil if there is none.
func sentinel(k column.Kind) starlark.Value {
	switch k {
	case column.Byte:
		return starlark.MakeInt64(int64(column.NullByte))
	case column.Short:
		return starlark.MakeInt64(int64(column.NullShort))
	case column.Int:
		return starlark.MakeInt64(int64(column.NullInt))
	case column.Long:
		return starlark.MakeInt64(column.NullLong)
	case column.Float:
		return starlark.Float(column.NullFloat)
	case column.Double:
		return starlark.Float(column.NullDouble)
	}
	return nil
}
