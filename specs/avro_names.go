package specs

import (
	"slices"

	"starling/specs/wire"
)

// avroColumnNames is the columns by path of the fields of a record's schema, as the table
// that reads it names them. A schema that is too large for a table has none, and needs
// none if its names are those of columns.
func avroColumnNames(s *avroSchema, mapping []wire.Mapping) (map[string]string, error) {
	sh, root := newShaper(mapping, false), &avroShape{schema: s, typ: s}
	if err := sh.record(root, "", []*avroSchema{s}, false); err != nil {
		if s.odd(map[*avroSchema]bool{}) {
			return nil, err
		}
		return nil, nil
	}
	names := make(map[string]string, len(sh.fields))
	root.leaves(func(leaf *avroShape) { names[leaf.path] = sh.fields[leaf.lo].Name })
	return names, nil
}

// odd reports whether fields within s have names that are none by the letter of Avro.
func (s *avroSchema) odd(seen map[*avroSchema]bool) bool {
	typ, _ := s.nonNull()
	if seen[typ] {
		return false
	}
	seen[typ] = true
	return slices.ContainsFunc(typ.fields, func(f avroField) bool { return avroName(f.name) != f.name || f.typ.odd(seen) })
}

// leaves calls visit for every column below s.
func (s *avroShape) leaves(visit func(*avroShape)) {
	if s.kids == nil {
		visit(s)
	}
	for _, kid := range s.kids {
		if kid != nil {
			kid.leaves(visit)
		}
	}
}
