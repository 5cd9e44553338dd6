package flink

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/engine/plan"
)

// sink declares the topic that a table is published to, and is the INSERT into it; "" if something of it
// is refused.
func (c *compiler) sink(n *plan.Node) string {
	c.at = append(c.at, n)
	defer func() { c.at = c.at[:len(c.at)-1] }()
	in := c.relation(n.In[0])
	sql, err := c.published(n, in)
	if err != nil {
		c.refuseFor(n, err, in)
		return ""
	}
	return sql
}

// published is sink where in is what is published.
func (c *compiler) published(n *plan.Node, in *relation) (string, error) {
	o := n.Op.(plan.Sink)
	args := argumentsOf(slices.Concat(o.Params, o.More))
	topic := args.text("topic")
	switch {
	case o.Kind != "produce":
		return "", errors.New("what goes to Flink is published by pk.produce")
	case topic == "":
		return "", errors.New("topic_col has no counterpart in Flink: a table has one topic")
	case !args.is("publish_initial"):
		return "", errors.New("publish_initial=False has no counterpart in Flink: a job publishes from its start on")
	}
	for _, name := range []string{"partition", "topic_col", "partition_col", "timestamp_col"} {
		if args.text(name) != "" {
			return "", fmt.Errorf("%s has no counterpart in Flink", name)
		}
	}
	props := args.in("kafka_config")
	w := &topicWriter{node: n, in: in, props: props, formats: map[string]*writtenFormat{}}
	if err := w.format("key", args.in("key_spec")); err != nil {
		return "", fmt.Errorf("key_spec: %w", err)
	}
	if err := w.format("value", args.in("value_spec")); err != nil {
		return "", fmt.Errorf("value_spec: %w", err)
	}
	upsert := !in.appends
	switch {
	case upsert && len(w.keys) == 0:
		return "", errors.New("rows of the table change and go, which a topic without keys cannot say: give a key_spec")
	case upsert && !in.keyed(w.keys):
		return "", fmt.Errorf("nothing says that the table has one row per %s: give pk.produce last_by_key_columns=True, or aggregate by it", strings.Join(w.keys, ", "))
	}
	where, err := c.nullKeys(n, w, upsert)
	if err != nil {
		return "", err
	}
	opts, err := client(n, props)
	if err != nil {
		return "", err
	}
	with := options{{name: "connector", value: "kafka"}, {name: "topic", value: topic}}
	columns := w.columns
	if upsert {
		with[0].value = "upsert-kafka"
		columns = append(columns, "PRIMARY KEY ("+idents(w.keyFields)+") NOT ENFORCED")
	} else if len(w.keyFields) > 0 {
		with.set("key.fields", strings.Join(w.keyFields, ";"))
	}
	if len(w.keyFields) > 0 {
		with.set("key.fields-prefix", keyPrefix)
		with.set("value.fields-include", "EXCEPT_KEY")
	}
	with = append(append(with, opts...), w.with...)
	table := c.unused("to_" + topic)
	c.program.Declared = append(c.program.Declared, createTable(table, columns, with))
	c.program.Topics = append(c.program.Topics, Target{
		Topic: topic, Upsert: upsert, Sink: n, Variable: c.variable(n.In[0]), Reader: w.reader(topic, upsert),
	})
	return fmt.Sprintf("INSERT INTO %s\nSELECT %s\nFROM %s%s;", ident(table), strings.Join(w.sqls, ", "), ident(in.name), where), nil
}

// nullKeys says what becomes of rows whose key is null, on which a job of changes fails: they are left
// out, or have a text in its place.
func (c *compiler) nullKeys(n *plan.Node, w *topicWriter, upsert bool) (where string, err error) {
	if !upsert {
		return "", nil
	}
	if c.NullKey != nil {
		for i, k := range w.keys {
			if t, _ := w.in.typeOf(k); t.Kind != column.String {
				return "", fmt.Errorf("--null-key: key column %s is %s, not a text", k, t)
			}
			w.sqls[i] = "COALESCE(" + w.sqls[i] + ", " + Quote(*c.NullKey) + ")"
		}
		return "", nil
	}
	parts := make([]string, len(w.keys))
	for i, k := range w.keys {
		parts[i] = ident(k) + " IS NOT NULL"
	}
	c.warn(n, "rows whose %s is null are left out: a job fails on them; --null-key TEXT writes them under a text", strings.Join(w.keys, " or "))
	return "\nWHERE " + strings.Join(parts, " AND "), nil
}

// topicWriter is a table as records of a topic.
type topicWriter struct {
	node      *plan.Node
	in        *relation
	props     arguments
	columns   []string // as declared, those of the key first
	sqls      []string // of them
	keys      []string // the table's columns that are the key
	keyFields []string // as declared
	with      options
	formats   map[string]*writtenFormat // of key and value, where they are written
}

// format declares the columns of keys or values.
func (w *topicWriter) format(part string, spec arguments) error {
	prefix := ""
	if part == "key" {
		prefix = keyPrefix
	}
	if format := spec.text("format"); format != "ignore" {
		w.formats[part] = &writtenFormat{name: format, subject: spec.text("subject")}
	}
	switch format := spec.text("format"); format {
	case "ignore":
		if part == "value" {
			w.columns = append(w.columns, ident("$value")+" BYTES")
			w.sqls = append(w.sqls, "CAST(NULL AS BYTES)")
			w.with.set("value.format", "raw")
		}
		return nil
	case "simple":
		w.with.set(part+".format", "raw")
		name := spec.text("column")
		return w.add(part, prefix+name, name, false)
	case "json":
		return w.objects(part, prefix, spec)
	case "avro":
		return w.avro(part, prefix, spec)
	case "protobuf":
		return errors.New("there is no Protobuf with a schema registry in Flink")
	default:
		return fmt.Errorf("%s has no counterpart in Flink", format)
	}
}

// add declares a field of the records, of a column. times: the format has times.
func (w *topicWriter) add(part, field, name string, times bool) error {
	t, ok := w.in.typeOf(name)
	if !ok {
		return fmt.Errorf("the table has no column %s", name)
	}
	typ, ok := sqlType(t)
	if !ok {
		return &unknownColumn{Name: name, Type: t}
	}
	sql := ident(name)
	if t.Kind == column.Instant {
		if !times {
			return fmt.Errorf("column %s is %s, which is written as text in JSON only", name, t)
		}
		typ, sql = "STRING", isoText(sql)
	}
	w.columns = append(w.columns, ident(field)+" "+typ)
	w.sqls = append(w.sqls, sql)
	f := w.formats[part]
	f.columns, f.fields = append(f.columns, name), append(f.fields, strings.TrimPrefix(field, keyPrefix))
	if part == "key" {
		w.keys, w.keyFields = append(w.keys, name), append(w.keyFields, field)
	}
	return nil
}

// objects writes JSON objects.
func (w *topicWriter) objects(part, prefix string, spec arguments) error {
	if err := spec.known("format", "include", "exclude", "mapping", "nested_delim", "output_nulls"); err != nil {
		return err
	}
	fields := map[string]string{}
	for _, m := range spec.args("mapping") { // of a column, its field
		fields[fmt.Sprint(m.Value)] = m.Name
	}
	for _, name := range w.written(spec.list("include"), spec.list("exclude")) {
		field := cmp.Or(fields[name], name)
		if d := spec.text("nested_delim"); d != "" && strings.Contains(field, strings.TrimPrefix(d, `\`)) {
			return fmt.Errorf("nested_delim: field %s within an object has no rule", field)
		}
		if t, _ := w.in.typeOf(name); t.Kind == column.Bytes {
			return fmt.Errorf("column %s is of bytes, which JSON has not", name)
		}
		if err := w.add(part, prefix+field, name, true); err != nil {
			return err
		}
	}
	w.with.set(part+".format", "json")
	if !spec.is("output_nulls") {
		w.with.set(part+".json.encode.ignore-null-fields", "true")
	}
	return nil
}

// written is the columns that are written: those named, or all but some.
func (w *topicWriter) written(include, exclude []string) []string {
	if len(include) > 0 {
		return include
	}
	return slices.DeleteFunc(names(w.in.fields), func(n string) bool { return slices.Contains(exclude, n) })
}

// avro writes records of Avro whose schema Flink registers under the subject.
func (w *topicWriter) avro(part, prefix string, spec arguments) error {
	if err := spec.known("format", "subject", "version", "mapping", "include", "exclude", "publish", "namespace"); err != nil {
		return err
	}
	if v := spec.text("version"); v != "" && v != "latest" {
		return fmt.Errorf("schema_version=%s has no counterpart in Flink, which writes by the columns", v)
	}
	fields := map[string]string{}
	for _, m := range spec.args("mapping") {
		fields[fmt.Sprint(m.Value)] = m.Name
	}
	for _, name := range w.written(spec.list("include"), spec.list("exclude")) {
		if err := w.add(part, prefix+cmp.Or(fields[name], name), name, false); err != nil {
			return err
		}
	}
	w.with.set(part+".format", "avro-confluent")
	opts, err := registry(w.node, w.props, part+".avro-confluent")
	w.with = append(w.with, opts...)
	w.with.set(part+".avro-confluent.subject", spec.text("subject"))
	return err
}

// isoText is nanoseconds since 1970 as the text that Starling writes: no, three, six or nine digits after
// the seconds.
func isoText(sql string) string {
	part := fmt.Sprintf("MOD(MOD(%s, 1000000000) + 1000000000, 1000000000)", sql)
	whole := fmt.Sprintf("DATE_FORMAT(TO_TIMESTAMP_LTZ((%s - %s) / 1000000, 3), 'yyyy-MM-dd''T''HH:mm:ss')", sql, part)
	digits := fmt.Sprintf("LPAD(CAST(%s AS STRING), 9, '0')", part)
	return fmt.Sprintf("(%[1]s || CASE WHEN %[2]s = 0 THEN '' WHEN MOD(%[2]s, 1000000) = 0 THEN '.' || SUBSTRING(%[3]s FROM 1 FOR 3) WHEN MOD(%[2]s, 1000) = 0 THEN '.' || SUBSTRING(%[3]s FROM 1 FOR 6) ELSE '.' || %[3]s END || 'Z')", whole, part, digits)
}
