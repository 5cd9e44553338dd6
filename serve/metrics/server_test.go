package metrics

import (
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"starling/engine"
	"starling/kafka"
	"starling/starlib"
)

// listening is a server at an address, with nothing to show but itself.
func listening(t *testing.T, at string) *Server {
	t.Helper()
	g := engine.NewGraph()
	s, err := Listen(at, g)
	if err != nil {
		t.Fatal(err)
	}
	s.Kafka = &kafka.Env{}
	s.Host = starlib.New(starlib.Config{Graph: g, Kafka: s.Kafka})
	t.Cleanup(s.Host.Close)
	s.Start()
	t.Cleanup(func() { s.Close(t.Context()) })
	return s
}

func TestGuard(t *testing.T) {
	local, open := listening(t, ":0"), listening(t, "0.0.0.0:0")
	for _, c := range []struct {
		server       *Server
		method, host string
		path         string
		want         int
	}{
		{local, "GET", "", "/metrics", 200},
		{local, "GET", "localhost", "/healthz", 200},
		{local, "GET", "", "/", 404},
		{local, "GET", "rebound.example", "/metrics", 421},
		{local, "POST", "", "/metrics", 405},
		{local, "HEAD", "", "/healthz", 405},
		{open, "GET", "prometheus.example", "/metrics", 200},
		{open, "DELETE", "", "/metrics", 405},
	} {
		_, port, _ := net.SplitHostPort(c.server.listener.Addr().String())
		q, err := http.NewRequestWithContext(t.Context(), c.method, "http://127.0.0.1:"+port+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		q.Host = c.host
		a, err := http.DefaultClient.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(a.Body)
		a.Body.Close()
		if a.StatusCode != c.want {
			t.Errorf("%+v: %d %s", c, a.StatusCode, body)
		}
		if c.want == 200 && c.path == "/metrics" {
			if _, ok := value(parse(t, string(body)), "up"); !ok || !strings.HasPrefix(a.Header.Get("Content-Type"), "text/plain; version=0.0.4") {
				t.Errorf("%s\n%s", a.Header, body)
			}
		}
	}
}

// TestGraphStands: who keeps the graph keeps nobody waiting for good.
func TestGraphStands(t *testing.T) {
	s := listening(t, ":0")
	s.patience = 50 * time.Millisecond
	get := func(path string) (int, string) {
		a, err := http.Get("http://" + s.listener.Addr().String() + path)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Body.Close()
		body, _ := io.ReadAll(a.Body)
		return a.StatusCode, string(body)
	}
	release, held := make(chan struct{}), make(chan struct{})
	go s.Graph.Read(func() { close(held); <-release }) //nolint:errcheck // it does not fail
	<-held
	for _, path := range []string{"/healthz", "/metrics", "/healthz"} {
		if code, body := get(path); code != http.StatusServiceUnavailable || !strings.Contains(body, "busy") {
			t.Errorf("%s: %d %s", path, code, body)
		}
	}
	close(release)
	for range 100 {
		if code, _ := get("/healthz"); code == http.StatusOK {
			return
		}
	}
	t.Error("no health though nobody keeps the graph")
}

// TestConnections: those beyond the limit are closed, and there is room again when others go.
func TestConnections(t *testing.T) {
	s := listening(t, ":0")
	at := s.listener.Addr().String()
	var held []net.Conn
	for range connections {
		c, err := net.Dial("tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		held = append(held, c)
	}
	answered := func() bool {
		c, err := net.Dial("tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		c.SetDeadline(time.Now().Add(headerLimit / 2)) //nolint:errcheck // the read tells
		io.WriteString(c, "GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
		b, _ := io.ReadAll(c)
		return strings.Contains(string(b), `{"status":"ok"}`)
	}
	if answered() {
		t.Errorf("there are more than %d connections", connections)
	}
	held[0].Close()
	for range 100 {
		if answered() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("no connection is taken any more")
}

// TestClose: nothing of the server is left, and nobody listens.
func TestClose(t *testing.T) {
	s := listening(t, ":0")
	c, err := net.Dial("tcp", s.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := s.take(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	s.Close(t.Context())
	for range 100 {
		if stacks := stacks(); !strings.Contains(stacks, "metrics.(*Server)") && !strings.Contains(stacks, "net/http.(*conn).serve") {
			if c, err := net.Dial("tcp", s.listener.Addr().String()); err == nil {
				c.Close()
				t.Error("somebody listens")
			}
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("goroutines are left:\n%s", stacks())
}

func stacks() string {
	b := make([]byte, 1<<20)
	return string(b[:runtime.Stack(b, true)])
}
