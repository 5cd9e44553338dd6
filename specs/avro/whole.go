package avro

import (
	"slices"

	"starling/engine/column"
)

// ofRecords reports whether s is a union of records, and maybe null.
func (s *schema) ofRecords() bool {
	return s.kind == unionKind && records(s) > 0 &&
		!slices.ContainsFunc(s.branches, func(b *schema) bool { return b.kind != recordKind && b.kind != nullKind })
}

// word is the type without what is within it: its own name or, if it has none, that of
// its kind.
func (s *schema) word() string {
	if s.name != "" {
		return s.name
	}
	return names[s.kind]
}

// whole lays out a schema that is no record. It reports whether its column is called name,
// for want of a better one in the mapping.
func (sh *shaper) whole(s *shape, name string) bool {
	mapped := sh.mappedAs("", name, s.typ.word(), lastPart(s.typ.word()))
	if mapped == "" {
		sh.add(s, name)
		return true
	}
	sh.add(s, mapped)
	return false
}

// mappedAs is the name that the mapping gives to the first of keys that it has, "" if none.
func (sh *shaper) mappedAs(keys ...string) string {
	for _, key := range keys {
		if c, ok := sh.mapping[key]; ok {
			sh.used[key] = true
			return c
		}
	}
	return ""
}

// choice lays out a union of records: a column with the name of the record, and the fields
// of all of them. Fields of the same name and type share their columns.
func (sh *shaper) choice(s *shape, name string) (named bool, err error) {
	switch mapped := sh.mappedAs("", name); {
	case mapped != "":
		name = mapped
	case !sh.only:
		named = true
		sh.taken[name] = 2
	default:
		name = ""
	}
	if s.tag = -1; name != "" {
		s.tag = 0
		sh.fields = append(sh.fields, column.Field{Name: name, Type: column.Of(column.String)})
	}
	for _, b := range s.typ.branches {
		if b.kind == nullKind {
			s.null = true
			continue
		}
		sh.branch = b
		alt := &shape{schema: b, typ: b, tag: -1}
		prefix, all := "", false
		if mapped := sh.mappedAs(b.name, lastPart(b.name)); mapped != "" {
			prefix, all = mapped+separator, true
		}
		if err := sh.record(alt, prefix, []*schema{b}, all); err != nil {
			return false, err
		}
		s.records = append(s.records, alt)
	}
	return named, nil
}

// keys is by which keys the mapping may have the field at path.
func (sh *shaper) keys(path string) []string {
	if sh.branch == nil {
		return []string{path}
	}
	return []string{sh.branch.name + "." + path, lastPart(sh.branch.name) + "." + path, path}
}

func twinKey(s *shape, name string) string { return s.path + "\x00" + name }

// remember notes a field of a record of a union.
func (sh *shaper) remember(s *shape, name string) {
	if sh.twins == nil {
		sh.twins = map[string][]*shape{}
	}
	sh.twins[twinKey(s, name)] = append(sh.twins[twinKey(s, name)], s)
}

// twin is s, a field of a record of a union, with the columns of the same field of a record
// before; nil if there is none.
func (sh *shaper) twin(s *shape, name string) *shape {
	for _, other := range sh.twins[twinKey(s, name)] {
		same := other.typ == s.typ && !sh.below(s.path)
		if other.kids == nil {
			same = s.typ.kind != recordKind && other.typ.columnType() == s.typ.columnType()
		}
		if same {
			twin := *other
			twin.schema, twin.typ, twin.null = s.schema, s.typ, s.null
			return &twin
		}
	}
	return nil
}

// apart is the columns that other records of the union s than r have, from and to each.
func (s *shape) apart(r *shape) (runs [][2]int) {
	own := make([]bool, s.hi)
	if s.tag >= 0 {
		own[s.tag] = true
	}
	for _, kid := range r.kids {
		for i := 0; kid != nil && i < kid.hi-kid.lo; i++ {
			own[kid.lo+i] = true
		}
	}
	for i, mine := range own {
		switch {
		case mine:
		case i > 0 && !own[i-1]:
			runs[len(runs)-1][1] = i + 1
		default:
			runs = append(runs, [2]int{i, i + 1})
		}
	}
	return runs
}
