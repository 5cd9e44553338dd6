package column

import "unique"

// Type is the type of a column. Types are compared with ==.
type Type struct {
	Kind  Kind
	Class *Class // of Object; nil is any object
	list  unique.Handle[list]
}

// Of is the type of a kind other than Object and List.
func Of(k Kind) Type { return Type{Kind: k} }

// ObjectOf is the type of Java's class of the given name, such as "java.time.Duration",
// "org.jpy.PyObject" or, for lists, "[I" and "io.deephaven.vector.IntVector".
func ObjectOf(class string) Type {
	if t, ok := listType(class); ok {
		return t
	}
	return Type{Kind: Object, Class: classOf(class)}
}

// Types of objects.
var (
	PyObject   = ObjectOf("org.jpy.PyObject")     // values of the script
	BigDecimal = ObjectOf("java.math.BigDecimal") // Decimal
	BigInteger = ObjectOf("java.math.BigInteger") // *big.Int
	Map        = ObjectOf("java.util.Map")
	Anything   = ObjectOf("java.lang.Object") // objects of which nothing is known
)

// Big reports whether values of t are numbers of any size, BigDecimal or BigInteger.
func (t Type) Big() bool { return t == BigDecimal || t == BigInteger }

// Ordered reports whether objects of type t, such as dates, have an order.
func (t Type) Ordered() bool { return t.Kind == Object && t.Class != nil && t.Class.Compare != nil }

// String is the name of the type in Java: "int", "java.lang.String", "byte[]", "[I".
func (t Type) String() string {
	switch {
	case t.Kind == List:
		return t.list.Value().java()
	case t.Kind == Object && t.Class != nil:
		return t.Class.Name
	}
	return kinds[t.Kind].java
}

// Name is the name of the type as Java's source has it: "int[]" for the class "[I".
func (t Type) Name() string {
	if t.Kind != List {
		return t.String()
	}
	switch l := t.list.Value(); l.form {
	case bare:
		return "boolean[]"
	case array:
		return l.elem.Name() + "[]"
	}
	return t.String()
}
