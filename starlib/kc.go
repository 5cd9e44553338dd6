package starlib

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/internal/secret"
	"starling/kafka"
	"starling/kafka/client"
	"starling/starlib/py"
)

// kafkaConsumer is the table of the module deephaven.stream.kafka.consumer.
func kafkaConsumer() []py.Entry {
	return []py.Entry{
		{Sig: "ALL_PARTITIONS", Doc: "For partitions: all of the topic's, later ones too.", Value: allPartitions{}},
		{Sig: "ALL_PARTITIONS_DONT_SEEK", Doc: "For offsets: every partition where group.id left off, else by auto.offset.reset (latest).", Value: everywhere(kafka.DontSeek)},
		{Sig: "ALL_PARTITIONS_SEEK_TO_BEGINNING", Doc: "For offsets: every partition from its first record.", Value: everywhere(kafka.SeekToBeginning)},
		{Sig: "ALL_PARTITIONS_SEEK_TO_END", Doc: "For offsets: only records that come from now on.", Value: everywhere(kafka.SeekToEnd)},
		{Sig: "DONT_SEEK", Doc: "As an offset: where group.id left off, else by auto.offset.reset.", Value: starlark.MakeInt64(kafka.DontSeek)},
		{Sig: "KeyValueSpec", Doc: "IGNORE leaves the key or value out; FROM_PROPERTIES has deephaven.key.column.name and the like say what it is.", Value: readSpecs()},
		{Sig: "ProtobufProtocol", Doc: "How a record holds its message: serdes() behind a schema id, raw() alone.", Value: protobufFramings()},
		{Sig: "SEEK_TO_BEGINNING", Doc: "As an offset: the first record.", Value: starlark.MakeInt64(kafka.SeekToBeginning)},
		{Sig: "SEEK_TO_END", Doc: "As an offset: the end of the topic.", Value: starlark.MakeInt64(kafka.SeekToEnd)},
		{Sig: "TableType", Doc: "Which rows a table keeps: append(), blink() or ring(capacity).", Value: tableTypes()},
		{Sig: "avro_spec(schema, schema_version=\"latest\", mapping=None, mapped_only=False, mapping_only=None)", Doc: "Fields of records of Avro, by a subject of the schema registry or a schema as JSON; mapping={\"Sub.Z\": \"Z\"} names columns, mapping_only has no others. A schema that is no record, such as \"string\", has one column named as simple_spec's; a union of records has the fields of all and a column so named with the record's name.", Fn: does(readAvro)},
		{Sig: "close(table)", Doc: "Stops reading from Kafka into the table at once; its rows stay.", Fn: does(closeConsumer)},
		{Sig: "compacted(table, by=None)", Doc: "The latest row per key of a table of kc.consume, without the keys that were deleted: by a record of the key with no value. by names columns of the key, None is all of them.", Fn: does(compacted)},
		{Sig: "consume(kafka_config, topic, partitions=None, offsets=None, key_spec=None, value_spec=None, table_type=None, until=None)", Doc: "A table of a topic's records; of several, topic=[\"a\", \"b\"] or \"^orders-\" for all whose names begin so. until says where reading ends, as offsets says where it starts: kc.ALL_PARTITIONS_SEEK_TO_END for what there is now, {0: 1000} or kc.from_timestamp(…) for what is before that.", Fn: does(consume)},
		{Sig: "consume_to_partitioned_table(kafka_config, topic, partitions=None, offsets=None, key_spec=None, value_spec=None, table_type=None, until=None)", Doc: "A table of a topic's records per partition; of several topics, per Topic and Partition.", Fn: does(consumePartitioned)},
		{Sig: "errors(table)", Doc: "The records that could not be decoded, as a live table.", Fn: does(consumerErrors)},
		{Sig: "from_timestamp(timestamp)", Doc: "For offsets, or one partition's offset: from the first record of a time or later; of a dict of partition to time, for each its own. A time is \"2026-01-31T12:00:00Z\", a datetime, or a number since 1970 (seconds, milli-, micro- or nanoseconds by its size). Where there is no such record yet, what comes from now on.", Fn: fromTime},
		{Sig: "guess(topic, kafka_config=None)", Doc: "How the records of a topic seem to be written, by its last ones: (key_spec, value_spec) for kc.consume. kafka_config may come first, as there; without it the broker is that of -b or -X.", Fn: does(guessSpecs)},
		{Sig: "json_spec(col_defs, mapping=None)", Doc: "Fields of JSON objects: {\"Price\": dht.double}, and with mapping={\"price\": \"Price\"} the fields of other names or JSON pointers. With a schema.registry.url the id of a JSON Schema in front is taken off.", Fn: does(readJSON)},
		{Sig: "object_processor_spec(provider)", Doc: "JSON by a description of its values: jackson.provider({\"symbol\": str, \"qty\": int}) of deephaven.json.", Fn: readObject},
		{Sig: "protobuf_spec(schema=None, schema_version=None, schema_message_name=None, message_class=None, include=None, protocol=None, proto_path=None, enums=\"name\", unsigned=\"wrap\", mapping=None)", Doc: "Fields of Protobuf messages, by a subject of the schema registry, or by message_class=\"com.example.Order\" among the .proto files of proto_path. A record of another message is bad, told by its schema in the registry, or without one by its message index in the file (0 is the first message); {\"starling.other.messages\": \"skip\"} leaves it out. include=[\"/inner/x\", \"/inner/*\"] chooses fields, mapping={\"inner.x\": \"X\"} names columns.", Fn: does(readProtobuf)},
		{Sig: "simple_spec(col_name, data_type=None)", Doc: "The whole key or value as one column; the type is String unless given.", Fn: readSimple},
		{Sig: "status(table)", Doc: "How far reading is, as a live table: Topic, Partition, Position, End, Lag, Rate (records a second), BadRecords, Lost (deleted by the broker before they were read), Skipped (of other messages, by starling.other.messages), Error: why it is not being read just now.", Fn: does(consumerStatus)},
	}
}

func consume(c *call) (starlark.Value, error) {
	p, o, err := c.consumeArgs()
	if err != nil {
		return nil, err
	}
	return c.consume(p, o)
}

// consume reads topics into one table.
func (c *call) consume(p props, o kafka.Consume) (starlark.Value, error) {
	ctx := c.Context()
	return c.table(func() (*engine.Table, error) {
		k, err := c.host.cfg.Kafka.Consume(ctx, c.host.cfg.Graph, client.Props(p), o)
		if err != nil {
			return nil, err
		}
		return k.Table, nil
	})
}

func consumePartitioned(c *call) (starlark.Value, error) {
	p, o, err := c.consumeArgs()
	if err != nil {
		return nil, err
	}
	ctx := c.Context()
	var k *kafka.Consumer
	if err := c.Outside(func() (err error) {
		if k, err = c.host.cfg.Kafka.ConsumePartitioned(ctx, c.host.cfg.Graph, client.Props(p), o); err == nil {
			k.Partitioned.Retain()
		}
		return err
	}); err != nil {
		return nil, c.failed(err)
	}
	return c.host.NewPartitioned(k.Partitioned), nil
}

func (c *call) consumeArgs() (props, kafka.Consume, error) {
	var p props
	o := kafka.Consume{Retention: engine.Blink()}
	var key, value readSpec
	err := c.Unpack("kafka_config", &p, "topic", (*topics)(&o.Topics), "partitions?", (*partitions)(&o.Partitions), "offsets?", (*offsets)(&o.Offsets),
		"key_spec?", &key, "value_spec?", &value, "table_type?", (*retention)(&o.Retention), "until?", until{&o.Until})
	o.Key, o.Value = key.orProperties(), value.orProperties()
	return p, o, err
}

// consumerOf is the running consumer of the one argument, a table.
func (c *call) consumerOf() (*kafka.Consumer, error) {
	k, _, err := c.consumed()
	return k, err
}

// consumed is the running consumer of the argument table, and that table.
func (c *call) consumed() (*kafka.Consumer, *engine.Table, error) {
	var v starlark.Value
	if err := c.Unpack("table", &v); err != nil {
		return nil, nil, err
	}
	k, err := c.consumer(v)
	if err != nil {
		return nil, nil, err
	}
	if p, ok := v.(*PartitionedTable); ok {
		return k, p.p.Table(), nil
	}
	return k, v.(*Table).t, nil
}

// consumer is the running consumer of the argument table.
func (c *call) consumer(v starlark.Value) (*kafka.Consumer, error) {
	k, isTable := c.host.consumerOf(v)
	if !isTable {
		return nil, py.Raise("TypeError", "%s: table: got %s, want a table", c.Name, py.TypeOf(v))
	}
	if k == nil {
		return nil, c.failed(fmt.Errorf("no consumer feeds this table: give the table that kc.consume returned, before it is closed"))
	}
	return k, nil
}

// consumerOf is the running consumer that feeds v, nil if none does; isTable is whether one could.
func (h *Host) consumerOf(v starlark.Value) (k *kafka.Consumer, isTable bool) {
	switch v := v.(type) {
	case *Table:
		return h.cfg.Kafka.ConsumerOf(v.t), true
	case *PartitionedTable:
		if p, ok := v.p.(*engine.Partitioned); ok {
			k = h.cfg.Kafka.ConsumerOfPartitioned(p)
		}
		return k, true
	}
	return nil, false
}

func consumerErrors(c *call) (starlark.Value, error) {
	k, of, err := c.consumed()
	if err != nil {
		return nil, err
	}
	return c.table(func() (*engine.Table, error) {
		t, err := k.Errors().View(engine.Env{}) // of its own, since the consumer holds that
		if err == nil {
			t.Keep(of)
		}
		return t, err
	})
}

func closeConsumer(c *call) (starlark.Value, error) {
	k, err := c.consumerOf()
	if err != nil {
		return nil, err
	}
	if err := c.Outside(k.Close); err != nil {
		return nil, c.failed(err)
	}
	return starlark.None, nil
}

// props takes the properties of a Kafka client: a dict of strings. None for the name of a
// column is "", as Deephaven's guides have it: there is no such column.
type props client.Props

// Unpack implements starlark.Unpacker.
func (p *props) Unpack(v starlark.Value) error {
	d, ok := v.(*starlark.Dict)
	if !ok {
		return fmt.Errorf("got %s, want a dict such as {\"bootstrap.servers\": \"127.0.0.1:9092\"}", py.TypeOf(v))
	}
	*p = props{}
	for _, kv := range d.Items() {
		name, ok := starlark.AsString(kv[0])
		if !ok {
			return fmt.Errorf("property %s: a name must be a string, not %s", py.Short(kv[0]), py.TypeOf(kv[0]))
		}
		value, ok := starlark.AsString(kv[1])
		switch none := kv[1] == starlark.None; {
		case ok, none && strings.HasSuffix(name, ".column.name"):
		case none:
			return fmt.Errorf("property %q: got None, want a string: leave the property out", name)
		case secret.Name(name):
			return fmt.Errorf("property %q: got %s, want a string", name, py.TypeOf(kv[1]))
		default:
			return fmt.Errorf("property %q: got %s (%s), want a string: write %q", name, py.TypeOf(kv[1]), py.Short(kv[1]), kv[1].String())
		}
		(*p)[name] = value
	}
	return nil
}

// topics takes the name of a topic, a pattern such as "^orders-", or a list of these.
type topics []string

// Unpack implements starlark.Unpacker.
func (t *topics) Unpack(v starlark.Value) error {
	if s, ok := starlark.AsString(v); ok {
		*t = topics{s}
		return nil
	}
	list, ok := v.(starlark.Iterable)
	if !ok {
		return fmt.Errorf("got %s, want the name of a topic, a pattern such as \"^orders-\", or a list of these", py.TypeOf(v))
	}
	for x := range starlark.Elements(list) {
		s, ok := starlark.AsString(x)
		if !ok {
			return fmt.Errorf("got %s (%s) in the list, want the name of a topic", py.TypeOf(x), py.Short(x))
		}
		*t = append(*t, s)
	}
	return nil
}

// until takes where reading ends, in the ways that offsets takes where it starts.
type until struct{ to **kafka.Offsets }

// Unpack implements starlark.Unpacker.
func (u until) Unpack(v starlark.Value) error {
	if v == starlark.None {
		return nil
	}
	o := &kafka.Offsets{}
	*u.to = o
	return (*offsets)(o).Unpack(v)
}

// partitions takes a list of numbers; None and ALL_PARTITIONS are all.
type partitions []int32

// Unpack implements starlark.Unpacker.
func (p *partitions) Unpack(v starlark.Value) error {
	switch v := v.(type) {
	case starlark.NoneType, allPartitions:
		return nil
	case starlark.Iterable:
		*p = partitions{}
		for x := range starlark.Elements(v) {
			n, err := partitionNumber(x)
			if err != nil {
				return err
			}
			if !slices.Contains(*p, n) {
				*p = append(*p, n)
			}
		}
		return nil
	}
	return fmt.Errorf("got %s, want a list of numbers, None or ALL_PARTITIONS", py.TypeOf(v))
}

func partitionNumber(v starlark.Value) (int32, error) {
	i, ok := v.(starlark.Int)
	if !ok {
		return 0, fmt.Errorf("partition %s: got %s, want a whole number", py.Short(v), py.TypeOf(v))
	}
	n, ok := i.Int64()
	if !ok || n < math.MinInt32 || n > math.MaxInt32 {
		return 0, fmt.Errorf("partition %s: no partition has such a number", py.Short(v))
	}
	return int32(n), nil
}

// offsets takes where to start by partition: a dict, or one of ALL_PARTITIONS_….
type offsets kafka.Offsets

// Unpack implements starlark.Unpacker.
func (o *offsets) Unpack(v starlark.Value) error {
	switch v := v.(type) {
	case starlark.NoneType:
		return nil
	case startTime:
		o.Since = v.t
		return nil
	}
	d, ok := v.(*starlark.Dict)
	if !ok {
		if all := allPartitionsOf(v); all != "" {
			return fmt.Errorf("got %s, want kc.%s", py.Short(v), all)
		}
		return fmt.Errorf("got %s, want a dict of partition to offset, kc.from_timestamp(…), or one of ALL_PARTITIONS_SEEK_TO_BEGINNING, ALL_PARTITIONS_SEEK_TO_END and ALL_PARTITIONS_DONT_SEEK", py.TypeOf(v))
	}
	o.Each, o.SinceEach = map[int32]int64{}, map[int32]time.Time{}
	for _, kv := range d.Items() {
		part, err := partitionNumber(kv[0])
		if err != nil {
			return err
		}
		if s, ok := kv[1].(startTime); ok {
			o.SinceEach[part] = s.t
			continue
		}
		i, ok := kv[1].(starlark.Int)
		at, fits := i.Int64()
		if !ok || !fits {
			return fmt.Errorf("partition %d: got %s (%s), want an offset", part, py.Short(kv[1]), py.TypeOf(kv[1]))
		}
		o.Each[part] = at
	}
	at, whole := o.Each[-1]
	if whole && d.Len() == 1 && at <= kafka.SeekToBeginning && at >= kafka.SeekToEnd {
		o.All, o.Each = at, nil
	}
	return nil
}

// everywhere is the dict that stands for one start of all partitions.
func everywhere(at int64) *starlark.Dict {
	d := starlark.NewDict(1)
	if err := d.SetKey(starlark.MakeInt(-1), starlark.MakeInt64(at)); err != nil {
		panic(err) // a new dict takes every number
	}
	d.Freeze()
	return d
}

// allPartitions is kc.ALL_PARTITIONS.
type allPartitions struct{}

func (allPartitions) String() string        { return "ALL_PARTITIONS" }
func (allPartitions) Type() string          { return "ALL_PARTITIONS" }
func (allPartitions) Freeze()               {}
func (allPartitions) Truth() starlark.Bool  { return true }
func (allPartitions) Hash() (uint32, error) { return 1, nil }
