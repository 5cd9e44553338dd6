package expr

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// Scope is where the names of a formula are looked up while it is compiled.
type Scope interface {
	// Column is the type of the column of that name.
	Column(name string) (column.Type, bool)
	// Columns is the names of the columns, in a slice of its own.
	Columns() []string
	// Var is the script variable of that name.
	Var(name string) (Var, bool)
	// Vars is the names of the variables of the script, for advice.
	Vars() []string
}

// Var is a name of the script: a constant (Type is set), a list of constants
// (ElemType is set), a Func or an Object. A list, and a constant that is no number, text or
// boolean, has its Object too: it is what the name is where nothing is done with it.
type Var struct {
	Type  column.Type
	Value any // what Vec.Any gives for Type; nil is null

	ElemType column.Type
	List     []any // values as Value is of Type
	Tuple    bool  // the list is a tuple, which formulas do not reach into

	Func   Func
	Object Object

	Err error // why the Object cannot be a column as it is
}

// Values is a vector for the script, with the type of its values: arrays and groups alone
// do not tell what they hold.
type Values struct {
	column.Vector
	Type column.Type
}

// Func is a function of the script.
type Func interface {
	Name() string
	// Result is the type the function is declared to give; false: column.PyObject.
	Result() (column.Type, bool)
	// Check is an error if its annotations exclude arguments of these types; that of null is
	// an object of class null.
	Check(args []column.Type) error
	// Call appends n results to out, whose kind is that of Result or Object. Each
	// argument has n values. The error of a row is a *RowError.
	Call(args []Values, n int, out column.Vector) error
}

// Object is any other value of the script.
type Object interface {
	// Attr is the attribute of that name now, such as randint of random.
	Attr(name string) (Var, bool)
	// Value is the object as it appears in an Object column.
	Value() any
}

// Objects works on columns of script objects. Each method appends one result per
// object to out; nil is null. The error of a row is a *RowError.
type Objects interface {
	// Attr reads the attribute of that name.
	Attr(out, obj *column.Vec[any], name string) error
	// Index is obj[key].
	Index(out, obj *column.Vec[any], key column.Vector) error
	// Method calls the method of that name.
	Method(out, obj *column.Vec[any], name string, args []Values) error
	// Call calls the objects themselves.
	Call(out, obj *column.Vec[any], args []Values) error
	// Cast converts to the kind of out; the error names what cannot be converted.
	Cast(out column.Vector, obj *column.Vec[any]) error
	// Wrap turns values into script objects.
	Wrap(out *column.Vec[any], v Values) error
	// Plain makes numbers, texts and booleans of the script those of Java, in place.
	Plain(values []any) error
}

// Array is a whole column, by position.
type Array interface {
	Type() column.Type
	Len() int64
	// Gather appends the values at the given positions to dst; out of range is null.
	Gather(dst column.Vector, positions []int64)
}

// Input is one page of rows.
type Input struct {
	N      int
	Cols   []column.Vector // one per Formula.Columns, N values each
	Pos    []int64         // N positions if Formula.Position
	Rows   []rowset.Row    // N rows if Formula.RowKey
	Arrays []Array         // one per Formula.Arrays
}
