package starlib

import "starling/starlib/py"

// tableEntries is the module deephaven.table.
func tableEntries() []py.Entry {
	class := func(name, doc string) py.Entry { return py.Entry{Sig: name, Doc: doc, Value: py.TypeName(name)} }
	return []py.Entry{
		{Sig: "MultiJoinInput(table, on, joins=None)", Doc: "A table of multi_join, with its keys and the columns to take of it.", Fn: does(multiJoinInput)},
		class("MultiJoinTable", "What multi_join makes."),
		{Sig: "NaturalJoinType", Value: naturalJoinType},
		{Sig: "NewColumnBehaviorType", Doc: "What becomes of new columns of keyed_transpose: FAIL or IGNORE.", Value: newColumnBehavior},
		{Sig: "NodeType", Value: nodeType},
		{Sig: "PartitionedTable", Value: partitionedClass()},
		class("PartitionedTableProxy", "What proxy of a partitioned table makes."),
		{Sig: "RollupNodeOperationsRecorder", Value: py.NewNamespace("RollupNodeOperationsRecorder", nil)},
		{Sig: "RollupTable", Value: py.NewNamespace("RollupTable", nil)},
		{Sig: "SearchDisplayMode", Doc: "For layout_hints: DEFAULT, SHOW or HIDE.", Value: searchDisplayMode},
		{Sig: "Selectable", Doc: "A formula as an object; Selectable.parse(\"A = B + 1\") makes one.", Value: selectableClass()},
		{Sig: "SortDirection", Value: sortDirection},
		{Sig: "Table", Value: py.NewNamespace("Table", nil)},
		{Sig: "TableDefinition(table_definition)", Doc: "The columns of a table by their names, of a dict of types or a list of columns.", Fn: does(newTableDef)},
		{Sig: "TreeNodeOperationsRecorder", Value: py.NewNamespace("TreeNodeOperationsRecorder", nil)},
		{Sig: "TreeTable", Value: py.NewNamespace("TreeTable", nil)},
		{Sig: "keyed_transpose(table, aggs, row_by_cols, col_by_cols, initial_groups=None, new_column_behavior=NewColumnBehaviorType.FAIL)", Doc: "Aggregations by keys, with the values of the second keys as columns: a row per day, a column per level.", Fn: does(keyedTranspose)},
		{Sig: "multi_join(input, on=None)", Doc: "Several tables side by side, a row per key that any of them has: its .table.", Fn: does(multiJoin)},
		{Sig: "table_diff(t1, t2, max_diffs=1, floating_comparison=\"exact\", ignore_column_order=False) -> str", Doc: "Where two tables differ, as text; empty if they do not.", Fn: does(tableDiff)},
	}
}
