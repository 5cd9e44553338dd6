package protobuf

import (
	"fmt"
	"slices"
	"strings"

	"starling/specs/wire"
)

// mapping names columns of the fields at paths, joined by "/". The columns of a
// message that it names begin so.
type mapping struct {
	columns map[string]string
	given   []wire.Mapping
}

// newMapping reads a mapping whose fields are paths: "x", "inner.x", "/inner/x". check
// is an error if a column cannot have a name.
func newMapping(given []wire.Mapping, check func(string) error) (mapping, error) {
	m := mapping{map[string]string{}, given}
	if err := wire.CheckMapping(given, mappedPath); err != nil {
		return m, err
	}
	for _, g := range given {
		path := mappedPath(g.Field)
		if path == "" {
			return m, fmt.Errorf("mapping: the field of column %q has no name", g.Column)
		}
		if check != nil {
			if err := check(g.Column); err != nil {
				return m, fmt.Errorf("mapping: field %q: %w", g.Field, err)
			}
		}
		m.columns[path] = g.Column
	}
	return m, nil
}

// pathParts is the names in a path of fields, as scripts write one.
func pathParts(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '/' })
}

func mappedPath(field string) string { return strings.Join(pathParts(field), "/") }

// names is the columns of fields at paths: by the mapping, or the path joined by "_", made
// legal, and with a number if that is taken.
func (m mapping) names(paths [][]string) ([]string, error) {
	out := make([]string, len(paths))
	taken := map[string]int{} // columns, with the number in the last name that was made of theirs
	used := map[string]bool{}
	for i, path := range paths {
		for n := range path {
			used[strings.Join(path[:n+1], "/")] = true
		}
		if name, ok := m.columns[strings.Join(path, "/")]; ok {
			out[i], taken[name] = name, 1
		}
	}
	for _, g := range m.given {
		if !used[mappedPath(g.Field)] {
			return nil, fmt.Errorf("mapping: no column is made of a field %q; there are %s", g.Field, shownPaths(paths))
		}
	}
	for i, path := range paths {
		if out[i] != "" {
			continue
		}
		base := wire.LegalName(m.join(path))
		if base == "" {
			return nil, fmt.Errorf("field %q has no letter or digit to name a column by; name one by mapping={…}", strings.Join(path, "/"))
		}
		name := base
		for taken[name] > 0 {
			taken[base]++
			name = fmt.Sprintf("%s_%d", base, taken[base])
		}
		out[i], taken[name] = name, 1
	}
	return out, nil
}

// join is a path joined by "_", the innermost message that the mapping names by its name
// there.
func (m mapping) join(path []string) string {
	for n := len(path) - 1; n > 0; n-- {
		if name, ok := m.columns[strings.Join(path[:n], "/")]; ok {
			path = append([]string{name}, path[n:]...)
			break
		}
	}
	return strings.Join(path, "_")
}

// shownPaths lists paths for an error.
func shownPaths(paths [][]string) string {
	const most = 50
	var out []string
	for _, path := range paths[:min(len(paths), most)] {
		out = append(out, strings.Join(path, "."))
	}
	slices.Sort(out)
	if len(paths) > most {
		out = append(out, "…")
	}
	return strings.Join(out, ", ")
}
