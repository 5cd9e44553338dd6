package specs

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

// property is the full name of a property of the part: "column.name" of a key is
// "deephaven.key.column.name".
func (e Env) property(name string) string { return "deephaven." + e.Part + "." + name }

// registry is the registry that the properties name.
func (e Env) registry() (Registry, error) {
	if e.Registry == nil {
		return nil, errors.New(`property "schema.registry.url" is missing, for example {"schema.registry.url": "http://127.0.0.1:8081"}`)
	}
	return e.Registry, nil
}

// life is the context of lookups made while decoding.
func (e Env) life() context.Context {
	if e.Life == nil {
		return context.Background()
	}
	return e.Life
}

// defaultColumn is the name of a value's column unless the properties give one.
const defaultColumn = "KafkaValue"

// columnName is the name that the properties give the column of a part.
func columnName(env Env) (string, error) {
	prop := env.property("column.name")
	name, ok := env.Props[prop]
	switch {
	case !ok && env.Part == "key":
		return "KafkaKey", nil
	case !ok:
		return defaultColumn, nil
	case name == "":
		return "", fmt.Errorf("property %q: the name is empty; to leave the %s out give %s_spec=KeyValueSpec.IGNORE", prop, env.Part, env.Part)
	}
	return name, nil
}
