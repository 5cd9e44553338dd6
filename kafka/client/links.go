package client

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// repeatAfter is how long a lost broker stays unmentioned between two notices.
const repeatAfter = 30 * time.Second

// links remembers which brokers cannot be reached, so that their loss and
// return are each told once, however many clients notice.
type links struct {
	mu      sync.Mutex
	down    map[link]*outage
	clients map[string]int // that are open, by how they come in
}

// link is a way to a broker: one that lets some clients in may refuse those that come in
// otherwise.
type link struct {
	addr string // host:port
	how  string // see config.how
}

type outage struct{ since, told time.Time }

// how tells clients apart by how they come in: what the properties say of TLS and logins,
// as they are written.
func (c Config) how() string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(c.values)) {
		if name == "security.protocol" || strings.HasPrefix(name, "ssl.") || strings.HasPrefix(name, "sasl.") {
			out = append(out, name+"="+c.values[name])
		}
	}
	return strings.Join(out, "\n")
}

// opened notes a client.
func (l *links) opened(how string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.clients == nil {
		l.clients = map[string]int{}
	}
	l.clients[how]++
}

// closed forgets a client, and with the last of its kind what could not be reached.
func (l *links) closed(how string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.clients[how]--; l.clients[how] > 0 {
		return
	}
	delete(l.clients, how)
	maps.DeleteFunc(l.down, func(to link, _ *outage) bool { return to.how == how })
}

// failed returns the notice to give about a failed connection, or "".
func (l *links) failed(to link, why string, now time.Time) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	o, addr := l.down[to], to.addr
	switch {
	case o == nil:
		if l.down == nil {
			l.down = map[link]*outage{}
		}
		l.down[to] = &outage{since: now, told: now}
		return fmt.Sprintf("kafka: %s: %s; retrying", addr, why)
	case now.Sub(o.told) < repeatAfter:
		return ""
	}
	o.told = now
	return fmt.Sprintf("kafka: %s: %s; retrying for %v", addr, why, now.Sub(o.since).Round(time.Second))
}

// connected returns the notice to give about a connection that was made, or "".
func (l *links) connected(to link, now time.Time) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	o := l.down[to]
	if o == nil {
		return ""
	}
	delete(l.down, to)
	away := now.Sub(o.since)
	if away >= time.Second {
		away = away.Round(time.Second)
	} else {
		away = away.Round(10 * time.Millisecond)
	}
	return fmt.Sprintf("kafka: %s: connected again after %v", to.addr, away)
}

// linkHook reports a client's connections to its Env.
type linkHook struct {
	env *Env
	how string
}

var (
	_ kgo.HookBrokerConnect = (*linkHook)(nil)
	_ kgo.HookNewClient     = (*linkHook)(nil)
	_ kgo.HookClientClosed  = (*linkHook)(nil)
)

// OnNewClient is called once per client.
func (h *linkHook) OnNewClient(*kgo.Client) { h.env.links.opened(h.how) }

// OnClientClosed is called when the client has been closed.
func (h *linkHook) OnClientClosed(*kgo.Client) { h.env.links.closed(h.how) }

// OnBrokerConnect is called by the client after each attempt to connect, and to log in. An
// attempt given up because the client closes is not a loss.
func (h *linkHook) OnBrokerConnect(meta kgo.BrokerMetadata, _ time.Duration, _ net.Conn, err error) {
	to := link{net.JoinHostPort(meta.Host, strconv.Itoa(int(meta.Port))), h.how}
	msg := ""
	switch {
	case err == nil:
		msg = h.env.links.connected(to, time.Now())
	case errors.Is(err, context.Canceled) || errors.Is(err, kgo.ErrClientClosed):
	default:
		msg = h.env.links.failed(to, Brief(err).Error(), time.Now())
	}
	if msg != "" {
		h.env.Say(msg)
	}
}
