package starlib

import "starling/starlib/py"

// helpTitle is the first line of help().
const helpTitle = "Starling: Kafka topics as tables that update by themselves, in Python syntax."

// helpExamples is what help() shows first. Each runs as it stands.
func helpExamples() []py.Example {
	return []py.Example{
		{Code: `t = time_table("PT1S").update("X = i % 3")`, Doc: "a live table"},
		{Code: `t`, Doc: "its rows as of now"},
		{Code: `t.where("X > 0").count_by("N", by="X")`, Doc: "filtered, counted"},
		{Code: `cfg = {"bootstrap.servers": "127.0.0.1:9092"}`, Doc: "your broker"},
		{Code: `q = kc.consume(cfg, "quotes")`, Doc: "a topic as a table"},
		{Code: `p = pk.produce(t, cfg, "xs", pk.KeyValueSpec.IGNORE, pk.json_spec(["X"]))`},
	}
}

// helpSubjects is THE table of the pages of help, beside those that the other tables make. Lines that
// begin with >>> run as they stand, one after the other.
func helpSubjects() []py.Subject {
	return []py.Subject{
		{Name: "aggregations", Also: "aggregate agg sum average group count", Doc: "Sums, averages and the like, per key.", See: []string{
			"Table.agg_by", "Table.count_by", "Table.first_by", "Table.group_by", "Table.last_by", "Table.rollup", "Table.sum_by", "agg",
		}, Text: `  >>> t = empty_table(9).update(["Sym = i % 2 == 0 ? ` + "`A` : `B`" + `", "Qty = i"])
  >>> t.agg_by([agg.sum_("Total = Qty"), agg.count_("N")], by="Sym")
  >>> t.sum_by("Sym")
"New = Old" names a result; without it the result has the column's name. Without by there is
one row. What aggregates every column takes numbers only: choose the columns first, with view.
`},
		{Name: "console", Also: "keys prompt quit exit terminal", Doc: "The prompt: what it does with what you type.", See: []string{
			"help", "watch", "tables", "graph", "sync", "exit",
		}, Text: `A table that is typed alone is shown, the value of the last expression is _.
  >>> t = empty_table(3).update("X = i")
  >>> t
  >>> _.size
Tab completes, Up brings statements back that begin like what is typed, Ctrl-R searches them.
Alt-Enter adds a line, arrows move between lines, Ctrl-X Ctrl-E opens $VISUAL or $EDITOR, Ctrl-_
undoes. What is pasted runs as one, without >>> and answers. Ctrl-C ends a statement, Ctrl-D,
exit or quit the session. x? and ?x are help(x), "join"? is a search. watch t shows a table as it
changes, t.browse() any part of it, \x makes records of rows; \help says what else there is.
`},
		{Name: "formulas", Also: "formula expression java functions", Doc: "The language inside the texts of where and update.", See: []string{
			"Table.where", "Table.update", "Table.update_view", "Table.view", "Table.select",
		}, Text: `  >>> t = empty_table(5).update(["Sym = i < 3 ? ` + "`A` : `B`" + `", "Price = 10.0 + i", "At = now()"])
  >>> t.update("Notional = Price * 2")              # New = expression
  >>> t.where(["Sym in ` + "`A`, `C`" + `", "Price > 10"])       # all must hold
  >>> t.update("Text = Sym.toLowerCase() + ` + "`!`" + `")     # Java's methods
  >>> t.update("Day = formatDate(At, timeZone(` + "`UTC`" + `))")
  >>> limit = 12
  >>> t.where("Price > limit")                      # the script's names
  >>> t.update("Step = Price - Price_[i-1]")        # other rows: Price_ is the column, i the row
Texts stand in backticks, 'x' is a date or time, ? : chooses, && || ! combine, null is isNull(X).
A function of the script works too: "Y = f(Price)". docs/formulas.md lists all functions;
help("bin") finds those about a word.
`},
		{Name: "joins", Also: "join merge lookup match", Doc: "Columns of another table, by key or by time.", See: []string{
			"Table.natural_join", "Table.exact_join", "Table.join", "Table.aj", "Table.raj", "Table.range_join",
			"deephaven.table.multi_join", "deephaven.experimental.outer_joins", "Table.where_in", "Table.where_not_in", "deephaven.merge",
		}, Text: `  >>> orders = empty_table(4).update(["Sym = i % 2 == 0 ? ` + "`A` : `B`" + `", "Qty = i"])
  >>> prices = empty_table(1).update(["Sym = ` + "`A`" + `", "Price = 10.5"])
  >>> orders.natural_join(prices, on="Sym", joins="Price")   # all orders, null without a price
  >>> orders.join(prices, on="Sym")                          # a row per pair
Against a stream of prices, join its last row per key: quotes.last_by("Sym").
aj takes the row that was last at the time, as trades.aj(quotes, ["Sym", "Timestamp"]).
`},
		{Name: "kafka", Also: "topic consume broker read", Doc: "Topics as tables: kc.consume.", See: []string{
			"topics", "peek", "kc.guess", "groups", "kc.consume", "kc.consume_to_partitioned_table", "kc.compacted", "kc.status", "kc.errors", "kc.close", "metrics", "deephaven.stream.kafka.cdc",
		}, Text: `  >>> cfg = {"bootstrap.servers": "127.0.0.1:9092"}
  >>> orders = kc.consume(cfg, "orders", key_spec=KeyValueSpec.IGNORE,
  ...     value_spec=kc.json_spec({"Symbol": dht.string, "Qty": dht.int64}),
  ...     offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, table_type=TableType.append())
  >>> kc.status(orders)
  >>> kc.errors(orders)
peek("orders") looks at a topic and writes that call for you, topics() lists what there is: both ask
the broker of starling -b.
help("specs") is about formats, help("offsets") about where reading begins and ends,
help("tables") about table_type, help("security") about logins.
`},
		{Name: "offsets", Also: "offset beginning end seek group timestamp until", Doc: "Where reading a topic begins and ends.", See: []string{
			"kc.ALL_PARTITIONS_SEEK_TO_BEGINNING", "kc.ALL_PARTITIONS_SEEK_TO_END", "kc.ALL_PARTITIONS_DONT_SEEK", "kc.from_timestamp", "kc.SEEK_TO_BEGINNING", "kc.SEEK_TO_END", "kc.DONT_SEEK",
		}, Text: `  >>> cfg = {"bootstrap.servers": "127.0.0.1:9092"}
  >>> a = kc.consume(cfg, "orders", offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING)
  >>> b = kc.consume(cfg, "orders", offsets=kc.from_timestamp("2026-01-31T12:00:00Z"))
  >>> c = kc.consume(cfg, "orders", offsets={0: 10})
  >>> d = kc.consume(cfg, "orders", offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING,
  ...     until=kc.ALL_PARTITIONS_SEEK_TO_END)
Without offsets= it is DONT_SEEK: where group.id left off, and without a group.id what comes
from now on. until= ends the table where it says, and a script that waits for it.
`},
		{Name: "produce", Also: "write publish sink producer", Doc: "Tables as topics: pk.produce.", See: []string{"pk", "Producer", "deephaven.write_arrow", "deephaven.write_csv", "deephaven.write_json", "deephaven.write_jsonl"}, Text: `  >>> cfg = {"bootstrap.servers": "127.0.0.1:9092"}
  >>> t = time_table("PT1S").update(["Sym = ` + "`A`" + `", "N = ii"])
  >>> stop = pk.produce(t, cfg, "counts", pk.simple_spec("Sym"), pk.json_spec(["N"]), last_by_key_columns=True)
  >>> stop()
Every row that is added or changed is a record. With last_by_key_columns a topic has the last
row per key, and a record without a value for a key that goes.
`},
		propertySubject(),
		{Name: "security", Also: "tls ssl sasl login password secret certificate", Doc: "TLS, logins and secrets.", See: []string{}, Text: `  >>> cfg = {
  ...     "bootstrap.servers": "broker.example.com:9093",
  ...     "security.protocol": "SASL_SSL",                # or SSL, SASL_PLAINTEXT
  ...     "ssl.truststore.location": "/etc/kafka/ca.pem", # PEM; else the system's authorities
  ...     "sasl.mechanism": "SCRAM-SHA-512",              # SCRAM-SHA-256, PLAIN, OAUTHBEARER
  ...     "sasl.username": "ann",
  ...     "sasl.password": "${env:KAFKA_PASSWORD}",
  ... }
${env:NAME}, ${file:/path} and ${file:/path:key} stand for secrets: no error, log or history
shows what they are. A client certificate is ssl.keystore.location, PEM with key and chain.
starling run --sandbox keeps a script from files and the environment. More: docs/security.md.
`},
		{Name: "specs", Also: "spec format json avro protobuf schema decode", Doc: "Formats of keys and values: JSON, Avro, Protobuf.", See: []string{
			"kc.simple_spec", "kc.json_spec", "kc.avro_spec", "kc.protobuf_spec", "kc.object_processor_spec", "kc.KeyValueSpec", "deephaven.json",
		}, Text: `  >>> kc.simple_spec("Price", dht.double)                    # the whole value, one column
  >>> kc.json_spec({"Price": dht.double}, mapping={"/p/last": "Price"})
  >>> kc.avro_spec("orders-value")                           # by the schema registry
  >>> kc.protobuf_spec("orders-value", include=["/id", "/inner/*"])
  >>> KeyValueSpec.IGNORE
They are key_spec and value_spec of kc.consume. A registry is the property schema.registry.url.
A record that does not fit is left out and listed by kc.errors(table).
`},
		{Name: "tables", Also: "append blink ring static live table_type create", Doc: "Append, blink and ring tables; tables to try things with.", See: []string{
			"kc.TableType", "deephaven.stream.blink_to_append_only", "deephaven.ring_table", "deephaven.empty_table", "deephaven.new_table", "deephaven.time_table", "deephaven.input_table", "deephaven.read_arrow", "deephaven.read_csv", "deephaven.read_json", "deephaven.merge",
		}, Text: `  >>> TableType.append()       # keeps every row
  >>> TableType.blink()        # the rows of one update only; last_by and agg_by remember (default)
  >>> TableType.ring(1000)     # the last 1000 rows
  >>> from deephaven.column import string_col, int_col
  >>> new_table([string_col("Sym", ["A", "B"]), int_col("Qty", [1, 2])])
`},
		{Name: "windows", Also: "window rolling moving cumulative update_by time bin", Doc: "Rolling, moving and cumulative values; time buckets.", See: []string{
			"Table.update_by", "deephaven.experimental.time_window", "deephaven.updateby",
		}, Text: `  >>> from deephaven.updateby import rolling_avg_tick, rolling_sum_time, cum_sum
  >>> t = empty_table(9).update(["At = '2026-01-31T12:00:00Z' + i * SECOND", "Qty = i"])
  >>> t.update_by([rolling_avg_tick("Avg = Qty", rev_ticks=3), cum_sum("Sum = Qty")])
  >>> t.update_by(rolling_sum_time("At", "Last5 = Qty", "PT5S"))
  >>> t.view(["Bin = lowerBin(At, 5 * SECOND)", "Qty"]).sum_by("Bin")  # buckets of five seconds
`},
	}
}
