package specs

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"
)

// avroWriteCompiler makes the steps that write a record of a schema.
type avroWriteCompiler struct {
	opts    *AvroWriterOptions
	table   []column.Field
	chosen  []column.Field    // that may be written
	mapping map[string]string // column by path of field
	names   map[string]string // likewise, as reading names them
	used    map[string]bool   // columns and paths that have a field
	e       *avroEncoder
	steps   int   // fields looked at
	err     error // why that was too much
}

// maxAvroWriteSteps bounds the fields that are looked at for columns. Each is once for
// every record around it.
const maxAvroWriteSteps = 1 << 18

// step counts a field; depth is how many records are around it.
func (c *avroWriteCompiler) step(path string, depth int) error {
	c.steps++
	switch {
	case c.err != nil:
	case c.steps > maxAvroWriteSteps:
		c.err = fmt.Errorf("the schema has more than %d fields within records", maxAvroWriteSteps)
	case depth > maxAvroDepth:
		c.err = fmt.Errorf("records nest deeper than %d levels", maxAvroDepth)
	default:
		c.err = checkPath(path)
	}
	return c.err
}

func (c *avroWriteCompiler) compile(s *avroSchema) (*avroEncoder, error) {
	for _, m := range c.opts.Mapping {
		if _, err := find("field_to_col_mapping", c.table, m.Column); err != nil {
			return nil, err
		}
		c.mapping[m.Field] = m.Column
	}
	var err error
	if c.names, err = avroColumnNames(s, c.opts.Mapping); err != nil {
		return nil, err
	}
	if err := c.record(s, "", "", nil); err != nil {
		return nil, err
	}
	for _, m := range c.opts.Mapping {
		if !c.used["field "+m.Field] {
			return nil, fmt.Errorf("field_to_col_mapping: no field %q in the schema, which has %s", m.Field, strings.Join(avroPaths(s), ", "))
		}
	}
	for _, name := range c.opts.Include {
		if !c.used["column "+name] {
			return nil, fmt.Errorf("include_only_columns: the schema has no field for column %q, only %s", name, strings.Join(avroPaths(s), ", "))
		}
	}
	if ts := c.opts.TimestampField; ts != "" && !c.used["field "+ts] {
		return nil, fmt.Errorf("timestamp_field: no field %q in the schema, which has %s", ts, strings.Join(avroPaths(s), ", "))
	}
	return c.e, nil
}

// record adds the steps of a record whose fields have paths and columns that begin so.
func (c *avroWriteCompiler) record(s *avroSchema, path, prefix string, above []*avroSchema) error {
	above = append(above[:len(above):len(above)], s)
	for _, f := range s.fields {
		at := avroPath(path, f.name)
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
func (c *avroWriteCompiler) columnOf(path, name string) string {
	if col, ok := c.mapping[path]; ok {
		return col
	}
	if col, ok := c.names[path]; ok {
		return col
	}
	if avroName(name) != name {
		return ColumnName(name)
	}
	return name
}

func (c *avroWriteCompiler) field(f avroField, path, name string, above []*avroSchema) error {
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
		op := avroWriteOp{code: avroWriteNow, unit: typ.instant()}
		op.branches(f.typ, null)
		c.e.ops = append(c.e.ops, op)
		return nil
	}
	if i := slices.IndexFunc(c.chosen, func(x column.Field) bool { return x.Name == col }); i >= 0 {
		c.used["column "+col] = true
		return c.column(c.chosen[i], f.typ, path)
	}
	if typ.kind == avroRecord && !slices.Contains(above, typ) && c.within(typ, path, name+avroSeparator, above) {
		return c.nested(f.typ, path, name+avroSeparator, above)
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
	c.e.ops = append(c.e.ops, avroWriteOp{code: avroWriteData, data: data})
	return nil
}

// absent is what a field holds that has no column.
func (f *avroField) absent() ([]byte, error) {
	if f.hasDef {
		return f.data, f.bad
	}
	if f.typ.kind == avroUnion || f.typ.kind == avroNull {
		return new(avroDefaultWriter).make(f.typ, nil)
	}
	return nil, fmt.Errorf("no default")
}

// within reports whether a column is written to a field of the record.
func (c *avroWriteCompiler) within(s *avroSchema, path, prefix string, above []*avroSchema) bool {
	above = append(above[:len(above):len(above)], s)
	for _, f := range s.fields {
		at, name := avroPath(path, f.name), prefix+f.name
		col := c.columnOf(at, name)
		if c.step(at, len(above)) != nil {
			return false
		}
		if _, mapped := c.mapping[at]; mapped || at == c.opts.TimestampField ||
			slices.ContainsFunc(c.chosen, func(x column.Field) bool { return x.Name == col }) {
			return true
		}
		if typ, _ := f.typ.nonNull(); typ.kind == avroRecord && !slices.Contains(above, typ) && c.within(typ, at, name+avroSeparator, above) {
			return true
		}
	}
	return false
}

// nested adds the steps of a record within the record. It is null, where it can be, in
// rows in which all of its columns are.
func (c *avroWriteCompiler) nested(s *avroSchema, path, prefix string, above []*avroSchema) error {
	typ, null := s.nonNull()
	at, first := len(c.e.ops), len(c.e.cols)
	if s.kind == avroUnion {
		op := avroWriteOp{code: avroWriteRecord, in: first}
		op.branches(s, null)
		c.e.ops = append(c.e.ops, op)
	}
	if err := c.record(typ, path, prefix, above); err != nil {
		return err
	}
	if s.kind == avroUnion {
		c.e.ops[at].end, c.e.ops[at].jump = len(c.e.cols), len(c.e.ops)
	}
	return nil
}

// column adds the step that writes a column.
func (c *avroWriteCompiler) column(f column.Field, s *avroSchema, path string) error {
	typ, null := s.nonNull()
	elem, _ := f.Type.Elem()
	op := avroWriteOp{kind: f.Type.Kind, elem: elem, in: len(c.e.cols), field: path, column: f.Name, schema: typ}
	op.branches(s, null)
	if typ.kind == avroUnion {
		op.some, op.schema = nil, s // the value chooses the branch
		if k := slices.IndexFunc(s.branches, func(b *avroSchema) bool { return b.kind == avroNull }); k >= 0 {
			op.none = binary.AppendVarint(nil, int64(k))
		}
	}
	var err error
	if op.code, err = newAvroWrite(f.Type, op.schema); err != nil {
		return fmt.Errorf("column %q (%s): %w", f.Name, typeName(f.Type), err)
	}
	if unit := op.schema.instant(); unit > 0 {
		op.unit = unit
	}
	i, err := find("avro_spec", c.table, f.Name)
	c.e.cols = append(c.e.cols, i)
	c.e.ops = append(c.e.ops, op)
	return err
}

// avroWrites is which kinds of column can be written as which types.
var avroWrites = map[avroKind][]column.Kind{
	avroBool:   {column.Bool},
	avroInt:    {column.Byte, column.Short, column.Char, column.Int},
	avroLong:   {column.Byte, column.Short, column.Char, column.Int, column.Long},
	avroFloat:  {column.Byte, column.Short, column.Int, column.Long, column.Float},
	avroDouble: {column.Byte, column.Short, column.Int, column.Long, column.Float, column.Double},
	avroString: {column.String, column.Char, column.Instant},
	avroEnum:   {column.String},
	avroBytes:  {column.Bytes, column.String},
	avroFixed:  {column.Bytes},
	avroArray:  {column.Object, column.List},
	avroMap:    {column.Object},
	avroRecord: {column.Object},
	avroUnion:  avroWriteKinds,
}

// newAvroWrite is the step that writes a column of type t as s.
func newAvroWrite(t column.Type, s *avroSchema) (avroWriteCode, error) {
	ok := slices.Contains(avroWrites[s.kind], t.Kind)
	switch {
	case s.logical == "decimal":
		ok = t.Kind == column.Object
	case s.instant() > 0:
		ok = t.Kind == column.Instant || t.Kind == column.Long
	case s.kind == avroArray && t.Kind == column.Object && t.Class != nil && t != column.Anything:
		ok = false
	}
	if !ok {
		err := fmt.Errorf("cannot be written as %s", s)
		if t.Kind == column.Long && s.kind == avroInt || t.Kind == column.Double && s.kind == avroFloat {
			err = fmt.Errorf("%w, which has less room; cast the column, as in update(\"X = (%s)X\")", err, s)
		}
		return 0, err
	}
	switch {
	case s.kind == avroUnion:
		return avroWriteAny, nil
	case t.Kind == column.Instant && s.kind == avroString:
		return avroWriteISO, nil
	}
	return avroWriteCodes[s.kind], nil
}
