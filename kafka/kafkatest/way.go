package kafkatest

import (
	"context"
	"math/rand/v2"
	"net"
	"os"
	"sync"
	"syscall"

	"github.com/twmb/franz-go/pkg/kmsg"
)

// way is the connections to the brokers or to the registry, and what befalls them.
type way struct {
	mu      sync.Mutex
	conns   map[*conn]bool
	blocked bool
	broken  int              // connections so far
	lose    map[kmsg.Key]int // answers still to be lost
	one     int              // in so many requests has its connection broken; 0 is none
	random  *rand.Rand
}

func newWay() *way { return &way{conns: map[*conn]bool{}, lose: map[kmsg.Key]int{}} }

type dialFunc func(ctx context.Context, network, addr string) (net.Conn, error)

func (w *way) dial(ctx context.Context, network, addr string, dial dialFunc) (net.Conn, error) {
	if !w.open(nil) {
		return nil, failure("dial", network, syscall.ECONNREFUSED)
	}
	inner, err := dial(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	c := &conn{Conn: inner, way: w}
	if !w.open(c) { // blocked meanwhile
		inner.Close()
		return nil, failure("dial", network, syscall.ECONNREFUSED)
	}
	return c, nil
}

// open reports whether there is a way, and notes a connection on it.
func (w *way) open(c *conn) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c != nil && !w.blocked {
		w.conns[c] = true
	}
	return !w.blocked
}

// block breaks all connections if it is to begin.
func (w *way) block(yes bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.blocked = yes
	if !yes {
		return
	}
	for c := range w.conns {
		w.snap(c)
	}
}

// snap breaks a connection. w.mu is held.
func (w *way) snap(c *conn) {
	if w.conns[c] {
		delete(w.conns, c)
		w.broken++
		c.broken.Store(true)
		c.Conn.Close()
	}
}

// fate is after how many reads the connection of a request to a broker is to break: 0 is
// before the request, 1 before its answer, 2 after the answer's length; -1 is never.
func (w *way) fate(key kmsg.Key) int32 {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.lose[key] > 0 {
		w.lose[key]--
		return 1
	}
	if w.one > 0 && w.random.IntN(w.one) == 0 {
		return w.random.Int32N(3)
	}
	return -1
}

// failure is an error of the network as the operating system reports it.
func failure(op, network string, errno syscall.Errno) error {
	return &net.OpError{Op: op, Net: network, Err: os.NewSyscallError(op, errno)}
}
