package specs

import "starling/engine/column"

// JSONTypes is a set of what a JSON value can be.
type JSONTypes uint8

// What a JSON value can be. A number is a decimal if it is written with a point or an
// exponent. Missing is no value at all: a field that an object lacks.
const (
	JSONMissing JSONTypes = 1 << iota
	JSONNull
	JSONInt
	JSONDecimal
	JSONString
	JSONBool
	JSONObjects
	JSONArrays
)

// JSONOptional is the set of no value and null.
const JSONOptional = JSONMissing | JSONNull

// JSONValue says which JSON values are taken and what columns they become: a
// *JSONScalar, *JSONArray, *JSONObject, *JSONTuple, *JSONEntries, *JSONTyped, JSONAny or
// *JSONSkip. Values are not changed once a Reader was made of them.
type JSONValue interface {
	// columns is the columns, names relative to path.
	columns(path []string) ([]objectColumn, error)
	// node compiles the value; sinks has a builder for each column. The builders that
	// it gathers elements of arrays in are appended to spare.
	node(spare *[]column.Builder, path string, sinks []objectSink) *objectNode
}

// JSONScalar is a value of one column of kind Bool to String but Bytes, or an Object of
// column.BigInteger.String() or column.BigDecimal.String().
type JSONScalar struct {
	Type column.Type
	// Allow has the types that are taken besides the one that Type stands for: decimals
	// for a whole number are cut off toward zero, strings are read as what they say.
	Allow JSONTypes
	// Unit is how many nanoseconds an Instant counts since 1970; 0 is an Instant as text
	// in ISO 8601.
	Unit int64
	// OnMissing and OnNull stand in for no value and for null, as Vector.Any gives
	// values of the type; nil is null.
	OnMissing, OnNull any
}

// JSONAny is any value, as an object: its JSONText, which is empty if there is none.
type JSONAny struct{}

// JSONAnyClass is the type of the column of JSONAny.
const JSONAnyClass = "com.fasterxml.jackson.core.TreeNode"

// JSONSkip is a value without a column, of the types allowed.
type JSONSkip struct{ Allow JSONTypes }

// JSONArray is an array of like elements: an array for each column of the element.
type JSONArray struct {
	Element JSONValue
	Allow   JSONTypes // of JSONOptional
}

// JSONObject is an object whose fields have their own columns.
type JSONObject struct {
	Fields []JSONField
	Closed bool      // other fields are an error
	Allow  JSONTypes // of JSONOptional
}

// JSONField is a field of an object.
type JSONField struct {
	Name    string
	Aliases []string // other names of it
	Value   JSONValue
	First   bool // of several the first counts; else they are an error
	AnyCase bool // upper and lower case are the same
}

// JSONTuple is an array of a certain length, each element with columns of its own.
type JSONTuple struct {
	Items []JSONItem
	Allow JSONTypes // of JSONOptional
}

// JSONItem is an element of a tuple, or the fields of a type of object.
type JSONItem struct {
	Name  string
	Value JSONValue
}

// JSONEntries is an object of any fields, which become an array of their names and
// arrays of their values.
type JSONEntries struct {
	Key   *JSONScalar
	Value JSONValue
	Allow JSONTypes // of JSONOptional
}

// JSONTyped is an object whose fields depend on the text, or the whole number, in one of
// them, wherever it stands among them. The columns are that text, those of the shared
// fields, and those of the fields of each type; what does not belong to the object's
// type is null.
type JSONTyped struct {
	Field             string
	Shared            []JSONField
	Objects           []JSONTypedObject
	Closed            bool      // other types are an error
	Allow             JSONTypes // of JSONOptional
	OnMissing, OnNull *string   // stand in for the text if there is no object or it is null
}

// JSONTypedObject is what the objects of a type have besides the shared fields.
type JSONTypedObject struct {
	Name   string
	Object *JSONObject
}
