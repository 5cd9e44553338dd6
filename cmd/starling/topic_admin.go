package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"

	"starling/internal/safe"
	"starling/internal/stable"
)

func (t *topicFlag) createCmd() *cobra.Command {
	var partitions int32
	var replicas int16
	var configs []string
	cmd := &cobra.Command{
		Use:   "create TOPIC...",
		Short: "Create topics",
		Example: `  starling topic create quotes
  starling topic create quotes orders -p 4 -c cleanup.policy=compact`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			values := map[string]*string{}
			for _, text := range configs {
				name, value, ok := strings.Cut(text, "=")
				if !ok {
					return usagef("--topic-config: %q is not NAME=VALUE", text)
				}
				values[name] = &value
			}
			if partitions < 1 && partitions != -1 {
				return usagef("--partitions: %d is not a number of partitions", partitions)
			}
			conn, err := t.dial(cmd.Context())
			if err != nil {
				return err
			}
			defer conn.Close()
			adm := conn.Admin()
			answers, err := adm.CreateTopics(cmd.Context(), partitions, replicas, values, args...)
			if err != nil {
				return fmt.Errorf("creating topics: %w", err)
			}
			results := map[string]error{}
			for _, a := range answers {
				results[a.Topic] = refusal(a.Err, a.ErrMessage)
			}
			return t.results(results)
		},
	}
	flags := cmd.Flags()
	flags.Int32VarP(&partitions, "partitions", "p", -1, "number of partitions; -1 is the broker's default")
	flags.Int16VarP(&replicas, "replicas", "r", -1, "number of replicas; -1 is the broker's default")
	flags.StringArrayVarP(&configs, "topic-config", "c", nil, "setting of the topic, as NAME=VALUE (repeatable)")
	return cmd
}

func (t *topicFlag) deleteCmd() *cobra.Command {
	return &cobra.Command{
		Use:               "delete TOPIC...",
		Short:             "Delete topics and all their records",
		Example:           "  starling topic delete quotes",
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: t.names,
		RunE: func(cmd *cobra.Command, args []string) error {
			conn, err := t.dial(cmd.Context())
			if err != nil {
				return err
			}
			defer conn.Close()
			adm := conn.Admin()
			answers, err := adm.DeleteTopics(cmd.Context(), args...)
			if err != nil {
				return fmt.Errorf("deleting topics: %w", err)
			}
			results := map[string]error{}
			for _, a := range answers {
				results[a.Topic] = refusal(a.Err, a.ErrMessage)
			}
			return t.results(results)
		},
	}
}

// refusal words a broker's error with the broker's own message.
func refusal(err error, message string) error {
	var known *kerr.Error
	if err != nil && message != "" && errors.As(err, &known) {
		return fmt.Errorf("%s: %s", known.Message, message)
	}
	return err
}

// results prints what became of each topic; one failure fails the command.
func (t *topicFlag) results(results map[string]error) error {
	w := columns(t.stdout)
	fmt.Fprintln(w, "TOPIC\tSTATUS")
	code := exitOK
	for _, topic := range slices.Sorted(maps.Keys(results)) {
		status := "OK"
		if err := results[topic]; err != nil {
			status, code = err.Error(), exitFailure
		}
		fmt.Fprintf(w, "%s\t%s\n", safe.Text(topic), safe.Text(status))
	}
	if err := w.Flush(); err != nil || code == exitOK {
		return err
	}
	return exitError{code}
}

// describe is one run of topic describe; no section chosen is the first two.
type describe struct {
	*topicFlag
	summary, configs, partitions, all bool
}

func (t *topicFlag) describeCmd() *cobra.Command {
	d := &describe{topicFlag: t}
	cmd := &cobra.Command{
		Use:     "describe TOPIC...",
		Aliases: []string{"info"},
		Short:   "Show a topic's settings, partitions and offsets",
		Example: `  starling topic describe quotes
  starling topic describe quotes -p      # partitions with their offsets`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: t.names,
		RunE:              func(cmd *cobra.Command, args []string) error { return d.run(cmd.Context(), args) },
	}
	flags := cmd.Flags()
	flags.BoolVarP(&d.summary, "print-summary", "s", false, "print the summary")
	flags.BoolVarP(&d.configs, "print-configs", "c", false, "print the settings")
	flags.BoolVarP(&d.partitions, "print-partitions", "p", false, "print the partitions")
	flags.BoolVarP(&d.all, "print-all", "a", false, "print all three")
	return cmd
}

func (d *describe) run(ctx context.Context, names []string) error {
	if !d.summary && !d.configs && !d.partitions {
		d.summary, d.configs = true, true
	}
	conn, err := d.dial(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	adm := conn.Admin()
	topics, err := adm.ListTopicsWithInternal(ctx, names...)
	if err != nil {
		return fmt.Errorf("reading topics: %w", err)
	}
	for i, name := range names {
		topic, ok := topics[name]
		if !ok || unknownTopic(topic.Err) {
			return reword(name, conn.NoTopic(ctx, name))
		}
		if topic.Err != nil {
			return reword(name, topic.Err)
		}
		if i > 0 {
			fmt.Fprintln(d.stdout)
		}
		if err := d.one(ctx, adm, topic); err != nil {
			return err
		}
	}
	return nil
}

// one prints the sections of a topic, with a headline each if there are several.
func (d *describe) one(ctx context.Context, adm *kadm.Client, topic kadm.TopicDetail) error {
	sections := []struct {
		name  string
		wants bool
		print func(context.Context, *kadm.Client, kadm.TopicDetail) error
	}{
		{"SUMMARY", d.summary || d.all, d.printSummary},
		{"CONFIGS", d.configs || d.all, d.printConfigs},
		{"PARTITIONS", d.partitions || d.all, d.printPartitions},
	}
	several, printed := 0, 0
	for _, s := range sections {
		if s.wants {
			several++
		}
	}
	for _, s := range sections {
		if !s.wants {
			continue
		}
		if printed++; printed > 1 {
			fmt.Fprintln(d.stdout)
		}
		if several > 1 {
			fmt.Fprintf(d.stdout, "%s\n%s\n", s.name, strings.Repeat("=", len(s.name)))
		}
		if err := s.print(ctx, adm, topic); err != nil {
			return err
		}
	}
	return nil
}

func (d *describe) printSummary(_ context.Context, _ *kadm.Client, topic kadm.TopicDetail) error {
	w := columns(d.stdout)
	fmt.Fprintf(w, "NAME\t%s\n", safe.Text(topic.Topic))
	if topic.IsInternal {
		fmt.Fprintf(w, "INTERNAL\ttrue\n")
	}
	fmt.Fprintf(w, "PARTITIONS\t%d\nREPLICAS\t%d\n", len(topic.Partitions), topic.Partitions.NumReplicas())
	return w.Flush()
}

func (d *describe) printConfigs(ctx context.Context, adm *kadm.Client, topic kadm.TopicDetail) error {
	answers, err := adm.DescribeTopicConfigs(ctx, topic.Topic)
	if err != nil {
		return fmt.Errorf("topic %q: settings: %w", topic.Topic, err)
	}
	w := columns(d.stdout)
	fmt.Fprintln(w, "KEY\tVALUE\tSOURCE")
	for _, answer := range answers {
		if answer.Err != nil {
			return fmt.Errorf("topic %q: settings: %w", topic.Topic, answer.Err)
		}
		stable.Sort(answer.Configs, func(a, b kadm.Config) int { return strings.Compare(a.Key, b.Key) })
		for _, c := range answer.Configs {
			fmt.Fprintf(w, "%s\t%s\t%s\n", safe.Text(c.Key), safe.Text(c.MaybeValue()), c.Source)
		}
	}
	return w.Flush()
}

func (d *describe) printPartitions(ctx context.Context, adm *kadm.Client, topic kadm.TopicDetail) error {
	starts, err := adm.ListStartOffsets(ctx, topic.Topic)
	if err != nil {
		return fmt.Errorf("topic %q: offsets: %w", topic.Topic, err)
	}
	ends, err := adm.ListEndOffsets(ctx, topic.Topic)
	if err != nil {
		return fmt.Errorf("topic %q: offsets: %w", topic.Topic, err)
	}
	w := columns(d.stdout)
	fmt.Fprintln(w, "PARTITION\tLEADER\tEPOCH\tREPLICAS\tLOG-START-OFFSET\tHIGH-WATERMARK")
	offset := func(listed kadm.ListedOffsets, p int32) string {
		o, ok := listed.Lookup(topic.Topic, p)
		if !ok || o.Err != nil {
			return "-"
		}
		return strconv.FormatInt(o.Offset, 10)
	}
	for _, p := range topic.Partitions.Sorted() {
		fmt.Fprintf(w, "%d\t%d\t%d\t%v\t%s\t%s\n", p.Partition, p.Leader, p.LeaderEpoch, p.Replicas, offset(starts, p.Partition), offset(ends, p.Partition))
	}
	return w.Flush()
}
