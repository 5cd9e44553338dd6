package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/safe"
	"starling/kafka"
	"starling/specs/cdc"
)

// kafkaCDC is the table of the module deephaven.stream.kafka.cdc.
func kafkaCDC() []entry {
	return []entry{
		{sig: "cdc_json_spec(topic, key, value, mapping=None)", doc: "A topic of changes in JSON, with the schema beside the payload or without: the columns of the key and of the table, {\"id\": dht.int64}, as for json_spec; mapping={\"first-name\": \"first_name\"} names columns.", fn: jsonCDC},
		{sig: "cdc_long_spec(topic, key_schema_name, key_schema_version, value_schema_name, value_schema_version)", doc: "A topic of changes and the subjects of its schemas, with their versions (\"latest\" or a number).", fn: longCDC},
		{sig: "cdc_short_spec(server_name, db_name, table_name)", doc: "The topic server.db.table with the latest schemas of server.db.table-key and server.db.table-value.", fn: shortCDC},
		{sig: "consume(kafka_config, cdc_spec, partitions=None, stream_table=False, cols_to_drop=None)", doc: "The database's table from the beginning of its changes on: the latest row per key, without deleted ones; with stream_table=True a blink table of the changes, whose column op says which. A TRUNCATE, which Debezium leaves out unless told otherwise, empties it.", fn: consumeCDC},
		{sig: "consume_raw(kafka_config, cdc_spec, partitions=None, table_type=TableType.blink())", doc: "The changes from the beginning with all their fields, as before__ID, after__ID, op, source__ts_ms.", fn: consumeRawCDC},
	}
}

// cdcSpec is a value of cdc_long_spec or cdc_short_spec.
type cdcSpec kafka.CDC

func (s *cdcSpec) String() string        { return fmt.Sprintf("<cdc spec of topic %s>", safe.Text(s.Topic)) }
func (s *cdcSpec) Type() string          { return "CDCSpec" }
func (s *cdcSpec) Freeze()               {}
func (s *cdcSpec) Truth() starlark.Bool  { return true }
func (s *cdcSpec) Hash() (uint32, error) { return starlark.String(s.Topic).Hash() }

// Unpack implements starlark.Unpacker.
func (s *cdcSpec) Unpack(v starlark.Value) error {
	x, ok := v.(*cdcSpec)
	if !ok {
		return fmt.Errorf("got %s, want cdc_short_spec(…) or cdc_long_spec(…)", short(v))
	}
	*s = *x
	return nil
}

func longCDC(c *call) (starlark.Value, error) {
	var s cdcSpec
	if err := c.unpack("topic", &s.Topic, "key_schema_name", &s.KeySubject, "key_schema_version", versionArg{&s.KeyVersion},
		"value_schema_name", &s.ValueSubject, "value_schema_version", versionArg{&s.ValueVersion}); err != nil {
		return nil, err
	}
	return c.newCDC(s)
}

func jsonCDC(c *call) (starlark.Value, error) {
	var s cdcSpec
	var key, value definitions
	var m mapping
	if err := c.unpack("topic", &s.Topic, "key", &key, "value", &value, "mapping?", &m); err != nil {
		return nil, err
	}
	s.JSONNames = map[string]string{}
	for _, x := range m {
		s.JSONNames[x[1]] = x[0]
	}
	s.JSONKey, s.JSONValue = append([]column.Field{}, key...), append([]column.Field{}, value...)
	return c.newCDC(s)
}

func shortCDC(c *call) (starlark.Value, error) {
	var server, db, table string
	if err := c.unpack("server_name", &server, "db_name", &db, "table_name", &table); err != nil {
		return nil, err
	}
	topic := server + "." + db + "." + table
	return c.newCDC(cdcSpec{Topic: topic, Options: cdc.Options{KeySubject: topic + "-key", ValueSubject: topic + "-value"}})
}

// newCDC is the value of a spec, if it can be one.
func (c *call) newCDC(s cdcSpec) (starlark.Value, error) {
	if _, _, err := kafka.CDC(s).Specs(); err != nil {
		return nil, c.failed(err)
	}
	return &s, nil
}

func consumeCDC(c *call) (starlark.Value, error) {
	var p props
	var s cdcSpec
	var parts partitions
	var stream bool
	var drop texts
	if err := c.unpack("kafka_config", &p, "cdc_spec", &s, "partitions?", &parts, "stream_table?", &stream, "cols_to_drop?", &drop); err != nil {
		return nil, err
	}
	ctx := c.Context()
	return c.table(func() (*engine.Table, error) {
		return c.cfg.Kafka.ConsumeCDC(ctx, c.cfg.Graph, kafka.Props(p), kafka.CDC(s), parts, stream, drop)
	})
}

func consumeRawCDC(c *call) (starlark.Value, error) {
	var p props
	var s cdcSpec
	o := kafka.Consume{Offsets: kafka.Offsets{All: kafka.SeekToBeginning}, Retention: engine.Blink()}
	if err := c.unpack("kafka_config", &p, "cdc_spec", &s, "partitions?", (*partitions)(&o.Partitions), "table_type?", (*retention)(&o.Retention)); err != nil {
		return nil, err
	}
	o.Topics = []string{s.Topic}
	var err error
	if o.Key, o.Value, err = kafka.CDC(s).Specs(); err != nil {
		return nil, c.failed(err)
	}
	return c.consume(p, o)
}
