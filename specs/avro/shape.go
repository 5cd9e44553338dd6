package avro

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/specs/wire"
)

// separator joins the names of nested fields in the name of a column.
const separator = "__"

// maxColumns bounds what nested records, each of them small, can add up to.
const maxColumns = 10_000

// maxRecords bounds nested records on the way, which need not have any columns.
const maxRecords = 10_000

// shape is a part of the reader's schema as it lies in the table: a column, or a
// record whose fields have columns.
type shape struct {
	schema *schema // as in the schema, null included
	typ    *schema // without null
	null   bool    // the schema has null for it
	path   string
	lo, hi int      // its columns
	object bool     // one column of objects
	kids   []*shape // by field of the record, nil for one that has no columns

	// Of a union of records, which only the schema itself can be:
	records []*shape
	tag     int // the column with the record's name, -1 for none
}

// table is the columns of a reader's schema.
type table struct {
	root   *shape
	fields []column.Field
	named  bool // one has the name that the properties give
}

// shaper lays a schema out.
type shaper struct {
	mapping map[string]string // column names by path
	only    bool              // nothing but what the mapping names
	used    map[string]bool
	given   map[string]bool // the mapping's columns
	taken   wire.TakenNames
	fields  []column.Field
	records int

	branch *schema             // the record of a union of them that is laid out
	twins  map[string][]*shape // fields of those before, by twinKey
}

func newShaper(mapping []wire.Mapping, only bool) *shaper {
	sh := &shaper{mapping: map[string]string{}, only: only && len(mapping) > 0, used: map[string]bool{}, given: map[string]bool{}, taken: wire.TakenNames{}}
	for _, m := range mapping {
		sh.mapping[m.Field] = m.Column
		sh.given[m.Column], sh.taken[m.Column] = true, 2
	}
	return sh
}

// newTable lays out the columns of a schema: fields in the order of the schema,
// nested records in place of themselves. A column that has no field is called name.
func newTable(s *schema, name string, mapping []wire.Mapping, only bool) (*table, error) {
	sh := newShaper(mapping, only)
	root := &shape{schema: s, tag: -1}
	other, null := s.nonNull()
	root.typ, root.null = other, null >= 0 || other.kind == nullKind
	t := &table{root: root}
	var err error
	switch {
	case other.kind == recordKind:
		err = sh.record(root, "", []*schema{other}, false)
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
			return nil, fmt.Errorf("mapping: no field %q in the schema, which has %s", m.Field, strings.Join(paths(s), ", "))
		}
	}
	root.hi, t.fields = len(sh.fields), sh.fields
	return t, nil
}

// record lays out the fields of a record whose columns begin with prefix. all says that
// the mapping names the record, and with it all of its fields.
func (sh *shaper) record(s *shape, prefix string, above []*schema, all bool) error {
	if sh.records++; sh.records > maxRecords {
		return fmt.Errorf("the schema has more than %d records within records; choose fields by mapping and mapped_only", maxRecords)
	}
	if len(above) > maxDepth {
		return fmt.Errorf("records nest deeper than %d levels", maxDepth)
	}
	s.lo = len(sh.fields)
	s.kids = make([]*shape, len(s.typ.fields))
	for i, f := range s.typ.fields {
		kid := &shape{schema: f.typ, path: f.name}
		if s.path != "" {
			kid.path = s.path + "." + f.name
		}
		if err := wire.CheckPath(kid.path); err != nil {
			return err
		}
		other, null := f.typ.nonNull()
		kid.typ, kid.null = other, null >= 0 || other.kind == nullKind
		name, named := sh.mapped(kid.path)
		if !named {
			name = prefix + f.name
		}
		nested := other.kind == recordKind && !slices.Contains(above, other)
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
			if err := sh.record(kid, name+separator, append(above[:len(above):len(above)], other), inner); err != nil {
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
// by the letter of Avro, is one by LegalNames. One that the mapping gives to another field
// is a mistake that is told where columns are put together.
func (sh *shaper) leaf(s *shape, name string, mapped bool) error {
	if len(sh.fields) == maxColumns {
		return fmt.Errorf("the schema has more than %d fields; choose some by mapping and mapped_only", maxColumns)
	}
	switch {
	case mapped:
	case plainName(name) != name:
		if name = sh.taken.Legal(name); name == "" {
			return fmt.Errorf("field %q has no letter or digit to name a column by; name it by mapping={%q: …}", s.path, s.path)
		}
	case !sh.given[name]:
		name = sh.taken.Unique(name)
	}
	sh.add(s, name)
	return nil
}

// add adds a column.
func (sh *shaper) add(s *shape, name string) {
	t := s.typ.columnType()
	s.object = t.Kind == column.Object || t.Kind == column.List
	s.lo, s.hi = len(sh.fields), len(sh.fields)+1
	sh.fields = append(sh.fields, column.Field{Name: name, Type: t})
}

// paths lists the fields of a schema for an error.
func paths(s *schema) []string {
	const most = 50
	if s, _ = s.nonNull(); s.kind != recordKind && !s.ofRecords() {
		return []string{s.word()}
	}
	var out []string
	records := 0
	var walk func(s *schema, prefix string, above []*schema)
	walk = func(s *schema, prefix string, above []*schema) {
		records++
		for _, f := range s.fields {
			if len(out) > most {
				return
			}
			other, _ := f.typ.nonNull()
			if other.kind == recordKind && !slices.Contains(above, other) && len(above) < 8 && records <= most {
				walk(other, prefix+f.name+".", append(above[:len(above):len(above)], other))
			} else {
				out = append(out, prefix+f.name)
			}
		}
	}
	if s.kind == recordKind {
		walk(s, "", nil)
	}
	for _, b := range s.branches {
		if b.kind == recordKind {
			walk(b, lastPart(b.name)+".", nil)
		}
	}
	if len(out) > most {
		out = append(out[:most], "…")
	}
	return out
}

// leafKinds is the column of each type that has one of its own.
var leafKinds = map[kind]column.Kind{
	boolKind: column.Bool, intKind: column.Int, longKind: column.Long, floatKind: column.Float, doubleKind: column.Double,
	stringKind: column.String, enumKind: column.String, bytesKind: column.Bytes, fixedKind: column.Bytes,
}

// columnType is the type of the column that holds values of s, which is no record that
// is taken apart.
func (s *schema) columnType() column.Type {
	switch {
	case s.kind == mapKind:
		return column.Map
	case s.kind == arrayKind:
		return s.arrayType()
	case s.logical == "decimal":
		return column.BigDecimal
	case s.instant() > 0:
		return column.Of(column.Instant)
	case s.kind == fixedKind && s.logical == "uuid":
		return column.Of(column.String)
	}
	if k, ok := leafKinds[s.kind]; ok {
		return column.Of(k)
	}
	return column.Anything
}

// itemKinds is the kinds of elements that arrays hold as they are; others are objects.
var itemKinds = []column.Kind{column.Bool, column.Int, column.Long, column.Float, column.Double, column.String, column.Instant}

func (s *schema) arrayType() column.Type {
	item, _ := s.elem.nonNull()
	if t := item.columnType(); slices.Contains(itemKinds, t.Kind) {
		return column.ArrayOf(t)
	}
	return column.ObjectOf("[Ljava.lang.Object;")
}

// instants is the nanoseconds in the unit of each logical type that is an instant.
var instants = map[string]int64{"timestamp-millis": 1_000_000, "timestamp-micros": 1_000, "timestamp-nanos": 1}

// instant is the nanoseconds in the unit of an instant, 0 if s is none.
func (s *schema) instant() int64 { return instants[s.logical] }
