package starlib

import (
	"fmt"
	"strings"
	"unicode"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/starlib/py"
)

// inputColumn is a column for new_table: what string_col and its kin give.
type inputColumn struct {
	field  column.Field
	values column.Vector
}

func (i *inputColumn) String() string {
	return fmt.Sprintf("<InputColumn %s: %s>", i.field.Name, i.field.Type)
}
func (i *inputColumn) Type() string          { return "InputColumn" }
func (i *inputColumn) Freeze()               {}
func (i *inputColumn) Truth() starlark.Bool  { return true }
func (i *inputColumn) Hash() (uint32, error) { return starlark.String(i.field.Name).Hash() }

// columnEntries is the module deephaven.column.
func columnEntries() []py.Entry {
	of := column.Of
	return []py.Entry{
		{Sig: "Column(name, data_type, component_type=None, column_type=ColumnType.NORMAL)", Doc: "A column without values, as col_def makes.", Fn: does(definedColumn)},
		{Sig: "ColumnDefinition", Doc: "What col_def makes and t.columns has.", Value: py.TypeName("ColumnDefinition")},
		{Sig: "ColumnType", Value: columnTypes},
		{Sig: "InputColumn(name, data_type, component_type=None, column_type=ColumnType.NORMAL, input_data=None)", Doc: "A column of any type, for new_table.", Fn: does(newInputColumn)},
		{Sig: "bool_col(name, data)", Doc: "A column of Booleans.", Fn: does(columnOf(of(column.Bool)))},
		{Sig: "byte_col(name, data)", Doc: "A column of 8-bit numbers.", Fn: does(columnOf(of(column.Byte)))},
		{Sig: "char_col(name, data)", Doc: "A column of characters: texts of one character, or their numbers.", Fn: does(columnOf(of(column.Char)))},
		{Sig: "col_def(name, data_type, component_type=None, column_type=ColumnType.NORMAL)", Doc: "A column without values, for input_table.", Fn: does(definedColumn)},
		{Sig: "datetime_col(name, data)", Doc: "A column of instants: datetimes, texts as 2024-01-31T12:00:00Z, or nanoseconds since 1970.", Fn: does(columnOf(of(column.Instant)))},
		{Sig: "double_col(name, data)", Doc: "A column of 64-bit floating-point numbers.", Fn: does(columnOf(of(column.Double)))},
		{Sig: "float_col(name, data)", Doc: "A column of 32-bit floating-point numbers.", Fn: does(columnOf(of(column.Float)))},
		{Sig: "int_col(name, data)", Doc: "A column of 32-bit numbers.", Fn: does(columnOf(of(column.Int)))},
		{Sig: "jobj_col(name, data)", Doc: "A column of objects of Java.", Fn: does(columnOf(column.Anything))},
		{Sig: "long_col(name, data)", Doc: "A column of 64-bit numbers.", Fn: does(columnOf(of(column.Long)))},
		{Sig: "pyobj_col(name, data)", Doc: "A column of values of the script.", Fn: does(columnOf(column.PyObject))},
		{Sig: "short_col(name, data)", Doc: "A column of 16-bit numbers.", Fn: does(columnOf(of(column.Short)))},
		{Sig: "string_col(name, data)", Doc: "A column of texts.", Fn: does(columnOf(of(column.String)))},
	}
}

func columnOf(t column.Type) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var name string
		var data starlark.Iterable
		if err := c.Unpack("name", &name, "data", &data); err != nil {
			return nil, err
		}
		col, err := c.newColumn(name, t, data)
		if err != nil {
			return nil, c.failed(err)
		}
		return col, nil
	}
}

func (c *call) newColumn(name string, t column.Type, data starlark.Iterable) (*inputColumn, error) {
	v := column.NewVector(t)
	put := sinkOf(v)
	switch {
	case t.Kind == column.Bool:
		put = truthSink(v.(*column.Vec[int8]))
	case t.Kind == column.Instant:
		put = instants(v.(*column.Vec[int64]))
	case t.Kind == column.Object && t != column.PyObject:
		put = objectSink(v.(*column.Vec[any]), t)
	}
	var err error
	for x := range c.Each(data, c.Bounds().Elements, &err) {
		if err := put(x); err != nil {
			return nil, fmt.Errorf("column %s, row %d: %w", name, v.Len(), err)
		}
	}
	if err != nil {
		return nil, err
	}
	return &inputColumn{column.Field{Name: name, Type: t}, v}, nil
}

// truthSink takes values for what is true of them, as Python's bool does.
func truthSink(out *column.Vec[int8]) sink {
	put := boolSink(out)
	return func(v starlark.Value) error {
		if v == starlark.None {
			return put(v)
		}
		return put(v.Truth())
	}
}

// objectSink takes objects of a class; a plain value is an object of Java's too.
func objectSink(out *column.Vec[any], t column.Type) sink {
	return func(v starlark.Value) error {
		x := toObject(v)
		if _, scripts := x.(starlark.Value); scripts && t == column.Anything {
			if _, plain, ok := constant(v); ok {
				x = plain
			}
		} else if x != nil && (scripts || !t.Class.Holds(x)) {
			return py.Raise("TypeError", "cannot convert %s (%s) to %s", py.Short(v), py.TypeOf(v), t)
		}
		out.Append(x)
		return nil
	}
}

// instants takes datetimes, texts and nanoseconds since 1970.
func instants(out *column.Vec[int64]) sink {
	put := instantSink(out)
	return func(v starlark.Value) error {
		switch x := v.(type) {
		case starlark.Int:
			n, ok := x.Int64()
			if !ok {
				return py.Raise("OverflowError", "%s does not fit nanoseconds since 1970", x)
			}
			out.Append(n)
			return nil
		case starlark.String:
			d, err := py.ParseInstant(string(x))
			if err != nil {
				return err
			}
			return put(d)
		}
		return put(v)
	}
}

// newTable is new_table(cols): a list of input columns, or a dict of lists.
func newTable(c *call) (starlark.Value, error) {
	var cols starlark.Value
	if err := c.Unpack("cols", &cols); err != nil {
		return nil, err
	}
	list, err := c.inputColumns(cols)
	if err != nil {
		return nil, c.failed(err)
	}
	fields, values := make([]column.Field, len(list)), make([]column.Vector, len(list))
	for i, col := range list {
		fields[i], values[i] = col.field, col.values
	}
	return c.table(func() (*engine.Table, error) { return engine.NewTable(c.host.cfg.Graph, fields, values) })
}

func (c *call) inputColumns(v starlark.Value) ([]*inputColumn, error) {
	var out []*inputColumn
	if d, ok := v.(starlark.IterableMapping); ok {
		for _, kv := range d.Items() {
			name, ok := starlark.AsString(kv[0])
			data, isList := kv[1].(starlark.Iterable)
			if !ok || !isList {
				return nil, fmt.Errorf("cols: want a dict of names and lists, got %s: %s", py.Short(kv[0]), py.TypeOf(kv[1]))
			}
			list, err := c.Collect(data)
			if err != nil {
				return nil, err
			}
			t, err := inferType(list)
			if err != nil {
				return nil, fmt.Errorf("column %s: %w", name, err)
			}
			col, err := c.newColumn(underscored(name), t, list)
			if err != nil {
				return nil, err
			}
			out = append(out, col)
		}
		return out, nil
	}
	list, ok := v.(starlark.Iterable)
	if !ok {
		return nil, fmt.Errorf("cols: got %s, want a list of columns or a dict of lists", py.TypeOf(v))
	}
	for x := range starlark.Elements(list) {
		col, ok := x.(*inputColumn)
		if !ok {
			return nil, fmt.Errorf("cols: got a list with %s, want columns such as int_col(\"X\", [1, 2])", py.TypeOf(x))
		}
		out = append(out, col)
	}
	return out, nil
}

// underscored is the name of a column for a key of a dict, _ standing for what no name has.
func underscored(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '$' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '_'
	}, name)
}

// inferType is the type of a column of these values.
func inferType(data starlark.Sequence) (column.Type, error) {
	t, _, ok := constants(data)
	if ok {
		return t, nil
	}
	for v := range starlark.Elements(data) {
		if v != starlark.None {
			return column.PyObject, nil
		}
	}
	return column.Type{}, fmt.Errorf("no value tells its type; use string_col, int_col and the like")
}
