package flight

import (
	"context"

	"github.com/apache/arrow-go/v18/arrow/flight"

	"starling/engine"
	"starling/follow"
	"starling/serve/arrow"
	"starling/starlib"
)

// copied is the first rows of a table as of one cycle, all if most is less than 0.
func (s *Server) copied(ctx context.Context, t table, cols []string, most int) (*engine.Frame, error) {
	defer t.Seen.Keep()
	if most >= 0 {
		var f *engine.Frame
		var err error
		if e := t.Graph().ReadFor(ctx, func() { f, err = t.Frame(0, most, cols) }); e != nil {
			return nil, e
		}
		return f, err
	}
	f, err := follow.New(t.Graph(), t.Table)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	w, err := f.Whole(ctx, cols)
	return w.Frame, err
}

// snapshot sends the rows of a table as it is.
func (s *Server) snapshot(t table, cols []string, most int, st flight.FlightService_DoGetServer) error {
	f, err := s.copied(st.Context(), t, cols, most)
	if err != nil {
		return err
	}
	free, err := s.copies.take(f)
	if err != nil {
		return err
	}
	defer free()
	out := newSender(st, arrow.Schema(f.Schema), s.late)
	for b, err := range writing().Batches(f) {
		if err == nil {
			err = out.send(b, nil)
		}
		if err != nil {
			return err
		}
	}
	return out.end()
}

// writing is how batches are made here.
func writing() *arrow.Writing {
	return &arrow.Writing{Texts: starlib.CellTexts(), Bytes: messageBytes}
}
