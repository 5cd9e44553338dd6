package engine

import "starling/engine/column"

// MetaTable is a static table with a row per column of t: its name, its type as Java
// names it, its place in the table ("Normal"; there are no others yet), and whether it
// partitions the table.
func (t *Table) MetaTable() (*Table, error) {
	names, types := column.NewVec[string](column.String), column.NewVec[string](column.String)
	place, parts := column.NewVec[string](column.String), column.NewVec[int8](column.Bool)
	for _, f := range t.Schema {
		names.Append(f.Name)
		types.Append(f.Type.Name())
		place.Append("Normal")
		parts.Append(0)
	}
	text := column.Of(column.String)
	return NewTable(t.Graph(), []column.Field{
		{Name: "Name", Type: text},
		{Name: "DataType", Type: text},
		{Name: "ColumnType", Type: text},
		{Name: "IsPartitioning", Type: column.Of(column.Bool)},
	}, []column.Vector{names, types, place, parts})
}
