package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/kafka"
	"starling/kafka/client"
	"starling/kafka/cluster"
)

// consume is one run of topic consume.
type consume struct {
	*topicFlag
	topics     []string
	offset     string
	partitions []int32
	num        int
	tail       int
	format     string
	regex      bool
	group      string
	pretty     bool
	metaOnly   bool
	committed  bool
	control    bool
	rack       string
	maxBytes   int32
	maxWait    time.Duration
	raw        bool

	formatter *kgo.RecordFormatter // nil is JSON
	bounds    bounds               // nil is without an end
	buffer    *bufio.Writer
	out       io.Writer // the buffer; on a terminal what makes text harmless before it
	buf       []byte
	count     int
}

func (t *topicFlag) consumeCmd() *cobra.Command {
	c := &consume{topicFlag: t}
	cmd := &cobra.Command{
		Use:   "consume TOPIC...",
		Short: "Print the records of topics",
		Long:  consumeHelp,
		Example: `  starling topic consume quotes                       # all there is and all to come, as JSON
  starling topic consume quotes -f '%k %v\n' -o :end  # all there is, keys and values
  starling topic consume quotes --tail 3              # the last three of all partitions
  starling topic consume quotes -o -3                 # from the last three of each partition on
  starling topic consume quotes -o @10m:end           # those of the last ten minutes`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: t.names,
		RunE: func(cmd *cobra.Command, args []string) error {
			c.topics = args
			return c.run(cmd.Context())
		},
	}
	flags := cmd.Flags()
	flags.StringVarP(&c.offset, "offset", "o", "start", "what to read: start, end, 47, +2, -3, :end, 40:50, @10m, @2026-11-22:end")
	flags.Int32SliceVarP(&c.partitions, "partitions", "p", nil, "partitions to read, separated by commas; all if not given")
	flags.IntVarP(&c.num, "num", "n", 0, "stop after this many records; 0 is never")
	flags.IntVar(&c.tail, "tail", 0, "print the last so many records over all partitions, and end")
	flags.StringVarP(&c.format, "format", "f", "json", "format of the output")
	flags.BoolVarP(&c.regex, "regex", "r", false, "take TOPIC as a regular expression")
	flags.StringVarP(&c.group, "group", "g", "", "read as this consumer group and commit what is printed")
	flags.BoolVar(&c.pretty, "pretty-print", true, "spread JSON over several lines")
	flags.BoolVar(&c.metaOnly, "meta-only", false, "JSON without the values, but their sizes")
	flags.BoolVar(&c.committed, "read-committed", false, "leave out records of open and aborted transactions")
	flags.BoolVar(&c.raw, "raw", false, "write the bytes of records to a terminal as they are, control characters too")
	flags.BoolVar(&c.control, "print-control-records", false, "print the marks of transactions too")
	flags.StringVar(&c.rack, "rack", "", "read from replicas in this rack")
	flags.Int32Var(&c.maxBytes, "fetch-max-bytes", 1<<20, "largest response of a broker")
	flags.DurationVar(&c.maxWait, "fetch-max-wait", 5*time.Second, "how long a broker may wait for records before it answers")
	return cmd
}

const consumeHelp = `Print the records of topics, those there are and those to come, until
interrupted, or until --num records or the end of --offset are reached.

The format is json, or a text with verbs:
  %v value   %k key   %t topic   %p partition   %o offset   %d timestamp (ms)
  %h{%k=%v } headers, %H their number; %V %K %T lengths; %e leader epoch
  %i count of records; %[ %] %| first offset, last stable offset, end
  \n \t \xNN characters; %% %{ %} the characters themselves
A verb takes how to print it in braces: %v{hex}, %v{base64}, %d{go#15:04:05#}.

On a terminal, control characters are shown as \x1b unless --raw is given; a file or
a pipe gets the bytes as they are.`

// run reads until the end asked for, or until ctx ends.
func (c *consume) run(ctx context.Context) error {
	what, err := c.check()
	if err != nil {
		return err
	}
	if c.tail > 0 {
		return c.last(ctx)
	}
	opts, err := c.start(ctx, what)
	if err != nil || c.bounds != nil && c.bounds.done() {
		return err
	}
	cl, err := c.client(ctx, append(opts, c.options()...)...)
	if err != nil {
		return err
	}
	defer cl.Close()
	c.open()
	err = c.poll(ctx, cl)
	if c.group != "" {
		err = errors.Join(err, leave(cl))
	}
	return errors.Join(err, c.buffer.Flush())
}

// open begins the output.
func (c *consume) open() {
	c.buffer = bufio.NewWriter(c.stdout)
	c.out = c.buffer
	if !c.raw {
		c.out = harmless(c.stdout, c.buffer)
	}
}

// last prints the last records over all partitions.
func (c *consume) last(ctx context.Context) error {
	conn, err := c.dial(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	recs, whole, err := conn.Tail(ctx, c.topics, c.tail)
	var missing *cluster.Missing
	if errors.As(err, &missing) {
		return reword(missing.Name, err)
	}
	if err != nil {
		return err
	}
	c.open()
	for _, r := range recs {
		if err := c.write(&kgo.FetchPartition{Partition: r.Partition}, r); err != nil {
			return err
		}
	}
	if !whole {
		c.notify(fmt.Sprintf("not all records came within %v", cluster.Limit))
	}
	return c.buffer.Flush()
}

// leave commits what was marked and leaves the group.
func leave(cl *kgo.Client) error {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if err := cl.CommitMarkedOffsets(ctx); err != nil {
		return fmt.Errorf("committing: %w", err)
	}
	return cl.LeaveGroupContext(ctx)
}

func (c *consume) check() (what span, err error) {
	if what, err = parseSpan(c.offset, time.Now()); err != nil {
		return what, usagef("--offset: %w", err)
	}
	if c.num < 0 {
		return what, usagef("--num: %d is negative", c.num)
	}
	if slices.ContainsFunc(c.partitions, func(p int32) bool { return p < 0 }) {
		return what, usagef("--partitions: %d has a negative one", c.partitions)
	}
	if c.tail < 0 {
		return what, usagef("--tail: %d is negative", c.tail)
	}
	bounded := what.to.kind != unbounded || what.from.kind == atTime || what.from.kind == atOffset
	switch {
	case c.tail > 0 && (c.group != "" || c.regex || c.num > 0 || len(c.partitions) > 0 || c.offset != "start"):
		return what, usagef("--tail: goes with none of --group, --regex, --num, --partitions and --offset")
	case c.group != "" && len(c.partitions) > 0:
		return what, usagef("--group: partitions are given out by the group, --partitions cannot choose them")
	case c.group != "" && bounded:
		return what, usagef("--group: starts at start or end, not at --offset %s", c.offset)
	case c.regex && (len(c.partitions) > 0 || bounded):
		return what, usagef("--regex: goes with neither --partitions nor --offset %s", c.offset)
	}
	if c.format != "json" {
		if c.formatter, err = kgo.NewRecordFormatter(c.format); err != nil {
			return what, usagef("--format: %w", err)
		}
	}
	return what, nil
}

func (c *consume) options() []kgo.Opt {
	opts := []kgo.Opt{kgo.FetchMaxBytes(c.maxBytes), kgo.FetchMaxWait(c.maxWait), kgo.Rack(c.rack), kgo.KeepControlRecords()}
	if c.committed {
		opts = append(opts, kgo.FetchIsolationLevel(kgo.ReadCommitted()))
	}
	if c.regex {
		opts = append(opts, kgo.ConsumeRegex())
	}
	if c.group != "" {
		opts = append(opts, kgo.ConsumerGroup(c.group), kgo.AutoCommitMarks())
	}
	return opts
}

func (c *consume) poll(ctx context.Context, cl *kgo.Client) error {
	for {
		fetches := cl.PollFetches(ctx)
		if ctx.Err() != nil || fetches.IsClientClosed() {
			return nil
		}
		for _, e := range fetches.Errors() {
			return reword(e.Topic, client.FetchError(e.Err))
		}
		done, err := c.print(cl, fetches)
		if err == nil {
			err = c.buffer.Flush()
		}
		if done || err != nil {
			return err
		}
	}
}

// print writes what was fetched and tells whether all asked for is written.
func (c *consume) print(cl *kgo.Client, fetches kgo.Fetches) (done bool, err error) {
	fetches.EachPartition(func(p kgo.FetchTopicPartition) {
		for _, r := range p.Records {
			if done || err != nil {
				return
			}
			if show, over := c.bounds.see(r); !show {
				if done = over; over {
					return
				}
				continue
			}
			if !r.Attrs.IsControl() || c.control {
				err = c.write(&p.FetchPartition, r)
				c.count++
			}
			if c.group != "" {
				cl.MarkCommitRecords(r)
			}
			done = c.num > 0 && c.count >= c.num || c.bounds != nil && c.bounds.done()
		}
	})
	return done, err
}

func (c *consume) write(p *kgo.FetchPartition, r *kgo.Record) error {
	r.Timestamp = kafka.Timestamp(r)
	if c.formatter != nil {
		c.buf = c.formatter.AppendPartitionRecord(c.buf[:0], p, r)
		_, err := c.out.Write(c.buf)
		return err
	}
	line, err := c.json(r)
	if err != nil {
		return err
	}
	_, err = c.out.Write(append(line, '\n'))
	return err
}

// json writes a record with the fields and in the order of rpk.
func (c *consume) json(r *kgo.Record) ([]byte, error) {
	type header struct {
		Key   string `json:"key"`
		Value string `json:"value"`
	}
	out := struct {
		Topic     string   `json:"topic"`
		Key       string   `json:"key,omitempty"`
		Value     string   `json:"value,omitempty"`
		ValueSize *int     `json:"value_size,omitempty"`
		Headers   []header `json:"headers,omitempty"`
		Timestamp int64    `json:"timestamp"`
		Partition int32    `json:"partition"`
		Offset    int64    `json:"offset"`
	}{
		Topic: r.Topic, Key: string(r.Key), Value: string(r.Value),
		Timestamp: r.Timestamp.UnixMilli(), Partition: r.Partition, Offset: r.Offset,
	}
	if c.metaOnly {
		size := len(r.Value)
		out.Value, out.ValueSize = "", &size
	}
	for _, h := range r.Headers {
		out.Headers = append(out.Headers, header{h.Key, string(h.Value)})
	}
	if c.pretty {
		return json.MarshalIndent(out, "", "  ")
	}
	return json.Marshal(out)
}
