package main

import "github.com/spf13/cobra"

func (a *app) serveCmd() *cobra.Command {
	s := &script{app: a, stays: true}
	cmd := &cobra.Command{
		Use:   "serve [flags] SCRIPT [ARGUMENTS]",
		Short: "Run a script and let other programs read its tables",
		Long: `Run a script as starling run does, and let others read its tables until it is
interrupted: programs over Arrow Flight (--flight), people in a browser (--web),
Prometheus (--metrics). Each address that is opened is printed on a line.

Clients of Flight send the token that is printed, or that of --token-file, in a header
"authorization: Bearer TOKEN"; pydeephaven takes it as a pre-shared key. Other machines
come in with --remote and a certificate alone.`,
		Example: `  starling serve --flight 127.0.0.1:8815 query.py
  starling serve --flight :8815 --web :8080 --token-file ~/.starling-token query.py
  starling serve --flight :8815 --no-token query.py     # all programs of this machine may read`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if l := &s.listeners; l.flight+l.web+l.metrics == "" {
				return usagef("serve: an address is missing, as --flight 127.0.0.1:8815, --web 127.0.0.1:8080 or --metrics 127.0.0.1:9090")
			}
			return s.start(cmd, args)
		},
	}
	s.flags(cmd.Flags(), "")
	complete(cmd, "format", shownFormats)
	return cmd
}
