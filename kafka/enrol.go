package kafka

import (
	"slices"

	"starling/engine"
)

// addConsumer enrols a consumer for Sync and ConsumerOf.
func (e *Env) addConsumer(c *Consumer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.consumers = append(e.consumers, c)
}

func (e *Env) dropConsumer(c *Consumer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.consumers = slices.DeleteFunc(e.consumers, func(x *Consumer) bool { return x == c })
	e.ending = append(e.ending, c)
}

// gone says that a consumer that was dropped is closed.
func (e *Env) gone(c *Consumer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.ending = slices.DeleteFunc(e.ending, func(x *Consumer) bool { return x == c })
	close(c.closed)
}

// Consumers is the consumers that are running.
func (e *Env) Consumers() []*Consumer {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.consumers)
}

// ConsumerOf is the running consumer that a call returned table t for, nil if there is none.
func (e *Env) ConsumerOf(t *engine.Table) *Consumer {
	for _, c := range e.Consumers() {
		c.mu.Lock()
		mine := c.tables.derived == t || slices.ContainsFunc(c.tables.lanes, func(l *lane) bool { return l.table == t })
		c.mu.Unlock()
		if mine {
			return c
		}
	}
	return nil
}

// ConsumerOfPartitioned is the running consumer that feeds p, nil if none does.
func (e *Env) ConsumerOfPartitioned(p *engine.Partitioned) *Consumer {
	for _, c := range e.Consumers() {
		if c.Partitioned == p {
			return c
		}
	}
	return nil
}
