package engine

import (
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"
)

// matchedKeys is the positions of the columns that a join compares, pair by pair.
type matchedKeys struct{ left, right []int }

// matched resolves the keys of a join: left name = right name, of one type.
func matched(t, right *Table, on []Pair) (k matchedKeys, err error) {
	for _, p := range on {
		l, err := t.positions([]string{p.New})
		if err != nil {
			return k, fmt.Errorf("left table: %w", err)
		}
		r, err := right.positions([]string{p.Old})
		if err != nil {
			return k, fmt.Errorf("right table: %w", err)
		}
		if a, b := t.Schema[l[0]].Type, right.Schema[r[0]].Type; a != b {
			return k, fmt.Errorf("key %s is %s on the left, %s is %s on the right", p.New, a, p.Old, b)
		}
		k.left, k.right = append(k.left, l[0]), append(k.right, r[0])
	}
	return k, nil
}

// taken is the columns that a join takes of the right table: those of joins, each once, or all
// but the keys that are called the same on the left.
func taken(t, right *Table, on, joins []Pair) ([]Pair, error) {
	if len(joins) == 0 {
		for _, f := range right.Schema {
			if !slices.Contains(on, Pair{New: f.Name, Old: f.Name}) {
				joins = append(joins, Pair{New: f.Name, Old: f.Name})
			}
		}
	}
	var out []Pair
	var clash []string
	for _, p := range joins {
		if slices.Contains(out, p) {
			continue
		}
		if _, err := right.positions([]string{p.Old}); err != nil {
			return nil, fmt.Errorf("right table: %w", err)
		}
		if t.Position(p.New) >= 0 {
			clash = append(clash, p.New)
		}
		out = append(out, p)
	}
	if len(clash) > 0 {
		return nil, fmt.Errorf("conflicting column names [%s]: rename them in joins, as in %q", strings.Join(clash, ", "), "Right"+clash[0]+"="+clash[0])
	}
	return out, nil
}

// lookedUp adds to a result the columns that a join takes of the right table, each read at the
// right row that sel names.
func lookedUp(right *Table, joins []Pair, sel *column.Store[int64], show *shown, schema []column.Field, cols []column.Column) ([]column.Field, []column.Column) {
	for _, p := range joins {
		at := right.Position(p.Old)
		show.add(at, len(cols))
		schema = append(schema, column.Field{Name: p.New, Type: right.Schema[at].Type})
		cols = append(cols, &redirect{src: right.Cols[at], sel: sel})
	}
	return schema, cols
}
