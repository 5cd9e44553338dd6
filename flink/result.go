package flink

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"starling/engine/column"
	"starling/engine/plan"
)

// variable is the script's name of a node, or of the table that it is the last row per key of.
func (c *compiler) variable(n *plan.Node) string {
	if c.Variable == nil {
		return ""
	}
	if _, ok := n.Op.(plan.LastBy); ok && c.Variable(n) == "" {
		n = n.In[0]
	}
	return c.Variable(n)
}

// scriptTypes is what scripts call the types of columns.
var scriptTypes = map[column.Kind]string{
	column.Bool: "bool_", column.Byte: "byte", column.Short: "short", column.Int: "int32", column.Long: "int64", column.Float: "float32",
	column.Double: "double", column.Instant: "Instant", column.String: "string", column.Bytes: "byte_array",
}

// reader is how a script reads what is written: the topic from its beginning, of changes the latest per key.
func (w *topicWriter) reader(topic string, upsert bool) string {
	spec := func(part string) string {
		format, ok := w.formats[part]
		if !ok {
			return "kc.KeyValueSpec.IGNORE"
		}
		var cols, mapping []string
		for i, name := range format.columns {
			if part == "value" && format.name == "json" && slices.Contains(w.keys, name) {
				continue // the key has it
			}
			t, _ := w.in.typeOf(name)
			cols = append(cols, fmt.Sprintf("%s: dht.%s", strconv.Quote(name), scriptTypes[t.Kind]))
			if format.fields[i] != name {
				mapping = append(mapping, fmt.Sprintf("%s: %s", strconv.Quote(format.fields[i]), strconv.Quote(name)))
			}
		}
		switch format.name {
		case "simple":
			name, typ, _ := strings.Cut(cols[0], ": ")
			return fmt.Sprintf("kc.simple_spec(%s, %s)", name, typ)
		case "avro":
			return fmt.Sprintf("kc.avro_spec(%s)", strconv.Quote(format.subject))
		}
		s := "kc.json_spec({" + strings.Join(cols, ", ") + "}"
		if len(mapping) > 0 {
			s += ", mapping={" + strings.Join(mapping, ", ") + "}"
		}
		return s + ")"
	}
	s := fmt.Sprintf("kc.consume(conf, %s, key_spec=%s, value_spec=%s, offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, table_type=kc.TableType.append())", strconv.Quote(topic), spec("key"), spec("value"))
	if upsert {
		return "kc.compacted(" + s + ")"
	}
	return s
}

// writtenFormat is a format that is written, with the columns and the names of their fields.
type writtenFormat struct {
	name, subject   string
	columns, fields []string
}
