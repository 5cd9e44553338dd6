package starlib

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"go.starlark.net/starlark"

	"starling/kafka/client"
	"starling/kafka/cluster"
	"starling/starlib/py"
)

// kafkaTopics is the table of the module deephaven.stream.kafka.
func kafkaTopics() []py.Entry {
	return []py.Entry{
		{Sig: "topics(kafka_config)", Doc: "The names of the broker's topics.", Fn: does(listTopics)},
	}
}

func listTopics(c *call) (starlark.Value, error) {
	var p props
	if err := c.Unpack("kafka_config", &p); err != nil {
		return nil, err
	}
	ctx := c.Context()
	var names []string
	if err := c.Outside(func() (err error) {
		names, err = cluster.TopicNames(ctx, &c.host.cfg.Kafka.Env, client.Props(p))
		return err
	}); err != nil {
		return nil, c.failed(err)
	}
	list := make([]starlark.Value, len(names))
	for i, n := range names {
		list[i] = starlark.String(n)
	}
	return starlark.NewList(list), nil
}

// defaultWait is how long builtins wait unless told otherwise.
const defaultWait = 30 * time.Second

// syncTables is sync(timeout="30s").
func syncTables(c *call) (starlark.Value, error) {
	limit := wait(defaultWait)
	if err := c.Unpack("timeout?", &limit); err != nil {
		return nil, err
	}
	heard := c.heard()
	return starlark.None, c.within(limit, func(ctx context.Context) error {
		if err := c.host.cfg.Kafka.Sync(ctx); err != nil {
			return err
		}
		if err := c.host.cfg.Kafka.Refresh(ctx, c.host.cfg.Graph); err != nil {
			return err
		}
		return heard(ctx)
	})
}

// within runs f, with the session lock released, for as long as the limit allows.
func (c *call) within(limit wait, f func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(c.Context(), time.Duration(limit))
	defer cancel()
	err := c.Waiting(func() error { return f(ctx) })
	if err == nil {
		return nil
	}
	if errors.Is(err, context.DeadlineExceeded) {
		what := strings.TrimSuffix(err.Error(), ": "+context.DeadlineExceeded.Error())
		return py.Raise("TimeoutError", "%s: not done after %v: %s", c.Name, time.Duration(limit), what)
	}
	return c.failed(err)
}

// wait takes how long to wait: "30s", a number of seconds, or a timedelta.
type wait time.Duration

// Unpack implements starlark.Unpacker.
func (w *wait) Unpack(v starlark.Value) error {
	switch v := v.(type) {
	case starlark.String:
		d, err := time.ParseDuration(string(v))
		if err != nil || d < 0 {
			return fmt.Errorf("%s is no time to wait, such as \"30s\" or \"2m\"", v)
		}
		*w = wait(d)
		return nil
	case py.Timedelta:
		d, err := v.Duration()
		if err != nil {
			return err
		}
		*w = wait(d)
	case starlark.Int, starlark.Float:
		s, _ := starlark.AsFloat(v)
		*w = wait(s * float64(time.Second))
	default:
		return fmt.Errorf("got %s, want a time such as \"30s\", or a number of seconds", py.TypeOf(v))
	}
	if *w < 0 {
		return fmt.Errorf("%s is negative", py.Short(v))
	}
	return nil
}
