import datetime
import sys

from deephaven import agg, dtypes as dht, empty_table, merge, new_table, time_table
from deephaven.column import int_col
from deephaven.filters import and_, not_, or_
from deephaven.stream.kafka import consumer as kc, producer as pk
from deephaven.stream.kafka.consumer import KeyValueSpec, TableType

kafka = {"bootstrap.servers": "localhost:9092"}
plain = {
    **kafka,
    "deephaven.partition.column.name": "",
    "deephaven.offset.column.name": "",
    "deephaven.timestamp.column.name": "",
}
orders = kc.consume(
    plain,
    "orders",
    key_spec=KeyValueSpec.IGNORE,
    value_spec=kc.json_spec(
        {
            "Id": dht.string,
            "Symbol": dht.string,
            "Qty": dht.int32,
            "Lots": dht.int16,
            "Big": dht.int64,
            "Limit": dht.double,
            "Rate": dht.float32,
            "Flag": dht.bool_,
            "When": dht.Instant,
        }
    ),
    offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING,
    table_type=TableType.append(),
)
rows = ["out", pk.KeyValueSpec.IGNORE, pk.json_spec()]
