package starlib

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/engine/column"
	"starling/engine/expr"
)

// javaArray is an array of Java's: a list to scripts, whose elements are of one type to formulas.
type javaArray struct {
	*starlark.List
	elem column.Type
}

// Type is not that of a list, since a list compares with lists alone.
func (*javaArray) Type() string { return "JArray" }

// Class is Java's name of what it is.
func (a *javaArray) Class() string { return column.ArrayOf(a.elem).String() }

// CompareSameType compares the elements.
func (a *javaArray) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	return a.List.CompareSameType(op, y.(*javaArray).List, depth)
}

// Slice is some of the elements.
func (a *javaArray) Slice(start, end, step int) starlark.Value {
	return &javaArray{a.List.Slice(start, end, step).(*starlark.List), a.elem}
}

// variable is the array as formulas see it now.
func (a *javaArray) variable() expr.Var {
	all := column.NewVector(column.ArrayOf(a.elem))
	if err := sinkOf(all)(a.List); err != nil {
		return expr.Var{Err: err}
	}
	return expr.Var{Type: column.ArrayOf(a.elem), Value: all.Any(0)}
}
