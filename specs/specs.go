// Package specs is the table of the formats of Kafka records: how the bytes of a key or
// value become columns, and columns become bytes. Each has a package of its own beside
// this, and wire is what they share; cdc is made of others, of a key and a value at once.
// None of them knows Kafka, tables or scripts.
package specs

import (
	"slices"

	"starling/engine/column"
	"starling/specs/avro"
	"starling/specs/json"
	"starling/specs/protobuf"
	"starling/specs/simple"
	"starling/specs/wire"
)

// Format is one way to write a key or value down.
type Format struct {
	Name  string        // as in kc.json_spec
	Doc   string        // one line for help
	Read  []column.Kind // the kinds of column it makes
	Write []column.Kind // the kinds of column it takes
	Props []string      // the properties of a consumer, or a producer, that say more
}

// formats is the table of formats. A new one is a package and a line here.
var formats = [...]Format{
	{"avro", "records of Avro with their schema in a registry", avro.ReadKinds, avro.WriteKinds, []string{wire.OtherMessages, wire.RegistryID}},
	{"ignore", "leaves the key or value out", nil, nil, nil},
	{"json", "fields of a JSON object, one column each", json.ReadKinds, json.WriteKinds, []string{json.Documents, wire.RegistryID}},
	{"object_processor", "JSON by a description of its values", json.ObjectKinds, nil, []string{json.Documents, wire.RegistryID}},
	{"protobuf", "messages of Protobuf, by a schema registry or .proto files", protobuf.ReadKinds, protobuf.WriteKinds, []string{wire.OtherMessages, wire.RegistryID}},
	{"simple", "the whole key or value as one column", simple.Kinds, simple.Kinds, []string{simple.Format}},
}

// Formats is every format there is, by name.
func Formats() []Format { return slices.Clone(formats[:]) }
