package flight

import (
	"bytes"
	"context"
	"encoding/binary"
	"sync"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"starling/serve/door"
)

// What sessions of Deephaven's clients may take. A client asks for its token anew before half of
// sessionTime is over, so one that is gone leaves its tables then.
const (
	sessionTime  = 5 * time.Minute
	sessionsMost = 256
	exportsMost  = 10_000 // tables of a session
)

// sessions is those that there are, by their tokens.
type sessions struct {
	mu  sync.Mutex // a leaf
	all map[string]*session
	now func() time.Time
}

// session is the tables that a client of Deephaven's knows by numbers.
type session struct {
	token   string
	mu      sync.Mutex // a leaf; guards what follows
	last    time.Time  // when it was heard of
	exports map[int32]table
}

func newSessions() *sessions { return &sessions{all: map[string]*session{}, now: time.Now} }

// open begins a session, and ends those that nobody has any more.
func (s *sessions) open() (*session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	for token, of := range s.all {
		if of.idle(now) > sessionTime {
			of.close()
			delete(s.all, token)
		}
	}
	if len(s.all) >= sessionsMost {
		return nil, status.Errorf(codes.ResourceExhausted, "there are %d sessions already; close one, or wait %v", len(s.all), sessionTime)
	}
	of := &session{token: string(door.NewToken()), last: now, exports: map[int32]table{}}
	s.all[of.token] = of
	return of, nil
}

// find is the session of a token, nil if there is none.
func (s *sessions) find(token string) *session {
	s.mu.Lock()
	of := s.all[token]
	s.mu.Unlock()
	if of != nil {
		of.heard(s.now())
	}
	return of
}

// close ends a session.
func (s *sessions) close(of *session) {
	s.mu.Lock()
	delete(s.all, of.token)
	s.mu.Unlock()
	of.close()
}

func (s *session) idle(now time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return now.Sub(s.last)
}

func (s *session) heard(now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = now
}

// close lets go of all tables.
func (s *session) close() {
	s.mu.Lock()
	all := s.exports
	s.exports = nil
	s.mu.Unlock()
	for _, t := range all {
		t.Release()
	}
}

// export has the session know a table, which it holds from then on, by a number.
func (s *session) export(n int32, t table) error {
	t.Retain()
	s.mu.Lock()
	old, again := s.exports[n]
	closed, full := s.exports == nil, len(s.exports) >= exportsMost && !again
	if !closed && !full {
		s.exports[n] = t
	}
	s.mu.Unlock()
	switch {
	case closed:
		t.Release()
		return errNoSession
	case full:
		t.Release()
		return status.Errorf(codes.ResourceExhausted, "the session has %d tables already: close some", exportsMost)
	case again:
		old.Release()
	}
	return nil
}

// release lets go of a table.
func (s *session) release(n int32) {
	s.mu.Lock()
	t, known := s.exports[n]
	delete(s.exports, n)
	s.mu.Unlock()
	if known {
		t.Release()
	}
}

var errNoSession = status.Error(codes.Unauthenticated, "there is no session of that token: it was closed, or nobody used it; connect again")

// An export's ticket is an e and a number.
func isExport(ticket []byte) bool { return len(ticket) == 5 && ticket[0] == 'e' }

func exportNumber(ticket []byte) int32 { return int32(binary.LittleEndian.Uint32(ticket[1:])) }

// scopeTicket is the ticket of a variable.
const scopePrefix = "s/"

// exported is the table of a ticket of Deephaven's: an export of the session's, or a variable.
func (s *Server) exported(ctx context.Context, ticket []byte) (table, error) {
	if name, ok := bytes.CutPrefix(ticket, []byte(scopePrefix)); ok {
		t, err := s.table(string(name))
		if err != nil { // which pydeephaven takes for this
			return table{}, status.Error(codes.InvalidArgument, status.Convert(err).Message())
		}
		return t, nil
	}
	of := sessionOf(ctx)
	switch {
	case !isExport(ticket):
		return table{}, status.Errorf(codes.InvalidArgument, "%q is no ticket that is known here: those of variables and of the session's tables are", ticket)
	case of == nil:
		return table{}, errNoSession
	}
	of.mu.Lock()
	defer of.mu.Unlock()
	t, known := of.exports[exportNumber(ticket)]
	if !known {
		return table{}, status.Errorf(codes.NotFound, "the session has no table %d: it was closed", exportNumber(ticket))
	}
	return t, nil
}
