package avro

import (
	"fmt"
	"strconv"
	"strings"

	"starling/engine/column"
	"starling/specs/wire"
)

// types is the type of a field that is made for a column. dhType tells Deephaven
// what an int was.
var types = map[column.Kind]string{
	column.Bool: `"boolean"`, column.Byte: `{"type":"int","dhType":"byte"}`, column.Short: `{"type":"int","dhType":"short"}`,
	column.Char: `{"type":"int","dhType":"char"}`, column.Int: `"int"`, column.Long: `"long"`, column.Float: `"float"`,
	column.Double: `"double"`, column.Instant: `{"type":"long","logicalType":"timestamp-micros"}`,
	column.String: `"string"`, column.Bytes: `"bytes"`,
}

// schemaText is the schema of a record with a field for every column, each of which can
// be null.
func (w *writer) schemaText(cols []column.Field) (string, error) {
	fields := map[string]string{}
	for _, m := range w.opts.Mapping {
		fields[m.Column] = m.Field
	}
	name, space := w.opts.Subject, w.opts.Namespace
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name, space = name[i+1:], name[:i]
	}
	b := []byte(`{"type":"record","name":`)
	b = wire.AppendQuoted(b, plainName(name))
	if space != "" {
		b = wire.AppendQuoted(append(b, `,"namespace":`...), space)
	}
	b = append(b, `,"fields":[`...)
	for i, f := range cols {
		typ, err := w.typeText(f)
		if err != nil {
			return "", fmt.Errorf("column %q: %w", f.Name, err)
		}
		field, mapped := fields[f.Name]
		if !mapped {
			field = f.Name
		}
		if plainName(field) != field {
			return "", fmt.Errorf("column %q: %q is no name of a field in Avro (letters, digits and _); give it one by field_to_col_mapping", f.Name, field)
		}
		if i > 0 {
			b = append(b, ',')
		}
		b = wire.AppendQuoted(append(b, `{"name":`...), field)
		b = append(append(append(b, `,"type":[`...), typ...), `,"null"]}`...)
	}
	if ts := w.opts.TimestampField; ts != "" {
		if len(cols) > 0 {
			b = append(b, ',')
		}
		b = wire.AppendQuoted(append(b, `{"name":`...), ts)
		b = append(append(append(b, `,"type":`...), types[column.Instant]...), '}')
	}
	return string(append(b, "]}"...)), nil
}

// plainName is s with everything that a name of Avro cannot have made _.
func plainName(s string) string {
	out := []byte(s)
	for i, c := range out {
		if !(c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' && i > 0) {
			out[i] = '_'
		}
	}
	return string(out)
}

// typeText is the type of a field for a column; that of a list's elements is without the
// column's dhType, and may be null.
func (w *writer) typeText(f column.Field) (string, error) {
	elem, list := f.Type.Elem()
	switch text, ok := types[f.Type.Kind]; {
	case ok:
		return text, nil
	case f.Type == column.BigDecimal:
		prec, scale, err := w.digits(f.Name)
		return fmt.Sprintf(`{"type":"bytes","logicalType":"decimal","precision":%d,"scale":%d}`, prec, scale), err
	case !list:
		return "", fmt.Errorf("type %s has no form in a schema that is made of the table; leave the column out, or register a schema that has one", wire.TypeName(f.Type))
	}
	item, err := w.typeText(column.Field{Name: f.Name, Type: elem})
	if strings.Contains(item, "dhType") {
		item = types[column.Int]
	}
	return `{"type":"array","items":[` + item + `,"null"]}`, err
}

// digits reads the properties of a decimal column.
func (w *writer) digits(col string) (prec, scale int, err error) {
	for _, p := range []struct {
		name   string
		lowest int
		to     *int
	}{{col + ".precision", 1, &prec}, {col + ".scale", 0, &scale}} {
		text, ok := w.opts.Properties[p.name]
		if !ok {
			return 0, 0, fmt.Errorf(`a BigDecimal needs both column_properties {"%s.precision": "10", "%s.scale": "2"}; %s is missing`, col, col, p.name)
		}
		if *p.to, err = strconv.Atoi(strings.TrimSpace(text)); err != nil || *p.to < p.lowest {
			return 0, 0, fmt.Errorf("column_properties: %s: %q must be a number from %d on", p.name, text, p.lowest)
		}
	}
	if scale > prec {
		return 0, 0, fmt.Errorf("column_properties: %s.scale: %d is more than the precision %d", col, scale, prec)
	}
	return prec, scale, nil
}
