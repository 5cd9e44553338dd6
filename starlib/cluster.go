package starlib

import (
	"context"
	"fmt"
	"time"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/kafka/client"
	"starling/kafka/cluster"
)

// topicFields is the columns of topics().
var topicFields = []column.Field{
	{Name: "Topic", Type: column.Of(column.String)},
	{Name: "Partitions", Type: column.Of(column.Int)},
	{Name: "Replicas", Type: column.Of(column.Int)},
	{Name: "Records", Type: column.Of(column.Long)},
	{Name: "Newest", Type: column.Of(column.Instant)},
	{Name: "Cleanup", Type: column.Of(column.String)},
	{Name: "Retention", Type: column.Of(column.String)},
}

// groupFields is the columns of groups(), a row per group and topic.
var groupFields = []column.Field{
	{Name: "Group", Type: column.Of(column.String)},
	{Name: "State", Type: column.Of(column.String)},
	{Name: "Members", Type: column.Of(column.Int)},
	{Name: "Topic", Type: column.Of(column.String)},
	{Name: "Partitions", Type: column.Of(column.Int)},
	{Name: "Lag", Type: column.Of(column.Long)},
}

// clusterArgs is the arguments of what looks at the cluster: a name, before which a config may
// stand as in kc.consume, and what more there is.
func (c *call) clusterArgs(what string, name *string, more ...any) (client.Props, error) {
	p := props{}
	if len(c.Args) > 0 {
		if d, ok := c.Args[0].(*starlark.Dict); ok {
			if err := p.Unpack(d); err != nil {
				return nil, c.failed(fmt.Errorf("kafka_config: %w", err))
			}
			c.Args = c.Args[1:]
		}
	}
	if err := c.Unpack(append(append([]any{what, name}, more...), "kafka_config?", &p)...); err != nil {
		return nil, err
	}
	return cluster.Props(&c.host.cfg.Kafka.Env, client.Props(p)), nil
}

// asks runs f with a connection to the cluster, without the session lock.
func (c *call) asks(p client.Props, f func(ctx context.Context, conn *cluster.Conn) error) error {
	ctx := c.Context()
	err := c.Waiting(func() error {
		conn, err := cluster.Dial(ctx, &c.host.cfg.Kafka.Env, p)
		if err != nil {
			return err
		}
		defer conn.Close()
		return f(ctx, conn)
	})
	if err != nil {
		return c.failed(err)
	}
	return nil
}

// clusterTopics is topics().
func clusterTopics(c *call) (starlark.Value, error) {
	var name string
	p, err := c.clusterArgs("topic?", &name)
	if err != nil {
		return nil, err
	}
	which := cluster.Select{}
	if name != "" {
		if which, err = cluster.Named(name); err != nil {
			return nil, c.failed(err)
		}
	}
	var found []cluster.Topic
	if err := c.asks(p, func(ctx context.Context, conn *cluster.Conn) (err error) {
		found, err = conn.Topics(ctx, which, true)
		return err
	}); err != nil {
		return nil, err
	}
	rows := make([][]any, len(found))
	for i, t := range found {
		rows[i] = []any{t.Name, int32(t.Partitions), int32(t.Replicas), cluster.Known(t.Records), instant(t.Newest), someText(t.Cleanup), someText(t.Kept())}
	}
	return c.listed(topicFields, rows)
}

// clusterGroups is groups().
func clusterGroups(c *call) (starlark.Value, error) {
	var name string
	p, err := c.clusterArgs("group?", &name)
	if err != nil {
		return nil, err
	}
	var names []string
	if name != "" {
		names = []string{name}
	}
	var found []cluster.Group
	if err := c.asks(p, func(ctx context.Context, conn *cluster.Conn) (err error) {
		found, err = conn.Groups(ctx, names...)
		return err
	}); err != nil {
		return nil, err
	}
	var rows [][]any
	for _, g := range found {
		for _, topic := range g.Topics() {
			n := 0
			for _, part := range g.Parts {
				if part.Topic == topic {
					n++
				}
			}
			rows = append(rows, []any{g.Name, g.State, int32(g.Members), topic, int32(n), cluster.Known(g.Lag(topic))})
		}
		if len(g.Parts) == 0 {
			rows = append(rows, []any{g.Name, someText(g.State), int32(g.Members), nil, nil, nil})
		}
	}
	return c.listed(groupFields, rows)
}

// listed is a static table of rows.
func (c *call) listed(fields []column.Field, rows [][]any) (starlark.Value, error) {
	cols := make([]column.Vector, len(fields))
	for i, f := range fields {
		cols[i] = column.NewVector(f.Type)
		for _, row := range rows {
			if !cols[i].AppendAny(row[i]) {
				panic("a value of another kind in column " + f.Name)
			}
		}
	}
	return c.table(func() (*engine.Table, error) { return engine.NewTable(c.host.cfg.Graph, fields, cols) })
}

// instant is a time as a column has it, nil if it is unknown.
func instant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixNano()
}

// someText is a text, nil if it is empty.
func someText(s string) any {
	if s == "" {
		return nil
	}
	return s
}
