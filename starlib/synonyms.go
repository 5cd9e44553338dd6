package starlib

// synonyms is THE table of what other libraries, and Kafka's tools, call what has another name
// here. It is asked before the nearest name.
func synonyms() map[string]string {
	return map[string]string{
		// constants, and words of theirs
		"BEGIN": "BEGINNING", "EARLIEST": "ALL_PARTITIONS_SEEK_TO_BEGINNING", "FIRST": "BEGINNING", "LAST": "END",
		"LATEST": "ALL_PARTITIONS_SEEK_TO_END", "NEWEST": "END", "OLDEST": "BEGINNING", "START": "BEGINNING",
		// methods of tables
		"agg": "agg_by", "asof_join": "aj", "assign": "update", "concat": "merge", "count": "count_by",
		"distinct": "select_distinct", "drop": "drop_columns", "drop_duplicates": "select_distinct", "dtypes": "columns",
		"explode": "ungroup", "filter": "where", "groupBy": "group_by", "inner_join": "join",
		"left_join": "natural_join", "len": "size", "limit": "head", "merge": "natural_join", "merge_asof": "aj", "mean_by": "avg_by", "mutate": "update",
		"orderBy": "sort", "order_by": "sort", "orderby": "sort", "query": "where", "rename": "rename_columns",
		"rename_column": "rename_columns", "rows": "size", "schema": "columns", "select_columns": "view", "shape": "size", "show": "to_string",
		"sort_by": "sort", "sort_values": "sort", "take": "head", "union": "merge", "unique": "select_distinct",
		"withColumn": "update", "with_column": "update", "with_columns": "update",
		// types
		"bigint": "int64", "boolean": "bool_", "datetime": "Instant", "int": "int32", "integer": "int32", "str": "string", "text": "string",
		"timestamp": "Instant", "varchar": "string",
		// aggregations
		"count_if": "count_where", "mean": "avg", "nunique": "count_distinct", "stddev": "std", "percentile": "pct", "quantile": "pct",
		// what reads and writes
		"subscribe": "consume", "publish": "produce", "read": "consume", "send": "produce", "write": "produce",
	}
}
