package guess

import (
	"context"
	"strings"

	"starling/engine/column"
	"starling/specs/json"
	"starling/specs/wire"
)

// jsonBytes is how much JSON of a sample is looked through; one record always is.
const jsonBytes = 16 << 20

// json is objects of JSON.
func (p *part) json(context.Context) (Part, bool) { return p.objects(p.recs) }

// objects is the fields of JSON objects, if most records are such.
func (p *part) objects(recs []one) (Part, bool) {
	root := &node{}
	some, objects, other, left := 0, 0, 0, jsonBytes
	for _, r := range recs {
		if r.bytes == nil || left < 0 {
			continue
		}
		some++
		left -= len(r.bytes)
		switch ok, object := root.add(r.bytes); {
		case object:
			objects++
		case ok:
			other++
		}
	}
	if objects == 0 || objects*10 < some*9 {
		if other*2 > some && p.name == "value" && root.kinds[anArray] > 0 {
			return Part{Note: "JSON arrays, which stay text"}, false
		}
		return Part{}, false
	}
	note := ""
	if root.enveloped() {
		root.children["schema"].hidden = true
		note = "Kafka Connect's envelope: the fields are those of payload"
		if pay := root.children["payload"]; pay.child("op") && (pay.child("before") || pay.child("after")) {
			note = "changes of a database table, as Debezium writes them: kafka.cdc reads them as the table"
		}
	}
	f := &fieldList{part: p}
	f.below(root, nil, 0)
	if len(f.columns) == 0 {
		return Part{}, false
	}
	if f.left > 0 {
		note = strings.TrimPrefix(note+"; more fields than columns are made of", "; ")
	}
	spec, err := json.Reader(f.columns, f.mapping)
	if err != nil {
		return Part{}, false
	}
	return Part{Format: JSON, Spec: spec, Script: f.script(), Fields: f.fields, Note: note}, true
}

// What becomes columns of their own: fields so deep, and no more columns than that.
const (
	deepest     = 4
	mostColumns = 100
)

// fieldList makes columns of nodes.
type fieldList struct {
	part    *part
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
		if len(f.columns) == mostColumns {
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
	if len(path) > 1 && path[0] == "payload" {
		names = path[1:]
	}
	col := column.Field{Name: f.part.named(strings.Join(names, "_")), Type: column.Of(k)}
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
func (p *part) named(name string) string {
	name = strings.Map(func(r rune) rune {
		if wire.LegalName("a"+string(r)) == "a" {
			return '_'
		}
		return r
	}, name)
	if name = wire.LegalName(name); strings.Trim(name, "_") == "" {
		name = "field"
	}
	return p.taken.Unique(name)
}
