package flight

import (
	"context"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/flight"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

const (
	// stalled is how long a client may take for a message, of messageBytes at most unless a single
	// row is larger: less than the 4 MiB that clients take if they do not say otherwise.
	stalled      = time.Minute
	messageBytes = 2 << 20
)

// sender writes batches to a client, and gives up on one that does not read.
type sender struct {
	ctx     context.Context
	out     *flight.Writer
	batches chan outgoing
	results chan error
	late    time.Duration // that the client may take for a message
}

// outgoing is a batch and what is told beside it.
type outgoing struct {
	batch arrow.RecordBatch
	meta  []byte
}

// newSender begins to send batches of a schema; end has to be called when there are no more.
func newSender(st flight.FlightService_DoGetServer, schema *arrow.Schema, late time.Duration) *sender {
	s := &sender{
		ctx: st.Context(), out: flight.NewRecordWriter(st, ipc.WithSchema(schema)), late: late,
		batches: make(chan outgoing), results: make(chan error, 1),
	}
	go s.run()
	return s
}

// run writes what comes. It ends when the call does, whatever the client does.
func (s *sender) run() {
	for {
		select {
		case <-s.ctx.Done():
			return
		case o, more := <-s.batches:
			if !more {
				s.results <- s.out.Close() // with the schema, if there was no batch
				return
			}
			s.results <- s.out.WriteWithAppMetadata(o.batch, o.meta)
		}
	}
}

// send writes a batch, and returns when it is on its way.
func (s *sender) send(batch arrow.RecordBatch, meta []byte) error {
	select {
	case s.batches <- outgoing{batch, meta}:
		return s.wait()
	case <-s.ctx.Done():
		return s.ctx.Err()
	}
}

// end writes the end. After an error of send there is none to write: the call ends with it.
func (s *sender) end() error {
	close(s.batches)
	return s.wait()
}

func (s *sender) wait() error {
	late := time.NewTimer(s.late)
	defer late.Stop()
	select {
	case err := <-s.results:
		return err
	case <-s.ctx.Done():
		return s.ctx.Err()
	case <-late.C:
		return status.Errorf(codes.DeadlineExceeded, "the client has not read for %v", s.late)
	}
}
