package specs

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/hamba/avro/v2"

	"starling/specs/wire"
)

// anyName has the parser take any text as a name, as Java's Avro does when it is not asked to
// be strict: registries hold such schemas.
var anyName = sync.OnceFunc(func() { avro.SkipNameValidation = true })

// parseAvro parses a schema's JSON text. refs are the texts of schemas that it names,
// each after those that it names itself. Names are kept as they are. It and prepareAvro are
// all that knows the parser: another one would replace these two files.
func parseAvro(text string, refs ...string) (out *avroSchema, err error) {
	defer func() {
		if r := recover(); r != nil { // the parser's, whose care the text is
			err = fmt.Errorf("avro schema: %s", wire.Clip(fmt.Sprint(r)))
		}
	}()
	if err := wire.CheckSchemaText(text, refs...); err != nil {
		return nil, fmt.Errorf("avro schema: %w", err)
	}
	anyName()
	prep, cache := newAvroPreparer(), &avro.SchemaCache{}
	for _, ref := range refs {
		if _, err := parseAvroText(ref, prep, cache); err != nil {
			return nil, fmt.Errorf("avro schema: a referenced schema: %w", err)
		}
	}
	s, err := parseAvroText(text, prep, cache)
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
func parseAvroText(text string, prep *avroPreparer, cache *avro.SchemaCache) (avro.Schema, error) {
	text, err := prep.prepare(text)
	if err != nil {
		return nil, err
	}
	s, err := avro.ParseWithCache(text, "", cache)
	if err != nil {
		return nil, errors.New(wire.Clip(plainNames(strings.TrimPrefix(err.Error(), "avro: "))))
	}
	return s, nil
}

// avroKinds is the parser's names of the types.
var avroKinds = map[avro.Type]avroKind{
	avro.Null: avroNull, avro.Boolean: avroBool, avro.Int: avroInt, avro.Long: avroLong,
	avro.Float: avroFloat, avro.Double: avroDouble, avro.Bytes: avroBytes, avro.String: avroString,
	avro.Enum: avroEnum, avro.Fixed: avroFixed, avro.Array: avroArray, avro.Map: avroMap,
	avro.Record: avroRecord, avro.Error: avroRecord, avro.Union: avroUnion,
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
		out.name = plainNames(n.FullName())
		for _, a := range n.Aliases() {
			out.aliases = append(out.aliases, plainNames(a))
		}
		c.named[n.FullName()] = out
	}
	switch s := s.(type) {
	case *avro.PrimitiveSchema:
		c.check(out.setLogical(hiddenOf(s, avroLogicalProperty)))
	case *avro.FixedSchema:
		out.size = s.Size()
		c.check(out.setLogical(hiddenOf(s, avroLogicalProperty)))
	case *avro.EnumSchema:
		out.symbols = s.Symbols()
		out.fallback, _ = hiddenOf(s, avroDefaultProperty)
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
			x := avroField{name: f.Name(), aliases: f.Aliases(), typ: c.schema(f.Type())}
			x.def, x.hasDef = hiddenOf(f, avroDefaultProperty)
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
