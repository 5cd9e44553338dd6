package starlib

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"go.starlark.net/starlark"

	"starling/kafka"
	"starling/kafka/client"
	"starling/specs/guess"
)

// peekRows is how many records peek shows unless told otherwise, and at most.
const (
	peekRows = 5
	peekMost = 1000
)

// peekTopic is peek(topic, n=5).
func peekTopic(c *call) (starlark.Value, error) {
	var topic string
	n := peekRows
	p, err := c.clusterArgs("topic", &topic, "n?", &n)
	if err != nil {
		return nil, err
	}
	if n < 1 || n > peekMost {
		return nil, c.failed(fmt.Errorf("n: %d is not from 1 to %d", n, peekMost))
	}
	k, err := c.peek(p, topic, n)
	if err != nil {
		return nil, err
	}
	text, err := c.peeked(k)
	if err != nil {
		return nil, c.failed(err)
	}
	draft := c.consumeCall(k, p)
	front := c.host.cfg.Front
	if front == nil {
		text += draft + "\n"
	}
	if _, err := io.WriteString(c.host.cfg.Stdout, text); err != nil {
		return nil, c.failed(err)
	}
	if front != nil {
		front.Draft(draft)
	}
	return starlark.None, nil
}

// guessSpecs is kc.guess(topic).
func guessSpecs(c *call) (starlark.Value, error) {
	var topic string
	p, err := c.clusterArgs("topic", &topic)
	if err != nil {
		return nil, err
	}
	k, err := c.peek(p, topic, 1)
	if err != nil {
		return nil, err
	}
	if k.Looked == 0 {
		return nil, c.failed(fmt.Errorf("topic %q has no records to guess by", topic))
	}
	return starlark.Tuple{specOf(k.Key), specOf(k.Value)}, nil
}

// specOf is a guess as a spec of the consumer.
func specOf(p guess.Part) starlark.Value {
	lines := strings.Split(strings.TrimPrefix(p.Script, "kc."), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return &readSpec{text: strings.Join(lines, " "), reader: scripted(p.Spec)}
}

// peek looks at a topic, without the session lock.
func (c *call) peek(p client.Props, topic string, n int) (k *kafka.Peek, err error) {
	if topic == "" {
		return nil, c.failed(errors.New("topic: must not be empty"))
	}
	ctx := c.Context()
	if err := c.Waiting(func() (err error) {
		k, err = c.host.cfg.Kafka.Peek(ctx, p, topic, n)
		return err
	}); err != nil {
		return nil, c.failed(err)
	}
	return k, nil
}
