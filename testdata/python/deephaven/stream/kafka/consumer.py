"""Consuming: a topic in memory as a table."""
from deephaven.dherror import DHError
from deephaven.stream.kafka.topics import IGNORE, Spec, topic
from deephaven.table import Table

ALL_PARTITIONS_SEEK_TO_BEGINNING, ALL_PARTITIONS_SEEK_TO_END, ALL_PARTITIONS_DONT_SEEK = "beginning", "end", "none"


class KeyValueSpec:
    IGNORE = IGNORE


class TableType:
    @staticmethod
    def append():
        return "append"

    @staticmethod
    def blink():
        return "blink"


def simple_spec(col_name, data_type=None):
    return Spec({col_name: None})


def json_spec(col_defs, mapping=None):
    fields = {column: field for field, column in (mapping or {}).items()}
    return Spec({name: fields.get(name, name) for name in col_defs})


def consume(kafka_config, topic_name=None, partitions=None, offsets=None, key_spec=None, value_spec=None, table_type="append"):
    """The rows of the topic that hold for the specs; of a blink table too, all that there ever were."""
    if not topic_name:
        raise DHError("no topic")
    key, value = key_spec or Spec({"KafkaKey": None}), value_spec or Spec({"KafkaValue": None})

    def row(number, record):
        columns = {"KafkaPartition": 0, "KafkaOffset": number} | {name: record["KafkaKey"] for name in key.names}
        return columns | {name: record[field or "KafkaValue"] for name, field in value.names.items()}

    return Table(lambda rows: [row(n, record) for n, record in enumerate(rows)], topic(topic_name))
