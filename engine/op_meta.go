package engine

import (
	"starling/engine/column"
	"starling/engine/plan"
)

var _ = builds(buildMetaTable)

func buildMetaTable(b *building, _ plan.MetaTable) (*Table, error) {
	schema := b.in[0].Schema
	names, types := column.NewVec[string](column.String), column.NewVec[string](column.String)
	place, parts := column.NewVec[string](column.String), column.NewVec[int8](column.Bool)
	for _, f := range schema {
		names.Append(f.Name)
		types.Append(metaName(f.Type))
		place.Append("Normal")
		parts.Append(0)
	}
	text := column.Of(column.String)
	return b.given([]column.Field{
		{Name: "Name", Type: text},
		{Name: "DataType", Type: text},
		{Name: "ColumnType", Type: text},
		{Name: "IsPartitioning", Type: column.Of(column.Bool)},
	}, []column.Vector{names, types, place, parts})
}

// metaName is the name of a type; that of tables within a table is the one Deephaven gives them.
func metaName(t column.Type) string {
	if name := t.Name(); name != "io.deephaven.engine.table.Table" {
		return name
	}
	return "io.deephaven.engine.table.impl.QueryTable"
}
