package starlib

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/engine/column"
	"starling/internal/stable"
	"starling/starlib/py"
)

// DType is a column type as scripts name it: dtypes.int64. It prints its Java name.
type DType struct {
	java string
	typ  column.Type
}

// ColumnType is the type of a column of it.
func (d *DType) ColumnType() column.Type { return d.typ }

func (d *DType) String() string        { return d.java }
func (d *DType) Type() string          { return "DType" }
func (d *DType) Freeze()               {}
func (d *DType) Truth() starlark.Bool  { return true }
func (d *DType) Hash() (uint32, error) { return starlark.String(d.java).Hash() }

// Attr is j_name, the Java name.
func (d *DType) Attr(name string) (starlark.Value, error) {
	switch name {
	case "is_primitive":
		return starlark.Bool(d.primitive()), nil
	case "j_name":
		return starlark.String(d.java), nil
	}
	return nil, nil
}

// AttrNames is the attributes.
func (d *DType) AttrNames() []string { return []string{"is_primitive", "j_name"} }

func (d *DType) primitive() bool { return !strings.ContainsAny(d.java, ".[") }

// CallInternal makes a value of a type that has a constructor: BigDecimal("1.5").
func (d *DType) CallInternal(_ *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if d.primitive() || len(args) != 1 || len(kwargs) > 0 || strings.HasPrefix(d.java, "[") {
		return nil, py.Raise("TypeError", "type %s is not callable", d.java)
	}
	switch x := args[0].(type) {
	case starlark.String:
		if d.typ.Kind == column.String {
			return x, nil
		}
	case starlark.Bool:
		if d.typ.Kind == column.Bool {
			return x, nil
		}
	}
	v, err := java("new "+d.java+"(A0)", args...)
	if err != nil {
		return nil, py.OfKind("DHError", fmt.Errorf("%s: %w", d.java, err))
	}
	return v, nil
}

// Name is the Java name.
func (d *DType) Name() string { return d.java }

// dtypeTable is THE table of types: their names in the module, in Java and as columns.
func dtypeTable() []struct {
	names []string
	java  string
	typ   column.Type
} {
	kind, object := column.Of, column.ObjectOf
	return []struct {
		names []string
		java  string
		typ   column.Type
	}{
		{[]string{"BigDecimal"}, "java.math.BigDecimal", object("java.math.BigDecimal")},
		{[]string{"BigInteger"}, "java.math.BigInteger", object("java.math.BigInteger")},
		{[]string{"BusinessCalendar"}, "io.deephaven.time.calendar.BusinessCalendar", object("io.deephaven.time.calendar.BusinessCalendar")},
		{[]string{"char"}, "char", kind(column.Char)},
		{[]string{"Character"}, "java.lang.Character", kind(column.Char)},
		{[]string{"Duration"}, "java.time.Duration", object("java.time.Duration")},
		{[]string{"Instant"}, "java.time.Instant", kind(column.Instant)},
		{[]string{"JObject"}, "java.lang.Object", object("java.lang.Object")},
		{[]string{"LocalDate"}, "java.time.LocalDate", object("java.time.LocalDate")},
		{[]string{"LocalTime"}, "java.time.LocalTime", object("java.time.LocalTime")},
		{[]string{"Period"}, "java.time.Period", object("java.time.Period")},
		{[]string{"PyObject"}, "org.jpy.PyObject", column.PyObject},
		{[]string{"StringSet"}, "io.deephaven.stringset.StringSet", object("io.deephaven.stringset.StringSet")},
		{[]string{"TimeZone"}, "java.time.ZoneId", object("java.time.ZoneId")},
		{[]string{"ZonedDateTime"}, "java.time.ZonedDateTime", object("java.time.ZonedDateTime")},
		{[]string{"bool_"}, "java.lang.Boolean", kind(column.Bool)},
		{[]string{"bool_array"}, "[Z", object("[Z")},
		{[]string{"boolean_array"}, "[Ljava.lang.Boolean;", object("[Ljava.lang.Boolean;")},
		{[]string{"byte", "int8"}, "byte", kind(column.Byte)},
		{[]string{"byte_array", "int8_array"}, "[B", kind(column.Bytes)},
		{[]string{"char_array"}, "[C", object("[C")},
		{[]string{"double", "float64"}, "double", kind(column.Double)},
		{[]string{"double_array", "float64_array"}, "[D", object("[D")},
		{[]string{"float32", "single"}, "float", kind(column.Float)},
		{[]string{"float32_array", "single_array"}, "[F", object("[F")},
		{[]string{"instant_array"}, "[Ljava.time.Instant;", object("[Ljava.time.Instant;")},
		{[]string{"int16", "short"}, "short", kind(column.Short)},
		{[]string{"int16_array", "short_array"}, "[S", object("[S")},
		{[]string{"int32"}, "int", kind(column.Int)},
		{[]string{"int32_array"}, "[I", object("[I")},
		{[]string{"int64", "long"}, "long", kind(column.Long)},
		{[]string{"int64_array", "long_array"}, "[J", object("[J")},
		{[]string{"string"}, "java.lang.String", kind(column.String)},
		{[]string{"string_array"}, "[Ljava.lang.String;", object("[Ljava.lang.String;")},
		{[]string{"zdt_array"}, "[Ljava.time.ZonedDateTime;", object("[Ljava.time.ZonedDateTime;")},
	}
}

// dtypeEntries is the module deephaven.dtypes.
func dtypeEntries() []py.Entry {
	var out []py.Entry
	for _, d := range dtypeTable() {
		v := &DType{d.java, d.typ}
		for _, name := range d.names {
			out = append(out, py.Entry{Sig: name, Value: v})
		}
	}
	out = append(out, dtypeFunctions()...)
	stable.Sort(out, func(a, b py.Entry) int { return strings.Compare(a.Sig, b.Sig) })
	return out
}

// CompareSameType says that types are equal if they are the same in Java.
func (d *DType) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	same := d.java == y.(*DType).java
	switch op {
	case syntax.EQL:
		return same, nil
	case syntax.NEQ:
		return !same, nil
	}
	return false, py.Raise("TypeError", "'%s' not supported between types", op)
}

// dtypeOf is the type of a column as a value.
func dtypeOf(t column.Type) *DType {
	for _, d := range dtypeTable() {
		if d.typ == t {
			return &DType{d.java, t}
		}
	}
	return &DType{strings.ReplaceAll(t.String(), "byte[]", "[B"), t}
}
