package flight

import (
	"context"
	"crypto/tls"
	"time"

	"github.com/apache/arrow-go/v18/arrow/flight"
	"github.com/apache/arrow-go/v18/arrow/flight/flightsql"
	"google.golang.org/grpc"
	"google.golang.org/grpc/keepalive"

	"starling/serve/door"
	"starling/starlib"
)

// What clients may take of the process.
const (
	connections    = 128
	callsAtOnce    = 64 // of a connection
	requestBytes   = 1 << 20
	handshakeLimit = 10 * time.Second
	silence        = 30 * time.Second // until a client is asked whether it is there
	answerLimit    = 10 * time.Second // for its answer
)

// Door is where clients come in.
type Door struct {
	At          string      // an address, see door.Listen
	Token       door.Token  // that they have to know; "" lets in whoever reaches the address
	Certificate *tls.Config // nil: without TLS
}

// Server answers at an address. What is exported is set before Start.
type Server struct {
	Host     *starlib.Host
	Version  string
	AllowRun bool // clients of Deephaven's may run scripts

	token    door.Token
	door     *door.Door
	grpc     *grpc.Server
	sessions *sessions
	copies   *copies
	late     time.Duration // stalled, but in tests
}

// Listen opens the address. An error of it is a door.ErrAddress, or the network's.
func Listen(at Door) (*Server, error) {
	if at.Certificate != nil {
		at.Certificate = at.Certificate.Clone()
		at.Certificate.NextProtos = []string{"h2"}
	}
	d, err := door.Listen(at.At, connections, at.Certificate)
	if err != nil {
		return nil, err
	}
	s := &Server{token: at.Token, door: d, sessions: newSessions(), copies: newCopies(), late: stalled}
	s.grpc = grpc.NewServer(
		grpc.UnaryInterceptor(s.unary), grpc.StreamInterceptor(s.stream), grpc.UnknownServiceHandler(s.deephaven),
		grpc.WaitForHandlers(true), grpc.MaxRecvMsgSize(requestBytes), grpc.MaxConcurrentStreams(callsAtOnce), grpc.ConnectionTimeout(handshakeLimit),
		grpc.KeepaliveParams(keepalive.ServerParameters{Time: silence, Timeout: answerLimit}),
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: time.Second, PermitWithoutStream: true}),
	)
	return s, nil
}

// Local reports whether only this machine reaches the address.
func (s *Server) Local() bool { return s.door.Local() }

// Secure reports whether it is TLS.
func (s *Server) Secure() bool { return s.door.Secure() }

// URL is the address as clients take it.
func (s *Server) URL() string {
	scheme := "grpc://"
	if s.Secure() {
		scheme = "grpc+tls://"
	}
	return scheme + s.door.Addr().String()
}

// Start begins to answer. Close ends it.
func (s *Server) Start() {
	flight.RegisterFlightServiceServer(s.grpc, &service{Server: s, sql: flightsql.NewFlightServer(newSQL(s))})
	go func() { _ = s.grpc.Serve(s.door) }() // until it is closed, which waits for it
}

// Close ends the listening and all calls, and returns when none is left, or when ctx ends.
func (s *Server) Close(ctx context.Context) {
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		s.grpc.Stop()
		s.door.Close() //nolint:errcheck // it was never served
	}()
	select {
	case <-stopped:
	case <-ctx.Done():
	}
}
