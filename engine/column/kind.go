// Package column owns what a column is: kinds of values and their nulls, vectors
// (values on the move), stores (values at rest, readable as of now and as of
// before the running cycle), builders (values on their way in), and how values of a
// type are written as text, in whatever style. It imports rowset and nothing else of
// the engine; it knows no table, formula or format.
package column

import (
	"math"
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
	Object                  // any: nil is null; Type.Class says what it holds
	List                    // several values of one type, in Lists; see list.go
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
	List:    {"List", "java.lang.Object[]", false},
}

// Kinds is every kind there is.
func Kinds() []Kind {
	all := make([]Kind, 0, List)
	for k := Bool; k <= List; k++ {
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
