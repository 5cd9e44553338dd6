package column

import "strings"

// An array is a value of a type whose Class is Java's name of its class, "[I"; a group is
// one of Deephaven's vectors, "io.deephaven.vector.IntVector". The class of a group of
// objects has the type of its elements behind it, "<java.time.Instant>", which Java's
// name lacks.
const (
	vectors      = "io.deephaven.vector."
	objectVector = vectors + "ObjectVector"
)

// primitives is Java's letters of the elements of arrays that are no objects.
var primitives = [...]struct {
	letter string
	kind   Kind
}{{"Z", Bool}, {"B", Byte}, {"S", Short}, {"C", Char}, {"I", Int}, {"J", Long}, {"F", Float}, {"D", Double}}

// Bools is the type of arrays of Java's boolean, which has no null; ArrayOf(Of(Bool)) is
// that of arrays of its Boolean, which has.
var Bools = ObjectOf("[Z")

// ArrayOf is the type of arrays of t; those of Byte are Bytes.
func ArrayOf(t Type) Type {
	switch {
	case t.Kind == Byte:
		return Of(Bytes)
	case t.Kind == Bytes:
		return ObjectOf("[[B")
	case t.Kind == Object && strings.HasPrefix(t.Class, "["):
		return ObjectOf("[" + t.Class)
	case t.Kind == Bool:
		return ObjectOf("[Ljava.lang.Boolean;")
	}
	for _, p := range primitives {
		if p.kind == t.Kind {
			return ObjectOf("[" + p.letter)
		}
	}
	return ObjectOf("[L" + t.String() + ";")
}

// GroupOf is the type of groups of values of type t.
func GroupOf(t Type) Type {
	if t.Kind.Numeric() || t.Kind == Char {
		return ObjectOf(vectors + t.Kind.String() + "Vector")
	}
	class := t.Class
	if t.Kind == Bytes {
		class = "[B"
	} else if class == "" {
		class = t.String()
	}
	return ObjectOf(objectVector + "<" + class + ">")
}

// Elem is the type of the elements of t; ok is false if t is no type of lists.
func (t Type) Elem() (elem Type, ok bool) {
	switch {
	case t.Kind == Bytes:
		return Of(Byte), true
	case t.Kind != Object:
		return Type{}, false
	case strings.HasPrefix(t.Class, "["):
		return classOf(t.Class[1:]), true
	case strings.HasPrefix(t.Class, objectVector):
		return classOf(strings.TrimSuffix(strings.TrimPrefix(t.Class[len(objectVector):], "<"), ">")), true
	}
	if name, ok := strings.CutPrefix(t.Class, vectors); ok {
		for _, p := range primitives {
			if name == p.kind.String()+"Vector" {
				return Of(p.kind), true
			}
		}
	}
	return Type{}, false
}

// classOf is the type of elements of the given class, as an array's or a group's has it.
func classOf(class string) Type {
	for _, p := range primitives {
		if class == p.letter {
			return Of(p.kind)
		}
	}
	if strings.HasPrefix(class, "L") && strings.HasSuffix(class, ";") {
		class = class[1 : len(class)-1]
	}
	switch class {
	case "":
		return anything
	case "[B":
		return Of(Bytes)
	}
	for k := Bool; k < Object; k++ {
		if kinds[k].java == class {
			return Of(k)
		}
	}
	return ObjectOf(class)
}
