package kafkatest

import (
	"net"
	"sync/atomic"
	"syscall"
)

// conn is the client's end of a connection that can be broken.
type conn struct {
	net.Conn
	way    *way
	broken atomic.Bool
	over   chan struct{} // closed with the connection
}

// Read receives.
func (c *conn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	return n, c.cause("read", err)
}

// Write sends.
func (c *conn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	return n, c.cause("write", err)
}

// Close ends the connection.
func (c *conn) Close() error {
	c.way.leave(c)
	return c.Conn.Close()
}

// cause is the error of a connection that was broken rather than closed.
func (c *conn) cause(op string, err error) error {
	if err != nil && c.broken.Load() {
		return failure(op, syscall.ECONNRESET)
	}
	return err
}
