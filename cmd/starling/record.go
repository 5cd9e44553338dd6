package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/internal/recording"
	"starling/kafka"
	"starling/kafka/client"
	"starling/kafka/cluster"
)

// record is one run of starling record.
type record struct {
	*consume
	dir  string
	tail int
}

func (a *app) recordCmd() *cobra.Command {
	t := &topicFlag{app: a}
	r := &record{consume: &consume{topicFlag: t}}
	cmd := &cobra.Command{
		Use:   "record -o FOLDER TOPIC...",
		Short: "Keep topics as files, for tests of scripts",
		Long: `Write all that is in topics into a folder, for "recorded" in starling test: a file
TOPIC.jsonl for each, a record a line with its partition, time, key, value and headers, and
@schemas.jsonl with the schemas of the registry that their records name, if
-X schema.registry.url= says where it is.

The files hold the records as they are: look for what must not be shown before they are given
to others. They may be written and cut by hand; "value" may be JSON in place of its text.

The broker is 127.0.0.1:9092 unless -b or -X bootstrap.servers= says otherwise.`,
		Example: `  starling record -o testdata/orders orders customers
  starling record -o testdata/orders --tail 100 orders -X schema.registry.url=http://127.0.0.1:8081`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: t.names,
		RunE: func(cmd *cobra.Command, args []string) error {
			r.topics = args
			return r.run(cmd.Context())
		},
	}
	flags := cmd.Flags()
	flags.StringVarP(&r.dir, "output", "o", "", "the folder, which is made if it is missing")
	flags.IntVar(&r.tail, "tail", 0, "only the last records of each partition, so many; 0 is all")
	return cmd
}

func (r *record) run(ctx context.Context) error {
	switch {
	case r.dir == "":
		return usagef("record: -o FOLDER is missing: where the topics are kept")
	case r.tail < 0:
		return usagef("--tail: %d is less than 0", r.tail)
	}
	slices.Sort(r.topics)
	r.topics = slices.Compact(r.topics)
	out, err := r.kept(ctx)
	if err != nil {
		return err
	}
	p, err := r.props()
	if err != nil {
		return err
	}
	schemas, err := r.env.SchemaRegistry(p)
	if err != nil {
		return err
	}
	if schemas != nil {
		if err := out.Gather(ctx, schemas); err != nil {
			return fmt.Errorf("schema registry: %w", client.Brief(err))
		}
	}
	if err := out.Write(r.dir); err != nil {
		return fmt.Errorf("record: %w", err)
	}
	return r.say(out)
}

// say tells what was kept.
func (r *record) say(out *recording.Recording) error {
	for _, t := range out.Topics {
		if _, err := fmt.Fprintf(r.stdout, "%s: %s\n", t.Name, counted(len(t.Records), "record")); err != nil {
			return err
		}
	}
	if len(out.Schemas) == 0 {
		return nil
	}
	_, err := fmt.Fprintf(r.stdout, "%s of the registry\n", counted(len(out.Schemas), "schema"))
	return err
}

// counted is "1 record" or "2 records".
func counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// kept reads the topics to the ends that they have.
func (r *record) kept(ctx context.Context) (*recording.Recording, error) {
	topics, err := r.found(ctx)
	if err != nil {
		return nil, err
	}
	what := span{from: point{kind: fromStart}, to: point{kind: fromEnd}}
	if r.tail > 0 {
		what.from = point{kind: fromEnd, n: -int64(r.tail)}
	}
	opts, err := r.start(ctx, what)
	if err != nil {
		return nil, err
	}
	out := &recording.Recording{}
	for _, name := range r.topics {
		out.Topics = append(out.Topics, topics[name])
	}
	if r.bounds.done() {
		return out, nil
	}
	cl, err := r.client(ctx, append(opts, kgo.KeepControlRecords())...)
	if err != nil {
		return nil, err
	}
	defer cl.Close()
	for !r.bounds.done() {
		fetches := cl.PollFetches(ctx)
		if ctx.Err() != nil {
			return nil, exitError{cutShort(ctx)}
		}
		for _, e := range fetches.Errors() {
			return nil, reword(e.Topic, client.FetchError(e.Err))
		}
		fetches.EachRecord(func(rec *kgo.Record) {
			if show, _ := r.bounds.see(rec); show && !rec.Attrs.IsControl() {
				rec.Timestamp = kafka.Timestamp(rec)
				topics[rec.Topic].Records = append(topics[rec.Topic].Records, rec)
			}
		})
	}
	return out, nil
}

// found is the topics, without their records.
func (r *record) found(ctx context.Context) (map[string]*recording.Topic, error) {
	conn, err := r.dial(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	have, err := conn.Topics(ctx, cluster.Select{Names: r.topics}, false)
	if err != nil {
		return nil, err
	}
	topics := map[string]*recording.Topic{}
	for _, t := range have {
		if t.Err != nil {
			return nil, reword(t.Name, t.Err)
		}
		topics[t.Name] = &recording.Topic{Name: t.Name, Partitions: t.Partitions}
	}
	return topics, nil
}
