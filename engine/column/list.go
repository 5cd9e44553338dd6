package column

import (
	"strings"
	"unique"
)

// list is what a type of lists is besides its kind.
type list struct {
	elem Type
	form form
}

// form is what class of Java's a list is.
type form uint8

const (
	array form = iota
	bare       // an array of Java's boolean, which has no null; other arrays of Bool are of its Boolean
	group      // one of Deephaven's vectors
)

func listOf(f form, elem Type) Type { return Type{Kind: List, list: unique.Make(list{elem, f})} }

// primitives is Java's letters of the elements of arrays that are no objects.
var primitives = [...]struct {
	letter string
	kind   Kind
}{{"B", Byte}, {"S", Short}, {"C", Char}, {"I", Int}, {"J", Long}, {"F", Float}, {"D", Double}}

// Bools is the type of arrays of Java's boolean; ArrayOf(Of(Bool)) is that of arrays of its
// Boolean.
var Bools = listOf(bare, Of(Bool))

// ArrayOf is the type of arrays of t; those of Byte are Bytes, which are kept as text is.
func ArrayOf(t Type) Type {
	if t.Kind == Byte {
		return Of(Bytes)
	}
	return listOf(array, t)
}

// GroupOf is the type of groups of values of type t, which are Deephaven's vectors.
func GroupOf(t Type) Type { return listOf(group, t) }

// Elem is the type of the elements of t, Byte for Bytes; ok is false if t is no type of lists.
func (t Type) Elem() (elem Type, ok bool) {
	switch t.Kind {
	case Bytes:
		return Of(Byte), true
	case List:
		return t.list.Value().elem, true
	}
	return Type{}, false
}

// Group reports whether t is a type of groups, and no array.
func (t Type) Group() bool { return t.Kind == List && t.list.Value().form == group }

const vectors = "io.deephaven.vector."

// java is the name of the class. That of a group of objects does not say of what.
func (l list) java() string {
	switch {
	case l.form == bare:
		return "[Z"
	case l.form == group && (l.elem.Kind.Numeric() || l.elem.Kind == Char):
		return vectors + l.elem.Kind.String() + "Vector"
	case l.form == group:
		return vectors + "ObjectVector"
	case l.elem.Kind == Bytes:
		return "[[B"
	}
	for _, p := range primitives {
		if p.kind == l.elem.Kind {
			return "[" + p.letter
		}
	}
	name := l.elem.String()
	if name[0] == '[' {
		return "[" + name
	}
	return "[L" + name + ";"
}

// listType is the type of lists of the given class; ok is false if it is of none.
func listType(class string) (t Type, ok bool) {
	if rest, ok := strings.CutPrefix(class, "["); ok {
		if rest == "Z" {
			return Bools, true
		}
		return ArrayOf(elemType(rest)), true
	}
	name, ok := strings.CutPrefix(class, vectors)
	if !ok {
		return Type{}, false
	}
	if name == "ObjectVector" {
		return GroupOf(Type{Kind: Object, Class: classOf("java.lang.Object")}), true
	}
	for _, p := range primitives {
		if name == p.kind.String()+"Vector" {
			return GroupOf(Of(p.kind)), true
		}
	}
	return Type{}, false
}

// elemType is the type of elements as the name of an array's class has them.
func elemType(name string) Type {
	for _, p := range primitives {
		if name == p.letter {
			return Of(p.kind)
		}
	}
	if strings.HasPrefix(name, "L") && strings.HasSuffix(name, ";") {
		name = name[1 : len(name)-1]
	}
	for k := Bool; k < Object; k++ {
		if kinds[k].java == name {
			return Of(k)
		}
	}
	return ObjectOf(name)
}
