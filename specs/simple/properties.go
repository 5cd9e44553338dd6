package simple

import (
	"fmt"
	"strings"

	"starling/engine/column"
	"starling/specs/wire"
)

// FromProperties reads the whole key or value as one column whose name and type the
// consumer's properties give: deephaven.key.column.name and deephaven.key.column.type
// (or deephaven.value.…), the type also as key.deserializer. The name is KafkaKey or
// KafkaValue unless given, the type String.
var FromProperties wire.Reader = reader{}

// columnTypes is what deephaven.key.column.type can be.
var columnTypes = [...]struct {
	name string
	typ  column.Type
}{
	{"byte", column.Of(column.Byte)},
	{"short", column.Of(column.Short)},
	{"int", column.Of(column.Int)},
	{"long", column.Of(column.Long)},
	{"float", column.Of(column.Float)},
	{"double", column.Of(column.Double)},
	{"byte[]", column.Of(column.Bytes)},
	{"String", column.Of(column.String)},
	{"string", column.Of(column.String)},
}

// deserializers is what key.deserializer can be, within the package deserializerPackage.
// A UUID travels as text, so its column is text.
var deserializers = [...]struct {
	name string
	typ  column.Type
}{
	{"ShortDeserializer", column.Of(column.Short)},
	{"IntegerDeserializer", column.Of(column.Int)},
	{"LongDeserializer", column.Of(column.Long)},
	{"FloatDeserializer", column.Of(column.Float)},
	{"DoubleDeserializer", column.Of(column.Double)},
	{"ByteArrayDeserializer", column.Of(column.Bytes)},
	{"ByteBufferDeserializer", column.Of(column.Bytes)},
	{"BytesDeserializer", column.Of(column.Bytes)},
	{"StringDeserializer", column.Of(column.String)},
	{"UUIDDeserializer", column.Of(column.String)},
}

const deserializerPackage = "org.apache.kafka.common.serialization."

// columnType is the type that the properties give the column of a part.
func columnType(env wire.Env) (column.Type, error) {
	prop := env.Property("column.type")
	if name, ok := env.Props[prop]; ok {
		names := make([]string, len(columnTypes))
		for i, t := range columnTypes {
			if t.name == name {
				return t.typ, nil
			}
			names[i] = t.name
		}
		return column.Type{}, fmt.Errorf("property %q: type %q is not supported, only %s", prop, name, strings.Join(names, ", "))
	}
	prop = env.Part + ".deserializer"
	if class, ok := env.Props[prop]; ok {
		names := make([]string, len(deserializers))
		for i, t := range deserializers {
			if deserializerPackage+t.name == class {
				return t.typ, nil
			}
			names[i] = t.name
		}
		return column.Type{}, fmt.Errorf("property %q: class %q is not supported, only %s{%s}", prop, class, deserializerPackage, strings.Join(names, ", "))
	}
	return column.Of(column.String), nil
}
