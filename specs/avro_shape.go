package specs

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"starling/engine/column"
)

// avroSeparator joins the names of nested fields in the name of a column.
const avroSeparator = "__"

// maxAvroColumns bounds what nested records, each of them small, can add up to.
const maxAvroColumns = 10_000

// maxAvroRecords bounds nested records on the way, which need not have any columns.
const maxAvroRecords = 10_000

// avroShape is a part of the reader's schema as it lies in the table: a column, or a
// record whose fields have columns.
type avroShape struct {
	schema *avroSchema // as in the schema, null included
	typ    *avroSchema // without null
	null   bool        // the schema has null for it
	path   string
	lo, hi int          // its columns
	object bool         // one column of objects
	kids   []*avroShape // by field of the record, nil for one that has no columns
}

// avroTable is the columns of a reader's schema.
type avroTable struct {
	root   *avroShape
	fields []column.Field
}

// shaper lays a schema out.
type shaper struct {
	mapping map[string]string // column names by path
	only    bool              // nothing but what the mapping names
	used    map[string]bool
	fields  []column.Field
	records int
}

// newAvroTable lays out the columns of a schema: fields in the order of the schema,
// nested records in place of themselves.
func newAvroTable(s *avroSchema, mapping []Mapping, only bool) (*avroTable, error) {
	switch {
	case s.kind == avroUnion:
		return nil, errors.New("the schema is a union; only a record has columns")
	case s.kind != avroRecord:
		return nil, fmt.Errorf("the schema is of type %s; only a record has columns", s)
	}
	sh := &shaper{mapping: map[string]string{}, only: only && len(mapping) > 0, used: map[string]bool{}}
	for _, m := range mapping {
		sh.mapping[m.Field] = m.Column
	}
	root := &avroShape{schema: s, typ: s}
	if err := sh.record(root, "", []*avroSchema{s}, false); err != nil {
		return nil, err
	}
	for _, m := range mapping {
		if !sh.used[m.Field] {
			return nil, fmt.Errorf("mapping: no field %q in the schema, which has %s", m.Field, strings.Join(avroPaths(s), ", "))
		}
	}
	return &avroTable{root, sh.fields}, nil
}

// record lays out the fields of a record whose columns begin with prefix. all says that
// the mapping names the record, and with it all of its fields.
func (sh *shaper) record(s *avroShape, prefix string, above []*avroSchema, all bool) error {
	if sh.records++; sh.records > maxAvroRecords {
		return fmt.Errorf("the schema has more than %d records within records; choose fields by mapping and mapped_only", maxAvroRecords)
	}
	if len(above) > maxAvroDepth {
		return fmt.Errorf("records nest deeper than %d levels", maxAvroDepth)
	}
	s.lo = len(sh.fields)
	s.kids = make([]*avroShape, len(s.typ.fields))
	for i, f := range s.typ.fields {
		kid := &avroShape{schema: f.typ, path: f.name}
		if s.path != "" {
			kid.path = s.path + "." + f.name
		}
		if err := checkPath(kid.path); err != nil {
			return err
		}
		if f.bad != nil {
			return fmt.Errorf("field %q: %w", kid.path, f.bad)
		}
		other, null := f.typ.nonNull()
		kid.typ, kid.null = other, null >= 0 || other.kind == avroNull
		name, named := sh.mapping[kid.path]
		if named {
			sh.used[kid.path] = true
		} else {
			name = prefix + f.name
		}
		nested := other.kind == avroRecord && !slices.Contains(above, other)
		if sh.only && !all && !named && !(nested && sh.below(kid.path)) {
			continue
		}
		if nested {
			inner := all || named && !sh.below(kid.path)
			if err := sh.record(kid, name+avroSeparator, append(above[:len(above):len(above)], other), inner); err != nil {
				return err
			}
		} else if err := sh.leaf(kid, name); err != nil {
			return err
		}
		if kid.hi > kid.lo {
			s.kids[i] = kid
		}
	}
	s.hi = len(sh.fields)
	return nil
}

// below reports whether the mapping names a field within the record at path.
func (sh *shaper) below(path string) bool {
	for p := range maps.Keys(sh.mapping) {
		if strings.HasPrefix(p, path+".") {
			return true
		}
	}
	return false
}

func (sh *shaper) leaf(s *avroShape, name string) error {
	if len(sh.fields) == maxAvroColumns {
		return fmt.Errorf("the schema has more than %d fields; choose some by mapping and mapped_only", maxAvroColumns)
	}
	t := s.typ.columnType()
	s.object = t.Kind == column.Object
	s.lo, s.hi = len(sh.fields), len(sh.fields)+1
	sh.fields = append(sh.fields, column.Field{Name: name, Type: t})
	return nil
}

// avroPaths lists the fields of a record for an error.
func avroPaths(s *avroSchema) []string {
	const most = 50
	var out []string
	records := 0
	var walk func(s *avroSchema, prefix string, above []*avroSchema)
	walk = func(s *avroSchema, prefix string, above []*avroSchema) {
		records++
		for _, f := range s.fields {
			if len(out) > most {
				return
			}
			other, _ := f.typ.nonNull()
			if other.kind == avroRecord && !slices.Contains(above, other) && len(above) < 8 && records <= most {
				walk(other, prefix+f.name+".", append(above[:len(above):len(above)], other))
			} else {
				out = append(out, prefix+f.name)
			}
		}
	}
	if walk(s, "", nil); len(out) > most {
		out = append(out[:most], "…")
	}
	return out
}

// avroLeafKinds is the column of each type that has one of its own.
var avroLeafKinds = map[avroKind]column.Kind{
	avroBool: column.Bool, avroInt: column.Int, avroLong: column.Long, avroFloat: column.Float, avroDouble: column.Double,
	avroString: column.String, avroEnum: column.String, avroBytes: column.Bytes, avroFixed: column.Bytes,
}

// columnType is the type of the column that holds values of s, which is no record that
// is taken apart.
func (s *avroSchema) columnType() column.Type {
	switch {
	case s.kind == avroMap:
		return column.ObjectOf("java.util.Map")
	case s.kind == avroArray:
		return s.arrayType()
	case s.logical == "decimal":
		return column.ObjectOf(column.DecimalClass)
	case s.instant() > 0:
		return column.Of(column.Instant)
	case s.kind == avroFixed && s.logical == "uuid":
		return column.Of(column.String)
	}
	if k, ok := avroLeafKinds[s.kind]; ok {
		return column.Of(k)
	}
	return column.ObjectOf("java.lang.Object")
}

// avroItemKinds is the kinds of elements that arrays hold as they are; others are objects.
var avroItemKinds = []column.Kind{column.Bool, column.Int, column.Long, column.Float, column.Double, column.String, column.Instant}

func (s *avroSchema) arrayType() column.Type {
	item, _ := s.elem.nonNull()
	if t := item.columnType(); slices.Contains(avroItemKinds, t.Kind) {
		return column.ArrayOf(t)
	}
	return column.ObjectOf("[Ljava.lang.Object;")
}

// avroInstants is the nanoseconds in the unit of each logical type that is an instant.
var avroInstants = map[string]int64{"timestamp-millis": 1_000_000, "timestamp-micros": 1_000, "timestamp-nanos": 1}

// instant is the nanoseconds in the unit of an instant, 0 if s is none.
func (s *avroSchema) instant() int64 { return avroInstants[s.logical] }
