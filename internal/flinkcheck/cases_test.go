package flinkcheck

// testCase is a script that publishes one table to the topic of its first argument, by the broker of its second.
type testCase struct {
	name, script string
	keys         int      // how many columns the records' key has, of a table whose rows change
	part         float64  // of a number, by which it may differ
	floats       []string // columns that are float, which are written as shortly as they can be told apart
	flags        []string
	nulls        string // of --null-key
}

// prelude is what each script begins with. append writes a table whose rows only come, upsert one whose rows
// change, by key columns.
const prelude = `import sys

from deephaven import agg, dtypes as dht, merge
from deephaven.filters import and_, not_, or_
from deephaven.stream import blink_to_append_only
from deephaven.stream.kafka import consumer as kc, producer as pk
from deephaven.stream.kafka.consumer import KeyValueSpec, TableType

out, broker = sys.argv[1], sys.argv[2]
kafka = {"bootstrap.servers": broker}
plain = {**kafka, "deephaven.partition.column.name": "", "deephaven.offset.column.name": "", "deephaven.timestamp.column.name": ""}
ORDER = {
    "Seq": dht.int64,
    "Id": dht.string,
    "Symbol": dht.string,
    "Side": dht.string,
    "Qty": dht.int32,
    "Lots": dht.int16,
    "Big": dht.int64,
    "Limit": dht.double,
    "Rate": dht.float32,
    "Flag": dht.bool_,
    "When": dht.Instant,
}


def read(topic, columns, key=KeyValueSpec.IGNORE, more=plain, mapping=None, table_type=TableType.append(), offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, until=kc.ALL_PARTITIONS_SEEK_TO_END, partitions=None):
    value = kc.json_spec(columns, mapping) if type(columns) == dict else columns
    return kc.consume(more, topic, partitions=partitions, key_spec=key, value_spec=value, offsets=offsets, table_type=table_type, until=until)


def append(t):
    pk.produce(t, kafka, out, pk.KeyValueSpec.IGNORE, pk.json_spec())


def upsert(t, *keys):
    pk.produce(t, kafka, out, pk.json_spec(list(keys)), pk.json_spec(exclude_columns=list(keys)))


orders = read("orders", ORDER)
sym = kc.simple_spec("Sym", dht.string)
quotes = read("quotes", {"Price": dht.double, "Size": dht.int32}, key=sym)
`

// cases is THE table of what is compared. None depends on the order of rows of several partitions.
var cases = []testCase{
	// Rows that only come: filters and formulas.
	{name: "all-columns", script: `append(orders)`},
	{name: "headers", script: `
t = read("orders", {"Seq": dht.int64}, more={**plain, "starling.headers.column.name": "H"})
append(t.view(["Seq", "Trace = (String)H.get(` + "`trace`" + `)"]))
`},
	{name: "compare-columns", script: `append(orders.view([
    "Seq", "A = Qty < Lots", "B = Qty <= Lots", "C = Qty > Lots", "D = Qty >= Lots", "E = Qty == Lots", "F = Qty != Lots",
    "G = Limit < Rate", "H = Limit >= Rate", "I = Big == Limit", "J = Big != Qty", "K = Id < Symbol", "L = Id >= Symbol",
    "M = Symbol == Side", "N = Rate <= Big", "O = When < '2000-01-01T00:00:00Z'", "P = Lots < Big", "Q = Limit == Qty", "R = Rate > Lots",
]))`},
	{name: "compare-constants", script: `append(orders.view([
    "Seq", "A = Qty < 5", "B = Qty <= 5", "C = Qty > 5", "D = Qty >= 5", "E = Qty == 5", "F = Qty != 5",
    "G = 5 < Qty", "H = 5 <= Qty", "I = 5 > Qty", "J = 5 >= Qty", "K = Symbol < ` + "`b`" + `", "L = Symbol >= ` + "`Ü`" + `",
    "M = Limit > 0.25", "N = Rate == 1.5", "O = Big > 1000000000000L", "P = Symbol == null", "Q = Qty != null", "R = Symbol > ` + "`日`" + `",
]))`},
	{name: "compare-booleans", script: `append(orders.view(["Seq", "A = Flag == true", "B = Flag != false", "C = Flag == null", "D = (Qty > 5) == Flag"]))`},
	{name: "where-columns", script: `append(orders.where(["Qty < Lots", "Limit != Rate", "Symbol >= Side"]).view(["Seq", "Qty"]))`},
	{name: "where-nulls", script: `append(orders.where(["Qty = null || Limit = null", "Id != null", "Symbol < ` + "`M`" + `"]).view(["Seq"]))`},
	{name: "where-flag", script: `append(merge([orders.where("Flag").view(["Seq"]), orders.where("!Flag").view(["Seq = -Seq"]), orders.where("isNull(Flag)").view(["Seq = Seq + 1000000"])]))`},
	{name: "logic", script: `append(orders.view(["Seq", "A = Lots < 5 && Qty > 1", "B = isNull(Flag) || Qty > 1", "C = Flag & Qty > 1", "D = Flag | Qty > 1", "E = Flag ^ Qty > 1", "F = !(isNull(Flag) && Lots > 0)", "G = !Flag"]))`},
	{name: "filters", script: `append(orders.where(or_([and_(["Qty > 5", "Flag"]), not_("Limit > 2.5")])).where(["Symbol = ` + "`日本`" + ` || Symbol = ` + "`it's`" + ` || Lots > 0"]).view(["Seq", "Symbol"]))`},
	{name: "one-of", script: `append(orders.where_one_of(["Qty > 500", "Lots = 10", "Symbol = ` + "`𝄞clef`" + `"]).view(["Seq", "Symbol"]))`},
	{name: "lists", script: `names = ["AAPL", "ünï", "back\\slash", None]
limit = 100
t = orders.where(["Symbol in names", "Qty < limit", "Side icase in ` + "`BUY`" + `", "Lots not in 0, 1"])
append(t.view(["Seq", "Symbol", "Side"]))`},
	{name: "whole-arithmetic", script: `append(orders.view(["Seq", "A = Qty + Lots", "B = Big - Qty", "C = Qty * Lots", "D = -Qty", "E = Qty * Qty", "F = Lots * Lots", "G = Big * 3", "H = Lots + Lots", "I = 7 - Lots", "J = -Big"]))`},
	{name: "remainders", script: `append(orders.where(["Lots != 0", "Qty != 0"]).view(["Seq", "A = Qty % 7", "B = Big % Lots", "C = Lots % 10", "D = Qty % Lots", "E = 100 % Qty"]))`},
	{name: "double-arithmetic", floats: []string{"D", "E", "H", "I"}, script: `append(orders.view(["Seq", "A = Limit + Qty", "B = Limit * Big", "C = Limit - Rate", "D = Rate * Rate", "E = Rate + Qty", "F = Limit / 4", "G = -Limit", "H = Rate - Big", "I = Rate * 2"]))`},
	{name: "divide", floats: []string{"E", "F"}, script: `append(orders.where(["Lots != 0", "Limit != 0", "Rate != 0"]).view(["Seq", "A = Qty / Lots", "B = Big / Limit", "C = Limit / Rate", "D = Rate / 3", "E = Qty / Rate", "F = Rate / Rate"]))`},
	{name: "divide-by-zero", script: `t = orders.update_view(["X = Qty / Lots", "Y = Limit / Rate"])
append(t.view(["Seq", "A = X > 5", "B = X < 5", "C = Y >= 0", "D = Y <= 0", "E = X > MAX_LONG", "F = isNull(X)", "G = isNull(Y)"]).where("Seq >= 0"))`},
	{name: "not-finite-compared", script: `t = orders.update_view(["X = Qty / Lots", "Y = Limit / Rate"])
append(t.where(["!isNull(X)", "!isNull(Y)"]).view(["Seq", "A = X == Y", "B = X != Y", "C = X < Y", "D = Y < X", "E = Y <= X", "F = Y >= X", "G = Y > 1e300"]))`},
	{name: "not-finite-written", script: `append(orders.where("Seq < 5000").view(["Seq", "A = Qty / Lots", "B = Limit / Rate"]))`},
	{name: "texts", script: `append(orders.view(["Seq", "A = Symbol + ` + "`-`" + ` + Side", "B = Symbol + null", "C = ` + "`'☃𝄞`" + `", "D = Id + Id"]))`},
	{name: "text-edges", script: `t = orders.where(["Seq < 2000", "Side != null", "Symbol != null"]).update(["T = Side + ` + "`ßıǆΟΔ`" + `", "Z = Symbol + ` + "`｡`" + `"])
append(t.view(["Seq", "A = T.toUpperCase()", "B = T.toLowerCase()", "C = Z < ` + "`𝄞`" + `", "D = Z > ` + "`𝄞dlef`" + `", "E = Side.contains(` + "``" + `)", "F = T.endsWith(` + "`Δ`" + `)", "G = Symbol < Z"]))`},
	{name: "text-functions", script: `append(orders.where(["Symbol != null", "Side != null", "Id != null"]).view(["Seq", "A = Side.length()", "B = Symbol.contains(` + "`'`" + `)", "C = Symbol.startsWith(` + "`日`" + `)", "D = Id.endsWith(` + "`7`" + `)", "E = Symbol.toUpperCase()", "F = Symbol.toLowerCase()", "G = Symbol.contains(Side)", "H = Symbol.startsWith(` + "``" + `)"]))`},
	{name: "number-functions", script: `append(orders.view(["Seq", "A = abs(Qty)", "B = abs(Limit)", "C = ceil(Limit)", "D = floor(Limit)", "E = sqrt(abs(Limit))", "F = pow(Limit, 2)", "G = abs(Rate)", "H = ceil(Rate)", "I = abs(Big)", "J = floor(Qty)", "K = Math.abs(Qty)"]))`},
	{name: "exp", part: 1e-12, script: `append(orders.where("Rate < 30").view(["Seq", "A = exp(Rate)", "B = pow(abs(Rate), 0.5)", "C = Rate * PI", "D = Rate * E"]))`},
	{name: "null-functions", script: `append(orders.view(["Seq", "A = isNull(Qty)", "B = replaceIfNull(Qty, 0)", "C = replaceIfNull(Symbol, ` + "`none`" + `)", "D = replaceIfNull(Limit, -1.0)", "E = isNull(Symbol) ? Side : Symbol", "F = isNull(null)"]))`},
	{name: "conditions", script: `append(orders.view(["Seq", "A = Qty > 5 ? Limit : Big", "B = Lots > 0 ? Qty : null", "C = Symbol == Side ? 1 : 2L", "D = Lots > 0 ? Lots : Rate", "E = Qty > Lots ? Symbol : Side"]))`},
	{name: "casts", script: `append(orders.view(["Seq", "A = (long) Lots", "B = (double) Qty", "C = (double) Rate", "D = (float) Lots", "E = (String) Id", "F = (int) Lots", "G = (double) Big"]))`},
	{name: "times", script: `append(orders.view(["Seq", "A = When + 5 * SECOND", "B = When - MINUTE", "C = When - '2026-01-01T00:00:00Z'", "D = When + Qty", "E = When >= '1970-01-01T00:00:00Z'", "F = Lots > 0 ? When : null"]))`},
	{name: "bins", script: `append(orders.view(["Seq", "A = lowerBin(Qty, 10)", "B = upperBin(Qty, 10)", "C = lowerBin(Big, 7L)", "D = upperBin(Big, 7L)", "E = lowerBin(When, 'PT1M')", "F = upperBin(When, HOUR)", "G = lowerBin(When, SECOND)"]))`},
	{name: "constants", script: `step, name, rate, yes = 3, "it's", 0.5, True
append(orders.view(["Seq", "A = Qty * step", "B = Symbol == name", "C = Limit * rate", "D = yes && Qty > 5", "E = 1.5f", "F = 5L", "G = DAY", "H = MAX_INT", "I = true", "J = Qty < MAX_LONG"]))`},

	// Columns.
	{name: "stages", script: `append(orders.update(["A = Qty + 1", "B = A + 1", "A = B + A", "Symbol = Side"]).view(["Seq", "A", "B", "Symbol", "C = A + B", "D = C * 2"]))`},
	{name: "chosen", script: `append(orders.update_view(["A = Qty"]).lazy_update(["B = A + 1"]).select(["Seq", "X = B * 2", "Id"]).flatten())`},
	{name: "moved", script: `append(orders.drop_columns(["Symbol", "When"]).rename_columns(["Key = Id", "Size = Qty"]).move_columns_up(["Size"]).move_columns_down(["Name = Key"]).move_columns(1, ["Lots"]))`},

	// Topics: how they are read and written.
	{name: "nested", script: `append(read("nested", {"Seq": dht.int64, "Id": dht.string, "Qty": dht.int32, "At": dht.Instant}, mapping={"/seq": "Seq", "/order/id": "Id", "/order/size/qty": "Qty", "/a~1t": "At"}))`},
	{name: "raw", script: `append(read("raw", kc.simple_spec("V", dht.double), key=kc.simple_spec("K", dht.int64)).view(["K", "V", "W = K + V"]))`},
	{name: "metadata", script: `append(read("quotes", {"Price": dht.double}, key=sym, more=kafka))`},
	{name: "from-timestamp", script: `append(read("orders", {"Seq": dht.int64}, offsets=kc.from_timestamp("2026-01-01T00:30:00Z"), until=kc.from_timestamp("2026-01-01T00:40:00Z")))`},
	{name: "some-partitions", script: `append(read("orders", {"Seq": dht.int64}, partitions=[0, 2], offsets={0: 5000, 2: 7000}))`},
	{name: "topics", script: `append(read(["orders", "orders-more"], {"Seq": dht.int64, "Qty": dht.int32}, more={**plain, "starling.topic.column.name": "Topic"}).where("Qty > 50000"))`},
	{name: "topic-pattern", script: `append(read("^orders", {"Seq": dht.int64, "Qty": dht.int32}, more={**plain, "starling.topic.column.name": "Topic"}).where("Qty > 50000"))`},
	{name: "merged", script: `append(merge([orders.view(["Seq", "Qty"]), read("orders-more", {"Seq": dht.int64, "Qty": dht.int32})]).where("Qty > 100"))`},
	{name: "blink", script: `append(blink_to_append_only(read("orders", ORDER, table_type=TableType.blink()).where("Qty > 100")).view(["Seq", "Qty"]))`},
	{name: "nulls-written", script: `pk.produce(orders, kafka, out, pk.json_spec(["Seq"]), pk.json_spec(["Id", "Qty", "When"], mapping={"Qty": "qty"}, output_nulls=True))`},
	{name: "keys-written", script: `pk.produce(orders, kafka, out, pk.json_spec(["Seq", "Symbol", "When"]), pk.json_spec(["Qty", "Limit"]))`},
	{name: "raw-written", script: `pk.produce(orders.where("Qty != null"), kafka, out, pk.simple_spec("Seq"), pk.simple_spec("Qty"))`},

	// Rows that change.
	{name: "last-by", keys: 1, script: `upsert(orders.last_by("Id"), "Id")`},
	{name: "last-by-two", keys: 2, script: `upsert(orders.where("Id != null").last_by(["Id", "Side"]), "Id", "Side")`},
	{name: "first-by", keys: 1, script: `upsert(orders.first_by("Id"), "Id")`},
	{name: "last-by-written", keys: 1, script: `pk.produce(orders, kafka, out, pk.json_spec(["Id"]), pk.json_spec(["Seq", "Qty"]), last_by_key_columns=True)`},
	{name: "last-by-again", keys: 1, script: `upsert(orders.last_by("Id").view(["Id", "Seq"]).last_by("Id"), "Id")`},
	{name: "head-by", keys: 1, script: `upsert(orders.head_by(2, "Id").agg_by([agg.sum_("Seq"), agg.count_("N")], "Id"), "Id")`},
	{name: "distinct", keys: 3, script: `upsert(orders.select_distinct(["Symbol", "Side", "Large = Qty > 0"]).update("X = 1"), "Symbol", "Side", "Large")`},
	{name: "where-after-last", keys: 1, script: `upsert(orders.last_by("Id").where(["Flag", "Qty > 0"]).view(["Id", "Seq", "Qty", "Twice = Qty * 2"]), "Id")`},
	{name: "raw-key", keys: 1, script: `t = orders.last_by("Id").where("Qty < 0")
pk.produce(t, kafka, out, pk.simple_spec("Id"), pk.json_spec(["Seq", "Qty"]))`},
	{name: "null-key", keys: 1, nulls: "(none)", flags: []string{"--null-key", "(none)"}, script: `t = orders.agg_by([agg.count_("N"), agg.sum_("Qty")], "Symbol")
pk.produce(t, kafka, out, pk.simple_spec("Symbol"), pk.json_spec(["N", "Qty"]))`},
	{name: "compacted", keys: 1, script: `t = kc.compacted(read("prices", {"Price": dht.double, "Size": dht.int32}, key=sym, table_type=TableType.blink()), by="Sym")
upsert(t, "Sym")`},
	{name: "compacted-aggregated", keys: 1, script: `t = kc.compacted(read("prices", {"Price": dht.double, "Size": dht.int32}, key=sym, table_type=TableType.blink()), by="Sym")
upsert(t.agg_by([agg.sum_("Price"), agg.count_("N"), agg.max_("Most = Price")], "Size"), "Size")`},
	{name: "sort-head", keys: 1, script: `upsert(orders.last_by("Id").where("Qty != null").sort_descending(["Qty", "Id"]).head(50).view(["Id", "Qty"]), "Id")`},
	{name: "sort-head-nulls", keys: 1, script: `upsert(orders.last_by("Id").sort(["Limit", "Seq"]).head(400).view(["Id", "Limit"]), "Id")`},

	// Aggregations, of rows that come and of rows that change.
	{name: "sums", keys: 1, script: `upsert(orders.agg_by([agg.count_("N"), agg.sum_(["Qty", "Lots", "Big", "Limit", "Rate"]), agg.abs_sum(["AbsQty = Qty", "AbsLimit = Limit"])], "Symbol"), "Symbol")`},
	{name: "averages", keys: 2, part: 1e-15, script: `upsert(orders.agg_by([agg.avg(["Qty", "Lots", "Big", "Limit", "Rate"])], ["Symbol", "Side"]), "Symbol", "Side")`},
	{name: "sums-of-changes", keys: 1, script: `upsert(orders.last_by("Id").agg_by([agg.count_("N"), agg.sum_(["Qty", "Lots", "Big", "Limit", "Rate"]), agg.abs_sum("AbsQty = Qty")], "Symbol"), "Symbol")`},
	{name: "sums-of-nothing", keys: 1, script: `upsert(orders.last_by("Id").where("Qty = null").agg_by([agg.count_("N"), agg.sum_("Qty"), agg.avg("A = Qty"), agg.min_("Least = Qty"), agg.abs_sum("B = Qty"), agg.weighted_sum("Qty", "C = Limit")], "Symbol"), "Symbol")`},
	{name: "extremes", keys: 1, script: `upsert(orders.agg_by([agg.min_(["A = Qty", "B = Limit", "C = Id", "D = When", "E = Rate"]), agg.max_(["F = Qty", "G = Limit", "H = Id", "I = When", "J = Lots"])], "Symbol"), "Symbol")`},
	{name: "extremes-of-changes", keys: 1, script: `upsert(orders.last_by("Id").agg_by([agg.min_(["A = Qty", "B = Limit", "C = Id", "D = When"]), agg.max_(["F = Qty", "G = Limit", "H = Symbol", "I = When"])], "Side"), "Side")`},
	{name: "counts", keys: 1, script: `upsert(orders.last_by("Id").agg_by([agg.count_distinct(["A = Side", "B = Qty"]), agg.count_where("C", ["Qty > 5", "Flag"]), agg.count_where("D", "Limit < Rate")], "Symbol"), "Symbol")`},
	{name: "spread", keys: 1, part: 1e-6, script: `upsert(orders.agg_by([agg.std("A = Limit"), agg.var("B = Limit"), agg.std("C = Lots"), agg.var("D = Rate")], "Symbol"), "Symbol")`},
	{name: "spread-of-few", keys: 1, part: 1e-6, script: `upsert(orders.where("Seq < 4000").last_by("Id").where("Qty != null").agg_by([agg.count_("N"), agg.var("B = Limit")], "Qty").where("N > 1"), "Qty")`},
	{name: "weights", keys: 1, script: `upsert(orders.agg_by([agg.weighted_sum("Qty", ["A = Limit", "B = Lots"]), agg.weighted_sum("Limit", "C = Qty")], "Symbol"), "Symbol")`},
	{name: "weighted-averages", keys: 1, part: 1e-12, script: `upsert(orders.last_by("Id").agg_by([agg.weighted_avg("Lots", ["A = Limit", "B = Qty"])], "Symbol"), "Symbol")`},
	{name: "first-last", keys: 1, script: `upsert(orders.agg_by([agg.first(["A = Qty", "B = Symbol", "C = When", "D = Flag", "E = Limit"]), agg.last(["F = Qty", "G = Symbol", "H = When", "I = Rate", "J = Big"])], "Id"), "Id")`},
	{name: "twice-aggregated", keys: 1, script: `t = orders.agg_by([agg.sum_("Qty"), agg.count_("N")], ["Symbol", "Side"])
upsert(t.agg_by([agg.max_("Most = Qty"), agg.sum_("N"), agg.count_("Sides")], "Symbol").update("Each = N / Sides"), "Symbol")`},
	{name: "whole", keys: 1, script: `upsert(orders.agg_by([agg.count_("N"), agg.sum_("Qty"), agg.max_("Limit")]).update("K = ` + "`all`" + `"), "K")`},
	{name: "by-computed", keys: 1, script: `upsert(orders.update(["Minute = lowerBin(When, 'PT1M')", "Bin = lowerBin(Qty, 100)"]).agg_by([agg.count_("N"), agg.sum_("Seq")], ["Bin"]), "Bin")`},
	{name: "by-time", keys: 1, script: `upsert(orders.agg_by([agg.count_("N")], "When"), "When")`},
	{name: "merge-of-changes", keys: 1, script: `a = orders.last_by("Id").view(["Symbol", "Qty"])
b = quotes.last_by("Sym").view(["Symbol = Sym", "Qty = Size"])
upsert(merge([a, b]).agg_by([agg.sum_("Qty"), agg.count_("N")], "Symbol"), "Symbol")`},

	// Joins.
	{name: "join", keys: 1, script: `upsert(orders.last_by("Id").natural_join(quotes.last_by("Sym"), ["Symbol = Sym"], ["LastPrice = Price", "Size"]).view(["Id", "Symbol", "LastPrice", "Size", "Qty"]), "Id")`},
	{name: "join-null-keys", keys: 1, script: `right = orders.agg_by([agg.sum_("Total = Qty")], "Symbol")
upsert(orders.last_by("Id").natural_join(right, ["Symbol"]).view(["Id", "Symbol", "Total"]), "Id")`},
	{name: "join-compacted", keys: 1, script: `prices = kc.compacted(read("prices", {"Price": dht.double}, key=sym, table_type=TableType.blink()), by="Sym")
upsert(orders.last_by("Id").natural_join(prices, ["Symbol = Sym"], ["Price"]).where("Price > Limit").view(["Id", "Price", "Limit"]), "Id")`},
	{name: "join-aggregated", keys: 2, script: `joined = orders.last_by("Id").natural_join(quotes.last_by("Sym"), ["Symbol = Sym"], ["LastPrice = Price"])
t = joined.where("LastPrice != null").update("Value = Qty * LastPrice")
upsert(t.agg_by([agg.sum_("Value"), agg.count_("N"), agg.max_("Most = Value")], ["Symbol", "Side"]), "Symbol", "Side")`},
	{name: "join-two-keys", keys: 1, script: `right = orders.where("Id != null").last_by(["Symbol", "Side", "Id"]).agg_by([agg.sum_("Total = Lots")], ["Symbol", "Side"])
upsert(orders.last_by("Id").natural_join(right, ["Symbol", "Side"]).view(["Id", "Total"]), "Id")`},
	{name: "total-notional", keys: 1, script: `prices = kc.consume({**kafka, "deephaven.key.column.name": "Symbol", "deephaven.key.column.type": "String"}, "quotes", value_spec=kc.json_spec({"Price": dht.double}), table_type=kc.TableType.blink(), offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, until=kc.ALL_PARTITIONS_SEEK_TO_END)
last_price = prices.last_by(by=["Symbol"])
orders_blink = kc.consume(kafka, "orders", key_spec=kc.KeyValueSpec.IGNORE, value_spec=kc.json_spec({"Symbol": dht.string, "Id": dht.string, "Limit": dht.double, "Qty": dht.int64}), table_type=kc.TableType.blink(), offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, until=kc.ALL_PARTITIONS_SEEK_TO_END)
with_price = orders_blink.last_by("Id").natural_join(table=last_price, on=["Symbol"], joins=["LastPrice = Price"])
agg_list = [agg.sum_("Shares = Qty"), agg.weighted_sum("Qty", "Notional = LastPrice")]
total_notional = with_price.agg_by(agg_list, by=["Symbol"])
pk.produce(total_notional, kafka, out, pk.simple_spec("Symbol"), pk.json_spec(["Shares", "Notional"]))`},
}
