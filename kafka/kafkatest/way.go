package kafkatest

import (
	"math/rand/v2"
	"net"
	"os"
	"sync"
	"syscall"
	"time"

	"github.com/twmb/franz-go/pkg/kmsg"
)

// way is the connections to the brokers or to the registry, and what befalls them.
type way struct {
	mu      sync.Mutex
	conns   map[*conn]bool
	blocked bool
	broken  int              // connections so far
	lose    map[kmsg.Key]int // answers still to be lost
	delays  map[kmsg.Key]time.Duration
	one     int // in so many requests has its connection broken; 0 is none
	random  *rand.Rand
}

func newWay() *way {
	return &way{conns: map[*conn]bool{}, lose: map[kmsg.Key]int{}, delays: map[kmsg.Key]time.Duration{}}
}

// enter notes a connection, unless there is no way.
func (w *way) enter(c *conn) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.blocked {
		return failure("dial", syscall.ECONNREFUSED)
	}
	w.conns[c] = true
	return nil
}

// leave forgets a connection.
func (w *way) leave(c *conn) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conns[c] {
		delete(w.conns, c)
		close(c.over)
	}
}

// snap breaks a connection.
func (w *way) snap(c *conn) {
	w.mu.Lock()
	known := w.conns[c]
	if known {
		w.broken++
		c.broken.Store(true)
	}
	w.mu.Unlock()
	if known {
		c.Close()
	}
}

// block keeps new connections out, once those that there are were broken; or ends that.
func (w *way) block(yes bool) {
	w.mu.Lock()
	w.blocked = yes
	var all []*conn
	for c := range w.conns {
		all = append(all, c)
	}
	w.mu.Unlock()
	if yes {
		for _, c := range all {
			w.snap(c)
		}
	}
}

// failure is an error of the network as the operating system reports it.
func failure(op string, errno syscall.Errno) error {
	return &net.OpError{Op: op, Net: "tcp", Err: os.NewSyscallError(op, errno)}
}
