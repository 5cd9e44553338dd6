package starlib

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/engine"
	"starling/engine/column"
	"starling/starlib/py"
)

// columnDef is a column without values: its name and type, as t.columns has it.
type columnDef struct {
	field        column.Field
	partitioning bool
}

// columnTypes is the class ColumnType.
var columnTypes = py.Enums("ColumnType", "NORMAL", "PARTITIONING")

func (d *columnDef) String() string {
	component := "null"
	if elem, ok := d.field.Type.Elem(); ok {
		component = className(dtypeOf(elem))
	} else if d.field.Type.Kind == column.Bytes {
		component = "byte"
	}
	return fmt.Sprintf("ColumnDefinition {name=%s, dataType=%s, componentType=%s, columnType=%s}",
		d.field.Name, className(dtypeOf(d.field.Type)), component, []string{"Normal", "Partitioning"}[d.kind()])
}
func (d *columnDef) Type() string          { return "ColumnDefinition" }
func (d *columnDef) Freeze()               {}
func (d *columnDef) Truth() starlark.Bool  { return true }
func (d *columnDef) Hash() (uint32, error) { return starlark.String(d.String()).Hash() }

// className is how Java's text of a class is.
func className(d *DType) string {
	if d.primitive() {
		return d.java
	}
	return "class " + d.java
}

func (d *columnDef) kind() int {
	if d.partitioning {
		return 1
	}
	return 0
}

// CompareSameType says that columns are equal of the same name and type.
func (d *columnDef) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	same := *d == *y.(*columnDef)
	switch op {
	case syntax.EQL, syntax.NEQ:
		return same == (op == syntax.EQL), nil
	}
	return false, py.Raise("TypeError", "'%s' not supported between columns", op)
}

// Attr is a part of the definition.
func (d *columnDef) Attr(name string) (starlark.Value, error) {
	switch name {
	case "column_type":
		return columnTypes.Attr([]string{"NORMAL", "PARTITIONING"}[d.kind()])
	case "component_type":
		if d.field.Type.Kind == column.Bytes {
			return dtypeOf(column.Of(column.Byte)), nil
		}
		if elem, ok := d.field.Type.Elem(); ok {
			return dtypeOf(elem), nil
		}
		return starlark.None, nil
	case "data_type":
		return dtypeOf(d.field.Type), nil
	case "name":
		return starlark.String(d.field.Name), nil
	}
	return nil, nil
}

// AttrNames is the parts of the definition.
func (d *columnDef) AttrNames() []string {
	return []string{"column_type", "component_type", "data_type", "name"}
}

// columnList is a schema as a list of columns.
func columnList(schema []column.Field) starlark.Value {
	var cols []starlark.Value
	for _, f := range schema {
		cols = append(cols, &columnDef{field: f})
	}
	return starlark.NewList(cols)
}

// definedColumn is col_def and Column: a column of a name and a type.
func definedColumn(c *call) (starlark.Value, error) {
	var name string
	var typ, component *DType
	var kind starlark.Value = starlark.None
	if err := c.Unpack("name", &name, "data_type", &typ, "component_type??", &component, "column_type?", &kind); err != nil {
		return nil, err
	}
	return c.define(name, typ, component, kind)
}

func (c *call) define(name string, typ, component *DType, kind starlark.Value) (*columnDef, error) {
	k, err := py.Choice(kind, "ColumnType", 0)
	if err != nil {
		return nil, c.failed(fmt.Errorf("column_type: %w", err))
	}
	d := &columnDef{column.Field{Name: name, Type: typ.typ}, k == 1}
	if elem, list := typ.typ.Elem(); component != nil && (!list || elem != component.typ) {
		return nil, c.failed(fmt.Errorf("component_type: %s is not what a column of type %s holds", component.java, typ.java))
	}
	return d, nil
}

// newInputColumn is InputColumn: a column with values, or without any.
func newInputColumn(c *call) (starlark.Value, error) {
	var name string
	var typ, component *DType
	var kind starlark.Value = starlark.None
	var data starlark.Iterable
	if err := c.Unpack("name", &name, "data_type", &typ, "component_type??", &component, "column_type?", &kind, "input_data??", &data); err != nil {
		return nil, err
	}
	if _, err := c.define(name, typ, component, kind); err != nil {
		return nil, err
	}
	if data == nil {
		data = starlark.Tuple{}
	}
	col, err := c.newColumn(name, typ.typ, data)
	if err != nil {
		return nil, c.failed(err)
	}
	return col, nil
}

// tableDef is the columns of a table by their names: a mapping, in their order.
type tableDef struct {
	host   *Host
	schema []column.Field
}

func (d *tableDef) String() string {
	cols := make([]string, len(d.schema))
	for i, f := range d.schema {
		cols[i] = (&columnDef{field: f}).String()
	}
	return "TableDefinition {columns=[" + strings.Join(cols, ", ") + "]}"
}
func (d *tableDef) Type() string          { return "TableDefinition" }
func (d *tableDef) Freeze()               {}
func (d *tableDef) Truth() starlark.Bool  { return len(d.schema) > 0 }
func (d *tableDef) Hash() (uint32, error) { return starlark.String(d.String()).Hash() }

// dict is the columns in a dict.
func (d *tableDef) dict() *starlark.Dict {
	all := starlark.NewDict(len(d.schema))
	for _, f := range d.schema {
		_ = all.SetKey(starlark.String(f.Name), &columnDef{field: f}) // a new dict takes every string
	}
	return all
}

// Get is the column of a name.
func (d *tableDef) Get(k starlark.Value) (starlark.Value, bool, error) { return d.dict().Get(k) }

// Items is the names and columns.
func (d *tableDef) Items() []starlark.Tuple { return d.dict().Items() }

// Iterate goes through the names.
func (d *tableDef) Iterate() starlark.Iterator { return d.dict().Iterate() }

// Len is how many columns there are.
func (d *tableDef) Len() int { return len(d.schema) }

// CompareSameType compares the columns, in their order.
func (d *tableDef) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	if op != syntax.EQL && op != syntax.NEQ {
		return false, py.Raise("TypeError", "'%s' not supported between definitions of tables", op)
	}
	return (d.String() == y.String()) == (op == syntax.EQL), nil
}

// tableDefMembers is the table of what it has that a dict has not.
var tableDefMembers = []py.Entry{
	{Sig: "table", Doc: "The columns as a table, as meta_table of a table has them.", Fn: does(func(c *call) (starlark.Value, error) {
		schema := c.Recv.(*tableDef).schema
		return c.table(func() (*engine.Table, error) {
			none := make([]column.Vector, len(schema))
			for i, f := range schema {
				none[i] = column.NewVector(f.Type)
			}
			t, err := engine.NewTable(c.host.cfg.Graph, schema, none)
			if err != nil {
				return nil, err
			}
			t.Retain()
			defer t.Release()
			return t.MetaTable()
		})
	})},
}

// Attr is the table of the columns, or what a dict has.
func (d *tableDef) Attr(name string) (starlark.Value, error) {
	switch name {
	case "get", "items", "keys", "values":
		return d.dict().Attr(name)
	}
	return d.host.Attribute(tableDefMembers, d, name)
}

// AttrNames is the names of these.
func (d *tableDef) AttrNames() []string { return []string{"get", "items", "keys", "table", "values"} }

// newTableDef is TableDefinition: of a dict of types or columns, or of a list of columns.
func newTableDef(c *call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("table_definition", &v); err != nil {
		return nil, err
	}
	schema, err := fieldsOf(v)
	if err != nil {
		return nil, c.failed(err)
	}
	return &tableDef{c.host, schema}, nil
}
