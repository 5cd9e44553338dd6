package enginetest

import (
	"fmt"
	"slices"

	"starling/engine"
	"starling/engine/column"
)

func drawSort(d *Draw, t int) *Step {
	fields := pick(d, d.nodes[t].Schema, 3, ordered)
	if len(fields) == 0 {
		return nil
	}
	var keys []engine.SortKey
	for _, f := range fields {
		keys = append(keys, engine.SortKey{Column: f.Name, Descending: d.IntN(2) == 0})
	}
	return &Step{
		Args: fmt.Sprint(keys), In: []int{t}, Keys: -1,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return in[0].Sort(keys) },
		Ref:   func(in []*Rel) (*Rel, error) { return sorted(in[0], keys), nil },
	}
}

func sorted(r *Rel, keys []engine.SortKey) *Rel {
	rows := slices.Clone(r.Rows)
	slices.SortStableFunc(rows, func(a, b []any) int {
		for _, k := range keys {
			at := r.at(k.Column)[0]
			c := compare(a[at], b[at])
			if k.Descending {
				c = -c
			}
			if c != 0 {
				return c
			}
		}
		return 0
	})
	return r.with(rows)
}

// ordered reports whether values of t have an order.
func ordered(t column.Type) bool {
	return t != column.PyObject && t.Kind != column.Bytes && t.Kind != column.List
}

// keyable reports whether values of t can be a key.
func keyable(t column.Type) bool { return t != column.PyObject && t.Kind != column.List }

// pick draws up to n different fields of those whose type will do, the common ones
// more often.
func pick(d *Draw, fields []column.Field, n int, ok func(column.Type) bool) []column.Field {
	fields = slices.DeleteFunc(slices.Clone(fields), func(f column.Field) bool { return !ok(f.Type) })
	if len(fields) == 0 {
		return nil
	}
	var out []column.Field
	for range 1 + d.IntN(n) {
		i := d.IntN(len(fields))
		if d.IntN(2) == 0 {
			i = d.IntN(min(2, len(fields)))
		}
		if !slices.Contains(out, fields[i]) {
			out = append(out, fields[i])
		}
	}
	return out
}
