package web

import (
	"cmp"
	"context"
	"slices"

	"starling/engine"
	"starling/engine/column"
	"starling/grid"
)

// mostErrors is how many bad records are shown, the last ones.
const mostErrors = 200

// lookAtErrors is the last records that consumers could not decode: what kc.errors tells of each,
// by time.
func (s *Server) lookAtErrors(ctx context.Context) []byte {
	type bad struct {
		at  int64
		row object
	}
	var all []bad
	l := s.Host.Layout()
	l.Width = cellWidth
	for _, c := range s.Kafka.Consumers() {
		t := c.Errors()
		var f *engine.Frame
		err := s.Graph.ReadFor(ctx, func() {
			n := t.Rows.Len()
			f, _ = t.Frame(n-mostErrors, n, nil) // it has all its columns
		})
		if err != nil || f == nil {
			continue // the consumer ends
		}
		cells, null := grid.Texts(l, f)
		for i := range f.Len() {
			var b bad
			for j, field := range f.Schema {
				var value any
				if !null[j][i] {
					value = cells[j][i]
				}
				b.row.put(fieldName(field.Name), value)
				if v, ok := f.Cols[j].(*column.Vec[int64]); ok && field.Type.Kind == column.Instant {
					b.at = v.V[i]
				}
			}
			all = append(all, b)
		}
	}
	slices.SortStableFunc(all, func(a, b bad) int { return cmp.Compare(a.at, b.at) })
	rows := []object{}
	for _, b := range all[max(len(all)-mostErrors, 0):] {
		rows = append(rows, b.row)
	}
	return asJSON(rows)
}
