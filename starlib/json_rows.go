package starlib

import (
	"errors"
	"fmt"
	"slices"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/bounds"
	"starling/specs/guess"
	"starling/specs/json"
	"starling/specs/wire"
	"starling/starlib/py"
)

// jsonRows makes a table of the objects of a text, a row each. A field that an object has not is
// null, and of one that is there twice the last counts, as for kc.json_spec.
type jsonRows struct {
	header definitions // the columns; nil: the objects say
	max    bounds.Bounds
	beat   *py.Beat
}

func (r *jsonRows) table(g *engine.Graph, text []byte) (*engine.Table, error) {
	if err := checkUTF8(text); err != nil {
		return nil, err
	}
	fields, mapping, err := r.columns(text)
	if err != nil {
		return nil, err
	}
	if len(fields) == 0 {
		return nil, errors.New("no columns: there is no object with a field, and no header=")
	}
	cols, err := newJSONColumns(r.beat.Context, fields, mapping)
	if err != nil {
		return nil, err
	}
	n := 0
	err = json.EachObject(text, func(object []byte, line int) error {
		if err := errors.Join(r.beat.Step(), r.max.Times("the values", len(fields)*cellBytes, n)); err != nil {
			return err
		}
		n++
		return inLine(line, cols.add(object))
	})
	if err != nil {
		return nil, err
	}
	return engine.NewTable(g, fields, cols.vectors())
}

// columns is the columns, and the fields of those that are named otherwise. Those of the header are
// named as they would be without it: {"a": {"b": 1}} has a_b.
func (r *jsonRows) columns(text []byte) ([]column.Field, []wire.Mapping, error) {
	seen := guess.NewSeen()
	err := json.EachObject(text, func(object []byte, line int) error {
		if err := r.beat.Step(); err != nil {
			return err
		}
		return inLine(line, seen.Add(object))
	})
	if err != nil {
		return nil, nil, err
	}
	fields, mapping, err := seen.Columns()
	if r.header == nil || err != nil {
		return fields, mapping, err
	}
	mapping = slices.DeleteFunc(mapping, func(m wire.Mapping) bool {
		return !slices.ContainsFunc(r.header, func(f column.Field) bool { return f.Name == m.Column })
	})
	return slices.Clone(r.header), mapping, nil
}

// inLine is an error of the object that begins in a line.
func inLine(line int, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("line %d: %w", line, err)
}
