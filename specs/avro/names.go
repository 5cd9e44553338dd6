package avro

import (
	"slices"

	"starling/specs/wire"
)

// columnNames is the columns by path of the fields of a record's schema, as the table
// that reads it names them. A schema that is too large for a table has none, and needs
// none if its names are those of columns.
func columnNames(s *schema, mapping []wire.Mapping) (map[string]string, error) {
	sh, root := newShaper(mapping, false), &shape{schema: s, typ: s}
	if err := sh.record(root, "", []*schema{s}, false); err != nil {
		if s.odd(map[*schema]bool{}) {
			return nil, err
		}
		return nil, nil
	}
	names := make(map[string]string, len(sh.fields))
	root.leaves(func(leaf *shape) { names[leaf.path] = sh.fields[leaf.lo].Name })
	return names, nil
}

// odd reports whether fields within s have names that are none by the letter of Avro.
func (s *schema) odd(seen map[*schema]bool) bool {
	typ, _ := s.nonNull()
	if seen[typ] {
		return false
	}
	seen[typ] = true
	return slices.ContainsFunc(typ.fields, func(f field) bool { return plainName(f.name) != f.name || f.typ.odd(seen) })
}

// leaves calls visit for every column below s.
func (s *shape) leaves(visit func(*shape)) {
	if s.kids == nil {
		visit(s)
	}
	for _, kid := range s.kids {
		if kid != nil {
			kid.leaves(visit)
		}
	}
}
