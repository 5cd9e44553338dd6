package main

import (
	"context"
	"fmt"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/starlarkstruct"

	"starling/flink"
	"starling/flink/gateway"
	"starling/kafka"
	"starling/kafka/client"
)

// open opens a session with the job's topics as tables, by the script's names, and the job.
func (s *submission) open(ctx context.Context, job *submitted) error {
	old := s.app.env
	s.app.env = &kafka.Env{Env: client.Env{Alias: old.Alias, Defaults: old.Defaults, Files: old.Files, Notify: old.Notify, Log: old.Log}}
	s.app.made = nil
	c, err := s.newConsole(s.stdin, s.interactive, []string{""})
	if err != nil {
		return err
	}
	c.host.SetGlobal("job", job.value(ctx))
	if err := s.tables(ctx, c, job); err != nil {
		return c.end(false, err)
	}
	if s.interactive {
		_, err = c.interact(ctx)
		return c.end(false, err)
	}
	if err = s.script.wait(ctx, c); err == nil {
		err = s.script.print(ctx, c)
	}
	return c.end(false, err)
}

// tables makes the tables.
func (s *submission) tables(ctx context.Context, c *console, job *submitted) error {
	var text strings.Builder
	text.WriteString("from deephaven.stream.kafka import consumer as kc\nfrom deephaven import dtypes as dht\n")
	for i, t := range job.topics {
		conf := fmt.Sprintf("__conf_%d", i)
		d := starlark.NewDict(len(job.props[t.Topic]))
		for name, value := range job.props[t.Topic] {
			if err := d.SetKey(starlark.String(name), starlark.String(value)); err != nil {
				return err
			}
		}
		c.host.SetGlobal(conf, d)
		fmt.Fprintf(&text, "%s = %s\n", resultName(t, i), strings.Replace(t.Reader, "(conf, ", "("+conf+", ", 1))
	}
	return c.host.ExecFile(ctx, "<results>", text.String())
}

// resultName is the variable of a table that the job writes.
func resultName(t flink.Target, i int) string {
	if t.Variable != "" {
		return t.Variable
	}
	if i == 0 {
		return "result"
	}
	return fmt.Sprintf("result%d", i+1)
}

// value is the job as scripts have it.
func (j *submitted) value(ctx context.Context) starlark.Value {
	status := func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
		st, err := j.status(ctx)
		if err != nil {
			return nil, err
		}
		d := starlark.NewDict(8)
		for _, kv := range st {
			if err := d.SetKey(starlark.String(kv.name), kv.value); err != nil {
				return nil, err
			}
		}
		return d, nil
	}
	return starlarkstruct.FromStringDict(starlark.String("job"), starlark.StringDict{
		"id": starlark.String(j.id), "name": starlark.String(j.name), "status": starlark.NewBuiltin("status", status),
	})
}

// said is a line of a status.
type stateLine struct {
	name  string
	value starlark.Value
}

// status is how the job fares.
func (j *submitted) status(ctx context.Context) ([]stateLine, error) {
	session, err := j.ask(ctx)
	if err != nil {
		return nil, err
	}
	defer session.Close()
	st, err := statusOf(ctx, session, j.id)
	if err != nil {
		return nil, err
	}
	var read, written int64
	for i, v := range st.Vertices {
		if i == 0 {
			read = v.Out
		}
		if i == len(st.Vertices)-1 {
			written = v.In
		}
	}
	var failure, savepoint starlark.Value = starlark.None, starlark.None
	if st.Failure != "" {
		failure = starlark.String(st.Failure)
	}
	if st.Checkpoint != nil {
		savepoint = starlark.String(st.Checkpoint.Path)
	}
	return []stateLine{
		{"id", starlark.String(st.ID)},
		{"name", starlark.String(st.Name)},
		{"state", starlark.String(st.State)},
		{"seconds", starlark.Float(st.Duration.Seconds())},
		{"restarts", starlark.MakeInt(st.Restarts)},
		{"records_read", starlark.MakeInt64(read)},
		{"records_written", starlark.MakeInt64(written)},
		{"checkpoint", savepoint},
		{"error", failure},
	}, nil
}

// statusOf is a job's state, of the JobManager if that can be reached, else of the gateway.
func statusOf(ctx context.Context, session *gateway.Session, id string) (gateway.Status, error) {
	if c, err := session.Cluster(ctx); err == nil {
		if st, err := c.Status(ctx, id); err == nil {
			return st, nil
		}
	}
	j, err := session.Job(ctx, id)
	return gateway.Status{Job: j}, err
}
