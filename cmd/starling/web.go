package main

import (
	"context"
	"path/filepath"
	"sync"

	"starling/serve/web"
)

// webServer is the server of a console, which a script can have begun too.
type webServer struct {
	mu     sync.Mutex
	server *web.Server // nil: none
	closed bool
}

// listenWeb opens the address of --web, if there is one.
func (c *console) listenWeb() (err error) {
	if l := &c.listeners; l.web != "" {
		c.web.server, err = l.openWeb(l.web)
	}
	return err
}

// openWeb opens an address for browsers.
func (l *listeners) openWeb(address string) (*web.Server, error) {
	at := web.Door{At: address, Hosts: l.hosts}
	var err error
	if at.Certificate, err = l.certificate(); err != nil {
		return nil, err
	}
	if at.Token, err = l.token(); err != nil {
		return nil, err
	}
	s, err := web.Listen(at)
	if err = l.opened("web", address, err, func() bool { return s.Local() }, func() { s.Close(context.Background()) }); err != nil {
		return nil, err
	}
	return s, nil
}

// showWeb begins to answer, and says where.
func (c *console) showWeb() {
	if c.web.server != nil {
		c.startWeb()
		c.notify("web: " + c.web.server.URL(""))
	}
}

func (c *console) startWeb() {
	s := c.web.server
	s.Graph, s.Host, s.Kafka, s.Version, s.Script = c.graph, c.host, c.env, version(), filepath.Base(c.listeners.script)
	if c.listeners.script == "" {
		s.Script = ""
	}
	s.Start()
}

// closeWeb ends the server, if there is one, and lets no other begin.
func (c *console) closeWeb(ctx context.Context) {
	c.web.mu.Lock()
	c.web.closed = true
	s := c.web.server
	c.web.mu.Unlock()
	if s != nil {
		s.Close(ctx)
	}
}
