package specs

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"

	"github.com/hamba/avro/v2"
)

// maxAvroBranches bounds unions: each type of a writer's is looked for among the reader's.
const maxAvroBranches = 1000

// shownBranches is how many types of a union an error names.
const shownBranches = 20

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
	data    []byte // the default in binary form
	bad     error  // why there is none
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
			if i == shownBranches {
				b.WriteString("…")
				break
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
			err = fmt.Errorf("avro schema: %s", clip(fmt.Sprint(r)))
		}
	}()
	if err := checkSchemaText(text, refs...); err != nil {
		return nil, fmt.Errorf("avro schema: %w", err)
	}
	cache := &avro.SchemaCache{}
	for _, ref := range refs {
		if _, err := parseAvroText(ref, cache); err != nil {
			return nil, fmt.Errorf("avro schema: a referenced schema: %w", err)
		}
	}
	s, err := parseAvroText(text, cache)
	if err != nil {
		return nil, fmt.Errorf("avro schema: %w", err)
	}
	conv := &avroConverter{named: map[string]*avroSchema{}}
	out = conv.schema(s)
	if conv.err != nil {
		return nil, fmt.Errorf("avro schema: %w", conv.err)
	}
	conv.defaults()
	return out, nil
}

// parseAvroText parses one text; cache has the types of those before.
func parseAvroText(text string, cache *avro.SchemaCache) (avro.Schema, error) {
	text, err := avroForParser(text)
	if err != nil {
		return nil, err
	}
	s, err := avro.ParseWithCache(text, "", cache)
	if err != nil {
		return nil, errors.New(clip(strings.TrimPrefix(err.Error(), "avro: ")))
	}
	return s, nil
}

// avroConverter takes the parser's result over.
type avroConverter struct {
	named   map[string]*avroSchema
	records []*avroSchema
	err     error // the first thing that is too large
}

func (c *avroConverter) check(err error) {
	if c.err == nil {
		c.err = err
	}
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
		c.check(checkName("type", out.name))
	}
	switch s := s.(type) {
	case *avro.PrimitiveSchema:
		c.check(out.setLogical(s.Logical(), s.Prop("logicalType")))
	case *avro.FixedSchema:
		out.size = s.Size()
		c.check(out.setLogical(s.Logical(), s.Prop("logicalType")))
	case *avro.EnumSchema:
		out.symbols, out.fallback = s.Symbols(), s.Default()
		for _, symbol := range out.symbols {
			c.check(checkName("symbol", symbol))
		}
	case *avro.ArraySchema:
		out.elem = c.schema(s.Items())
	case *avro.MapSchema:
		out.elem = c.schema(s.Values())
	case *avro.UnionSchema:
		if n := len(s.Types()); n > maxAvroBranches {
			c.check(fmt.Errorf("a union of %d types, more than %d", n, maxAvroBranches))
		}
		for _, b := range s.Types() {
			out.branches = append(out.branches, c.schema(b))
		}
	case *avro.RecordSchema:
		c.records = append(c.records, out)
		for _, f := range s.Fields() {
			c.check(checkName("field", f.Name()))
			x := avroField{name: f.Name(), aliases: f.Aliases(), typ: c.schema(f.Type())}
			if text, ok := f.Prop(avroDefaultProperty).(string); ok {
				x.def, x.hasDef = shownDefault(text), true
			}
			out.fields = append(out.fields, x)
		}
	}
	return out
}

// defaults makes the binary form of all defaults.
func (c *avroConverter) defaults() {
	w := &avroDefaultWriter{}
	for _, s := range c.records {
		for i := range s.fields {
			if f := &s.fields[i]; f.hasDef {
				f.data, f.bad = w.make(f.typ, f.def)
			}
		}
	}
}

// setLogical takes a logical type over if it fits its type; the parser does not know
// all of them, and leaves those among the properties.
func (s *avroSchema) setLogical(l avro.LogicalSchema, prop any) error {
	switch l := l.(type) {
	case *avro.DecimalLogicalSchema:
		if l.Precision() > column.MaxDigits {
			return fmt.Errorf("a decimal of precision %d, more than %d", l.Precision(), column.MaxDigits)
		}
		s.logical, s.prec, s.scale = "decimal", l.Precision(), l.Scale()
		return nil
	case *avro.PrimitiveLogicalSchema:
		s.logical = string(l.Type())
		return nil
	}
	name, _ := prop.(string)
	switch {
	case s.kind == avroLong && (name == "timestamp-nanos" || name == "local-timestamp-nanos"),
		s.kind == avroFixed && name == "uuid" && s.size == 16:
		s.logical = name
	}
	return nil
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
