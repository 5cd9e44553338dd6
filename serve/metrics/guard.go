package metrics

import (
	"net"
	"net/http"
	"sync"
)

// guard lets through what asks by GET, and on loopback by this machine's name. listened is the
// host that was asked to be listened at.
func guard(next http.Handler, local bool, listened string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		switch {
		case local && !ours(r.Host, listened):
			http.Error(w, "this address is asked by the name of this machine alone, as 127.0.0.1 or localhost", http.StatusMisdirectedRequest)
		case r.Method != http.MethodGet:
			w.Header().Set("Allow", http.MethodGet)
			http.Error(w, "only GET", http.StatusMethodNotAllowed)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// few is a listener that closes connections beyond so many at once: who asks too often is told
// so by that, and does not keep others waiting.
type few struct {
	net.Listener
	slots chan struct{}
}

// Accept is the next connection for which there is room.
func (l few) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		select {
		case l.slots <- struct{}{}:
			return &counted{Conn: c, free: sync.OnceFunc(func() { <-l.slots })}, nil
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
