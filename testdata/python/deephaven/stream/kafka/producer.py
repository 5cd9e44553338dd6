"""Producing: rows of a table become rows of a topic in memory, of its columns."""
from deephaven.stream.kafka.topics import IGNORE, Spec, topic


class KeyValueSpec:
    IGNORE = IGNORE


def simple_spec(col_name):
    return Spec({col_name: None})


def json_spec(include_columns=None, exclude_columns=None, mapping=None):
    mapping = mapping or {}
    return Spec({name: mapping.get(name, name) for name in include_columns} if include_columns else None)


def produce(table, kafka_config, topic_name, key_spec, value_spec, last_by_key_columns=False):
    def record(row):
        names = value_spec.names or {name: name for name in row}
        value = {field or "KafkaValue": row[name] for name, field in names.items()}
        return {"KafkaKey": [row[name] for name in key_spec.names][0] if key_spec.names else None} | value

    target = topic(topic_name)
    target._held += [record(row) for row in table._rows]
    target._changed()
    return lambda: None
