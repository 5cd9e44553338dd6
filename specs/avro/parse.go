package avro

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

// parse parses a schema's JSON text. refs are the texts of schemas that it names,
// each after those that it names itself. Names are kept as they are. It and prepareAvro are
// all that knows the parser: another one would replace these two files.
func parse(text string, refs ...string) (out *schema, err error) {
	defer func() {
		if r := recover(); r != nil { // the parser's, whose care the text is
			err = fmt.Errorf("avro schema: %s", wire.Clip(fmt.Sprint(r)))
		}
	}()
	if err := wire.CheckSchemaText(text, refs...); err != nil {
		return nil, fmt.Errorf("avro schema: %w", err)
	}
	anyName()
	prep, cache := newPreparer(), &avro.SchemaCache{}
	for _, ref := range refs {
		if _, err := parseText(ref, prep, cache); err != nil {
			return nil, fmt.Errorf("avro schema: a referenced schema: %w", err)
		}
	}
	s, err := parseText(text, prep, cache)
	if err != nil {
		return nil, fmt.Errorf("avro schema: %w", err)
	}
	conv := &converter{named: map[string]*schema{}}
	out = conv.schema(s)
	if conv.err != nil {
		return nil, fmt.Errorf("avro schema: %w", conv.err)
	}
	conv.defaults()
	return out, nil
}

// parseText parses one text; cache has the types of those before.
func parseText(text string, prep *preparer, cache *avro.SchemaCache) (avro.Schema, error) {
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

// kinds is the parser's names of the types.
var kinds = map[avro.Type]kind{
	avro.Null: nullKind, avro.Boolean: boolKind, avro.Int: intKind, avro.Long: longKind,
	avro.Float: floatKind, avro.Double: doubleKind, avro.Bytes: bytesKind, avro.String: stringKind,
	avro.Enum: enumKind, avro.Fixed: fixedKind, avro.Array: arrayKind, avro.Map: mapKind,
	avro.Record: recordKind, avro.Error: recordKind, avro.Union: unionKind,
}

// converter takes the parser's result over.
type converter struct {
	named   map[string]*schema
	records []*schema
	err     error // the first thing that is too large
}

func (c *converter) check(err error) {
	if c.err == nil {
		c.err = err
	}
}

func (c *converter) schema(s avro.Schema) *schema {
	if ref, ok := s.(*avro.RefSchema); ok {
		s = ref.Schema()
	}
	out := &schema{kind: kinds[s.Type()]}
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
		c.check(out.setLogical(hiddenOf(s, logicalProperty)))
	case *avro.FixedSchema:
		out.size = s.Size()
		c.check(out.setLogical(hiddenOf(s, logicalProperty)))
	case *avro.EnumSchema:
		out.symbols = s.Symbols()
		out.fallback, _ = hiddenOf(s, defaultProperty)
	case *avro.ArraySchema:
		out.elem = c.schema(s.Items())
	case *avro.MapSchema:
		out.elem = c.schema(s.Values())
	case *avro.UnionSchema:
		if n := len(s.Types()); n > maxBranches {
			c.check(fmt.Errorf("a union of %d types, more than %d", n, maxBranches))
		}
		for _, b := range s.Types() {
			out.branches = append(out.branches, c.schema(b))
		}
	case *avro.RecordSchema:
		c.records = append(c.records, out)
		for _, f := range s.Fields() {
			x := field{name: f.Name(), aliases: f.Aliases(), typ: c.schema(f.Type())}
			x.def, x.hasDef = hiddenOf(f, defaultProperty)
			out.fields = append(out.fields, x)
		}
	}
	return out
}

// defaults makes the binary form of all defaults.
func (c *converter) defaults() {
	w := &defaultWriter{}
	for _, s := range c.records {
		for i := range s.fields {
			if f := &s.fields[i]; f.hasDef {
				f.data, f.bad = w.make(f.typ, f.def)
			}
		}
	}
}
