package kafka

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// repeatAfter is how long a lost broker stays unmentioned between two notices.
const repeatAfter = 30 * time.Second

// links remembers which brokers cannot be reached, so that their loss and
// return are each told once, however many clients notice. The key is host:port.
type links struct {
	mu   sync.Mutex
	down map[string]*outage
}

type outage struct{ since, told time.Time }

// failed returns the notice to give about a failed connection, or "".
func (l *links) failed(addr, why string, now time.Time) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	o := l.down[addr]
	switch {
	case o == nil:
		if l.down == nil {
			l.down = map[string]*outage{}
		}
		l.down[addr] = &outage{since: now, told: now}
		return fmt.Sprintf("kafka: %s: %s; retrying", addr, why)
	case now.Sub(o.told) < repeatAfter:
		return ""
	}
	o.told = now
	return fmt.Sprintf("kafka: %s: %s; retrying for %v", addr, why, now.Sub(o.since).Round(time.Second))
}

// connected returns the notice to give about a connection that was made, or "".
func (l *links) connected(addr string, now time.Time) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	o := l.down[addr]
	if o == nil {
		return ""
	}
	delete(l.down, addr)
	away := now.Sub(o.since)
	if away >= time.Second {
		away = away.Round(time.Second)
	} else {
		away = away.Round(10 * time.Millisecond)
	}
	return fmt.Sprintf("kafka: %s: connected again after %v", addr, away)
}

// linkHook reports a client's connections to its Env.
type linkHook struct{ env *Env }

var _ kgo.HookBrokerConnect = (*linkHook)(nil)

// OnBrokerConnect is called by the client after each attempt to connect. An
// attempt given up because the client closes is not a loss.
func (h *linkHook) OnBrokerConnect(meta kgo.BrokerMetadata, _ time.Duration, _ net.Conn, err error) {
	addr := net.JoinHostPort(meta.Host, strconv.Itoa(int(meta.Port)))
	msg := ""
	switch {
	case err == nil:
		msg = h.env.links.connected(addr, time.Now())
	case errors.Is(err, context.Canceled) || errors.Is(err, kgo.ErrClientClosed):
	default:
		msg = h.env.links.failed(addr, brief(err).Error(), time.Now())
	}
	if msg != "" {
		h.env.notify(msg)
	}
}
