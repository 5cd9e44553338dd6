package specs

import (
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

	// Of a union of records, which only the schema itself can be:
	records []*avroShape
	tag     int // the column with the record's name, -1 for none
}

// avroTable is the columns of a reader's schema.
type avroTable struct {
	root   *avroShape
	fields []column.Field
	named  bool // one has the name that the properties give
}

// shaper lays a schema out.
type shaper struct {
	mapping map[string]string // column names by path
	only    bool              // nothing but what the mapping names
	used    map[string]bool
	given   map[string]bool // the mapping's columns
	taken   takenNames
	fields  []column.Field
	records int

	branch *avroSchema             // the record of a union of them that is laid out
	twins  map[string][]*avroShape // fields of those before, by twinKey
}

func newShaper(mapping []Mapping, only bool) *shaper {
	sh := &shaper{mapping: map[string]string{}, only: only && len(mapping) > 0, used: map[string]bool{}, given: map[string]bool{}, taken: takenNames{}}
	for _, m := range mapping {
		sh.mapping[m.Field] = m.Column
		sh.given[m.Column], sh.taken[m.Column] = true, 2
	}
	return sh
}

// newAvroTable lays out the columns of a schema: fields in the order of the schema,
// nested records in place of themselves. A column that has no field is called name.
func newAvroTable(s *avroSchema, name string, mapping []Mapping, only bool) (*avroTable, error) {
	sh := newShaper(mapping, only)
	root := &avroShape{schema: s, tag: -1}
	other, null := s.nonNull()
	root.typ, root.null = other, null >= 0 || other.kind == avroNull
	t := &avroTable{root: root}
	var err error
	switch {
	case other.kind == avroRecord:
		err = sh.record(root, "", []*avroSchema{other}, false)
	case other.ofRecords():
		t.named, err = sh.choice(root, name)
	default:
		t.named = sh.whole(root, name)
	}
	if err != nil {
		return nil, err
	}
	for _, m := range mapping {
		if !sh.used[m.Field] {
			return nil, fmt.Errorf("mapping: no field %q in the schema, which has %s", m.Field, strings.Join(avroPaths(s), ", "))
		}
	}
	root.hi, t.fields = len(sh.fields), sh.fields
	return t, nil
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
		other, null := f.typ.nonNull()
		kid.typ, kid.null = other, null >= 0 || other.kind == avroNull
		name, named := sh.mapped(kid.path)
		if !named {
			name = prefix + f.name
		}
		nested := other.kind == avroRecord && !slices.Contains(above, other)
		if sh.only && !all && !named && !(nested && sh.below(kid.path)) {
			continue
		}
		shared := sh.branch != nil && s.path == ""
		if twin := sh.twin(kid, name); shared && twin != nil {
			s.kids[i] = twin
			continue
		}
		if nested {
			inner := all || named && !sh.below(kid.path)
			if err := sh.record(kid, name+avroSeparator, append(above[:len(above):len(above)], other), inner); err != nil {
				return err
			}
		} else if err := sh.leaf(kid, name, named); err != nil {
			return err
		}
		if kid.hi > kid.lo {
			if s.kids[i] = kid; shared {
				sh.remember(kid, name)
			}
		}
	}
	s.hi = len(sh.fields)
	return nil
}

// mapped is the name that the mapping gives to what is at path.
func (sh *shaper) mapped(path string) (name string, ok bool) {
	for _, p := range sh.keys(path) {
		if c, found := sh.mapping[p]; found {
			sh.used[p] = true
			if !ok {
				name, ok = c, true
			}
		}
	}
	return name, ok
}

// below reports whether the mapping names a field within the record at path.
func (sh *shaper) below(path string) bool {
	for _, key := range sh.keys(path) {
		for p := range maps.Keys(sh.mapping) {
			if strings.HasPrefix(p, key+".") {
				return true
			}
		}
	}
	return false
}

// leaf adds the column of a field. A name that the mapping does not give, and that is none
// by the letter of Avro, is one by legalNames. One that the mapping gives to another field
// is a mistake that is told where columns are put together.
func (sh *shaper) leaf(s *avroShape, name string, mapped bool) error {
	if len(sh.fields) == maxAvroColumns {
		return fmt.Errorf("the schema has more than %d fields; choose some by mapping and mapped_only", maxAvroColumns)
	}
	switch {
	case mapped:
	case avroName(name) != name:
		if name = sh.taken.legal(name); name == "" {
			return fmt.Errorf("field %q has no letter or digit to name a column by; name it by mapping={%q: …}", s.path, s.path)
		}
	case !sh.given[name]:
		name = sh.taken.unique(name)
	}
	sh.add(s, name)
	return nil
}

// add adds a column.
func (sh *shaper) add(s *avroShape, name string) {
	t := s.typ.columnType()
	s.object = t.Kind == column.Object || t.Kind == column.List
	s.lo, s.hi = len(sh.fields), len(sh.fields)+1
	sh.fields = append(sh.fields, column.Field{Name: name, Type: t})
}

// avroPaths lists the fields of a schema for an error.
func avroPaths(s *avroSchema) []string {
	const most = 50
	if s, _ = s.nonNull(); s.kind != avroRecord && !s.ofRecords() {
		return []string{s.word()}
	}
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
	if s.kind == avroRecord {
		walk(s, "", nil)
	}
	for _, b := range s.branches {
		if b.kind == avroRecord {
			walk(b, lastPart(b.name)+".", nil)
		}
	}
	if len(out) > most {
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
		return column.Map
	case s.kind == avroArray:
		return s.arrayType()
	case s.logical == "decimal":
		return column.BigDecimal
	case s.instant() > 0:
		return column.Of(column.Instant)
	case s.kind == avroFixed && s.logical == "uuid":
		return column.Of(column.String)
	}
	if k, ok := avroLeafKinds[s.kind]; ok {
		return column.Of(k)
	}
	return column.Anything
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
