package main

import "strings"

// kase is a script that is measured.
type kase struct {
	name   string
	base   string // what it is compared with: a child
	script string
}

const header = `from deephaven.stream.kafka import consumer as kc, producer as pk
from deephaven import agg
import deephaven.dtypes as dht
C = {"bootstrap.servers": "ADDR", "schema.registry.url": "REGISTRY"}
ORDER = {"Symbol": dht.string, "Id": dht.string, "LimitPrice": dht.double, "Qty": dht.int64}
def orders(kind, value=kc.json_spec(ORDER), topic="orders"):
    return kc.consume(C, topic, offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, key_spec=kc.KeyValueSpec.IGNORE, value_spec=value, table_type=kind)
`

// cases is THE table of what is measured.
var cases = []kase{
	{"append", "poll", `t = orders(kc.TableType.append())`},
	{"blink + last_by(Id)", "poll", `t = orders(kc.TableType.blink()).last_by("Id")`},
	{"the how-to's query", "poll", `q = kc.consume(C | {"deephaven.key.column.name": "Symbol", "deephaven.key.column.type": "String"}, "quotes",
    offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, value_spec=kc.json_spec({"Price": dht.double}), table_type=kc.TableType.blink())
t = orders(kc.TableType.blink()).last_by("Id").natural_join(q.last_by("Symbol"), on="Symbol", joins="LastPrice = Price").agg_by(
    [agg.sum_("Shares = Qty"), agg.weighted_sum("Qty", "Notional = LastPrice")], by="Symbol")`},
	{"ring(100,000)", "poll", `t = orders(kc.TableType.ring(100_000))`},
	{"where + update", "poll", `t = orders(kc.TableType.append()).where("Qty > 50").update("Notional = Qty * LimitPrice")`},
	{"tumbling bins", "poll", `t = orders(kc.TableType.blink()).update_view("Bin = lowerBin(KafkaTimestamp, SECOND)").agg_by([agg.sum_("Qty"), agg.avg("LimitPrice")], by=["Symbol", "Bin"])`},
	{"append, Avro", "poll", `t = orders(kc.TableType.append(), kc.avro_spec("orders"), "orders-avro")`},
	{"append, Protobuf", "poll", `t = orders(kc.TableType.append(), kc.protobuf_spec(message_class="Order", proto_path="DIR/order.proto"), "orders-protobuf")`},
	{"produce JSON", "produce", `pk.produce(orders(kc.TableType.blink()), C, "out", pk.KeyValueSpec.IGNORE, pk.json_spec(["Symbol", "Id", "LimitPrice", "Qty"]))
t = None`},
}

const orderProto = `syntax = "proto3";
message Order { string Symbol = 1; string Id = 2; double LimitPrice = 3; int64 Qty = 4; }
`

// text is the whole script.
func (k *kase) text(p *plan) string {
	return strings.NewReplacer("ADDR", p.addr, "REGISTRY", p.registry, "DIR", p.dir).Replace(header + k.script + "\n")
}
