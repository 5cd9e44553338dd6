package json

import "starling/engine/column"

// Types is a set of what a JSON value can be.
type Types uint8

// What a JSON value can be. A number is a decimal if it is written with a point or an
// exponent. Missing is no value at all: a field that an object lacks.
const (
	Missing Types = 1 << iota
	Null
	Int
	Decimal
	String
	Bool
	Objects
	Arrays
)

// Optional is the set of no value and null.
const Optional = Missing | Null

// Value says which JSON values are taken and what columns they become: a
// *Scalar, *Array, *Object, *Tuple, *Entries, *Typed, Any or
// *Skip. Values are not changed once a Reader was made of them.
type Value interface {
	// columns is the columns, names relative to path.
	columns(path []string) ([]objectColumn, error)
	// node compiles the value; sinks has a builder for each column. The builders that
	// it gathers elements of arrays in are appended to spare.
	node(spare *[]column.Builder, path string, sinks []objectSink) *objectNode
}

// Scalar is a value of one column of kind Bool to String but Bytes, or an Object of
// column.BigInteger or column.BigDecimal.
type Scalar struct {
	Type column.Type
	// Allow has the types that are taken besides the one that Type stands for: decimals
	// for a whole number are cut off toward zero, strings are read as what they say.
	Allow Types
	// Unit is how many nanoseconds an Instant counts since 1970; 0 is an Instant as text
	// in ISO 8601.
	Unit int64
	// OnMissing and OnNull stand in for no value and for null, as Vector.Any gives
	// values of the type; nil is null.
	OnMissing, OnNull any
}

// Any is any value, as an object: its Text, which is empty if there is none.
type Any struct{}

// AnyClass is the type of the column of Any.
const AnyClass = "com.fasterxml.jackson.core.TreeNode"

// Skip is a value without a column, of the types allowed.
type Skip struct{ Allow Types }

// Array is an array of like elements: an array for each column of the element.
type Array struct {
	Element Value
	Allow   Types // of Optional
}

// Object is an object whose fields have their own columns.
type Object struct {
	Fields []Field
	Closed bool  // other fields are an error
	Allow  Types // of Optional
}

// Field is a field of an object.
type Field struct {
	Name    string
	Aliases []string // other names of it
	Value   Value
	First   bool // of several the first counts; else they are an error
	AnyCase bool // upper and lower case are the same
}

// Tuple is an array of a certain length, each element with columns of its own.
type Tuple struct {
	Items []Item
	Allow Types // of Optional
}

// Item is an element of a tuple, or the fields of a type of object.
type Item struct {
	Name  string
	Value Value
}

// Entries is an object of any fields, which become an array of their names and
// arrays of their values.
type Entries struct {
	Key   *Scalar
	Value Value
	Allow Types // of Optional
}

// Typed is an object whose fields depend on the text, or the whole number, in one of
// them, wherever it stands among them. The columns are that text, those of the shared
// fields, and those of the fields of each type; what does not belong to the object's
// type is null.
type Typed struct {
	Field             string
	Shared            []Field
	Objects           []TypedObject
	Closed            bool    // other types are an error
	Allow             Types   // of Optional
	OnMissing, OnNull *string // stand in for the text if there is no object or it is null
}

// TypedObject is what the objects of a type have besides the shared fields.
type TypedObject struct {
	Name   string
	Object *Object
}
