package specs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/hamba/avro/v2"
)

// avroKind is a type of Avro.
type avroKind uint8

const (
	avroNull avroKind = iota
	avroBool
	avroInt
	avroLong
	avroFloat
	avroDouble
	avroBytes
	avroString
	avroEnum
	avroFixed
	avroArray
	avroMap
	avroRecord
	avroUnion
)

// avroSchema is a parsed schema. It is all that the rest of the package knows of one:
// another parser would replace this file.
type avroSchema struct {
	kind     avroKind
	name     string // full name of a record, enum or fixed
	aliases  []string
	logical  string // logical type, "" for none or one that does not fit
	prec     int    // of a decimal
	scale    int
	size     int // of a fixed
	symbols  []string
	fallback string // an enum's default
	fields   []avroField
	elem     *avroSchema // an array's items, a map's values
	branches []*avroSchema
}

// avroField is a field of a record.
type avroField struct {
	name    string
	aliases []string
	typ     *avroSchema
	def     any // as in the JSON text, numbers as json.Number
	hasDef  bool
}

// avroKinds is the parser's names of the types.
var avroKinds = map[avro.Type]avroKind{
	avro.Null: avroNull, avro.Boolean: avroBool, avro.Int: avroInt, avro.Long: avroLong,
	avro.Float: avroFloat, avro.Double: avroDouble, avro.Bytes: avroBytes, avro.String: avroString,
	avro.Enum: avroEnum, avro.Fixed: avroFixed, avro.Array: avroArray, avro.Map: avroMap,
	avro.Record: avroRecord, avro.Error: avroRecord, avro.Union: avroUnion,
}

var avroNames = [...]string{
	"null", "boolean", "int", "long", "float", "double", "bytes", "string", "enum", "fixed", "array", "map", "record", "union",
}

// String is the type as an error names it.
func (s *avroSchema) String() string {
	switch s.kind {
	case avroRecord, avroEnum, avroFixed:
		return avroNames[s.kind] + " " + s.name
	case avroArray, avroMap:
		return avroNames[s.kind] + " of " + s.elem.shallow()
	case avroUnion:
		var b strings.Builder
		for i, x := range s.branches {
			if i > 0 {
				b.WriteString(" or ")
			}
			b.WriteString(x.shallow())
		}
		return b.String()
	}
	if s.logical != "" {
		return avroNames[s.kind] + " (" + s.logical + ")"
	}
	return avroNames[s.kind]
}

// shallow is String without what is inside.
func (s *avroSchema) shallow() string {
	if s.kind == avroArray || s.kind == avroMap || s.kind == avroUnion {
		return avroNames[s.kind]
	}
	return s.String()
}

// parseAvro parses a schema's JSON text. refs are the texts of schemas that it names,
// each after those that it names itself.
func parseAvro(text string, refs ...string) (out *avroSchema, err error) {
	defer func() {
		if r := recover(); r != nil { // the parser's, whose care the text is
			err = fmt.Errorf("avro schema: %v", r)
		}
	}()
	cache := &avro.SchemaCache{}
	conv := &avroConverter{named: map[string]*avroSchema{}, raw: map[string][]any{}}
	for _, ref := range refs {
		conv.note(ref)
		if _, err := avro.ParseWithCache(ref, "", cache); err != nil {
			return nil, fmt.Errorf("avro schema: a referenced schema: %s", strings.TrimPrefix(err.Error(), "avro: "))
		}
	}
	conv.note(text)
	s, err := avro.ParseWithCache(text, "", cache)
	if err != nil {
		return nil, fmt.Errorf("avro schema: %s", strings.TrimPrefix(err.Error(), "avro: "))
	}
	return conv.schema(s), nil
}

// avroConverter takes the parser's result over.
type avroConverter struct {
	named map[string]*avroSchema
	raw   map[string][]any // by record, the fields as in the text
}

func (c *avroConverter) schema(s avro.Schema) *avroSchema {
	if ref, ok := s.(*avro.RefSchema); ok {
		s = ref.Schema()
	}
	out := &avroSchema{kind: avroKinds[s.Type()]}
	if n, ok := s.(avro.NamedSchema); ok {
		if known := c.named[n.FullName()]; known != nil {
			return known
		}
		out.name, out.aliases = n.FullName(), n.Aliases()
		c.named[out.name] = out
	}
	switch s := s.(type) {
	case *avro.PrimitiveSchema:
		out.setLogical(s.Logical(), s.Prop("logicalType"))
	case *avro.FixedSchema:
		out.size = s.Size()
		out.setLogical(s.Logical(), s.Prop("logicalType"))
	case *avro.EnumSchema:
		out.symbols, out.fallback = s.Symbols(), s.Default()
	case *avro.ArraySchema:
		out.elem = c.schema(s.Items())
	case *avro.MapSchema:
		out.elem = c.schema(s.Values())
	case *avro.UnionSchema:
		for _, b := range s.Types() {
			out.branches = append(out.branches, c.schema(b))
		}
	case *avro.RecordSchema:
		for i, f := range s.Fields() {
			x := avroField{name: f.Name(), aliases: f.Aliases(), typ: c.schema(f.Type()), def: f.Default(), hasDef: f.HasDefault()}
			if raw := c.raw[out.name]; i < len(raw) {
				if m, ok := raw[i].(map[string]any); ok {
					x.def = m["default"]
				}
			}
			out.fields = append(out.fields, x)
		}
	}
	return out
}

// setLogical takes a logical type over if it fits its type; the parser does not know
// all of them, and leaves those among the properties.
func (s *avroSchema) setLogical(l avro.LogicalSchema, prop any) {
	switch l := l.(type) {
	case *avro.DecimalLogicalSchema:
		s.logical, s.prec, s.scale = "decimal", l.Precision(), l.Scale()
		return
	case *avro.PrimitiveLogicalSchema:
		s.logical = string(l.Type())
		return
	}
	name, _ := prop.(string)
	switch {
	case s.kind == avroLong && (name == "timestamp-nanos" || name == "local-timestamp-nanos"),
		s.kind == avroFixed && name == "uuid" && s.size == 16:
		s.logical = name
	}
}

// note finds the fields of every record of a text. The parser makes floating-point
// numbers of defaults, in which large whole numbers lose digits; here they are kept.
func (c *avroConverter) note(text string) {
	var doc any
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	if d.Decode(&doc) == nil {
		c.walk(doc, "")
	}
}

func (c *avroConverter) walk(x any, space string) {
	switch x := x.(type) {
	case []any:
		for _, y := range x {
			c.walk(y, space)
		}
	case map[string]any:
		name, _ := x["name"].(string)
		fields, _ := x["fields"].([]any)
		if fields != nil && name != "" {
			if ns, ok := x["namespace"].(string); ok && ns != "" {
				space = ns
			}
			if i := strings.LastIndexByte(name, '.'); i >= 0 {
				space, name = name[:i], name[i+1:]
			}
			c.raw[strings.TrimPrefix(space+"."+name, ".")] = fields
		}
		for _, inner := range []string{"type", "items", "values"} {
			c.walk(x[inner], space)
		}
		for _, f := range fields {
			if m, ok := f.(map[string]any); ok {
				c.walk(m["type"], space)
			}
		}
	}
}

// called reports whether s goes by the name of other, or by an alias of it: either by
// the full name or, where spaces differ, by its last part.
func (s *avroSchema) called(other *avroSchema) bool {
	return s.name == other.name || slices.Contains(s.aliases, other.name) || lastPart(s.name) == lastPart(other.name)
}

func lastPart(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// nonNull is the other branch of a union of null and one more type, s itself if it is
// no such union. null is the number of the branch null, -1 if there is none.
func (s *avroSchema) nonNull() (other *avroSchema, null int) {
	if s.kind != avroUnion {
		return s, -1
	}
	if len(s.branches) == 1 {
		return s.branches[0], -1
	}
	if len(s.branches) == 2 {
		for i, b := range s.branches {
			if b.kind == avroNull {
				return s.branches[1-i], i
			}
		}
	}
	return s, -1
}
