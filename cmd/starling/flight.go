package main

import (
	"context"

	"starling/serve/flight"
)

// listenFlight opens the address of --flight, if there is one.
func (c *console) listenFlight() error {
	l := &c.listeners
	if l.flight == "" {
		return nil
	}
	at := flight.Door{At: l.flight}
	var err error
	if at.Certificate, err = l.certificate(); err != nil {
		return err
	}
	if !l.noToken {
		if at.Token, err = l.token(); err != nil {
			return err
		}
	}
	s, err := flight.Listen(at)
	err = l.opened("flight", l.flight, err, func() bool { return s.Local() }, func() { s.Close(context.Background()) })
	if err != nil {
		return err
	}
	if l.noToken && !s.Local() {
		s.Close(context.Background())
		return usagef("--no-token is for addresses of this machine alone: at %s anybody could read", l.flight)
	}
	c.flight, c.flightToken = s, string(at.Token)
	return nil
}

// showFlight begins to answer, and says where and how to come in.
func (c *console) showFlight() {
	if c.flight == nil {
		return
	}
	c.flight.Host, c.flight.Version, c.flight.AllowRun = c.host, version(), c.listeners.allowRun
	c.flight.Start()
	text := "flight: " + c.flight.URL()
	switch {
	case c.listeners.noToken:
	case c.listeners.tokenFile != "":
		text += " with the token of " + c.listeners.tokenFile
	default:
		text += " token " + c.flightToken
	}
	c.notify(text)
}
