package kafkatest

import (
	"encoding/binary"
	"net"
	"sync/atomic"
	"syscall"

	"github.com/twmb/franz-go/pkg/kmsg"
)

// conn is the client's end of a connection. A client of Kafka writes a request at once, and
// reads the length of an answer before the rest.
type conn struct {
	net.Conn
	way    *way
	broken atomic.Bool
	reads  atomic.Int32 // until it breaks; 0 is not to
}

// Write sends a request.
func (c *conn) Write(p []byte) (int, error) {
	if key, ok := requestKey(p); ok {
		switch left := c.way.fate(key); left {
		case -1:
		case 0:
			c.snap()
		default:
			c.reads.Store(left)
		}
	}
	n, err := c.Conn.Write(p)
	return n, c.cause("write", err)
}

// requestKey is the kind of a request to a broker; all else goes to the registry.
func requestKey(p []byte) (kmsg.Key, bool) {
	if len(p) < 8 || int(binary.BigEndian.Uint32(p)) != len(p)-4 {
		return 0, false
	}
	return kmsg.Key(binary.BigEndian.Uint16(p[4:])), true
}

// Read receives an answer. What has come has left the broker, so it has done what was
// asked for, even if the answer then is lost.
func (c *conn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if err == nil && c.reads.Load() > 0 && c.reads.Add(-1) == 0 {
		c.snap()
		return 0, c.cause("read", net.ErrClosed)
	}
	return n, c.cause("read", err)
}

// Close ends the connection.
func (c *conn) Close() error {
	c.way.mu.Lock()
	delete(c.way.conns, c)
	c.way.mu.Unlock()
	return c.Conn.Close()
}

func (c *conn) snap() {
	c.way.mu.Lock()
	defer c.way.mu.Unlock()
	c.way.snap(c)
}

// cause is the error of a connection that was broken rather than closed.
func (c *conn) cause(op string, err error) error {
	if err != nil && c.broken.Load() {
		return failure(op, c.RemoteAddr().Network(), syscall.ECONNRESET)
	}
	return err
}
