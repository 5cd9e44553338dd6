package door

import (
	"crypto/tls"
	"net"
	"net/netip"
	"sync"
)

// Door is an address that is listened at. Accept gives the next connection for which there is
// room; those beyond the most are closed at once: who asks too often is told so by that, and
// does not keep others waiting. A TLS connection shakes hands when it is first read.
type Door struct {
	net.Listener
	host  string
	local bool
	slots chan struct{}
	tls   *tls.Config
}

// Listen opens an address as the user wrote it: HOST:PORT, or :PORT or PORT, which are of
// 127.0.0.1; anything else is an ErrAddress. There are at most so many connections at a time.
// certificate is nil for one without TLS.
func Listen(at string, connections int, certificate *tls.Config) (*Door, error) {
	at, err := address(at)
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", at)
	if err != nil {
		return nil, err
	}
	d := &Door{Listener: l, slots: make(chan struct{}, connections), tls: certificate}
	d.host, _, _ = net.SplitHostPort(at)
	ip, err := netip.ParseAddrPort(l.Addr().String())
	d.local = err == nil && ip.Addr().Unmap().IsLoopback()
	return d, nil
}

// Local reports whether only this machine reaches the door.
func (d *Door) Local() bool { return d.local }

// Secure reports whether what goes through the door is encrypted.
func (d *Door) Secure() bool { return d.tls != nil }

// Ours reports whether a Host header is a name of the door: one of this machine's loopback, or
// the one that was listened at. A page of a browser that had its own name lead here (DNS
// rebinding) sends that name. A door that others reach has names that nobody here knows: all are.
func (d *Door) Ours(header string) bool { return !d.local || ours(header, d.host) }

// Accept is the next connection for which there is room.
func (d *Door) Accept() (net.Conn, error) {
	for {
		c, err := d.Listener.Accept()
		if err != nil {
			return nil, err
		}
		select {
		case d.slots <- struct{}{}:
			c = &counted{Conn: c, free: sync.OnceFunc(func() { <-d.slots })}
			if d.tls != nil {
				c = tls.Server(c, d.tls)
			}
			return c, nil
		default:
			c.Close() //nolint:errcheck // nothing was sent
		}
	}
}

// counted is a connection that has a slot until it is closed.
type counted struct {
	net.Conn
	free func()
}

// Close closes it, and makes room.
func (c *counted) Close() error {
	c.free()
	return c.Conn.Close()
}
