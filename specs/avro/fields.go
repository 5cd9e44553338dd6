package avro

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/specs/wire"
)

// writeCompiler makes the steps that write a record of a schema.
type writeCompiler struct {
	opts    *WriterOptions
	table   []column.Field
	chosen  []column.Field    // that may be written
	mapping map[string]string // column by path of field
	names   map[string]string // likewise, as reading names them
	used    map[string]bool   // columns and paths that have a field
	e       *encoder
	steps   int   // fields looked at
	err     error // why that was too much
}

// maxWriteSteps bounds the fields that are looked at for columns. Each is once for
// every record around it.
const maxWriteSteps = 1 << 18

// step counts a field; depth is how many records are around it.
func (c *writeCompiler) step(path string, depth int) error {
	c.steps++
	switch {
	case c.err != nil:
	case c.steps > maxWriteSteps:
		c.err = fmt.Errorf("the schema has more than %d fields within records", maxWriteSteps)
	case depth > maxDepth:
		c.err = fmt.Errorf("records nest deeper than %d levels", maxDepth)
	default:
		c.err = wire.CheckPath(path)
	}
	return c.err
}

func (c *writeCompiler) compile(s *schema) (*encoder, error) {
	for _, m := range c.opts.Mapping {
		if _, err := wire.FindColumn("field_to_col_mapping", c.table, m.Column); err != nil {
			return nil, err
		}
		c.mapping[m.Field] = m.Column
	}
	var err error
	if c.names, err = columnNames(s, c.opts.Mapping); err != nil {
		return nil, err
	}
	if err := c.record(s, "", "", nil); err != nil {
		return nil, err
	}
	for _, m := range c.opts.Mapping {
		if !c.used["field "+m.Field] {
			return nil, fmt.Errorf("field_to_col_mapping: no field %q in the schema, which has %s", m.Field, strings.Join(paths(s), ", "))
		}
	}
	for _, name := range c.opts.Include {
		if !c.used["column "+name] {
			return nil, fmt.Errorf("include_only_columns: the schema has no field for column %q, only %s", name, strings.Join(paths(s), ", "))
		}
	}
	if ts := c.opts.TimestampField; ts != "" && !c.used["field "+ts] {
		return nil, fmt.Errorf("timestamp_field: no field %q in the schema, which has %s", ts, strings.Join(paths(s), ", "))
	}
	return c.e, nil
}

// record adds the steps of a record whose fields have paths and columns that begin so.
func (c *writeCompiler) record(s *schema, path, prefix string, above []*schema) error {
	above = append(above[:len(above):len(above)], s)
	for _, f := range s.fields {
		at := pathOf(path, f.name)
		if err := c.step(at, len(above)); err != nil {
			return err
		}
		if err := c.field(f, at, prefix+f.name, above); err != nil {
			return fmt.Errorf("field %q: %w", at, err)
		}
	}
	return nil
}

// columnOf is the column of the field at path; name is what the names that lead to it make.
func (c *writeCompiler) columnOf(path, name string) string {
	if col, ok := c.mapping[path]; ok {
		return col
	}
	if col, ok := c.names[path]; ok {
		return col
	}
	if plainName(name) != name {
		return wire.LegalName(name)
	}
	return name
}

func (c *writeCompiler) field(f field, path, name string, above []*schema) error {
	if col, ok := c.mapping[path]; ok {
		c.used["field "+path], name = true, col
	}
	col := c.columnOf(path, name)
	typ, null := f.typ.nonNull()
	if path == c.opts.TimestampField {
		c.used["field "+path] = true
		if typ.instant() == 0 {
			return fmt.Errorf("is of type %s, timestamp_field needs long with logicalType timestamp-millis, timestamp-micros or timestamp-nanos", typ)
		}
		op := writeOp{code: writeNow, unit: typ.instant()}
		op.branches(f.typ, null)
		c.e.ops = append(c.e.ops, op)
		return nil
	}
	if i := slices.IndexFunc(c.chosen, func(x column.Field) bool { return x.Name == col }); i >= 0 {
		c.used["column "+col] = true
		return c.column(c.chosen[i], f.typ, path)
	}
	if typ.kind == recordKind && !slices.Contains(above, typ) && c.within(typ, path, name+separator, above) {
		return c.nested(f.typ, path, name+separator, above)
	}
	data, err := f.absent()
	switch {
	case c.err != nil:
		return c.err
	case f.bad != nil:
		return f.bad
	case err != nil:
		return fmt.Errorf("no column %q is written to it, and it has neither a default nor null", col)
	}
	c.e.ops = append(c.e.ops, writeOp{code: writeData, data: data})
	return nil
}

// absent is what a field holds that has no column.
func (f *field) absent() ([]byte, error) {
	if f.hasDef {
		return f.data, f.bad
	}
	if f.typ.kind == unionKind || f.typ.kind == nullKind {
		return new(defaultWriter).make(f.typ, nil)
	}
	return nil, fmt.Errorf("no default")
}

// within reports whether a column is written to a field of the record.
func (c *writeCompiler) within(s *schema, path, prefix string, above []*schema) bool {
	above = append(above[:len(above):len(above)], s)
	for _, f := range s.fields {
		at, name := pathOf(path, f.name), prefix+f.name
		col := c.columnOf(at, name)
		if c.step(at, len(above)) != nil {
			return false
		}
		if _, mapped := c.mapping[at]; mapped || at == c.opts.TimestampField ||
			slices.ContainsFunc(c.chosen, func(x column.Field) bool { return x.Name == col }) {
			return true
		}
		if typ, _ := f.typ.nonNull(); typ.kind == recordKind && !slices.Contains(above, typ) && c.within(typ, at, name+separator, above) {
			return true
		}
	}
	return false
}

// nested adds the steps of a record within the record. It is null, where it can be, in
// rows in which all of its columns are.
func (c *writeCompiler) nested(s *schema, path, prefix string, above []*schema) error {
	typ, null := s.nonNull()
	at, first := len(c.e.ops), len(c.e.cols)
	if s.kind == unionKind {
		op := writeOp{code: writeRecord, in: first}
		op.branches(s, null)
		c.e.ops = append(c.e.ops, op)
	}
	if err := c.record(typ, path, prefix, above); err != nil {
		return err
	}
	if s.kind == unionKind {
		c.e.ops[at].end, c.e.ops[at].jump = len(c.e.cols), len(c.e.ops)
	}
	return nil
}

// column adds the step that writes a column.
func (c *writeCompiler) column(f column.Field, s *schema, path string) error {
	typ, null := s.nonNull()
	op := writeOp{kind: f.Type.Kind, in: len(c.e.cols), field: path, column: f.Name, schema: typ}
	op.branches(s, null)
	if typ.kind == unionKind {
		op.some, op.schema = nil, s // the value chooses the branch
		if k := slices.IndexFunc(s.branches, func(b *schema) bool { return b.kind == nullKind }); k >= 0 {
			op.none = binary.AppendVarint(nil, int64(k))
		}
	}
	var err error
	if op.code, err = newWrite(f.Type, op.schema); err != nil {
		return fmt.Errorf("column %q (%s): %w", f.Name, wire.TypeName(f.Type), err)
	}
	if unit := op.schema.instant(); unit > 0 {
		op.unit = unit
	}
	i, err := wire.FindColumn("avro_spec", c.table, f.Name)
	c.e.cols = append(c.e.cols, i)
	c.e.ops = append(c.e.ops, op)
	return err
}

// writes is which kinds of column can be written as which types.
var writes = map[kind][]column.Kind{
	boolKind:   {column.Bool},
	intKind:    {column.Byte, column.Short, column.Char, column.Int},
	longKind:   {column.Byte, column.Short, column.Char, column.Int, column.Long},
	floatKind:  {column.Byte, column.Short, column.Int, column.Long, column.Float},
	doubleKind: {column.Byte, column.Short, column.Int, column.Long, column.Float, column.Double},
	stringKind: {column.String, column.Char, column.Instant},
	enumKind:   {column.String},
	bytesKind:  {column.Bytes, column.String},
	fixedKind:  {column.Bytes},
	arrayKind:  {column.Object, column.List},
	mapKind:    {column.Object},
	recordKind: {column.Object},
	unionKind:  column.Kinds(),
}

// newWrite is the step that writes a column of type t as s.
func newWrite(t column.Type, s *schema) (writeCode, error) {
	ok := slices.Contains(writes[s.kind], t.Kind)
	switch {
	case s.logical == "decimal":
		ok = t.Kind == column.Object
	case s.instant() > 0:
		ok = t.Kind == column.Instant || t.Kind == column.Long
	case s.kind == arrayKind && t.Kind == column.Object && t.Class != nil && t != column.Anything:
		ok = false
	}
	if !ok {
		err := fmt.Errorf("cannot be written as %s", s)
		if t.Kind == column.Long && s.kind == intKind || t.Kind == column.Double && s.kind == floatKind {
			err = fmt.Errorf("%w, which has less room; cast the column, as in update(\"X = (%s)X\")", err, s)
		}
		return 0, err
	}
	switch {
	case s.kind == unionKind:
		return writeAny, nil
	case t.Kind == column.Instant && s.kind == stringKind:
		return writeISO, nil
	}
	return writeCodes[s.kind], nil
}
