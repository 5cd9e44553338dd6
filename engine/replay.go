package engine

import (
	"errors"
	"fmt"
	"io"
	"math"
	"sync"
	"time"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/internal/wall"
)

// Replay plays tables back by the times in them, together: its clock stands at its start until Start, and
// goes from there to its end as fast as time does. All methods are safe for concurrent use.
type Replay struct {
	graph *Graph
	start int64 // nanoseconds since 1970
	now   func() time.Time

	mu    sync.Mutex // guards what follows; a leaf
	end   int64
	began time.Time // zero before Start
	over  bool      // stopped
}

// NewReplay is one from start to end. now is the clock that it goes by; nil is wall.Now.
func NewReplay(g *Graph, start, end time.Time, now func() time.Time) *Replay {
	if now == nil {
		now = wall.Now
	}
	return &Replay{graph: g, start: start.UnixNano(), end: end.UnixNano(), now: now}
}

// Start has the clock go, once.
func (r *Replay) Start() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over || !r.began.IsZero() {
		return errors.New("it was started already")
	}
	r.began = r.now()
	r.graph.Wake()
	return nil
}

// Stop ends it: no more rows come.
func (r *Replay) Stop() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.end, r.over = r.at(), true
	r.graph.Wake()
}

// at is how far the clock is; r.mu is held.
func (r *Replay) at() int64 {
	if r.began.IsZero() {
		return r.start
	}
	return min(r.start+int64(r.now().Sub(r.began)), max(r.end, r.start))
}

// clock is how far it is, and whether it goes no further.
func (r *Replay) clock() (at int64, over bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	at = r.at()
	return at, r.over || !r.began.IsZero() && at >= r.end
}

// when is the time at which the clock is at an instant; ok is false if it does not go.
func (r *Replay) when(instant int64) (at time.Time, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.began.Add(time.Duration(min(instant, r.end) - r.start)), !r.began.IsZero() && !r.over
}

// Add is a table of the rows of f, in their order: each comes when the clock is at the time that the row has in the
// column named, and when those before it have come.
func (r *Replay) Add(f *Frame, times string) (*Table, error) {
	for c, field := range f.Schema {
		if field.Name != times {
			continue
		}
		if field.Type != column.Of(column.Instant) {
			return nil, fmt.Errorf("column %s has type %s, want instant", times, field.Type)
		}
		s := &replayed{clock: r, rows: f, times: f.Cols[c].(*column.Vec[int64]), part: newVectors(f.Schema)}
		return r.graph.AddSource("replay", s, Append())
	}
	return nil, fmt.Errorf("unknown column name %s", times)
}

// replayed is the source of a table that is played back.
type replayed struct {
	clock *Replay
	rows  *Frame
	times *column.Vec[int64]
	next  int             // row
	part  []column.Vector // rows of a cycle
}

// Schema is that of the rows.
func (s *replayed) Schema() []column.Field { return s.rows.Schema }

// Plan is the call of add_table.
func (s *replayed) Plan() plan.Source { return plan.Source{Kind: "replay"} }

// Live reports whether rows are to come.
func (s *replayed) Live() bool {
	_, going := s.clock.when(0)
	return going
}

// Due is the time of the next row, or of the end.
func (s *replayed) Due() (time.Time, bool) {
	to := int64(math.MaxInt64)
	if s.next < s.rows.Len() {
		to = s.times.V[s.next]
	}
	return s.clock.when(to)
}

// Drain hands over the rows whose time has come, as far as a portion goes.
func (s *replayed) Drain(add func(cols []column.Builder, n int)) error {
	now, over := s.clock.clock()
	from, size := s.next, s.rows.Len()
	for s.next < size && s.next-from < portionMax && !s.times.Null(s.next) && s.times.V[s.next] <= now {
		s.next++
	}
	if n := s.next - from; n > 0 {
		cols := make([]column.Builder, len(s.part))
		for i, v := range s.part {
			v.Reset()
			v.AppendRange(s.rows.Cols[i], from, s.next)
			cols[i] = v
		}
		add(cols, n)
	}
	switch {
	case s.next == size:
		return io.EOF
	case s.times.Null(s.next):
		return fmt.Errorf("row %d has no time", s.next)
	case over && s.times.V[s.next] > now:
		return io.EOF
	}
	return nil
}
