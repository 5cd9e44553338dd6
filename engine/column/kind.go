// Package column owns what a column is: kinds of values and their nulls, vectors
// (values on the move), stores (values at rest, readable as of now and as of
// before the running cycle), builders (values on their way in), and how values of a
// type are written as text, in whatever style. It imports rowset and nothing else of
// the engine; it knows no table, formula or format.
package column

import (
	"math"
	"strings"
	"unsafe"
)

// Kind says how the values of a column are represented.
type Kind uint8

// The kinds, with the Go type of a value in a Vec and its null.
const (
	Bool    Kind = iota + 1 // int8: 0, 1, NullByte
	Byte                    // int8
	Short                   // int16
	Char                    // uint16: a UTF-16 unit
	Int                     // int32
	Long                    // int64
	Float                   // float32
	Double                  // float64
	Instant                 // int64: nanoseconds since 1970-01-01T00:00:00Z
	String                  // string: text, see NullString
	Bytes                   // string: raw bytes, see NullString
	Object                  // any: nil is null; Type.Class names what it holds
)

// Nulls are the sentinels of the numeric kinds, as in Deephaven's QueryConstants.
const (
	NullByte   int8    = math.MinInt8
	NullShort  int16   = math.MinInt16
	NullChar   uint16  = math.MaxUint16
	NullInt    int32   = math.MinInt32
	NullLong   int64   = math.MinInt64
	NullFloat  float32 = -math.MaxFloat32
	NullDouble float64 = -math.MaxFloat64
)

// NullString is the null of String and Bytes. It is told apart by where its bytes
// lie, not by what they are: use IsNullString. It is not valid UTF-8, so no text
// equals it.
var NullString = string([]byte("\xff\xfenull"))

// IsNullString reports whether s is NullString.
func IsNullString(s string) bool { return unsafe.StringData(s) == unsafe.StringData(NullString) }

// Type is the type of a column: a kind, and for Object the Java class it stands for,
// such as "java.time.Duration", "[I" or "org.jpy.PyObject". See list.go for lists.
type Type struct {
	Kind  Kind
	Class string
}

// Of is the type of a kind other than Object.
func Of(k Kind) Type { return Type{Kind: k} }

// ObjectOf is the Object type that stands for the given Java class.
func ObjectOf(class string) Type { return Type{Kind: Object, Class: class} }

// PyObject is the type of values of the script.
var PyObject = ObjectOf("org.jpy.PyObject")

// kinds is the table of kinds: their Java names as meta_table shows them.
var kinds = [...]struct {
	name, java string
	numeric    bool
}{
	Bool:    {"Bool", "java.lang.Boolean", false},
	Byte:    {"Byte", "byte", true},
	Short:   {"Short", "short", true},
	Char:    {"Char", "char", false},
	Int:     {"Int", "int", true},
	Long:    {"Long", "long", true},
	Float:   {"Float", "float", true},
	Double:  {"Double", "double", true},
	Instant: {"Instant", "java.time.Instant", false},
	String:  {"String", "java.lang.String", false},
	Bytes:   {"Bytes", "byte[]", false},
	Object:  {"Object", "java.lang.Object", false},
}

// Kinds is every kind there is.
func Kinds() []Kind {
	all := make([]Kind, 0, Object)
	for k := Bool; k <= Object; k++ {
		all = append(all, k)
	}
	return all
}

// Numeric reports whether k is a number: Byte, Short, Int, Long, Float or Double.
func (k Kind) Numeric() bool { return int(k) < len(kinds) && kinds[k].numeric }

// Integral reports whether k is a whole number: Byte, Short, Int or Long.
func (k Kind) Integral() bool { return k.Numeric() && k != Float && k != Double }

// String is the name of the constant.
func (k Kind) String() string { return kinds[k].name }

// String is the name of the type in Java: "int", "java.lang.String", "byte[]".
func (t Type) String() string {
	if t.Kind == Object && t.Class != "" {
		class, _, _ := strings.Cut(t.Class, "<")
		return class
	}
	return kinds[t.Kind].java
}

// Name is the name of the type as Java's source has it: "int[]" for the class "[I".
func (t Type) Name() string {
	if elem, ok := t.Elem(); ok && (t == Bools || strings.HasPrefix(t.Class, "[")) {
		if t == Bools {
			return "boolean[]"
		}
		return elem.Name() + "[]"
	}
	return t.String()
}

// Field is a column of a schema.
type Field struct {
	Name string
	Type Type
}

// When chooses between the values as of now and those before the running cycle.
type When bool

// Cur is the value as of now; Prev is the value before the cycle that is running,
// and the same as Cur between cycles. Prev may be asked only of rows that existed.
const (
	Cur  When = false
	Prev When = true
)
