package starlib

import (
	"strings"

	"starling/internal/stable"
	"starling/starlib/py"
)

// moduleTable is THE table of the modules that are not Python's.
func moduleTable() []py.Module {
	return []py.Module{
		{Name: "deephaven", Bare: true, Doc: "Tables.", Entries: deephavenEntries()},
		{Name: "deephaven.agg", Doc: "Aggregations for agg_by.", Entries: aggEntries()},
		{Name: "deephaven.arrow", Doc: "Tables of Apache Arrow's files.", Entries: []py.Entry{
			{Sig: "read_feather(path)", Doc: "A table of a file of Feather's second version, which is Arrow's: read_arrow(path).", Fn: does(readArrow)},
		}},
		{Name: "deephaven.calendar", Bare: true, Doc: "Business calendars.", Entries: calendarEntries()},
		{Name: "deephaven.column", Bare: true, Doc: "Columns for new_table.", Entries: columnEntries()},
		{Name: "deephaven.concurrency_control", Bare: true, Doc: "In which order formulas and filters are computed: that of rows, here.", Entries: concurrencyEntries()},
		{Name: "deephaven.constants", Doc: "Nulls and limits of the number types.", Entries: constantEntries()},
		{Name: "deephaven.csv", Doc: "Tables of CSV files and back.", Entries: []py.Entry{
			{Sig: readSig("read"), Doc: readDoc, Fn: does(readCSV)},
			{Sig: writeSig("write"), Doc: writeDoc, Fn: does(writeCSV)},
		}},
		{Name: "deephaven.dherror", Doc: "The error of tables.", Entries: []py.Entry{{Sig: "DHError", Doc: "The error of tables.", Value: py.ExceptionClass{Module: "deephaven.dherror", Name: "DHError", Base: "Exception"}}}},
		{Name: "deephaven.dtypes", Doc: "Types of columns.", Entries: dtypeEntries()},
		{Name: "deephaven.execution_context", Bare: true, Doc: "What formulas need to be computed: nothing, here.", Entries: executionEntries()},
		{Name: "deephaven.experimental", Bare: true, Doc: "Tables that follow the clock.", Entries: []py.Entry{
			{Sig: "time_window(table, ts_col, window, bool_col)", Doc: "The table with a column that says whether an instant is not longer ago than so many nanoseconds, as time goes by.", Fn: does(timeWindow)},
		}},
		{Name: "deephaven.experimental.outer_joins", Doc: "Joins that keep rows without a partner.", Entries: outerJoins()},
		{Name: "deephaven.filters", Doc: "Filters for where, as objects.", Entries: filterEntries()},
		{Name: "deephaven.json", Doc: "Values of JSON and the columns they become.", Entries: jsonValueEntries()},
		{Name: "deephaven.json.jackson", Doc: "Reads JSON by a description of its values.", Entries: jacksonEntries()},
		{Name: "deephaven.liveness_scope", Bare: true, Doc: "How long tables live: while something uses them.", Entries: livenessEntries()},
		{Name: "deephaven.plot", Doc: "Charts, in express.", Entries: nil},
		{Name: "deephaven.plot.express", Short: "dx", Doc: "Charts by Deephaven's names; plot draws the same.", Entries: expressEntries()},
		{Name: "deephaven.query_library", Bare: true, Doc: "What formulas know of Java.", Entries: queryLibraryEntries()},
		{Name: "deephaven.replay", Bare: true, Doc: "Tables that are played back.", Entries: []py.Entry{replayerEntry()}},
		{Name: "deephaven.stream", Bare: true, Doc: "Tables of streams.", Entries: []py.Entry{
			{Sig: "add_only_to_blink(table)", Doc: "A blink table of the rows that a table adds, those of now first.", Fn: does(addOnlyToBlink)},
			{Sig: "blink_to_append_only(blink_table)", Doc: "A table that keeps all rows of a blink table.", Fn: does(blinkToAppendOnly("blink_table"))},
			{Sig: "stream_to_append_only(table)", Doc: "blink_to_append_only, by its old name.", Fn: does(blinkToAppendOnly("table"))},
		}},
		{Name: "deephaven.stream.kafka", Doc: "Kafka.", Entries: kafkaTopics()},
		{Name: "deephaven.stream.kafka.cdc", Doc: "Database tables of the changes that Debezium writes to Kafka.", Entries: kafkaCDC()},
		{Name: "deephaven.stream.kafka.consumer", Short: "kc", Also: []string{"deephaven.kafka_consumer"}, Doc: "Tables of Kafka topics.", Entries: kafkaConsumer()},
		{Name: "deephaven.stream.kafka.producer", Short: "pk", Also: []string{"deephaven.kafka_producer"}, Doc: "Kafka topics of tables.", Entries: kafkaProducer()},
		{Name: "deephaven.stream.table_publisher", Bare: true, Doc: "Blink tables that a script fills.", Entries: publisherEntries()},
		{Name: "deephaven.table", Doc: "Tables and how they are joined.", Entries: tableEntries()},
		{Name: "deephaven.table_factory", Bare: true, Doc: "Makes tables.", Entries: factoryEntries()},
		{Name: "deephaven.table_listener", Bare: true, Doc: "Functions that are told of what changes in tables.", Entries: listenerEntries()},
		{Name: "deephaven.time", Doc: "The time, and dates and times of Java.", Entries: timeEntries()},
		{Name: "deephaven.update_graph", Bare: true, Doc: "Locks of the graph that updates tables; scripts need none here.", Entries: updateGraphEntries()},
		{Name: "deephaven.updateby", Doc: "Operations for update_by.", Entries: windowEntries()},
		{Name: "jpy", Doc: "Arrays of Java's types; there is no JVM here, and so no classes.", Entries: jpyEntries()},
	}
}

// preludeTable is THE table of the names that scripts have without importing them.
func preludeTable() []py.Prelude {
	return []py.Prelude{
		{Module: "deephaven.agg", As: "agg"},
		{Module: "deephaven.dtypes", As: "dht"},
		{Module: "deephaven", Name: "NaturalJoinType"},
		{Module: "deephaven", Name: "SortDirection"},
		{Module: "deephaven", Name: "empty_table"},
		{Module: "deephaven", Name: "merge"},
		{Module: "deephaven", Name: "new_table"},
		{Module: "deephaven", Name: "read_arrow"},
		{Module: "deephaven", Name: "read_csv"},
		{Module: "deephaven", Name: "read_json"},
		{Module: "deephaven", Name: "time_table"},
		{Module: "deephaven", Name: "write_arrow"},
		{Module: "deephaven", Name: "write_csv"},
		{Module: "deephaven", Name: "write_json"},
		{Module: "deephaven", Name: "write_jsonl"},
		{Module: "deephaven.stream", Name: "blink_to_append_only"},
		{Module: "deephaven.stream.kafka.consumer", As: "kc"},
		{Module: "deephaven.stream.kafka.consumer", Name: "KeyValueSpec"},
		{Module: "deephaven.stream.kafka.consumer", Name: "TableType"},
		{Module: "deephaven.stream.kafka.producer", As: "pk"},
	}
}

// builtinTable is THE table of the builtins that are not Python's.
func builtinTable() []py.Entry {
	return []py.Entry{
		{Sig: "describe(table)", Doc: "What is in the columns of a table now, a row per column: its type, how many values, nulls and different values, the least, the greatest, the average, the most frequent.", Fn: does(describe)},
		{Sig: "graph(t)", Doc: "How a table is made, a line per step: its rows, those that ever came, the time spent; .dot is that for Graphviz.", Fn: does(graphOf)},
		{Sig: "groups(group=None, kafka_config=None)", Doc: "The consumer groups of the broker of -b or -X, or of a config, as a table: State, Members, and how far each lags behind in its topics.", Fn: does(clusterGroups)},
		{Sig: "metrics(t, name, value, labels=[])", Doc: metricsDoc, Fn: does(exportMetrics)},
		{Sig: "peek(topic, n=5, kafka_config=None)", Doc: "Prints the last records of a topic, over all its partitions, and how they seem to be written; puts the kc.consume that reads them on the next prompt.", Fn: does(peekTopic)},
		{Sig: "plot(t, x=None, y=None, by=None, kind=\"line\", live=False, save=None, title=None, bins=None)", Doc: plotDoc, Fn: does(plot)},
		{Sig: "sync(timeout=\"30s\")", Doc: "Waits until all that is in the topics now is in the tables.", Fn: does(syncTables)},
		{Sig: "tables()", Doc: "All tables, as a live table: Name, Op, Rows, Rate (rows that come a second), Bytes, Groups (distinct keys), State.", Fn: does(listTables)},
		{Sig: "topics(topic=None, kafka_config=None)", Doc: "The topics of the broker of -b or -X, or of a config, as a table: Partitions, Records, Newest, Cleanup and more; of one topic, or \"^orders-\" for those whose names begin so.", Fn: does(clusterTopics)},
		{Sig: "watch(*tables)", Doc: "Shows tables as they change, until q: space pauses, f follows the newest rows, / filters, s sorts, enter shows a record.", Fn: does(watchTables)},
	}
}

// library is all that scripts can name: what is in these tables and what Python has, in
// alphabetical order.
func library() py.Library {
	lib := py.Library{Builtins: append(py.Builtins(), builtinTable()...), Modules: append(py.Modules(), moduleTable()...), Prelude: preludeTable(), Elsewhere: elsewhere}
	lib.Classes, lib.Formulas, lib.Synonyms = classTable(), formulaEntries, synonyms()
	lib.Instead = map[string]string{
		"Table[]":    `t.view("Price") has columns, t.slice(0, 10) rows, t.iter_dict() gives the values`,
		"for Table":  "t.iter_dict() and t.iter_tuple() give the rows",
		"len(Table)": "t.size is the number of rows",
	}
	lib.Title, lib.Examples, lib.Subjects = helpTitle, helpExamples(), helpSubjects()
	sortEntries(lib.Builtins)
	stable.Sort(lib.Modules, func(a, b py.Module) int { return strings.Compare(a.Name, b.Name) })
	return lib
}

func sortEntries(entries []py.Entry) {
	stable.Sort(entries, func(a, b py.Entry) int { return strings.Compare(a.Name(), b.Name()) })
}
