package metrics

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/expfmt"

	"starling/engine"
	"starling/kafka"
	"starling/serve/door"
	"starling/starlib"
)

// What one client may take of the process.
const (
	connections  = 32
	headerLimit  = 5 * time.Second
	answerLimit  = 30 * time.Second // more than a look may take
	idleLimit    = 2 * time.Minute  // Prometheus asks every minute
	headerLength = 8 << 10
)

// Server answers at an address. What surrounds it is set before Start.
type Server struct {
	Graph   *engine.Graph
	Host    *starlib.Host
	Kafka   *kafka.Env
	Version string

	patience   time.Duration // how long the graph may be busy
	cycleTimes prometheus.Histogram
	watch      watch
	looking    chan struct{} // a place for the one look that there is at a time
	listener   net.Listener
	http       http.Server
	ctx        context.Context // ends with the server
	cancel     context.CancelFunc

	work door.Work
}

// Listen opens the address, see door.Listen, and has the graph count its cycles, which must not have
// begun.
func Listen(at string, g *engine.Graph) (*Server, error) {
	l, err := door.Listen(at, connections, nil)
	if err != nil {
		return nil, err
	}
	s := newServer(g)
	s.listener = l
	s.http = http.Server{
		Handler:     guard(s.pages(), l),
		ReadTimeout: headerLimit, WriteTimeout: answerLimit, IdleTimeout: idleLimit, MaxHeaderBytes: headerLength,
		BaseContext: func(net.Listener) context.Context { return s.ctx },
		ErrorLog:    log.New(io.Discard, "", 0), // of clients that break off
	}
	return s, nil
}

// newServer is one that is not at an address yet.
func newServer(g *engine.Graph) *Server {
	s := &Server{Graph: g, patience: patience, cycleTimes: newCycleTimes(), looking: make(chan struct{}, 1)}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	g.OnCycle = func(took time.Duration) { s.cycleTimes.Observe(took.Seconds()) }
	return s
}

// pages is all there is to ask for.
func (s *Server) pages() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/metrics", s.metrics)
	mux.HandleFunc("/healthz", s.healthz)
	return mux
}

// URL is where the metrics are.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() + "/metrics" }

// Start begins to answer. Close ends it.
func (s *Server) Start() {
	s.work.Go(func() { s.watch.run(s.ctx, s.Kafka) })
	s.work.Go(func() {
		_ = s.http.Serve(s.listener) // until it is closed
	})
}

// Close ends the listening and all answers, and returns when nothing of the server is left: at
// once, unless the graph is kept by a cycle; then when ctx ends.
func (s *Server) Close(ctx context.Context) {
	s.work.Close(ctx, func() {
		s.cancel()
		if s.listener != nil {
			s.listener.Close() //nolint:errcheck // nothing is to be sent
		}
		s.http.Close() //nolint:errcheck // the same
	})
}

// take looks at the query, one after the other: many who ask do not slow it. It gives up when
// the graph or a script is busy for longer than patience; the look then ends by itself.
func (s *Server) take(ctx context.Context, exports bool) (*look, error) {
	late := time.NewTimer(s.patience)
	defer late.Stop()
	busy := fmt.Errorf("the tables are busy with an update or a new table for longer than %v", s.patience)
	select {
	case s.looking <- struct{}{}:
	case <-late.C:
		return nil, busy
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	seen := make(chan *look, 1)
	s.work.Go(func() {
		defer func() { <-s.looking }()
		seen <- s.look(exports)
	})
	select {
	case l := <-seen:
		return l, nil
	case <-late.C:
		return nil, busy
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// metrics answers as Prometheus' text format has it.
func (s *Server) metrics(w http.ResponseWriter, r *http.Request) {
	l, err := s.take(r.Context(), true)
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	all, err := s.families(l)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	format := expfmt.NewFormat(expfmt.TypeTextPlain)
	w.Header().Set("Content-Type", string(format))
	enc := expfmt.NewEncoder(w, format)
	for _, f := range all {
		if enc.Encode(f) != nil {
			return // who asked is gone
		}
	}
}
