package flight

import (
	"encoding/json"

	"github.com/apache/arrow-go/v18/arrow/flight"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/rowset"
	"starling/follow"
	"starling/serve/arrow"
)

// rowColumn has the number of a row, which tells it from others for as long as it is there.
const rowColumn = "__row"

// told is what is told beside a batch of a live table, as JSON.
type told struct {
	// Kind is "snapshot": rows of all that there is, whatever was told before; "changed": rows that
	// came or have other values; "removed": rows that went, without values.
	Kind  string `json:"kind"`
	Cycle uint64 `json:"cycle"` // of the table
	Size  int    `json:"size"`  // rows of the table
	Last  bool   `json:"last"`  // of the cycle: with it a client has the table as it was then
}

// live sends the rows of a table, and then all that becomes of them, until the client goes.
// Changes that a client is too slow for become one.
func (s *Server) live(t table, st flight.FlightService_DoGetServer) error {
	defer t.Seen.Keep()
	for _, f := range t.Schema {
		if f.Name == rowColumn {
			return status.Errorf(codes.InvalidArgument, "table %s has a column %s of its own, which live tables have for the numbers of rows", t.name, rowColumn)
		}
	}
	f, err := follow.New(t.Graph(), t.Table)
	if err != nil {
		return err
	}
	defer f.Close()
	numbered := append([]column.Field{{Name: rowColumn, Type: column.Of(column.Long)}}, t.Schema...)
	out := newSender(st, arrow.Schema(numbered), s.late)
	for {
		select {
		case <-f.Changed():
		case <-st.Context().Done():
			return st.Context().Err()
		}
		w, err := f.Next(st.Context(), nil)
		if err != nil {
			return err
		}
		if err := s.tell(out, numbered, w); err != nil {
			return err
		}
		switch {
		case w.Err != nil:
			return status.Errorf(codes.Aborted, "table %s failed: %v", t.name, w.Err)
		case !t.Attrs.Refreshing:
			return out.end()
		}
	}
}

// tell sends what a look saw.
func (s *Server) tell(out *sender, fields []column.Field, w follow.Window) error {
	about := told{Kind: "changed", Cycle: w.Cycle, Size: w.Size}
	if w.All {
		about.Kind = "snapshot"
	}
	changed := w.Len() > 0 || w.All
	if !w.Removed.Empty() {
		gone := about
		gone.Kind, gone.Last = "removed", !changed
		if err := s.send(out, removed(fields, w.Removed), gone); err != nil {
			return err
		}
	}
	if !changed {
		return nil
	}
	about.Last = true
	return s.send(out, withRows(fields, w.Frame), about)
}

// send sends a frame, told of as about says; only its last batch is the last.
func (s *Server) send(out *sender, f *engine.Frame, about told) error {
	free, err := s.copies.take(f)
	if err != nil {
		return err
	}
	defer free()
	last, sent := about.Last, 0
	for b, err := range writing().AllBatches(f) {
		if err != nil {
			return err
		}
		sent += int(b.NumRows())
		about.Last = last && sent == f.Len()
		meta, err := json.Marshal(about)
		if err == nil {
			err = out.send(b, meta)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// withRows is a frame with the numbers of its rows before all columns.
func withRows(fields []column.Field, f *engine.Frame) *engine.Frame {
	numbered := *f
	numbered.Schema, numbered.Cols = fields, append([]column.Vector{numbers(f.Rows)}, f.Cols...)
	return &numbered
}

// removed is a frame of rows that have no values any more.
func removed(fields []column.Field, rows rowset.Set) *engine.Frame {
	n := rows.Len()
	f := &engine.Frame{Schema: fields, Rows: rows.AppendTo(nil), Hi: n}
	f.Cols = append(f.Cols, numbers(f.Rows))
	for _, field := range fields[1:] {
		v := column.NewVector(field.Type)
		v.AppendNull()
		all := column.NewVector(field.Type)
		all.AppendRepeat(v, n)
		f.Cols = append(f.Cols, all)
	}
	return f
}

// numbers is the numbers of rows as a column.
func numbers(rows []rowset.Row) column.Vector {
	v := column.NewVec[int64](column.Long)
	v.V = rows
	return v
}
