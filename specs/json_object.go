package specs

import (
	"fmt"

	"starling/specs/wire"
)

// timestampColumn stands for the time of writing where a column's number is due.
const timestampColumn = -1

// jsonObject is the shape of an object that is written.
type jsonObject struct {
	name    string
	objects []*jsonObject
	leaves  []jsonLeaf
}

type jsonLeaf struct {
	name string
	who  string // the column, for errors
	col  int    // number among the encoder's columns, or timestampColumn
}

// add puts a column at a path below o.
func (o *jsonObject) add(who string, path []string, col int) error {
	name := path[0]
	if name == "" && len(path) > 1 {
		return fmt.Errorf("column %q: a nested field has an empty name", who)
	}
	for _, l := range o.leaves {
		if l.name == name {
			return fmt.Errorf("columns %q and %q are both written to field %q", l.who, who, name)
		}
	}
	var sub *jsonObject
	for _, s := range o.objects {
		if s.name == name {
			sub = s
		}
	}
	if len(path) == 1 {
		if sub != nil {
			return fmt.Errorf("column %q: field %q is an object that holds other columns", who, name)
		}
		o.leaves = append(o.leaves, jsonLeaf{name, who, col})
		return nil
	}
	if path[1] == "" {
		return fmt.Errorf("column %q: a nested field has an empty name", who)
	}
	if sub == nil {
		sub = &jsonObject{name: name}
		o.objects = append(o.objects, sub)
	}
	return sub.add(who, path[1:], col)
}

// jsonOp is one step of writing an object.
type jsonOp struct {
	text []byte // `"quote":{`, `}` or `"price":`
	kind byte   // '{', '}' or ':'
	col  int    // of ':', as in jsonLeaf
}

// compile appends the steps that write what is within o.
func (o *jsonObject) compile(ops []jsonOp) []jsonOp {
	for _, s := range o.objects {
		ops = append(ops, jsonOp{text: append(wire.AppendQuoted(nil, s.name), ':', '{'), kind: '{'})
		ops = s.compile(ops)
		ops = append(ops, jsonOp{text: []byte{'}'}, kind: '}'})
	}
	for _, l := range o.leaves {
		ops = append(ops, jsonOp{text: append(wire.AppendQuoted(nil, l.name), ':'), kind: ':', col: l.col})
	}
	return ops
}
