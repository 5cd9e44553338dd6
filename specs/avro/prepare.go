package avro

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"starling/specs/wire"
)

// Properties that hold, as JSON in a string, what the parser is not to see.
const (
	defaultProperty = "starling.default"
	logicalProperty = "starling.logical"
)

// preparer makes of schemas' texts, as Java's Avro takes them, texts for the parser.
//
// The parser is strict about defaults and logical types, where Java's waits until they are
// used; and it knows no bounds: it would expand defaults through types that name each
// other, as many times as there are ways. So it sees neither. It takes keys whatever their
// case, and so sees only those that it has to. It resolves names otherwise than Java does,
// so it sees each as one part, see oneName.
type preparer struct {
	known map[string]string // full names, by themselves and by alias
	seen  map[string]any    // what defines the types of the text at hand, by full name
}

func newPreparer() *preparer { return &preparer{known: map[string]string{}} }

// dot stands for the dots of full names in what the parser sees.
const dot = "\x00"

func oneName(full string) string    { return strings.ReplaceAll(full, ".", dot) }
func plainNames(text string) string { return strings.ReplaceAll(text, dot, ".") }

// prepare is a text for the parser; it may name the types of those before.
func (p *preparer) prepare(text string) (string, error) {
	doc, err := document(text)
	if err != nil {
		return "", err
	}
	p.seen = map[string]any{}
	if doc, err = p.schema(doc, ""); err != nil {
		return "", err
	}
	b, err := json.Marshal(doc)
	return string(b), err
}

// schema prepares the type that x describes, in a namespace.
func (p *preparer) schema(x any, space string) (any, error) {
	switch x := x.(type) {
	case string:
		return p.name(x, space)
	case []any:
		if n := len(x); n > maxBranches {
			return nil, fmt.Errorf("a union of %d types, more than %d", n, maxBranches)
		}
		out := make([]any, len(x))
		for i := range x {
			var err error
			if out[i], err = p.schema(x[i], space); err != nil {
				return nil, err
			}
		}
		return out, nil
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
func (p *preparer) name(name, space string) (string, error) {
	if slices.Contains(names[:enumKind], name) {
		return name, nil
	}
	full, _ := fullName(name, space)
	for _, n := range []string{full, lastPart(name)} {
		if known, ok := p.known[n]; ok {
			return oneName(known), nil
		}
	}
	return "", fmt.Errorf("unknown type: %s", wire.Clip(name))
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

// object prepares the type t that an object describes.
func (p *preparer) object(t string, x map[string]any, space string) (out any, err error) {
	switch t {
	case "record", "error", "enum", "fixed":
		return p.named(t, x, space)
	case "array":
		return p.within(t, "items", x, space)
	case "map":
		return p.within(t, "values", x, space)
	}
	name, err := p.name(t, space)
	if err != nil || name != t {
		return name, err
	}
	return hidden(map[string]any{"type": t}, logicalProperty, logicalOf(x)), nil
}

// within prepares an array's items or a map's values.
func (p *preparer) within(t, key string, x map[string]any, space string) (any, error) {
	if x[key] == nil {
		return nil, fmt.Errorf("the %s of an %s are missing", key, t)
	}
	inner, err := p.schema(x[key], space)
	return map[string]any{"type": t, key: inner}, err
}

// named prepares a record, an enum or a fixed. Its name is known to what is within it. The
// same definition again is the name alone.
func (p *preparer) named(t string, x map[string]any, space string) (any, error) {
	name, _ := x["name"].(string)
	if lastPart(name) == "" {
		return nil, fmt.Errorf("the name of a %s is missing", t)
	}
	if own, ok := x["namespace"].(string); ok {
		space = own
	}
	full, space := fullName(name, space)
	if err := wire.CheckName("type", full); err != nil {
		return nil, err
	}
	if before, ok := p.seen[full]; ok {
		if reflect.DeepEqual(before, x) {
			return oneName(full), nil
		}
		return nil, fmt.Errorf("duplicate name %q", full)
	}
	aliases, err := texts(x, "aliases", "alias")
	if err != nil {
		return nil, err
	}
	for i, a := range aliases {
		aliases[i], _ = fullName(a, space)
		if _, ok := p.known[aliases[i]]; !ok {
			p.known[aliases[i]] = full
		}
		aliases[i] = oneName(aliases[i])
	}
	p.seen[full], p.known[full] = x, full
	out := map[string]any{"type": t, "name": oneName(full), "aliases": aliases}
	switch t {
	case "enum":
		if out["symbols"], err = symbolsOf(full, x); err == nil {
			if def, ok := x["default"]; ok {
				hidden(out, defaultProperty, def)
			}
		}
	case "fixed":
		n, ok := wholeDefault(x["size"])
		if !ok || n < 0 {
			return nil, fmt.Errorf("the size of fixed %s is %s, no number from 0 on", full, shownAny(x["size"]))
		}
		out["size"] = n
		hidden(out, logicalProperty, logicalOf(x))
	default:
		out["fields"], err = p.fields(full, x, space)
	}
	return out, err
}

func (p *preparer) fields(record string, x map[string]any, space string) ([]any, error) {
	list, ok := x["fields"].([]any)
	if !ok {
		return nil, fmt.Errorf("the fields of record %s are missing", record)
	}
	out := make([]any, len(list))
	for i, y := range list {
		m, _ := y.(map[string]any)
		name, _ := m["name"].(string)
		if name == "" {
			return nil, fmt.Errorf("record %s: the name of a field is missing", record)
		}
		if err := wire.CheckName("field", name); err != nil {
			return nil, err
		}
		if _, ok := m["type"]; !ok {
			return nil, fmt.Errorf("record %s: field %q has no type", record, name)
		}
		aliases, err := texts(m, "aliases", "alias")
		if err != nil {
			return nil, err
		}
		typ, err := p.schema(m["type"], space)
		if err != nil {
			return nil, err
		}
		field := map[string]any{"name": name, "type": typ, "aliases": aliases}
		if def, ok := m["default"]; ok {
			hidden(field, defaultProperty, def)
		}
		out[i] = field
	}
	return out, nil
}

// symbolsOf is the symbols of an enum, each of which is there once.
func symbolsOf(enum string, x map[string]any) ([]string, error) {
	if _, ok := x["symbols"]; !ok {
		return nil, fmt.Errorf("the symbols of enum %s are missing", enum)
	}
	symbols, err := texts(x, "symbols", "symbol")
	if err != nil {
		return nil, err
	}
	seen := make(map[string]bool, len(symbols))
	for _, s := range symbols {
		if seen[s] {
			return nil, fmt.Errorf("enum %s: duplicate symbol %q", enum, s)
		}
		seen[s] = true
	}
	return symbols, nil
}

// texts is a list of texts, empty if it is missing; what says of what.
func texts(x map[string]any, key, what string) ([]string, error) {
	if x[key] == nil {
		return nil, nil
	}
	list, ok := x[key].([]any)
	out := make([]string, 0, len(list))
	for _, y := range list {
		text, isText := y.(string)
		ok = ok && isText
		if err := wire.CheckName(what, text); err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	if !ok {
		return nil, fmt.Errorf("%s must be a list of texts", key)
	}
	return out, nil
}

// logicalOf is what x says of a logical type.
func logicalOf(x map[string]any) map[string]any {
	out := maps.Clone(x)
	maps.DeleteFunc(out, func(k string, _ any) bool { return k != "logicalType" && k != "precision" && k != "scale" })
	return out
}

// hidden is m with a property that holds x.
func hidden(m map[string]any, property string, x any) map[string]any {
	b, _ := json.Marshal(x) // of what was JSON
	m[property] = string(b)
	return m
}

// hiddenOf is what a property holds, with numbers as they were written.
func hiddenOf(s interface{ Prop(name string) any }, property string) (x any, ok bool) {
	text, ok := s.Prop(property).(string)
	if ok {
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		_ = d.Decode(&x) // hidden made it
	}
	return x, ok
}
