package web

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"sync/atomic"
	"time"

	"starling/engine"
	"starling/kafka"
	"starling/serve/door"
	"starling/starlib"
)

// What clients may take of the process.
const (
	sockets      = 512 // a browser has some six beside its WebSocket
	browsers     = 128 // WebSockets
	headerLimit  = 5 * time.Second
	answerLimit  = 30 * time.Second // for what is written at once
	idleLimit    = 15 * time.Second
	headerLength = 16 << 10
)

// Door is where a server is, and who comes in.
type Door struct {
	At          string      // as door.Listen takes it
	Token       door.Token  // who comes in knows it
	Certificate *tls.Config // nil is without TLS
	Hosts       []string    // further names by which the server may be asked, as that of a proxy
}

// Server answers at an address. What surrounds it is set before Start.
type Server struct {
	Graph   *engine.Graph
	Host    *starlib.Host
	Kafka   *kafka.Env
	Version string
	Script  string // what the page is called by

	door        *door.Door
	token       door.Token
	tickets     tickets
	cookie      string // its name
	hosts       []string
	certificate *x509.Certificate // nil without TLS
	http        http.Server
	ctx         context.Context // ends with the server
	cancel      context.CancelFunc
	room        chan struct{} // for WebSockets
	making      chan struct{} // for frames and charts that are made at a time
	every       time.Duration // between two looks of a feed
	feeds       feeds
	known       atomic.Pointer[map[string]*engine.Table] // the script's tables at the last look of the feed of them
	lags        lags

	work door.Work
}

// Listen opens the address, see door.Listen. Who asks before Start waits.
func Listen(at Door) (*Server, error) {
	d, err := door.Listen(at.At, sockets, at.Certificate)
	if err != nil {
		return nil, err
	}
	_, port, _ := net.SplitHostPort(d.Addr().String())
	s := &Server{
		door: d, token: at.Token, cookie: "starling_" + port, hosts: at.Hosts, room: make(chan struct{}, browsers), every: feedEvery,
		making: make(chan struct{}, max(runtime.GOMAXPROCS(0)/2, 1)), // the tables' updates have the other cores
	}
	if at.Certificate != nil {
		s.certificate = at.Certificate.Certificates[0].Leaf
	}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.feeds = s.newFeeds()
	s.http = http.Server{
		Handler:           s.guard(s.pages()),
		ReadHeaderTimeout: headerLimit, ReadTimeout: headerLimit, WriteTimeout: answerLimit, IdleTimeout: idleLimit, MaxHeaderBytes: headerLength,
		BaseContext: func(net.Listener) context.Context { return s.ctx },
		ErrorLog:    log.New(io.Discard, "", 0), // of clients that break off
	}
	return s, nil
}

// pages is all there is to ask for.
func (s *Server) pages() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", pageAssets())
	mux.HandleFunc("/ping", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("/live", s.live)
	mux.HandleFunc("/tables", s.listTables)
	mux.HandleFunc("/tables/{name}", s.readTable)
	return mux
}

// Local reports whether only this machine reaches the server.
func (s *Server) Local() bool { return s.door.Local() }

// URL is the address with the token, of the list of tables, or of the table of a name if that is
// not "".
func (s *Server) URL(table string) string { return s.address(string(s.token), table) }

// Invitation is the address of a table with a ticket in place of the token: it is good once, within
// a minute.
func (s *Server) Invitation(table string) string { return s.address(s.tickets.issue(), table) }

func (s *Server) address(token, table string) string {
	u := url.URL{Scheme: "http", Host: s.asked(), Path: "/", RawQuery: "token=" + url.QueryEscape(token)}
	if s.door.Secure() {
		u.Scheme = "https"
	}
	if table != "" {
		u.Fragment = "/table/" + table
	}
	return u.String()
}

// Start begins to answer. Close ends it.
func (s *Server) Start() {
	s.work.Go(func() {
		_ = s.http.Serve(s.door) // until it is closed
	})
}

// Close ends the listening, all answers and all connections, and returns when nothing of the server
// is left: at once, unless the graph is kept by a cycle or a script by itself; then when ctx ends.
func (s *Server) Close(ctx context.Context) {
	s.work.Close(ctx, func() {
		s.cancel()
		s.door.Close() //nolint:errcheck // nothing is to be sent
		s.http.Close() //nolint:errcheck // the same
	})
}
