package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/internal/safe"
	"starling/kafka/client"
	"starling/kafka/cluster"
)

// topicFlag is what every command for topics and groups needs: the way to the broker.
type topicFlag struct{ *app }

// refusedMost is how long such a command tries where every connection is refused.
const refusedMost = 5 * time.Second

func (a *app) topicCmd() *cobra.Command {
	t := &topicFlag{a}
	cmd := &cobra.Command{
		Use:   "topic",
		Short: "Write, read, list, create, describe and delete topics",
		Long: `Work with topics from a shell. The commands, flags and formats are those of
"rpk topic". The broker is 127.0.0.1:9092 unless -b or
-X bootstrap.servers= says otherwise.`,
		Example: `  starling topic create quotes -p 4
  starling topic produce quotes -f '%k %v\n'
  starling topic consume quotes -o :end`,
		Args: subcommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(t.produceCmd(), t.consumeCmd(), t.listCmd(), t.createCmd(), t.describeCmd(), t.deleteCmd())
	return cmd
}

// props are the properties of the command's clients.
func (t *topicFlag) props() (client.Props, error) {
	if t.embedded {
		return nil, usagef("topic: --embedded has no meaning here, nobody else sees that broker; run starling broker")
	}
	return cluster.Props(&t.env.Env, nil), nil
}

// client connects and returns when a broker has answered.
func (t *topicFlag) client(ctx context.Context, opts ...kgo.Opt) (*kgo.Client, error) {
	p, err := t.props()
	if err != nil {
		return nil, err
	}
	t.env.Refused = refusedMost
	cl, err := t.env.NewClient(p, opts...)
	if err != nil {
		return nil, err
	}
	if err := t.env.Await(ctx, cl, p); err != nil {
		cl.Close()
		return nil, err
	}
	return cl, nil
}

// dial connects as client does; Close releases the connection.
func (t *topicFlag) dial(ctx context.Context) (*cluster.Conn, error) {
	p, err := t.props()
	if err != nil {
		return nil, err
	}
	t.env.Refused = refusedMost
	return cluster.Dial(ctx, &t.env.Env, p)
}

// nameLimit is how long a completion may take.
const nameLimit = 2 * time.Second

// offer completes names that the broker tells, if it answers soon.
func (t *topicFlag) offer(cmd *cobra.Command, prefix string, ask func(context.Context, *cluster.Conn) ([]string, error)) ([]string, cobra.ShellCompDirective) {
	const none = cobra.ShellCompDirectiveNoFileComp
	if t.prepare() != nil {
		return nil, none
	}
	t.env.Notify = nil
	ctx, cancel := context.WithTimeout(cmd.Context(), nameLimit)
	defer cancel()
	c, err := t.dial(ctx)
	if err != nil {
		return nil, none
	}
	defer c.Close()
	names, err := ask(ctx, c)
	if err != nil {
		return nil, none
	}
	var out []string
	for _, name := range names {
		if strings.HasPrefix(name, prefix) && safe.Clean(name) {
			out = append(out, name)
		}
	}
	return out, none
}

// names completes the names of topics.
func (t *topicFlag) names(cmd *cobra.Command, _ []string, prefix string) ([]string, cobra.ShellCompDirective) {
	return t.offer(cmd, prefix, func(ctx context.Context, c *cluster.Conn) ([]string, error) { return c.Names(ctx) })
}

// oneName completes a single name of a topic.
func (t *topicFlag) oneName(cmd *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return t.names(cmd, args, prefix)
}

// harmless is w, behind what makes records harmless if out, where w writes to, is a
// terminal. Each Write has to be whole records.
func harmless(out, w io.Writer) io.Writer {
	if isTerminal(out) {
		return safe.Writer(w)
	}
	return w
}

// columns prints aligned columns; the caller flushes.
func columns(w io.Writer) *tabwriter.Writer { return tabwriter.NewWriter(w, 0, 8, 2, ' ', 0) }

// reword makes Kafka's commonest refusals readable.
func reword(topic string, err error) error {
	var missing *cluster.Missing
	switch {
	case errors.As(err, &missing) && len(missing.Near) > 0:
		return missing
	case errors.As(err, &missing) || unknownTopic(err):
		return fmt.Errorf("topic %q does not exist; create it with: starling topic create %s", topic, topic)
	}
	return fmt.Errorf("topic %q: %w", topic, err)
}
