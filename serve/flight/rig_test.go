package flight

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/flight"
	"go.uber.org/goleak"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"starling/engine"
	rows "starling/serve/arrow"
	"starling/starlib"
	"starling/starlib/py"
)

// rig is a script's session, and a server of its tables at a port.
type rig struct {
	*testing.T
	*Server
	graph *engine.Graph
}

const token = "0123456789abcdef0123456789abcdef"

func newRig(t *testing.T, script string) *rig {
	t.Helper()
	quiet := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, quiet) })
	s, err := Listen(Door{At: ":0", Token: token})
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{T: t, Server: s, graph: engine.NewGraph()}
	s.Version = "v1"
	s.Host = starlib.New(starlib.Config{Graph: r.graph, Arrow: rows.Files{}, Config: py.Config{Stdout: io.Discard, Dir: t.TempDir()}})
	t.Cleanup(s.Host.Close)
	s.Start()
	t.Cleanup(func() { s.Close(context.Background()) })
	r.run(script)
	return r
}

// run runs more of the script.
func (r *rig) run(text string) {
	r.Helper()
	if err := r.Host.ExecFile(r.Context(), "x.py", "from deephaven import *\nfrom deephaven import dtypes as dht\n"+text); err != nil {
		r.Fatal(err)
	}
}

func (r *rig) step() {
	r.Helper()
	if err := r.graph.Step(r.Context()); err != nil {
		r.Fatal(err)
	}
}

// client is one, with a header of its own.
func (r *rig) client(o ...grpc.DialOption) flight.Client {
	r.Helper()
	c, err := flight.NewClientWithMiddleware(r.door.Addr().String(), nil, nil, append(o, grpc.WithTransportCredentials(insecure.NewCredentials()))...)
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(func() { c.Close() })
	return c
}

// with is the context of calls with a header.
func (r *rig) with(header string) context.Context {
	ctx, cancel := context.WithTimeout(metadata.AppendToOutgoingContext(r.Context(), authorization, header), 20*time.Second)
	r.Cleanup(cancel)
	return ctx
}

func (r *rig) in() context.Context { return r.with(bearer + token) }

// batch is a batch of an answer, and what was told beside it.
type batch struct {
	arrow.RecordBatch
	meta string
}

// get is all batches of a ticket.
func (r *rig) get(ctx context.Context, c flight.Client, ticket string) (all []batch, err error) {
	st, err := c.DoGet(ctx, &flight.Ticket{Ticket: []byte(ticket)})
	if err != nil {
		return nil, err
	}
	in, err := flight.NewRecordReader(st)
	if err != nil {
		return nil, err
	}
	defer in.Release()
	for {
		b, err := in.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		b.Retain()
		all = append(all, batch{b, string(in.LatestAppMetadata())})
	}
}

// refused fails the test unless an error has a code.
func refused(t *testing.T, what string, err error, want codes.Code) {
	t.Helper()
	if status.Code(err) != want {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}
