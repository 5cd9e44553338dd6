package starlib

import (
	"context"
	"fmt"
	"runtime"

	"go.starlark.net/starlark"

	"starling/internal/safe"
	"starling/kafka"
	"starling/kafka/client"
	"starling/starlib/py"
)

// kafkaProducer is the table of the module deephaven.stream.kafka.producer.
func kafkaProducer() []py.Entry {
	return []py.Entry{
		{Sig: "KeyValueSpec", Doc: "IGNORE writes no key or no value.", Value: writeSpecs()},
		{Sig: "avro_spec(schema, schema_version=\"latest\", field_to_col_mapping=None, timestamp_field=None, include_only_columns=None, exclude_columns=None, publish_schema=False, schema_namespace=None, column_properties=None)", Doc: "Columns as the fields of a record of Avro, by a subject of the schema registry; publish_schema=True registers a schema made of the table.", Fn: does(writeAvro)},
		{Sig: "json_spec(include_columns=None, exclude_columns=None, mapping=None, nested_delim=None, output_nulls=False, timestamp_field=None)", Doc: "Columns as the fields of a JSON object; mapping={\"Price\": \"price\"} names fields.", Fn: does(writeJSON)},
		{Sig: "produce(table, kafka_config, topic, key_spec, value_spec, last_by_key_columns=False, publish_initial=True, partition=None, topic_col=None, partition_col=None, timestamp_col=None)", Doc: "Writes the table's rows and all their changes to a topic, until the function that it returns is called.", Fn: does(produce)},
		{Sig: "protobuf_spec(schema, schema_version=None, schema_message_name=None, field_to_col_mapping=None, timestamp_field=None, include_only_columns=None, exclude_columns=None)", Doc: "Columns as the fields of a Protobuf message, by a subject of the schema registry.", Fn: does(writeProtobuf)},
		{Sig: "simple_spec(col_name)", Doc: "One column as the whole key or value: numbers big-endian, text as UTF-8.", Fn: writeSimple},
	}
}

func produce(c *call) (starlark.Value, error) {
	var t *Table
	var p props
	o := kafka.Produce{Initial: true}
	var key, value writeSpec
	if err := c.Unpack("table", &t, "kafka_config", &p, "topic", py.NoneOr(&o.Topic), "key_spec", &key, "value_spec", &value,
		"last_by_key_columns?", &o.LastBy, "publish_initial?", &o.Initial, "partition?", partitionArg{&o.Partition},
		"topic_col?", py.NoneOr(&o.TopicCol), "partition_col?", py.NoneOr(&o.PartitionCol), "timestamp_col?", py.NoneOr(&o.TimestampCol)); err != nil {
		return nil, err
	}
	o.Key, o.Value = key.writer, value.writer
	ctx := c.Context()
	var pr *kafka.Producer
	err := c.Outside(func() (err error) {
		pr, err = c.host.cfg.Kafka.Produce(ctx, t.t, client.Props(p), o)
		return err
	})
	runtime.KeepAlive(t)
	if err != nil {
		return nil, c.failed(err)
	}
	c.made(pr.Plan())
	return &producer{host: c.host, p: pr, topic: o.Topic}, nil
}

// partitionArg takes a partition, or None.
type partitionArg struct{ p **int32 }

// Unpack implements starlark.Unpacker.
func (a partitionArg) Unpack(v starlark.Value) error {
	if v == starlark.None {
		return nil
	}
	n, err := partitionNumber(v)
	if err == nil && n < 0 {
		err = fmt.Errorf("partition %d is negative", n)
	}
	*a.p = &n
	return err
}

// producer is what produce returns: calling it ends the publishing.
type producer struct {
	host  *Host
	p     *kafka.Producer
	topic string
}

func (p *producer) Name() string          { return "stop" }
func (p *producer) Type() string          { return "Producer" }
func (p *producer) Freeze()               {}
func (p *producer) Truth() starlark.Bool  { return true }
func (p *producer) Hash() (uint32, error) { return uint32(py.PointerOf(p) >> 4), nil }

func (p *producer) String() string {
	sent, acked := p.p.Counts()
	state := "publishing"
	if p.p.Err() != nil {
		state = "failed"
	} else if p.p.Ended() {
		state = "stopped"
	}
	return fmt.Sprintf("<Producer to %s: %s, %d records sent, %d acknowledged>", safe.Text(p.topic), state, sent, acked)
}

// CallInternal ends the publishing; what is pending is written first.
func (p *producer) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	c := &call{&py.Call{Interp: p.host.Interp, Thread: th, Name: "stop", Args: args, Kwargs: kwargs}, p.host}
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	ctx := c.Context()
	if err := c.Outside(func() error { return p.p.Stop(ctx) }); err != nil {
		return nil, c.failed(err)
	}
	return starlark.None, nil
}

// producerMethods is the table of what a producer has.
func producerMethods() []py.Entry {
	return []py.Entry{
		{Sig: "flush(timeout=\"30s\")", Doc: "Waits until all records so far are acknowledged.", Fn: does(flushProducer)},
		{Sig: "status()", Doc: "A dict: records sent, those acknowledged by the broker, those in_flight between the two, whether it runs, and the error that ended it.", Fn: producerStatus},
	}
}

// Attr is a method.
func (p *producer) Attr(name string) (starlark.Value, error) {
	return p.host.Attribute(producerMethods(), p, name)
}

// AttrNames is the names of the methods.
func (p *producer) AttrNames() []string { return py.EntryNames(producerMethods()) }

func producerStatus(c *py.Call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	p := c.Recv.(*producer).p
	sent, acked := p.Counts()
	var failure starlark.Value = starlark.None
	if err := p.Err(); err != nil {
		failure = starlark.String(err.Error())
	}
	d := starlark.NewDict(5)
	for _, kv := range []struct {
		k string
		v starlark.Value
	}{{"sent", starlark.MakeInt64(sent)}, {"acknowledged", starlark.MakeInt64(acked)}, {"in_flight", starlark.MakeInt64(sent - acked)}, {"running", starlark.Bool(!p.Ended() && failure == starlark.None)}, {"error", failure}} {
		if err := d.SetKey(starlark.String(kv.k), kv.v); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func flushProducer(c *call) (starlark.Value, error) {
	limit := wait(defaultWait)
	if err := c.Unpack("timeout?", &limit); err != nil {
		return nil, err
	}
	p := c.Recv.(*producer).p
	return starlark.None, c.within(limit, func(ctx context.Context) error { return p.Flush(ctx) })
}
