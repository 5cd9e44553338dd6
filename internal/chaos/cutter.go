package main

import (
	"context"
	"math/rand/v2"
	"net"
	"sync"
	"time"
)

// cutter dials connections and cuts one of them now and then.
type cutter struct {
	mu    sync.Mutex
	conns []net.Conn
	cuts  int
}

func (c *cutter) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	c.conns = append(c.conns, conn)
	c.mu.Unlock()
	return conn, nil
}

// run cuts connections until ctx ends.
func (c *cutter) run(ctx context.Context, mean time.Duration) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Duration(rand.ExpFloat64() * float64(mean))):
		}
		c.mu.Lock()
		if n := len(c.conns); n > 0 {
			i := rand.IntN(n)
			c.conns[i].Close()
			c.conns[i] = c.conns[n-1]
			c.conns = c.conns[:n-1]
			c.cuts++
		}
		c.mu.Unlock()
	}
}
