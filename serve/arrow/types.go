package arrow

import (
	"fmt"

	"github.com/apache/arrow-go/v18/arrow"

	"starling/engine/column"
)

// typeKey is the key of a field's metadata under which Deephaven says the type of a column, by Java's name.
const typeKey = "deephaven:type"

var (
	utcNanos   = &arrow.TimestampType{Unit: arrow.Nanosecond, TimeZone: "UTC"}
	localNanos = &arrow.TimestampType{Unit: arrow.Nanosecond}
)

// plainTypes is THE table of the types of columns that Arrow has too. Lists are lists of the type of their
// elements; all other objects, numbers of any size among them, are text.
var plainTypes = []struct {
	column column.Type
	arrow  arrow.DataType
}{
	{column.Of(column.Bool), arrow.FixedWidthTypes.Boolean},
	{column.Of(column.Byte), arrow.PrimitiveTypes.Int8},
	{column.Of(column.Short), arrow.PrimitiveTypes.Int16},
	{column.Of(column.Char), arrow.PrimitiveTypes.Uint16},
	{column.Of(column.Int), arrow.PrimitiveTypes.Int32},
	{column.Of(column.Long), arrow.PrimitiveTypes.Int64},
	{column.Of(column.Float), arrow.PrimitiveTypes.Float32},
	{column.Of(column.Double), arrow.PrimitiveTypes.Float64},
	{column.Of(column.Instant), utcNanos},
	{column.Of(column.String), arrow.BinaryTypes.String},
	{column.Of(column.Bytes), arrow.BinaryTypes.Binary},
	{localDate, arrow.FixedWidthTypes.Date32},
	{localTime, arrow.FixedWidthTypes.Time64ns},
	{localDateTime, localNanos},
	{duration, arrow.FixedWidthTypes.Duration_ns},
}

var (
	localDate     = column.ObjectOf("java.time.LocalDate")
	localTime     = column.ObjectOf("java.time.LocalTime")
	localDateTime = column.ObjectOf("java.time.LocalDateTime")
	duration      = column.ObjectOf("java.time.Duration")
)

// TypeOf is the type that a column has in Arrow.
func TypeOf(t column.Type) arrow.DataType {
	if elem, ok := t.Elem(); ok && t.Kind == column.List {
		return arrow.ListOf(TypeOf(elem))
	}
	for _, p := range plainTypes {
		if p.column == t {
			return p.arrow
		}
	}
	return arrow.BinaryTypes.String
}

// Schema is the schema of such columns. Each field says the column's type in its metadata, as Deephaven does.
func Schema(fields []column.Field) *arrow.Schema {
	out := make([]arrow.Field, len(fields))
	for i, f := range fields {
		out[i] = arrow.Field{
			Name: f.Name, Type: TypeOf(f.Type), Nullable: true,
			Metadata: arrow.NewMetadata([]string{typeKey}, []string{f.Type.String()}),
		}
	}
	return arrow.NewSchema(out, nil)
}

// columnType is the type of the column that a field becomes: the one that its metadata says if it is
// written as that one is, else the nearest.
func columnType(f arrow.Field) (column.Type, error) {
	if i := f.Metadata.FindKey(typeKey); i >= 0 {
		if t, ok := named(f.Metadata.Values()[i]); ok && arrow.TypeEqual(TypeOf(t), f.Type) && readable(t) {
			return t, nil
		}
	}
	return nearest(f.Name, f.Type)
}

// named is the type of Java's name; ok is false for a class of which values cannot be made.
func named(java string) (t column.Type, ok bool) {
	for _, p := range plainTypes {
		if p.column.String() == java {
			return p.column, true
		}
	}
	for _, t := range []column.Type{column.BigDecimal, column.BigInteger} {
		if t.String() == java {
			return t, true
		}
	}
	t = column.ObjectOf(java)
	return t, t.Kind == column.List
}

// readable reports whether values of a type can be made of what Arrow has of them.
func readable(t column.Type) bool {
	if elem, ok := t.Elem(); ok && t.Kind == column.List {
		return readable(elem)
	}
	if t.Kind != column.Object || t.Big() {
		return true
	}
	for _, p := range plainTypes {
		if p.column == t {
			return true
		}
	}
	return false
}

// nearest is the type of a column for values of a type of Arrow: the smallest that has all of them.
func nearest(name string, t arrow.DataType) (column.Type, error) {
	switch t.ID() {
	case arrow.BOOL:
		return column.Of(column.Bool), nil
	case arrow.INT8:
		return column.Of(column.Byte), nil
	case arrow.INT16, arrow.UINT8:
		return column.Of(column.Short), nil
	case arrow.INT32, arrow.UINT16:
		return column.Of(column.Int), nil
	case arrow.INT64, arrow.UINT32:
		return column.Of(column.Long), nil
	case arrow.UINT64:
		return column.BigInteger, nil
	case arrow.FLOAT16, arrow.FLOAT32:
		return column.Of(column.Float), nil
	case arrow.FLOAT64:
		return column.Of(column.Double), nil
	case arrow.STRING, arrow.LARGE_STRING, arrow.STRING_VIEW, arrow.NULL:
		return column.Of(column.String), nil
	case arrow.BINARY, arrow.LARGE_BINARY, arrow.BINARY_VIEW, arrow.FIXED_SIZE_BINARY:
		return column.Of(column.Bytes), nil
	case arrow.DATE32, arrow.DATE64:
		return localDate, nil
	case arrow.TIME32, arrow.TIME64:
		return localTime, nil
	case arrow.TIMESTAMP:
		if t.(*arrow.TimestampType).TimeZone == "" {
			return localDateTime, nil
		}
		return column.Of(column.Instant), nil
	case arrow.DURATION:
		return duration, nil
	case arrow.DECIMAL32, arrow.DECIMAL64, arrow.DECIMAL128, arrow.DECIMAL256:
		return column.BigDecimal, nil
	case arrow.DICTIONARY:
		return nearest(name, t.(*arrow.DictionaryType).ValueType)
	case arrow.LIST, arrow.LARGE_LIST, arrow.FIXED_SIZE_LIST:
		elem, err := nearest(name, t.(arrow.ListLikeType).Elem())
		return column.ArrayOf(elem), err
	}
	return column.Type{}, fmt.Errorf("column %s is of Arrow's type %s, for which there is none here; flatten or cast it first", name, t)
}
