package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/internal/safe"
	"starling/kafka/client"
)

// topicFlag is what every topic command needs: where the broker is.
type topicFlag struct {
	*app
	brokers string
}

func (a *app) topicCmd() *cobra.Command {
	t := &topicFlag{app: a}
	cmd := &cobra.Command{
		Use:   "topic",
		Short: "Write, read, list, create, describe and delete topics",
		Long: `Work with topics from a shell. The commands, flags and formats are those of
"rpk topic". The broker is 127.0.0.1:9092 unless --brokers or
-X bootstrap.servers= says otherwise.`,
		Example: `  starling topic create quotes -p 4
  starling topic produce quotes -f '%k %v\n'
  starling topic consume quotes -o :end`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("unknown command %q for %q", args[0], cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().StringVarP(&t.brokers, "brokers", "b", "", "the broker's host:port (default 127.0.0.1:9092)")
	cmd.AddCommand(t.produceCmd(), t.consumeCmd(), t.listCmd(), t.createCmd(), t.describeCmd(), t.deleteCmd())
	return cmd
}

// props are the properties of a topic command's clients.
func (t *topicFlag) props() (client.Props, error) {
	if t.embedded {
		return nil, usagef("topic: --embedded has no meaning here, nobody else sees that broker; run starling broker")
	}
	p := client.Props{}
	_, given := t.env.Defaults["bootstrap.servers"]
	switch {
	case t.brokers != "":
		p["bootstrap.servers"] = t.brokers
	case !given:
		p["bootstrap.servers"] = "127.0.0.1:9092"
	}
	return p, nil
}

// client connects and returns when a broker has answered.
func (t *topicFlag) client(ctx context.Context, opts ...kgo.Opt) (*kgo.Client, error) {
	p, err := t.props()
	if err != nil {
		return nil, err
	}
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

// admin connects as client does; close releases the connection.
func (t *topicFlag) admin(ctx context.Context) (adm *kadm.Client, err error) {
	cl, err := t.client(ctx)
	if err != nil {
		return nil, err
	}
	return kadm.NewClient(cl), nil
}

// names completes the names of topics if a broker answers soon.
func (t *topicFlag) names(cmd *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective) {
	const none = cobra.ShellCompDirectiveNoFileComp
	if t.prepare() != nil {
		return nil, none
	}
	t.env.Notify = nil
	p, err := t.props()
	if err != nil {
		return nil, none
	}
	ctx, cancel := context.WithTimeout(cmd.Context(), 2*time.Second)
	defer cancel()
	topics, err := t.env.Topics(ctx, p)
	if err != nil {
		return nil, none
	}
	var out []string
	for _, topic := range topics {
		if strings.HasPrefix(topic, prefix) && safe.Clean(topic) {
			out = append(out, topic)
		}
	}
	return out, none
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
	if unknownTopic(err) {
		return fmt.Errorf("topic %q does not exist; create it with: starling topic create %s", topic, topic)
	}
	return fmt.Errorf("topic %q: %w", topic, err)
}
