package json

import (
	"fmt"

	"starling/specs/wire"
)

// timestampColumn stands for the time of writing where a column's number is due.
const timestampColumn = -1

// shape is the shape of an object that is written.
type shape struct {
	name    string
	objects []*shape
	leaves  []leaf
}

type leaf struct {
	name string
	who  string // the column, for errors
	col  int    // number among the encoder's columns, or timestampColumn
}

// add puts a column at a path below o.
func (o *shape) add(who string, path []string, col int) error {
	name := path[0]
	if name == "" && len(path) > 1 {
		return fmt.Errorf("column %q: a nested field has an empty name", who)
	}
	for _, l := range o.leaves {
		if l.name == name {
			return fmt.Errorf("columns %q and %q are both written to field %q", l.who, who, name)
		}
	}
	var sub *shape
	for _, s := range o.objects {
		if s.name == name {
			sub = s
		}
	}
	if len(path) == 1 {
		if sub != nil {
			return fmt.Errorf("column %q: field %q is an object that holds other columns", who, name)
		}
		o.leaves = append(o.leaves, leaf{name, who, col})
		return nil
	}
	if path[1] == "" {
		return fmt.Errorf("column %q: a nested field has an empty name", who)
	}
	if sub == nil {
		sub = &shape{name: name}
		o.objects = append(o.objects, sub)
	}
	return sub.add(who, path[1:], col)
}

// step is one step of writing an object.
type step struct {
	text []byte // `"quote":{`, `}` or `"price":`
	kind byte   // '{', '}' or ':'
	col  int    // of ':', as in leaf
}

// compile appends the steps that write what is within o.
func (o *shape) compile(ops []step) []step {
	for _, s := range o.objects {
		ops = append(ops, step{text: append(wire.AppendQuoted(nil, s.name), ':', '{'), kind: '{'})
		ops = s.compile(ops)
		ops = append(ops, step{text: []byte{'}'}, kind: '}'})
	}
	for _, l := range o.leaves {
		ops = append(ops, step{text: append(wire.AppendQuoted(nil, l.name), ':'), kind: ':', col: l.col})
	}
	return ops
}
