package kafkatest

import (
	"errors"
	"io"
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

// cause is the error that a connection of a real network gives: of one that was broken, of one
// that this end closed, and of one that the other end closed.
func (c *conn) cause(op string, err error) error {
	switch {
	case err != nil && c.broken.Load():
		return failure(op, syscall.ECONNRESET)
	case !errors.Is(err, io.ErrClosedPipe):
		return err
	case c.ended():
		return &net.OpError{Op: op, Net: "tcp", Err: net.ErrClosed}
	}
	return failure(op, syscall.EPIPE)
}

// ended reports whether this end was closed.
func (c *conn) ended() bool {
	select {
	case <-c.over:
		return true
	default:
		return false
	}
}
