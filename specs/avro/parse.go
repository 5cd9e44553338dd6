package avro

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"starling/specs/wire"
)

// parse parses a schema's JSON text. refs are the texts of schemas that it names,
// each after those that it names itself. Names are kept as they are.
func parse(text string, refs ...string) (*schema, error) {
	if err := wire.CheckSchemaText(text, refs...); err != nil {
		return nil, fmt.Errorf("avro schema: %w", err)
	}
	p := &parser{known: map[string]*schema{}}
	for _, ref := range refs {
		if _, err := p.parse(ref); err != nil {
			return nil, fmt.Errorf("avro schema: a referenced schema: %w", err)
		}
	}
	s, err := p.parse(text)
	if err != nil {
		return nil, fmt.Errorf("avro schema: %w", err)
	}
	p.defaults()
	return s, nil
}

// parser takes schemas' texts as Java's Avro does when it is not asked to be strict, since
// registries hold such schemas: any text is a name, a logical type that does not fit says
// nothing, and a default that does not fit is wrong where it is used.
type parser struct {
	known   map[string]*schema // by full name and by alias
	seen    map[string]any     // what defines the types of the text at hand, by full name
	records []*schema          // of all texts, each before those within it
}

// parse parses a text; it may name the types of those before.
func (p *parser) parse(text string) (*schema, error) {
	doc, err := document(text)
	if err != nil {
		return nil, err
	}
	p.seen = map[string]any{}
	return p.schema(doc, "")
}

// schema is the type that x describes, in a namespace.
func (p *parser) schema(x any, space string) (*schema, error) {
	switch x := x.(type) {
	case string:
		return p.name(x, space)
	case []any:
		return p.union(x, space)
	case map[string]any:
		switch t := x["type"].(type) {
		case []any, map[string]any: // a description within a description
			return p.schema(t, space)
		case string:
			return p.object(t, x, space)
		}
		return nil, fmt.Errorf("unknown type: %s", shownAny(x["type"]))
	}
	return nil, fmt.Errorf("unknown type: %s", shownAny(x))
}

// name is the type of a name. As in Java, one that its namespace does not have may be of
// no namespace.
func (p *parser) name(name, space string) (*schema, error) {
	if k := slices.Index(names[:enumKind], name); k >= 0 {
		return &schema{kind: kind(k)}, nil
	}
	full, _ := fullName(name, space)
	for _, n := range []string{full, lastPart(name)} {
		if known, ok := p.known[n]; ok {
			return known, nil
		}
	}
	return nil, fmt.Errorf("unknown type: %s", wire.Clip(name))
}

// fullName is the full name of a type that is called name in a namespace, and the
// namespace of the types within it.
func fullName(name, space string) (full, inner string) {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name, space = name[i+1:], name[:i]
	}
	if space == "" {
		return name, ""
	}
	return space + "." + name, space
}

// object is the type t that an object describes.
func (p *parser) object(t string, x map[string]any, space string) (*schema, error) {
	switch t {
	case "record", "error", "enum", "fixed":
		return p.named(t, x, space)
	case "array":
		return p.within(arrayKind, "items", x, space)
	case "map":
		return p.within(mapKind, "values", x, space)
	}
	s, err := p.name(t, space)
	if err != nil || s.name != "" {
		return s, err
	}
	return s, s.setLogical(x)
}

// within is an array of items or a map of values.
func (p *parser) within(k kind, key string, x map[string]any, space string) (*schema, error) {
	if x[key] == nil {
		return nil, fmt.Errorf("the %s of an %s are missing", key, names[k])
	}
	inner, err := p.schema(x[key], space)
	return &schema{kind: k, elem: inner}, err
}

// union is a union. What tells its types apart in JSON is their names alone.
func (p *parser) union(types []any, space string) (*schema, error) {
	if n := len(types); n > maxBranches {
		return nil, fmt.Errorf("a union of %d types, more than %d", n, maxBranches)
	}
	out := &schema{kind: unionKind, branches: make([]*schema, len(types))}
	seen := make(map[string]bool, len(types))
	for i, x := range types {
		s, err := p.schema(x, space)
		if err != nil {
			return nil, err
		}
		name := cmp.Or(s.name, names[s.kind])
		switch {
		case s.kind == unionKind:
			return nil, errors.New("union type cannot be a union")
		case seen[name]:
			return nil, errors.New("union type must be unique")
		}
		seen[name], out.branches[i] = true, s
	}
	return out, nil
}

// defaults makes the binary form of all defaults.
func (p *parser) defaults() {
	w := &defaultWriter{}
	for _, s := range p.records {
		for i := range s.fields {
			if f := &s.fields[i]; f.hasDef {
				f.data, f.bad = w.make(f.typ, f.def)
			}
		}
	}
}
