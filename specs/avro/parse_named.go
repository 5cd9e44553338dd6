package avro

import (
	"fmt"
	"reflect"
	"slices"

	"starling/specs/wire"
)

// named is a record, an enum or a fixed. Its name is known to what is within it. The same
// definition again is the type of the first.
func (p *parser) named(t string, x map[string]any, space string) (*schema, error) {
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
			return p.known[full], nil
		}
		return nil, fmt.Errorf("duplicate name %q", full)
	}
	aliases, err := texts(x, "aliases", "alias")
	if err != nil {
		return nil, err
	}
	s := &schema{name: full, aliases: aliases}
	for i, a := range aliases {
		if aliases[i], _ = fullName(a, space); aliases[i] == "" {
			return nil, fmt.Errorf("%s %s: an alias is empty", t, full)
		}
		if _, ok := p.known[aliases[i]]; !ok {
			p.known[aliases[i]] = s
		}
	}
	p.seen[full], p.known[full] = x, s
	switch t {
	case "enum":
		s.kind, s.fallback = enumKind, x["default"]
		s.symbols, err = symbolsOf(full, x)
	case "fixed":
		n, ok := wholeDefault(x["size"])
		if !ok || n < 0 {
			return nil, fmt.Errorf("the size of fixed %s is %s, no number from 0 on", full, shownAny(x["size"]))
		}
		s.kind, s.size = fixedKind, int(n)
		err = s.setLogical(x)
	default:
		s.kind = recordKind
		p.records = append(p.records, s)
		err = p.fields(s, x, space)
	}
	return s, err
}

// fields parses the fields of a record.
func (p *parser) fields(record *schema, x map[string]any, space string) error {
	list, ok := x["fields"].([]any)
	if !ok {
		return fmt.Errorf("the fields of %s are missing", record)
	}
	record.fields = make([]field, len(list))
	seen := make(map[string]bool, len(list))
	for i, y := range list {
		m, _ := y.(map[string]any)
		f := &record.fields[i]
		if f.name, _ = m["name"].(string); f.name == "" {
			return fmt.Errorf("%s: the name of a field is missing", record)
		}
		if err := wire.CheckName("field", f.name); err != nil {
			return err
		}
		if _, ok := m["type"]; !ok {
			return fmt.Errorf("%s: field %q has no type", record, f.name)
		}
		var err error
		if f.aliases, err = texts(m, "aliases", "alias"); err != nil {
			return err
		}
		if slices.Contains(f.aliases, "") {
			return fmt.Errorf("%s: an alias of field %q is empty", record, f.name)
		}
		if f.typ, err = p.schema(m["type"], space); err != nil {
			return err
		}
		if seen[f.name] {
			return fmt.Errorf("duplicate field name %q", f.name)
		}
		seen[f.name] = true
		f.def, f.hasDef = m["default"]
	}
	return nil
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
	if len(symbols) == 0 {
		return nil, fmt.Errorf("enum %s has no symbols", enum)
	}
	seen := make(map[string]bool, len(symbols))
	for _, s := range symbols {
		if s == "" {
			return nil, fmt.Errorf("enum %s: a symbol is empty", enum)
		}
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
