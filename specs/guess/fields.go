package guess

import (
	"strings"

	"starling/engine/column"
	"starling/specs/wire"
)

// What becomes columns of their own: fields so deep, and of a sample no more columns than that.
const (
	deepest     = 4
	mostColumns = 100
)

// fieldList makes columns of nodes.
type fieldList struct {
	taken wire.TakenNames
	most  int // columns
	// enveloped leaves the name of an envelope's payload out of those of columns.
	enveloped bool

	columns []column.Field
	mapping []wire.Mapping
	fields  []Field
	left    int // fields that have no column
}

// below adds the fields of an object.
func (f *fieldList) below(n *node, path []string, depth int) {
	for _, c := range n.order {
		if c.hidden {
			continue
		}
		at := append(path[:len(path):len(path)], c.name)
		if c.only(anObject) && len(c.order) > 0 && depth+1 < deepest && !c.mapLike() {
			f.below(c, at, depth+1)
			continue
		}
		if len(f.columns) == f.most {
			f.left++
			continue
		}
		f.add(c, at)
	}
}

// add makes a column of a field.
func (f *fieldList) add(n *node, path []string) {
	k, of := n.column()
	names := path
	if f.enveloped && len(path) > 1 && path[0] == "payload" {
		names = path[1:]
	}
	col := column.Field{Name: f.named(strings.Join(names, "_")), Type: column.Of(k)}
	field := Field{Field: col, Of: of}
	if len(path) > 1 || path[0] != col.Name {
		field.From = strings.Join(path, "/")
		f.mapping = append(f.mapping, wire.Mapping{Field: pointer(path), Column: col.Name})
	}
	f.columns, f.fields = append(f.columns, col), append(f.fields, field)
}

// pointer is a path as a mapping has it: a name, or a JSON pointer.
func pointer(path []string) string {
	if len(path) == 1 && !strings.HasPrefix(path[0], "/") {
		return path[0]
	}
	var b strings.Builder
	for _, name := range path {
		b.WriteString("/" + strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1"))
	}
	return b.String()
}

// named is a name for a column that none has yet: what it cannot have is a _.
func (f *fieldList) named(name string) string {
	name = strings.Map(func(r rune) rune {
		if wire.LegalName("a"+string(r)) == "a" {
			return '_'
		}
		return r
	}, name)
	if name = wire.LegalName(name); strings.Trim(name, "_") == "" {
		name = "field"
	}
	return f.taken.Unique(name)
}
