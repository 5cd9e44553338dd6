package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"starling/kafka/embedded"
)

func (a *app) brokerCmd() *cobra.Command {
	var cfg embedded.Config
	var topics []string
	cmd := &cobra.Command{
		Use:   "broker",
		Short: "Run a Kafka broker and a schema registry for other programs",
		Long: `Run a Kafka broker and a schema registry on loopback ports until interrupted.
They keep everything in memory unless --data-dir is given, and are meant for
trying out and tests. A client's first use of a topic creates it.`,
		Example: `  starling broker
  starling broker --topic quotes:4 --topic orders --data-dir ~/starling-data
  starling topic produce quotes -f '%k %v\n'        # in another terminal`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if a.embedded {
				return usagef("broker: --embedded has no meaning here")
			}
			if a.sandbox.confines() {
				return usagef("broker: --sandbox has no meaning here, no script is run")
			}
			var err error
			if cfg.Topics, err = topicFlags(topics); err != nil {
				return err
			}
			b, err := embedded.Start(cfg)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.stdout, "Kafka broker:    bootstrap.servers=%s\nSchema registry: schema.registry.url=%s\n", b.Addr(), b.RegistryURL())
			<-cmd.Context().Done()
			return b.Close()
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&cfg.BrokerPort, "port", 9092, "port of the broker; 0 is any free one")
	flags.IntVar(&cfg.RegistryPort, "registry-port", 8081, "port of the schema registry; 0 is any free one")
	flags.StringArrayVar(&topics, "topic", nil, "topic to create at the start, as NAME or NAME:PARTITIONS (repeatable)")
	flags.BoolVar(&cfg.AutoCreate, "auto-create", true, "create a topic when a client first uses it")
	flags.StringVar(&cfg.DataDir, "data-dir", "", "directory that keeps topics, records and schemas over a restart")
	return cmd
}

func topicFlags(texts []string) (map[string]int, error) {
	topics := map[string]int{}
	for _, text := range texts {
		name, count, ok := strings.Cut(text, ":")
		partitions := 1
		if ok {
			var err error
			if partitions, err = strconv.Atoi(count); err != nil || partitions < 1 {
				return nil, usagef("--topic %s: %q is not a number of partitions", text, count)
			}
		}
		if _, twice := topics[name]; twice || name == "" {
			return nil, usagef("--topic %s: the name is empty or given twice", text)
		}
		topics[name] = partitions
	}
	return topics, nil
}
