package engine

import (
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/engine/rowset"
)

// Board is a table whose rows a program sets by a key of its own: lists and states that
// change now and then. It is used by one goroutine.
type Board[K comparable] struct {
	e    *Editable
	rows map[K]rowset.Row
	last map[K][]any
}

// NewBoard makes an empty table of the given fields; name says what it is in errors. Rows
// come with the next cycle.
func NewBoard[K comparable](g *Graph, name string, fields []column.Field) (*Board[K], error) {
	e, err := g.AddEditable(name, fields)
	if err != nil {
		return nil, err
	}
	return &Board[K]{e: e, rows: map[K]rowset.Row{}, last: map[K][]any{}}, nil
}

// Table is the table.
func (b *Board[K]) Table() *Table { return b.e.Table() }

// Set makes the row of a key hold one value per field: of the field's Go type, nil for null.
// The error is that the table is closed.
func (b *Board[K]) Set(key K, row ...any) error {
	if slices.Equal(b.last[key], row) {
		return nil
	}
	at, known := b.rows[key]
	values, add := make([]column.Vector, len(row)), make([]column.Builder, len(row))
	all := make([]int, len(row))
	for i, x := range row {
		f := b.e.Table().Schema[i]
		v := column.NewVector(f.Type)
		if err := appendValue(v, x); err != nil {
			return fmt.Errorf("column %s: %w", f.Name, err)
		}
		values[i], add[i], all[i] = v, v, i
	}
	var err error
	if known {
		err = b.e.Modify(rowset.Of(at), all, values)
	} else if at, err = b.e.Add(add, 1); err == nil {
		b.rows[key] = at
	}
	if err == nil {
		b.last[key] = row
	}
	return err
}

// Keep takes the rows of all other keys out.
func (b *Board[K]) Keep(keep func(K) bool) error {
	var gone []rowset.Row
	for key, at := range b.rows {
		if !keep(key) {
			gone = append(gone, at)
			delete(b.rows, key)
			delete(b.last, key)
		}
	}
	return b.e.Remove(rowset.Of(gone...))
}
