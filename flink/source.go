package flink

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"starling/engine/column"
	"starling/engine/plan"
)

// keyPrefix is what the columns of records' keys begin with in tables of Flink, to tell them from those
// of values.
const keyPrefix = "$key_"

// metadata is the columns that every record has: the property that names one, its name without that, what
// it is in Flink, and the reason why one has no counterpart.
var metadata = []struct {
	property, name, key, typ, reason string
}{
	{property: "starling.topic.column.name", key: "topic", typ: "STRING"},
	{property: "deephaven.partition.column.name", name: "KafkaPartition", key: "partition", typ: "INT"},
	{property: "deephaven.offset.column.name", name: "KafkaOffset", key: "offset", typ: "BIGINT"},
	{property: "deephaven.timestamp.column.name", name: "KafkaTimestamp", key: "timestamp", typ: "TIMESTAMP_LTZ(3)"},
	{property: "deephaven.receivetime.column.name", reason: "the time of receipt has no counterpart in Flink"},
	{property: "deephaven.keybytes.column.name", reason: "the size of a key has no counterpart in Flink"},
	{property: "deephaven.valuebytes.column.name", reason: "the size of a value has no counterpart in Flink"},
	{property: "starling.headers.column.name", key: "headers", typ: "MAP<STRING, BYTES>"},
}

func source(c *compiler, n *plan.Node, _ []*relation) (*relation, error) {
	o := n.Op.(plan.Source)
	switch {
	case o.Kind != "consume":
		return nil, errors.New("its rows come from this machine: what goes to Flink reads topics")
	case o.Keep == plan.Last:
		return nil, errors.New("table_type=kc.TableType.ring(…) has no counterpart in Flink: a job has no last rows of all")
	}
	t, err := c.topic(n, o)
	if err != nil {
		return nil, err
	}
	if err := t.startup(); err != nil {
		return nil, err
	}
	t.with.set("connector", "kafka")
	return t.declare(c, n, relation{fields: n.Schema, appends: true, blink: o.Keep == plan.Cycle})
}

// compacted is a table of the latest record per key of a topic, without keys that were deleted.
func compacted(c *compiler, n *plan.Node, _ []*relation) (*relation, error) {
	in := n.In[0]
	o, ok := in.Op.(plan.Source)
	if !ok || o.Kind != "consume" {
		return nil, errors.New("it is of a table that kc.consume gives")
	}
	t, err := c.topic(in, o)
	if err != nil {
		return nil, err
	}
	var by []string
	for _, p := range n.Op.(plan.Compacted).By {
		by = append(by, old(p))
	}
	if !slices.Equal(slices.Sorted(slices.Values(by)), slices.Sorted(slices.Values(t.keyColumns))) {
		return nil, fmt.Errorf("by=%q has no counterpart in Flink: a key is all columns of the record's key, %q", by, t.keyColumns)
	}
	start := t.args.in("offsets").text("all")
	if start != "SEEK_TO_BEGINNING" || len(t.args.args("offsets")) > 1 || t.args.text("partitions") != "" {
		return nil, errors.New("a compacted topic is read by Flink from its beginning and whole: give kc.consume offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING")
	}
	if err := t.bounded(); err != nil {
		return nil, err
	}
	t.with.set("connector", "upsert-kafka")
	t.upsert = true
	return t.declare(c, n, relation{fields: n.Schema, keys: [][]string{by}})
}

// topicTable is a topic as Flink reads it.
type topicTable struct {
	node       *plan.Node // of the source
	args       arguments
	columns    []string // as declared
	sqls       []string // of the node's columns, in order
	with       options
	keyColumns []string
	keyFields  []string // as declared
	upsert     bool
	filter     string // which records are read
	life       options
}

// topic is the columns and formats of a table of kc.consume.
func (c *compiler) topic(n *plan.Node, o plan.Source) (*topicTable, error) {
	t := &topicTable{node: n, args: argumentsOf(slices.Concat(o.Params, o.More))}
	props := t.args.in("kafka_config")
	names, pattern, err := topics(t.args["topic"])
	if err != nil {
		return nil, err
	}
	several := pattern || strings.Contains(names, ";")
	fields := n.Schema
	for _, m := range metadata {
		name := m.name
		if several && m.key == "topic" {
			name = "KafkaTopic"
		}
		if v, ok := props[m.property]; ok {
			name = fmt.Sprint(v)
		}
		if name == "" {
			continue
		}
		if m.reason != "" {
			return nil, fmt.Errorf("property %s: %s", m.property, m.reason)
		}
		if len(fields) == 0 || fields[0].Name != name {
			return nil, fmt.Errorf("column %s is not where it is expected", name)
		}
		fields = fields[1:]
		own := "$" + m.key
		t.columns = append(t.columns, fmt.Sprintf("%s %s METADATA FROM %s VIRTUAL", ident(own), m.typ, Quote(m.key)))
		switch m.key {
		case "timestamp":
			t.sqls = append(t.sqls, nanoseconds(ident(own)))
		default:
			t.sqls = append(t.sqls, ident(own))
		}
	}
	key, value := t.args.in("key_spec"), t.args.in("value_spec")
	count, err := keyWidth(key, value, len(fields))
	if err != nil {
		return nil, err
	}
	if err := t.format("key", key, props, fields[:count], c.Config); err != nil {
		return nil, fmt.Errorf("key_spec: %w", err)
	}
	if err := t.format("value", value, props, fields[count:], c.Config); err != nil {
		return nil, fmt.Errorf("value_spec: %w", err)
	}
	for _, f := range fields[:count] {
		t.keyColumns = append(t.keyColumns, f.Name)
	}
	if v := props.text("starling.dlq.topic"); v != "" {
		return nil, errors.New("property starling.dlq.topic: Flink's SQL connector has no topic for records that it cannot decode; --on-error says what becomes of them")
	}
	if pattern {
		t.life.set("topic-pattern", names)
	} else {
		t.life.set("topic", names)
	}
	opts, err := client(n, props)
	if err != nil {
		return nil, err
	}
	t.life = append(t.life, opts...)
	t.life.set("properties.group.id", cmp.Or(props.text("group.id"), c.Group, "starling"))
	return t, nil
}

// keyWidth is how many of the columns of records are those of keys.
func keyWidth(key, value arguments, all int) (int, error) {
	if n, ok := columnsOf(key); ok {
		return n, nil
	}
	if n, ok := columnsOf(value); ok {
		return all - n, nil
	}
	return 0, errors.New("which columns are the key's is not known: give it another key_spec")
}

// columnsOf is how many columns a format has, if it says so.
func columnsOf(spec arguments) (int, bool) {
	switch spec.text("format") {
	case "ignore":
		return 0, true
	case "simple":
		return 1, true
	case "json":
		return len(spec.args("columns")), true
	}
	return 0, false
}

// format declares the columns of keys or values.
func (t *topicTable) format(part string, spec, props arguments, fields []column.Field, config Config) error {
	prefix := ""
	if part == "key" {
		prefix = keyPrefix
	}
	lead := part + "."
	switch format := spec.text("format"); format {
	case "ignore":
		if part == "value" { // Flink has no table without a value
			t.columns = append(t.columns, ident("$value")+" BYTES")
			t.with.set("value.format", "raw")
		}
		return nil
	case "simple":
		f := fields[0]
		typ, ok := sqlType(f.Type)
		if !ok || f.Type.Kind == column.Instant {
			return fmt.Errorf("column %s is %s, which Flink's raw format has not", f.Name, f.Type)
		}
		t.add(part, prefix+f.Name, typ, ident(prefix+f.Name))
		t.with.set(lead+"format", "raw")
	case "json":
		objects, err := t.objects(part, prefix, spec, fields)
		if err != nil {
			return err
		}
		for _, f := range objects.fields {
			t.columns = append(t.columns, ident(prefix+f.name)+" "+f.sqlType())
			if part == "key" {
				t.keyFields = append(t.keyFields, prefix+f.name)
			}
		}
		t.with.set(lead+"format", "json")
		if objects.times {
			t.with.set(lead+"json.timestamp-format.standard", "ISO-8601")
		}
		if config.OnError == "null" {
			t.with.set(lead+"json.ignore-parse-errors", "true")
		}
	case "avro":
		if err := t.avro(part, prefix, spec, props, fields); err != nil {
			return err
		}
		if config.OnError == "null" {
			return errors.New("--on-error null: Flink's Avro of a registry always fails on a record that it cannot decode")
		}
	case "protobuf":
		return errors.New("there is no Protobuf with a schema registry in Flink")
	default:
		return fmt.Errorf("%s has no counterpart in Flink", format)
	}
	return nil
}

// add declares a column of a key or a value, of which sql is a column of the table.
func (t *topicTable) add(part, name, typ, sql string) {
	t.columns = append(t.columns, ident(name)+" "+typ)
	t.sqls = append(t.sqls, sql)
	if part == "key" {
		t.keyFields = append(t.keyFields, name)
	}
}

// objects is the fields of JSON objects that the columns are of.
func (t *topicTable) objects(part, prefix string, spec arguments, fields []column.Field) (*object, error) {
	if err := spec.known("format", "columns", "mapping"); err != nil {
		return nil, err
	}
	paths := map[string]string{}
	for _, m := range spec.args("mapping") {
		paths[fmt.Sprint(m.Value)] = m.Name
	}
	root := &object{}
	for _, f := range fields {
		typ, ok := sqlType(f.Type)
		if !ok {
			return nil, &unknownColumn{Name: f.Name, Type: f.Type}
		}
		if f.Type.Kind == column.Bytes {
			return nil, fmt.Errorf("column %s is of bytes, which JSON has not", f.Name)
		}
		if f.Type.Kind == column.Instant {
			typ, root.times = "TIMESTAMP_LTZ(9)", true
		}
		path, err := steps(cmp.Or(paths[f.Name], f.Name))
		if err != nil {
			return nil, err
		}
		if err := root.put(path, typ); err != nil {
			return nil, fmt.Errorf("column %s: %w", f.Name, err)
		}
		sqls := make([]string, len(path))
		for i, p := range path {
			sqls[i] = ident(p)
		}
		sqls[0] = ident(prefix + path[0])
		sql := strings.Join(sqls, ".")
		if f.Type.Kind == column.Instant {
			sql = nanoseconds(sql)
		}
		t.sqls = append(t.sqls, sql)
	}
	return root, nil
}

// steps is the names on the way to a field: of a JSON pointer, or one.
func steps(path string) ([]string, error) {
	rest, ok := strings.CutPrefix(path, "/")
	if !ok {
		return []string{path}, nil
	}
	parts := strings.Split(rest, "/")
	for i, p := range parts {
		if _, err := strconv.Atoi(p); err == nil {
			return nil, fmt.Errorf("mapping: %s takes an element of a list, which Flink's JSON has no name for", path)
		}
		parts[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(p)
	}
	return parts, nil
}

// object is the fields of a JSON object that are read, in order.
type object struct {
	name   string
	typ    string // of a value, "" of an object
	fields []*object
	times  bool
}

// put adds the field that a path leads to.
func (o *object) put(path []string, typ string) error {
	i := slices.IndexFunc(o.fields, func(f *object) bool { return f.name == path[0] })
	if i < 0 {
		i = len(o.fields)
		o.fields = append(o.fields, &object{name: path[0]})
	}
	f := o.fields[i]
	if len(path) > 1 {
		if f.typ != "" {
			return fmt.Errorf("field %s is a value of one column and an object of another", f.name)
		}
		return f.put(path[1:], typ)
	}
	if len(f.fields) > 0 || f.typ != "" && f.typ != typ {
		return fmt.Errorf("field %s is read as two things", f.name)
	}
	f.typ = typ
	return nil
}

// sqlType is the type of the field.
func (o *object) sqlType() string {
	if o.typ != "" {
		return o.typ
	}
	parts := make([]string, len(o.fields))
	for i, f := range o.fields {
		parts[i] = ident(f.name) + " " + f.sqlType()
	}
	return "ROW<" + strings.Join(parts, ", ") + ">"
}

// avro declares the fields of records of Avro whose schemas a registry has.
func (t *topicTable) avro(part, prefix string, spec, props arguments, fields []column.Field) error {
	if err := spec.known("format", "schema", "version", "mapping", "only"); err != nil {
		return err
	}
	if v := spec.text("version"); v != "" && v != "latest" {
		return fmt.Errorf("schema_version=%s has no counterpart in Flink, which reads by the columns", v)
	}
	paths := map[string]string{}
	for _, m := range spec.args("mapping") {
		paths[fmt.Sprint(m.Value)] = m.Name
	}
	for _, f := range fields {
		typ, ok := sqlType(f.Type)
		if !ok || f.Type.Kind == column.Instant {
			return fmt.Errorf("column %s is %s, which is not read from Avro there as here", f.Name, f.Type)
		}
		name := cmp.Or(paths[f.Name], f.Name)
		if strings.Contains(name, ".") || strings.Contains(name, "__") {
			return fmt.Errorf("column %s is of a record within a record, which has no rule", f.Name)
		}
		t.add(part, prefix+name, typ, ident(prefix+name))
	}
	t.with.set(part+".format", "avro-confluent")
	opts, err := registry(t.node, props, part+".avro-confluent")
	t.with = append(t.with, opts...)
	return err
}

// startup says where reading begins and ends.
func (t *topicTable) startup() error {
	offsets, props := t.args.in("offsets"), t.args.in("kafka_config")
	all := offsets.text("all")
	only := strings.Fields(strings.Trim(t.args.text("partitions"), "[]"))
	if len(only) > 0 {
		t.filter = ident("$partition") + " IN (" + strings.Join(only, ", ") + ")"
		if !slices.ContainsFunc(t.columns, func(c string) bool { return strings.HasPrefix(c, ident("$partition")) }) {
			t.columns = append(t.columns, ident("$partition")+" INT METADATA FROM 'partition' VIRTUAL")
		}
	}
	if len(offsets) > 1 {
		return t.offsets("scan.startup", offsets, only)
	}
	switch all {
	case "SEEK_TO_BEGINNING":
		t.life.set("scan.startup.mode", "earliest-offset")
	case "SEEK_TO_END":
		t.life.set("scan.startup.mode", "latest-offset")
	case "DONT_SEEK":
		if props.text("group.id") == "" {
			mode := map[string]string{"earliest": "earliest-offset"}[props.text("auto.offset.reset")]
			t.life.set("scan.startup.mode", cmp.Or(mode, "latest-offset"))
			break
		}
		t.life.set("scan.startup.mode", "group-offsets")
		t.life.set("properties.auto.offset.reset", cmp.Or(props.text("auto.offset.reset"), "latest"))
	default:
		at, err := time.Parse(time.RFC3339Nano, all)
		if err != nil {
			return fmt.Errorf("offsets: %s for all partitions has no counterpart in Flink: name the partitions", all)
		}
		t.life.set("scan.startup.mode", "timestamp")
		t.life.set("scan.startup.timestamp-millis", strconv.FormatInt(at.UnixMilli(), 10))
	}
	return t.bounded()
}

// offsets is offsets by partition, which have to be those of all that are read: Flink begins others elsewhere.
func (t *topicTable) offsets(option string, offsets arguments, only []string) error {
	var parts, named []string
	for _, p := range offsets.names() {
		if p == "all" {
			continue
		}
		at := offsets.text(p)
		if _, err := strconv.ParseInt(at, 10, 64); err != nil {
			return fmt.Errorf("offsets: %s of partition %s beside others has no counterpart in Flink: give all partitions numbers", at, p)
		}
		named = append(named, p)
		parts = append(parts, "partition:"+p+",offset:"+at)
	}
	if !slices.Equal(slices.Sorted(slices.Values(only)), slices.Sorted(slices.Values(named))) {
		return fmt.Errorf("offsets by partition go to Flink where partitions=%v names the same: others would begin elsewhere", named)
	}
	t.life.set(option+".mode", "specific-offsets")
	t.life.set(option+".specific-offsets", strings.Join(parts, ";"))
	return t.bounded()
}

// bounded says where reading ends, if it does.
func (t *topicTable) bounded() error {
	args, ok := t.args["until"].([]plan.Arg)
	if !ok {
		return nil
	}
	until := argumentsOf(args)
	all := until.text("all")
	switch {
	case len(until) > 1:
		return errors.New("until by partition has no rule: give a time, or kc.ALL_PARTITIONS_SEEK_TO_END")
	case all == "SEEK_TO_END":
		t.life.set("scan.bounded.mode", "latest-offset")
	default:
		at, err := time.Parse(time.RFC3339Nano, all)
		if err != nil {
			return fmt.Errorf("until: %s has no counterpart in Flink", all)
		}
		t.life.set("scan.bounded.mode", "timestamp")
		t.life.set("scan.bounded.timestamp-millis", strconv.FormatInt(at.UnixMilli(), 10))
	}
	return nil
}

// declare declares the table of a topic, and a view of it with the columns of the node.
func (t *topicTable) declare(c *compiler, n *plan.Node, r relation) (*relation, error) {
	columns := t.columns
	var key options
	if len(t.keyFields) > 0 && !t.upsert {
		key.set("key.fields", strings.Join(t.keyFields, ";"))
	}
	if len(t.keyFields) > 0 {
		key.set("key.fields-prefix", keyPrefix)
		key.set("value.fields-include", "EXCEPT_KEY")
	}
	if r.appends {
		columns = append(columns, ident(arrival)+" AS PROCTIME()")
	}
	if t.upsert {
		columns = append(columns, "PRIMARY KEY ("+idents(t.keyFields)+") NOT ENFORCED")
	}
	with := options{t.with[len(t.with)-1]}
	with = append(append(append(with, t.life...), t.with[:len(t.with)-1]...), key...)
	table := c.name(n, "_topic")
	c.program.Declared = append(c.program.Declared, createTable(table, columns, with))
	sql := selected(n.Schema, t.sqls, r.appends) + "\nFROM " + ident(table)
	if t.filter != "" {
		sql += "\nWHERE " + t.filter
	}
	return c.view(n, r, sql), nil
}

// nanoseconds is a time of Flink's as nanoseconds since 1970.
func nanoseconds(sql string) string {
	return fmt.Sprintf("(EXTRACT(EPOCH FROM %[1]s) * 1000000000 + EXTRACT(NANOSECOND FROM %[1]s))", sql)
}
