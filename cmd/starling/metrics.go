package main

import (
	"errors"
	"fmt"

	"starling/serve/door"
	"starling/serve/metrics"
)

// listenMetrics opens the address of --metrics, if there is one.
func (c *console) listenMetrics() error {
	if c.listeners.metrics == "" {
		return nil
	}
	s, err := metrics.Listen(c.listeners.metrics, c.graph)
	switch {
	case errors.Is(err, door.ErrAddress):
		return usagef("--metrics: %w", err)
	case err != nil:
		return fmt.Errorf("--metrics: %w", err)
	}
	c.metrics = s
	return nil
}

// showMetrics begins to answer, and says where.
func (c *console) showMetrics() {
	if c.metrics == nil {
		return
	}
	c.metrics.Host, c.metrics.Kafka, c.metrics.Version = c.host, c.env, version()
	c.metrics.Start()
	c.notify("metrics: " + c.metrics.URL())
}
