package starlib

import (
	"starling/engine/expr"
	"starling/starlib/py"
)

// classTable is THE table of the types of values that have methods, for help.
func classTable() []py.Class {
	return []py.Class{
		{Name: "InputTable", Doc: "What input_table gives, beside what tables have.", Entries: inputMethods},
		{Name: "ListenerHandle", Doc: "What listen and merged_listen give.", Entries: handleMethods},
		{Name: "PartitionedTable", Var: "pt", Doc: "A table per key, as partition_by and consume_to_partitioned_table give it.", Entries: partitionedMethods},
		{Name: "Producer", Doc: "What pk.produce gives; called without arguments it stops.", Entries: producerMethods},
		{Name: "RollupTable", Doc: "What rollup gives.", Entries: (&Hierarchy{of: &rollup{}}).entries},
		{Name: "Table", Var: "t", Doc: "A table that updates by itself.", Entries: tableMethods},
		{Name: "TablePublisher", Doc: "What table_publisher gives to fill its table with.", Entries: publisherMethods},
		{Name: "TableReplayer", Doc: "What plays tables back.", Entries: replayerMethods},
		{Name: "TableUpdate", Doc: "What listeners are called with.", Entries: updateMethods},
		{Name: "TreeTable", Doc: "What tree gives.", Entries: (&Hierarchy{of: &tree{}}).entries},
	}
}

// formulaEntries is the functions and methods of formulas.
func formulaEntries() []py.Entry {
	docs := expr.Functions()
	entries := make([]py.Entry, len(docs))
	for i, d := range docs {
		entries[i] = py.Entry{Sig: d.Calls(), Doc: d.Doc}
	}
	return entries
}
