package client

import (
	"context"
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/kafka/embedded"
)

// heard collects notices.
type heard struct {
	mu    sync.Mutex
	lines []string
	more  chan struct{}
}

func newHeard() *heard { return &heard{more: make(chan struct{}, 100)} }

func (h *heard) notify(msg string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.lines = append(h.lines, msg)
	h.more <- struct{}{}
}

// wait returns the first notice that contains every part.
func (h *heard) wait(t *testing.T, parts ...string) string {
	t.Helper()
	timeout := time.After(10 * time.Second)
	for {
		h.mu.Lock()
		for _, line := range h.lines {
			if !slices.ContainsFunc(parts, func(p string) bool { return !strings.Contains(line, p) }) {
				h.mu.Unlock()
				return line
			}
		}
		h.mu.Unlock()
		select {
		case <-h.more:
		case <-timeout:
			t.Fatalf("no notice with %q in %q", parts, h.lines)
		}
	}
}

func broker(t *testing.T, topics map[string]int) *embedded.Broker {
	t.Helper()
	b, err := embedded.Start(embedded.Config{Topics: topics})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func deadPort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestTopics(t *testing.T) {
	b := broker(t, map[string]int{"b": 1, "a": 2})
	env := &Env{}
	got, err := env.Topics(t.Context(), Props{"bootstrap.servers": b.Addr()})
	if err != nil || !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestDefaultsAndEmbedded(t *testing.T) {
	b := broker(t, map[string]int{"a": 1})
	env := &Env{Defaults: Props{"bootstrap.servers": b.Addr()}}
	if got, err := env.Topics(t.Context(), nil); err != nil || len(got) != 1 {
		t.Errorf("defaults: %q, %v", got, err)
	}
	env = &Env{Embedded: func() (string, string, error) { return b.Addr(), b.RegistryURL(), nil }}
	p := Props{
		"bootstrap.servers": "redpanda:9092", "schema.registry.url": "http://redpanda:8081", "client.id": "me",
		"security.protocol": "SASL_SSL", "sasl.mechanism": "PLAIN", "ssl.ca.location": "/none",
	}
	if got, err := env.Topics(t.Context(), p); err != nil || len(got) != 1 {
		t.Errorf("embedded: %q, %v", got, err)
	}
	got, err := env.props(p)
	want := Props{"bootstrap.servers": b.Addr(), "schema.registry.url": b.RegistryURL(), "client.id": "me"}
	if err != nil || len(got) != len(want) || got["schema.registry.url"] != want["schema.registry.url"] || got["client.id"] != "me" {
		t.Errorf("props %v, %v", got, err)
	}
	if p["bootstrap.servers"] != "redpanda:9092" {
		t.Error("the script's properties were changed")
	}
	if _, err := env.props(Props{}); err == nil {
		t.Error("missing bootstrap.servers is no error with the embedded broker")
	}
	env.Embedded = func() (string, string, error) { return "", "", errors.New("no port") }
	if _, err := env.Topics(t.Context(), p); err == nil || err.Error() != "embedded broker: no port" {
		t.Errorf("embedded failure: %v", err)
	}
}

// TestAliasOfAdvertisedAddress reaches a broker that calls itself by a name
// only the alias knows how to dial.
func TestAliasOfAdvertisedAddress(t *testing.T) {
	b := broker(t, map[string]int{"a": 1})
	_, port, _ := net.SplitHostPort(b.Addr())
	// The broker advertises 127.0.0.1:port. A second, dead address stands in
	// for what is written in the script.
	written := "redpanda:" + port
	alias := Alias{}
	if err := alias.Add(written + "=" + b.Addr()); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	dialled := map[string]bool{}
	env := &Env{Alias: alias, DialFunc: func(ctx context.Context, network, addr string) (net.Conn, error) {
		mu.Lock()
		dialled[addr] = true
		mu.Unlock()
		return new(net.Dialer).DialContext(ctx, network, addr)
	}}
	cl, err := env.NewClient(Props{"bootstrap.servers": written}, kgo.DefaultProduceTopic("a"))
	if err != nil {
		t.Fatal(err)
	}
	defer cl.Close()
	if err := cl.ProduceSync(t.Context(), kgo.StringRecord("x")).FirstErr(); err != nil {
		t.Fatal(err)
	}
	if !dialled[b.Addr()] || len(dialled) != 1 {
		t.Errorf("dialled %v", dialled)
	}

	// Now the advertised address itself is aliased, to a port that forwards.
	proxy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer proxy.Close()
	go forward(proxy, b.Addr())
	clear(dialled)
	env.Alias = Alias{b.Addr(): proxy.Addr().String(), written: proxy.Addr().String()}
	cl2, err := env.NewClient(Props{"bootstrap.servers": written}, kgo.DefaultProduceTopic("a"))
	if err != nil {
		t.Fatal(err)
	}
	defer cl2.Close()
	if err := cl2.ProduceSync(t.Context(), kgo.StringRecord("y")).FirstErr(); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	if dialled[b.Addr()] || !dialled[proxy.Addr().String()] {
		t.Errorf("the alias of the advertised address was passed by: dialled %v", dialled)
	}
}

// forward copies every connection of l to addr.
func forward(l net.Listener, addr string) {
	for {
		in, err := l.Accept()
		if err != nil {
			return
		}
		out, err := net.Dial("tcp", addr)
		if err != nil {
			in.Close()
			continue
		}
		go func() { io.Copy(out, in); out.Close() }() //nolint:errcheck // ends with the connection
		go func() { io.Copy(in, out); in.Close() }()  //nolint:errcheck // ends with the connection
	}
}

// TestRefused: where nobody listens it is soon said, unless the properties say how long.
func TestRefused(t *testing.T) {
	addr := deadPort(t)
	env := &Env{Refused: 300 * time.Millisecond}
	_, err := env.Topics(t.Context(), Props{"bootstrap.servers": addr})
	want := "no broker answered at " + addr + " within 300ms: connection refused; is it running?"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func TestAwaitFailure(t *testing.T) {
	addr := deadPort(t)
	h := newHeard()
	env := &Env{Notify: h.notify, Alias: Alias{"redpanda:9092": addr}}
	p := Props{"bootstrap.servers": "redpanda:9092", "default.api.timeout.ms": "400"}
	_, err := env.Topics(t.Context(), p)
	want := "no broker answered at redpanda:9092 (alias " + addr + ") within 400ms (default.api.timeout.ms): connection refused"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	if got := h.wait(t, "retrying"); got != "kafka: redpanda:9092: connection refused; retrying" {
		t.Errorf("notice %q", got)
	}
	if len(h.lines) != 1 {
		t.Errorf("%d notices: %q", len(h.lines), h.lines)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := env.Topics(ctx, p); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestClientErrors(t *testing.T) {
	for _, c := range []struct {
		p    Props
		want string
	}{
		{Props{}, "bootstrap.servers: missing"},
		{Props{"bootstrap.servers": "no-such-host.invalid:9092"}, "bootstrap.servers: no host of no-such-host.invalid:9092 can be resolved (--alias no-such-host.invalid:9092="},
		{Props{"bootstrap.servers": "h:1", "linger.ms": "soon"}, `linger.ms: "soon" is not a whole number of milliseconds`},
	} {
		cl, err := (&Env{}).NewClient(c.p)
		if err == nil {
			cl.Close()
		}
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v: %v, want %s", c.p, err, c.want)
		}
	}
}

func TestWarningIsToldOnce(t *testing.T) {
	h := newHeard()
	env := &Env{Notify: h.notify}
	for range 2 {
		cl, err := env.NewClient(Props{"bootstrap.servers": "127.0.0.1:1", "linger.msec": "5"})
		if err != nil {
			t.Fatal(err)
		}
		cl.Close()
	}
	want := `kafka: unknown property "linger.msec" has no effect; did you mean linger.ms?`
	if !slices.Equal(h.lines, []string{want}) {
		t.Errorf("got %q", h.lines)
	}
}

// TestLossAndReturn stops a broker under a consuming client and starts another
// one on its port.
func TestLossAndReturn(t *testing.T) {
	cluster, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.SeedTopics(1, "a"))
	if err != nil {
		t.Fatal(err)
	}
	addr := cluster.ListenAddrs()[0]
	h := newHeard()
	env := &Env{Notify: h.notify}
	cl, err := env.NewClient(Props{"bootstrap.servers": addr, "auto.offset.reset": "earliest", "retry.backoff.max.ms": "200"}, kgo.ConsumeTopics("a"))
	if err != nil {
		t.Fatal(err)
	}
	defer cl.Close()
	if err := env.Await(t.Context(), cl, Props{"bootstrap.servers": addr}); err != nil {
		t.Fatal(err)
	}
	polled := make(chan string, 10)
	go func() {
		for {
			fetches := cl.PollFetches(context.Background())
			if fetches.IsClientClosed() {
				return
			}
			fetches.EachRecord(func(r *kgo.Record) { polled <- string(r.Value) })
		}
	}()
	say := func(text string) {
		t.Helper()
		if err := cl.ProduceSync(t.Context(), &kgo.Record{Topic: "a", Value: []byte(text)}).FirstErr(); err != nil {
			t.Fatal(err)
		}
	}
	say("one")
	if got := <-polled; got != "one" {
		t.Fatalf("polled %q", got)
	}
	cluster.Close()
	h.wait(t, "kafka: "+addr+": connection refused; retrying")
	_, port, _ := net.SplitHostPort(addr)
	again, err := embedded.Start(embedded.Config{BrokerPort: atoi(t, port), Topics: map[string]int{"a": 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	h.wait(t, "kafka: "+addr+": connected again after ")
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := Arg{Name: "port", Value: s}.integer(1, 65535)
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}

func TestLinksAreRateLimited(t *testing.T) {
	var l links
	start := time.Unix(1000, 0)
	at := func(s int) time.Time { return start.Add(time.Duration(s) * time.Second) }
	one, two := link{"b:1", ""}, link{"b:2", ""}
	for _, c := range []struct{ got, want string }{
		{l.connected(one, at(0)), ""},
		{l.failed(one, "connection refused", at(0)), "kafka: b:1: connection refused; retrying"},
		{l.failed(one, "connection refused", at(1)), ""},
		{l.failed(two, "no route to host", at(1)), "kafka: b:2: no route to host; retrying"},
		{l.failed(one, "timed out", at(29)), ""},
		{l.failed(one, "timed out", at(30)), "kafka: b:1: timed out; retrying for 30s"},
		{l.failed(one, "timed out", at(40)), ""},
		{l.connected(one, at(72)), "kafka: b:1: connected again after 1m12s"},
		{l.connected(one, at(73)), ""},
		{l.connected(two, at(1).Add(234*time.Millisecond)), "kafka: b:2: connected again after 230ms"},
		{l.failed(one, "connection refused", at(80)), "kafka: b:1: connection refused; retrying"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// A broker that refuses some clients is not reached because it lets others in.
func TestLinksAreOfClients(t *testing.T) {
	var l links
	now := time.Unix(1000, 0)
	plain, tls := link{"b:1", ""}, link{"b:1", "security.protocol=SSL"}
	l.opened(plain.how)
	l.opened(tls.how)
	l.opened(tls.how)
	for _, c := range []struct{ got, want string }{
		{l.failed(tls, "EOF", now), "kafka: b:1: EOF; retrying"},
		{l.connected(plain, now), ""},
		{l.failed(plain, "connection refused", now), "kafka: b:1: connection refused; retrying"},
		{l.connected(plain, now), "kafka: b:1: connected again after 0s"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	l.closed(tls.how)
	if got := l.failed(tls, "EOF", now.Add(time.Minute)); got != "kafka: b:1: EOF; retrying for 1m0s" {
		t.Errorf("while one of two clients is left: %q", got)
	}
	l.closed(tls.how)
	if got := l.failed(tls, "EOF", now.Add(time.Hour)); got != "kafka: b:1: EOF; retrying" {
		t.Errorf("a new client: %q", got)
	}
}

func TestHowClientsComeIn(t *testing.T) {
	plain := Props{"bootstrap.servers": "b:1", "group.id": "g", "fetch.max.bytes": "7"}
	seen := map[string]string{}
	for name, p := range map[string]Props{
		"plain":    plain,
		"tls":      plain.With(Props{"security.protocol": "SSL"}),
		"trust":    plain.With(Props{"security.protocol": "SSL", "ssl.ca.location": "/a"}),
		"sasl":     plain.With(Props{"security.protocol": "SASL_PLAINTEXT", "sasl.username": "a", "sasl.password": "x"}),
		"user":     plain.With(Props{"security.protocol": "SASL_PLAINTEXT", "sasl.username": "b", "sasl.password": "x"}),
		"password": plain.With(Props{"security.protocol": "SASL_PLAINTEXT", "sasl.username": "a", "sasl.password": "y"}),
	} {
		how := Config{values: p}.how()
		if other, ok := seen[how]; ok {
			t.Errorf("%s and %s are the same", name, other)
		}
		seen[how] = name
	}
	if a, b := (Config{values: plain}).how(), (Config{values: Props{"bootstrap.servers": "c:2"}}).how(); a != b {
		t.Errorf("%q and %q differ", a, b)
	}
}
