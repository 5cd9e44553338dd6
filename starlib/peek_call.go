package starlib

import (
	"maps"
	"slices"
	"strings"

	"starling/engine/expr"
	"starling/internal/secret"
	"starling/kafka"
	"starling/kafka/client"
	"starling/specs/guess"
	"starling/specs/protobuf"
	"starling/specs/wire"
	"starling/starlib/py"
	"starling/starlib/pysyntax"
)

// consumeCall is a call that reads the topic, from its beginning on, as it was guessed to be
// written. It runs as it is where peek ran.
func (c *call) consumeCall(k *kafka.Peek, p client.Props) string {
	config, left := c.configText(k, p)
	var b strings.Builder
	if len(left) > 0 {
		b.WriteString("# " + strings.Join(left, ", ") + ": not shown here; set it by ${env:NAME} or ${file:/path}\n")
	}
	b.WriteString(c.variable(k.Topic.Name) + " = kc.consume(\n")
	for _, arg := range []string{
		config, guess.Quoted(k.Topic.Name), "offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING",
		"key_spec=" + k.Key.Script, "value_spec=" + k.Value.Script, "table_type=kc.TableType.append()",
	} {
		b.WriteString("    " + strings.ReplaceAll(arg, "\n", "\n    ") + ",\n")
	}
	b.WriteString(")")
	return b.String()
}

// configText is the config of the call: what peek was given, and of the defaults of -X the
// broker and, if it is needed, the registry; -X has the others still. left is the properties
// that are no text to be shown.
func (c *call) configText(k *kafka.Peek, p client.Props) (text string, left []string) {
	given := maps.Clone(p)
	names := []string{"bootstrap.servers"}
	if k.Key.Registered || k.Value.Registered {
		names = append(names, "schema.registry.url")
	}
	for _, name := range names {
		if value, ok := c.host.cfg.Kafka.Defaults[name]; ok && given[name] == "" && !hidden(name, value) {
			given[name] = value
		} else if !ok && given[name] == "" && c.host.cfg.Kafka.Embedded != nil {
			given[name] = kafka.EmbeddedRegistry
		}
	}
	var items []string
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if hidden(name, given[name]) {
			left = append(left, name)
			continue
		}
		items = append(items, guess.Quoted(name)+": "+guess.Quoted(given[name]))
	}
	return "{" + strings.Join(items, ", ") + "}", left
}

// hidden reports whether a property is, or has in it, a secret that stands there itself.
func hidden(name, value string) bool {
	return secret.Mask(value) != value || secret.Name(name) && !secret.Reference(value)
}

// variable is a name for the table of a topic, which nothing that scripts have without it has.
func (c *call) variable(topic string) string {
	name := strings.Map(func(r rune) rune {
		if r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, topic)
	if name[0] >= '0' && name[0] <= '9' {
		name = "t" + name
	}
	if v, own := c.Visible(name); pysyntax.Keyword(name) || own && py.TypeOf(v) != "Table" {
		name += "_"
	}
	return name
}

// scripted is a spec as kc makes it, with what formulas know of its objects.
func scripted(r wire.Reader) wire.Reader {
	o, ok := r.Spec().Options.(protobuf.ReaderOptions)
	if !ok {
		return r
	}
	o.CheckName, o.Duration = expr.CheckName, func(n int64) any { return expr.Duration(n) }
	if made, err := protobuf.Reader(o); err == nil {
		return made
	}
	return r
}
