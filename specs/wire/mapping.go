package wire

import "fmt"

// Mapping ties a field of a record to a column.
type Mapping struct{ Field, Column string }

// CheckMapping reports a field or a column that is there twice, and a column without a name.
// same is what fields have in common that are the same one.
func CheckMapping(mapping []Mapping, same func(field string) string) error {
	columns, fields := map[string]string{}, map[string]string{}
	for _, m := range mapping {
		if c, twice := columns[same(m.Field)]; twice {
			return fmt.Errorf("mapping: field %q is mapped to both %q and %q", m.Field, c, m.Column)
		}
		if m.Column == "" {
			return fmt.Errorf("mapping: the column of field %q has no name", m.Field)
		}
		if f, twice := fields[m.Column]; twice {
			return fmt.Errorf("mapping: fields %q and %q are both mapped to column %q", f, m.Field, m.Column)
		}
		columns[same(m.Field)], fields[m.Column] = m.Column, m.Field
	}
	return nil
}
