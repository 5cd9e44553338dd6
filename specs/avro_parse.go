package specs

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// parseAvro parses a schema's JSON text. refs are the texts of schemas that it names,
// each after those that it names itself. Registries hold what Java's Avro takes when it
// is not asked to be strict: any text is a name, and a default may be of any type. Names
// are kept as they are.
func parseAvro(text string, refs ...string) (*avroSchema, error) {
	if err := checkSchemaText(text, refs...); err != nil {
		return nil, fmt.Errorf("avro schema: %w", err)
	}
	p := &avroParser{known: map[string]*avroSchema{}, aliased: map[string]*avroSchema{}}
	for _, ref := range refs {
		if _, err := p.text(ref); err != nil {
			return nil, fmt.Errorf("avro schema: a referenced schema: %w", err)
		}
	}
	out, err := p.text(text)
	if err != nil {
		return nil, fmt.Errorf("avro schema: %w", err)
	}
	p.defaults()
	return out, nil
}

// avroParser makes schemas of texts that name each other's types.
type avroParser struct {
	known   map[string]*avroSchema // by full name
	aliased map[string]*avroSchema // by alias, for texts that name a type so
	seen    map[string]any         // what defines the types of this text, by full name
	records []*avroSchema
}

func (p *avroParser) text(text string) (*avroSchema, error) {
	doc, err := avroDocument(text)
	if err != nil {
		return nil, err
	}
	p.seen = map[string]any{}
	return p.schema(doc, "")
}

// avroKindOf is the types that have no name, by the word for each.
var avroKindOf = map[string]avroKind{
	"null": avroNull, "boolean": avroBool, "int": avroInt, "long": avroLong,
	"float": avroFloat, "double": avroDouble, "bytes": avroBytes, "string": avroString,
}

// schema makes the type that x describes, in a namespace.
func (p *avroParser) schema(x any, space string) (*avroSchema, error) {
	switch x := x.(type) {
	case string:
		if k, ok := avroKindOf[x]; ok {
			return &avroSchema{kind: k}, nil
		}
		return p.reference(x, space)
	case []any:
		return p.union(x, space)
	case map[string]any:
		switch t := x["type"].(type) {
		case string:
			return p.object(t, x, space)
		case []any, map[string]any: // a description within a description
			return p.schema(t, space)
		}
		if x["type"] == nil {
			return nil, errors.New("a type is missing")
		}
		return nil, fmt.Errorf("unknown type: %s", shownAny(x["type"]))
	}
	return nil, fmt.Errorf("unknown type: %s", shownAny(x))
}

// reference is the type that has been given a name. As in Java, a name that its namespace
// does not have may be one of no namespace.
func (p *avroParser) reference(name, space string) (*avroSchema, error) {
	full, _ := avroFullName(name, space)
	for _, types := range []map[string]*avroSchema{p.known, p.aliased} {
		for _, n := range []string{full, lastPart(name)} {
			if s := types[n]; s != nil {
				return s, nil
			}
		}
	}
	return nil, fmt.Errorf("unknown type: %s", clip(name))
}

// avroFullName is the full name of a type that is called name in a namespace, and the
// namespace of the types within it.
func avroFullName(name, space string) (full, inner string) {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name, space = name[i+1:], name[:i]
	}
	if space == "" {
		return name, ""
	}
	return space + "." + name, space
}

// object makes the type t that an object describes.
func (p *avroParser) object(t string, x map[string]any, space string) (s *avroSchema, err error) {
	switch t {
	case "record", "error":
		return p.named(avroRecord, x, space)
	case "enum":
		return p.named(avroEnum, x, space)
	case "fixed":
		return p.named(avroFixed, x, space)
	case "array":
		s = &avroSchema{kind: avroArray}
		s.elem, err = p.within(x, "items", space)
		return s, err
	case "map":
		s = &avroSchema{kind: avroMap}
		s.elem, err = p.within(x, "values", space)
		return s, err
	}
	k, ok := avroKindOf[t]
	if !ok {
		return p.reference(t, space)
	}
	s = &avroSchema{kind: k}
	return s, s.setLogical(x)
}

// within is the type of an array's items or a map's values.
func (p *avroParser) within(x map[string]any, key, space string) (*avroSchema, error) {
	if x[key] == nil {
		return nil, fmt.Errorf("the %s of an %s are missing", key, x["type"])
	}
	return p.schema(x[key], space)
}

func (p *avroParser) union(list []any, space string) (*avroSchema, error) {
	if n := len(list); n > maxAvroBranches {
		return nil, fmt.Errorf("a union of %d types, more than %d", n, maxAvroBranches)
	}
	out := &avroSchema{kind: avroUnion}
	seen := map[string]bool{}
	for _, x := range list {
		b, err := p.schema(x, space)
		if err != nil {
			return nil, err
		}
		if b.kind == avroUnion {
			return nil, errors.New("a union directly in a union")
		}
		if name := avroNames[b.kind] + " " + b.name; !seen[name] {
			seen[name] = true
		} else {
			return nil, fmt.Errorf("%s is twice in a union", b.shallow())
		}
		out.branches = append(out.branches, b)
	}
	return out, nil
}

// named makes a record, an enum or a fixed. Its name is known to what is within it.
func (p *avroParser) named(kind avroKind, x map[string]any, space string) (*avroSchema, error) {
	s := &avroSchema{kind: kind}
	name, _ := x["name"].(string)
	if lastPart(name) == "" {
		return nil, fmt.Errorf("the name of a %s is missing", avroNames[kind])
	}
	if own, ok := x["namespace"].(string); ok {
		space = own
	}
	s.name, space = avroFullName(name, space)
	if err := checkName("type", s.name); err != nil {
		return nil, err
	}
	if before, ok := p.seen[s.name]; ok {
		if reflect.DeepEqual(before, x) {
			return p.known[s.name], nil
		}
		return nil, fmt.Errorf("duplicate name %q", s.name)
	}
	aliases, err := avroTexts(x, "aliases", "alias")
	if err != nil {
		return nil, err
	}
	p.seen[s.name], p.known[s.name] = x, s
	for _, a := range aliases {
		full, _ := avroFullName(a, space)
		s.aliases = append(s.aliases, full)
		p.aliased[full] = s
	}
	switch kind {
	case avroRecord:
		err = p.fields(s, x, space)
	case avroEnum:
		err = s.setSymbols(x)
	case avroFixed:
		if err = s.setSize(x); err == nil {
			err = s.setLogical(x)
		}
	}
	return s, err
}

func (p *avroParser) fields(s *avroSchema, x map[string]any, space string) error {
	p.records = append(p.records, s)
	list, ok := x["fields"].([]any)
	if !ok {
		return fmt.Errorf("the fields of %s are missing", s)
	}
	seen := make(map[string]bool, len(list))
	for _, y := range list {
		m, _ := y.(map[string]any)
		f := avroField{}
		if f.name, _ = m["name"].(string); f.name == "" {
			return fmt.Errorf("%s: the name of a field is missing", s)
		}
		if err := checkName("field", f.name); err != nil {
			return err
		}
		if seen[f.name] {
			return fmt.Errorf("%s: duplicate field %q", s, f.name)
		}
		seen[f.name] = true
		if _, ok := m["type"]; !ok {
			return fmt.Errorf("%s: field %q has no type", s, f.name)
		}
		var err error
		if f.aliases, err = avroTexts(m, "aliases", "alias"); err == nil {
			f.typ, err = p.schema(m["type"], space)
		}
		if err != nil {
			return err
		}
		f.def, f.hasDef = m["default"]
		s.fields = append(s.fields, f)
	}
	return nil
}

// setSymbols takes over what an enum has.
func (s *avroSchema) setSymbols(x map[string]any) (err error) {
	if _, ok := x["symbols"]; !ok {
		return fmt.Errorf("the symbols of %s are missing", s)
	}
	if s.symbols, err = avroTexts(x, "symbols", "symbol"); err != nil {
		return err
	}
	seen := make(map[string]bool, len(s.symbols))
	for _, symbol := range s.symbols {
		if seen[symbol] {
			return fmt.Errorf("%s: duplicate symbol %q", s, symbol)
		}
		seen[symbol] = true
	}
	s.fallback = x["default"]
	return nil
}

func (s *avroSchema) setSize(x map[string]any) error {
	n, ok := wholeDefault(x["size"])
	if !ok || n < 0 {
		return fmt.Errorf("the size of %s is %s, no number from 0 on", s, shownAny(x["size"]))
	}
	s.size = int(n)
	return nil
}

// avroTexts is a list of texts, empty if it is missing; what says of what.
func avroTexts(x map[string]any, key, what string) ([]string, error) {
	if x[key] == nil {
		return nil, nil
	}
	list, ok := x[key].([]any)
	out := make([]string, 0, len(list))
	for _, y := range list {
		text, isText := y.(string)
		ok = ok && isText
		if err := checkName(what, text); err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	if !ok {
		return nil, fmt.Errorf("%s must be a list of texts", key)
	}
	return out, nil
}

// defaults makes the binary form of all defaults.
func (p *avroParser) defaults() {
	w := &avroDefaultWriter{}
	for _, s := range p.records {
		for i := range s.fields {
			if f := &s.fields[i]; f.hasDef {
				f.data, f.bad = w.make(f.typ, f.def)
			}
		}
	}
}
