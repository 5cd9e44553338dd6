package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"starling/internal/safe"
	"starling/kafka/cluster"
)

// list is one run of topic list.
type list struct {
	*topicFlag
	internal, regex, details bool
	format                   string
}

func (t *topicFlag) listCmd() *cobra.Command {
	l := &list{topicFlag: t}
	cmd := &cobra.Command{
		Use:     "list [TOPIC...]",
		Aliases: []string{"ls"},
		Short:   "List topics with their partitions and replicas",
		Example: `  starling topic list
  starling topic list -d                        # with records, the newest, and how long they are kept
  starling topic list -r '^orders-' --format json
  starling topic list -b 127.0.0.1:19092 --internal`,
		ValidArgsFunction: t.names,
		RunE:              func(cmd *cobra.Command, args []string) error { return l.run(cmd.Context(), args) },
	}
	flags := cmd.Flags()
	flags.BoolVarP(&l.internal, "internal", "i", false, "list Kafka's own topics too")
	flags.BoolVarP(&l.regex, "regex", "r", false, "take TOPIC as a regular expression")
	flags.BoolVarP(&l.details, "detailed", "d", false, "list records, the time of the newest, cleanup and retention too")
	formatFlag(cmd, &l.format)
	return cmd
}

func (l *list) run(ctx context.Context, args []string) error {
	if err := checkFormat(l.format); err != nil {
		return err
	}
	which := cluster.Select{Names: args, Internal: l.internal}
	if l.regex {
		re, err := regexp.Compile(strings.Join(args, "|"))
		if err != nil {
			return usagef("--regex: %w", err)
		}
		which = cluster.Select{Match: re, Internal: l.internal}
	}
	conn, err := l.dial(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	topics, err := conn.Topics(ctx, which, l.details)
	var missing *cluster.Missing
	if errors.As(err, &missing) {
		return reword(missing.Name, err)
	}
	if err != nil {
		return err
	}
	out := listing{head: []string{"NAME", "PARTITIONS", "REPLICAS"}}
	if l.details {
		out.head = append(out.head, "RECORDS", "NEWEST", "CLEANUP", "RETENTION")
	}
	for _, t := range topics {
		if t.Err != nil {
			return reword(t.Name, t.Err)
		}
		row := []any{t.Name, t.Partitions, t.Replicas}
		if l.details {
			row = append(row, cluster.Known(t.Records), moment(t.Newest), t.Cleanup, t.Kept())
		}
		out.rows = append(out.rows, row)
	}
	return out.print(l.stdout, l.format)
}

// moment is a time that may be unknown.
func moment(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

// cell is a value of a listing as text.
func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return "-"
	case string:
		if v == "" {
			return "-"
		}
		return safe.Text(v)
	case int:
		return strconv.Itoa(v)
	}
	return fmt.Sprint(v)
}
