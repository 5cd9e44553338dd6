package client

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/plugin/kslog"

	"starling/internal/files"
	"starling/internal/safe"
)

// Env is what surrounds every Kafka client of a process: where addresses lead,
// what properties have by default, who hears about trouble. The zero value is
// usable. It must not be copied or changed once a client was made.
type Env struct {
	Alias    Alias // AddAlias adds to it once clients were made
	Defaults Props // properties a script does not set itself
	// Embedded answers every bootstrap.servers and schema.registry.url with
	// the addresses it returns; it is called when the first one is needed.
	Embedded func() (broker, registry string, err error)
	// Refused is how long Await tries where every connection is refused; 0 is ten seconds.
	Refused time.Duration
	Files   *files.Access // what properties and references may name; nil is all
	Log     *slog.Logger  // the client's own log; nil is none
	// Notify hears one line per event that a user should know of: a lost
	// connection, its return, a property without effect. The line is harmless
	// to a terminal. Any goroutine calls it. Nil is none.
	Notify func(msg string)
	// DialFunc replaces the network; nil is the real one.
	DialFunc func(ctx context.Context, network, addr string) (net.Conn, error)

	begun sync.Once // life is made
	life  context.Context
	cut   context.CancelFunc

	aliases sync.RWMutex // guards Alias; a leaf

	mu     sync.Mutex // guards warned; a leaf
	warned map[string]bool

	links links
	veil  veil
}

// Alive is the context of all clients: it ends when Close gives up.
func (e *Env) Alive() context.Context {
	e.begun.Do(func() { e.life, e.cut = context.WithCancel(context.Background()) })
	return e.life
}

// BreakOff ends all connections at once, and whatever waits for them.
func (e *Env) BreakOff() {
	e.Alive()
	e.cut()
}

// NewClient makes a client from a script's properties; extra options take precedence over
// them. It does not wait for the broker, see Await, but fails if no host name
// of bootstrap.servers can be resolved. The caller closes the client.
func (e *Env) NewClient(p Props, extra ...kgo.Opt) (cl *kgo.Client, err error) {
	defer e.Veiled(&err)
	c, err := e.Config(p)
	if err != nil {
		return nil, err
	}
	return c.Client(extra...)
}

// Client is Env.NewClient of properties that hold already.
func (c Config) Client(extra ...kgo.Opt) (*kgo.Client, error) {
	return c.env.newClient(c, func(*settings) []kgo.Opt { return extra })
}

// Producing is Client for what writes rows: with keys or without.
func (c Config) Producing(keyed bool, extra ...kgo.Opt) (*kgo.Client, error) {
	return c.env.newClient(c, func(s *settings) []kgo.Opt {
		return append(extra, kgo.RecordPartitioner(partitioner{s.producing.partitioner, keyed}))
	})
}

// newClient is NewClient with options that depend on the properties' meaning.
func (e *Env) newClient(c Config, extra func(*settings) []kgo.Opt) (*kgo.Client, error) {
	s, err := parse(c)
	if err != nil {
		return nil, err
	}
	for _, w := range s.warnings {
		e.SayOnce(w)
	}
	if err := e.resolve(s); err != nil {
		return nil, err
	}
	opts := append(s.opts, kgo.Dialer(e.dialer(s)), kgo.WithHooks(&linkHook{e, c.how()}),
		kgo.SoftwareNameAndVersion("starling", "1"), kgo.AlwaysRetryEOF(), kgo.WithContext(e.Alive()))
	if e.Log != nil {
		opts = append(opts, kgo.WithLogger(kslog.New(slog.New(veiledLog{e.Log.Handler(), &e.veil}))))
	}
	return kgo.NewClient(append(opts, extra(s)...)...)
}

// NewAdmin makes a client for topics, groups and offsets; Close releases it.
func (e *Env) NewAdmin(p Props) (*kadm.Client, error) {
	cl, err := e.NewClient(p)
	if err != nil {
		return nil, err
	}
	return kadm.NewClient(cl), nil
}

// Dial opens a TCP connection to where addr leads, aliases considered.
func (e *Env) Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	addr = e.target(addr)
	if e.DialFunc != nil {
		return e.DialFunc(ctx, network, addr)
	}
	return new(net.Dialer).DialContext(ctx, network, addr)
}

// dialer dials a broker, with TLS if asked for; the certificate is checked for
// the broker's own name, not for the alias.
func (e *Env) dialer(s *settings) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		ctx, cancel := context.WithTimeout(ctx, s.dialTimeout)
		defer cancel()
		conn, err := e.Dial(ctx, network, addr)
		if err != nil || s.tls == nil {
			return conn, err
		}
		cfg := s.tls.Clone()
		if cfg.ServerName, _, err = net.SplitHostPort(addr); err != nil {
			cfg.ServerName = addr
		}
		secure := tls.Client(conn, cfg)
		if err := secure.HandshakeContext(ctx); err != nil {
			conn.Close()
			return nil, err
		}
		return secure, nil
	}
}

// resolve fails unless at least one bootstrap server's name has an address.
func (e *Env) resolve(s *settings) error {
	if e.DialFunc != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	var failed error
	var shown []string
	for _, server := range s.servers {
		shown = append(shown, server.shown)
		host, _, err := net.SplitHostPort(e.target(server.addr))
		if err == nil {
			_, err = net.DefaultResolver.LookupHost(ctx, host)
		}
		if err == nil {
			return nil
		}
		failed = err
	}
	return fmt.Errorf("bootstrap.servers: no host of %s can be resolved (--alias %s=127.0.0.1:9092 would dial another address): %w",
		strings.Join(slices.Compact(shown), ","), shown[0], Brief(failed))
}

// Say gives a notice, in which references stand for what they led to.
func (e *Env) Say(msg string) {
	if e.Notify != nil {
		e.Notify(safe.Text(e.VeilText(msg)))
	}
}

// SayOnce says the same thing only once in the life of the Env.
func (e *Env) SayOnce(msg string) {
	e.mu.Lock()
	again := e.warned[msg]
	if e.warned == nil {
		e.warned = map[string]bool{}
	}
	e.warned[msg] = true
	e.mu.Unlock()
	if !again {
		e.Say("kafka: " + msg)
	}
}
