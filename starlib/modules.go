package starlib

// moduleTable is THE table of modules.
func moduleTable() []moduleDef {
	return []moduleDef{
		{name: "dataclasses", doc: "Classes of fields.", entries: dataclassEntries()},
		{name: "datetime", doc: "Points in time and durations.", entries: datetimeEntries()},
		{name: "deephaven", bare: true, doc: "Tables.", entries: deephavenEntries()},
		{name: "deephaven.agg", doc: "Aggregations for agg_by.", entries: aggEntries()},
		{name: "deephaven.column", bare: true, doc: "Columns for new_table.", entries: columnEntries()},
		{name: "deephaven.constants", doc: "Nulls and limits of the number types.", entries: constantEntries()},
		{name: "deephaven.csv", doc: "Tables of CSV files and back.", entries: []entry{
			{sig: readSig("read"), doc: readDoc, fn: readCSV},
			{sig: "write(table, path, cols=[])", doc: writeDoc, fn: writeCSV},
		}},
		{name: "deephaven.dtypes", doc: "Types of columns.", entries: dtypeEntries()},
		{name: "deephaven.json", doc: "Values of JSON and the columns they become.", entries: jsonValueEntries()},
		{name: "deephaven.json.jackson", doc: "Reads JSON by a description of its values.", entries: jacksonEntries()},
		{name: "deephaven.stream", bare: true, doc: "Tables of streams.", entries: []entry{
			{sig: "blink_to_append_only(blink_table)", doc: "A table that keeps all rows of a blink table.", fn: blinkToAppendOnly},
		}},
		{name: "deephaven.stream.kafka", doc: "Kafka.", entries: kafkaTopics()},
		{name: "deephaven.stream.kafka.cdc", doc: "Database tables of the changes that Debezium writes to Kafka.", entries: kafkaCDC()},
		{name: "deephaven.stream.kafka.consumer", short: "kc", also: []string{"deephaven.kafka_consumer"}, doc: "Tables of Kafka topics.", entries: kafkaConsumer()},
		{name: "deephaven.stream.kafka.producer", short: "pk", also: []string{"deephaven.kafka_producer"}, doc: "Kafka topics of tables.", entries: kafkaProducer()},
		{name: "deephaven.time", doc: "The time.", entries: []entry{
			{sig: "dh_now()", doc: "The time now.", fn: datetimeNow},
			{sig: "to_j_instant(dt)", doc: "An instant of a text, a datetime or nanoseconds since 1970.", fn: toInstant},
		}},
		{name: "json", doc: "JSON texts.", entries: jsonEntries()},
		{name: "math", doc: "Mathematical functions.", entries: mathEntries()},
		{name: "os", doc: "The environment.", entries: osEntries()},
		{name: "os.path", doc: "Paths of files.", entries: pathEntries()},
		{name: "random", doc: "Random numbers.", entries: randomEntries()},
		{name: "sys", doc: "The process.", entries: sysEntries()},
		{name: "time", doc: "The clock.", entries: timeEntries()},
		{name: "typing", doc: "Names for annotations.", entries: typingEntries()},
	}
}

// prelude is a name that scripts have without importing it: a member of a module, or
// with as the module itself.
type prelude struct{ module, name, as string }

// preludeTable is THE table of those names.
func preludeTable() []prelude {
	return []prelude{
		{module: "deephaven.agg", as: "agg"},
		{module: "deephaven.dtypes", as: "dht"},
		{module: "deephaven", name: "NaturalJoinType"},
		{module: "deephaven", name: "SortDirection"},
		{module: "deephaven", name: "empty_table"},
		{module: "deephaven", name: "merge"},
		{module: "deephaven", name: "new_table"},
		{module: "deephaven", name: "read_csv"},
		{module: "deephaven", name: "time_table"},
		{module: "deephaven", name: "write_csv"},
		{module: "deephaven.stream", name: "blink_to_append_only"},
		{module: "deephaven.stream.kafka.consumer", as: "kc"},
		{module: "deephaven.stream.kafka.consumer", name: "KeyValueSpec"},
		{module: "deephaven.stream.kafka.consumer", name: "TableType"},
		{module: "deephaven.stream.kafka.producer", as: "pk"},
	}
}
