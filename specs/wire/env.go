package wire

import (
	"context"
	"errors"
	"fmt"

	"starling/internal/files"
)

// Env is what a spec may need to know of where it is used.
type Env struct {
	Part     string            // "key" or "value"
	Props    map[string]string // the consumer's or producer's properties
	Registry Registry          // nil if the properties name none
	Files    *files.Access     // what specs may name; nil is all
	Single   bool              // a record is one document, whatever the properties say
	// Life ends when nothing is to be decoded any more, and with it a Decode that
	// waits for the registry; nil is never.
	Life context.Context
}

// Property is the full name of a property of the part: "column.name" of a key is
// "deephaven.key.column.name".
func (e Env) Property(name string) string { return "deephaven." + e.Part + "." + name }

// NeedRegistry is the registry that the properties name.
func (e Env) NeedRegistry() (Registry, error) {
	if e.Registry == nil {
		return nil, errors.New(`property "schema.registry.url" is missing, for example {"schema.registry.url": "http://127.0.0.1:8081"}`)
	}
	return e.Registry, nil
}

// Context is the context of lookups made while decoding.
func (e Env) Context() context.Context {
	if e.Life == nil {
		return context.Background()
	}
	return e.Life
}

// DefaultColumn is the name of a value's column unless the properties give one.
const DefaultColumn = "KafkaValue"

// ColumnName is the name that the properties give the column of a part.
func (e Env) ColumnName() (string, error) {
	prop := e.Property("column.name")
	name, ok := e.Props[prop]
	switch {
	case !ok && e.Part == "key":
		return "KafkaKey", nil
	case !ok:
		return DefaultColumn, nil
	case name == "":
		return "", fmt.Errorf("property %q: the name is empty; to leave the %s out give %s_spec=KeyValueSpec.IGNORE", prop, e.Part, e.Part)
	}
	return name, nil
}
